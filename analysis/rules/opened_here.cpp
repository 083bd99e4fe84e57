#include "analysis/rules/opened_here.h"

#include <algorithm>

#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

bool opens(const Facts& facts, const Definition& definition) {
  const Node place = facts.syntax().node(definition.name);
  Node value;
  if (definition.kind == DefinitionKind::with_target)
    value = place.ancestor(Kind::as_pattern).named_child(0);
  else if (definition.kind == DefinitionKind::assignment)
    value = place.parent().child(Field::right);
  return facts.is_call_of(unparenthesised(value), "open");
}

}  // namespace

bool is_opened_here(const Facts& facts, Node file) {
  const Binding* name = facts.binding(file);
  if (name == nullptr || name->definitions.empty() || !is_own_local(facts, *name, file) || name->captured)
    return false;
  return std::all_of(name->definitions.begin(), name->definitions.end(),
                     [&](const Definition& one) { return opens(facts, one); });
}

}  // namespace perfhint
