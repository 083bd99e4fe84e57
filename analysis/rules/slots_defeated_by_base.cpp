// slots-defeated-by-base: a class declares `__slots__`, but a base of the project does not: its instances
// have a
// `__dict__` all the same.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::class_definition};

constexpr int deepest = 8;

bool is_among(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Node slots_of(Node body) {
  for (Node statement : statements(body)) {
    const Node assignment = sole_expression(statement);
    if (assignment.is(Kind::assignment) && assignment.child(Field::left).text() == "__slots__")
      return assignment;
  }
  return {};
}

// The class that has no slots: `base`, or one of its own bases in this module.
std::string culprit(const Facts& facts, std::string base, int depth = 0) {
  const ModuleEntry* entry = facts.module().find(base);
  if (depth > deepest || entry == nullptr || !entry->shape || !entry->shape->has_slots) return base;
  for (const std::string& above : entry->shape->bases) {
    const ModuleEntry* next = facts.module().find(above);
    if (next != nullptr && next->shape) return culprit(facts, above, depth + 1);
  }
  return base;
}

// A base that gives the instances a `__dict__`, and is known to do it only because it declares no slots.
Node unslotted_base(const Facts& facts, Node superclasses) {
  for (Node base : children(superclasses)) {
    if (base.is(Kind::keyword_argument)) return {};  // a metaclass has its own ways
    const auto known = facts.class_facts(base);
    if (!known || !known->has_dict) continue;
    const bool plain = known->unknown.empty() && known->native.empty() &&
                       (known->kind == ClassKind::plain || known->kind == ClassKind::dataclass);
    return plain && !known->computed_attributes ? base : Node();
  }
  return {};
}

void check(const Facts& facts, Node node, Report& report) {
  const Node superclasses = node.child(Field::superclasses);
  if (!superclasses || !node.parent().is(Kind::module)) return;
  const ClassHead head = read_class(node);
  const ModuleEntry* entry = facts.module().find(head.name.text());
  if (entry == nullptr || entry->definitions != 1 || !entry->shape || !entry->shape->has_slots) return;
  const ClassShape& shape = *entry->shape;
  if (shape.slots.empty() || shape.computed_slots || is_among(shape.slots, "__dict__")) return;
  const Node base = unslotted_base(facts, superclasses);
  const Node slots = slots_of(head.body);
  const auto whole = base ? facts.class_facts(head.name) : std::nullopt;
  if (!slots || !whole || !whole->unknown.empty()) return;
  const auto above = facts.class_facts(base);
  if (is_among(above->slots, "__dict__")) return;
  for (const std::string& name : shape.attributes) {
    if (!is_among(shape.slots, name) && !is_among(above->attributes, name)) return;  // it uses its `__dict__`
  }

  const std::string name(head.name.text()), unslotted = culprit(facts, std::string(base.text()));
  Finding& finding = report.add(slots, "`" + unslotted + "` has no `__slots__`, so each `" + name +
                                           "` has a `__dict__` beside its slots: O(n) bytes more, often as "
                                           "many as without slots; declare `__slots__` in `" +
                                           unslotted + "`, too");
  finding.related.push_back({base.span(), "this base gives the instances a `__dict__`"});
  finding.no_fix = {
      "Declare `__slots__` in `" + unslotted + "`",
      "what else `" + unslotted + "` and its other classes keep in their `__dict__` is not known here"};
  report.remark().evidence_case = above->attributes.empty() ? "empty" : "attributes";
}

}  // namespace

extern const Rule slots_defeated_by_base;
const Rule slots_defeated_by_base = {"slots-defeated-by-base", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
