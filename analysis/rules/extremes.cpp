#include "analysis/rules/extremes.h"

#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

// min(xs), max(xs, key=...), sorted(xs)[0], sorted(xs)[-1] of the very list.
ExtremeRemoval read_extreme(const Facts& facts, Node value, Node list) {
  value = unparenthesised(value);
  ExtremeRemoval found;
  found.list = list;
  if (const Subscript element = read_subscript(value); element.object) {
    const std::string_view index = element.index.text();
    if ((index != "0" && index != "-1") || !facts.is_call_of(element.object, "sorted")) return {};
    found.least = index == "0";
    value = element.object;
  } else {
    found.least = facts.is_call_of(value, "min");
    if (!found.least && !facts.is_call_of(value, "max")) return {};
  }
  const Call call = read_call(value);
  found.keyed = !call.keywords.empty();
  if (call.positional.size() != 1 || call.splats || call.positional[0].text() != list.text()) return {};
  if (facts.binding(call.positional[0]) != facts.binding(list)) return {};
  found.taken = value;
  return found;
}

}  // namespace

ExtremeRemoval read_extreme_removal(const Facts& facts, Node call) {
  const MethodCall method = read_method_call(call);
  if (method.method != "remove") return {};
  const Node removed = unparenthesised(method.call.sole_argument());
  if (!removed.is(Kind::identifier))
    return removed ? read_extreme(facts, removed, method.object) : ExtremeRemoval();
  const Binding* name = facts.binding(removed);
  const Node loop = facts.enclosing_loop(call);
  if (name == nullptr || !loop) return {};
  for (const Definition& definition : name->definitions) {
    const Node assignment = facts.syntax().node(definition.name).parent();
    if (!assignment.is(Kind::assignment) || !assignment.within(loop)) continue;
    if (const auto found = read_extreme(facts, assignment.child(Field::right), method.object)) return found;
  }
  return {};
}

}  // namespace perfhint
