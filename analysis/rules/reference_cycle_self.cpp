// reference-cycle-self: an object that is made in a loop keeps, in an attribute of its own, something that
// refers back to it: one of its bound methods, a lambda that says self, a partial of either. Without the
// cyclic collector it is never freed.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

// A plain method of that name in the class's own body.
bool is_method(const Facts& facts, Node owner, std::string_view name) {
  bool found = false;
  for (Node statement : statements(owner.child(Field::body))) {
    const Node inner =
        statement.is(Kind::decorated_definition) ? statement.child(Field::definition) : statement;
    if (inner.child(Field::name).text() != name) continue;
    if (!inner.is(Kind::function_definition)) return false;
    for (Node decorator : read_function(inner).decorators) {
      if (!facts.qualified_name(decorator).empty() || decorator) return false;
    }
    found = true;
  }
  return found;
}

bool says(Node region, std::string_view name) {
  for (Node node : descendants(region)) {
    if (node.is(Kind::identifier) && node.text() == name && node.field() != Field::attribute) return true;
  }
  return false;
}

// self.method, lambda: self..., partial(self.method): what refers to self; none otherwise.
Node back_reference(const Facts& facts, Node owner, std::string_view self, Node value) {
  if (value.is(Kind::attribute)) {
    const bool own = value.child(Field::object).text() == self;
    return own && is_method(facts, owner, value.child(Field::attribute).text()) ? value : Node();
  }
  if (value.is(Kind::lambda_expression)) return says(value.child(Field::body), self) ? value : Node();
  if (!facts.is_call_of(value, "functools.partial")) return {};
  const Call call = read_call(value);
  for (Node argument : call.positional) {
    if (argument.text() == self) return value;
    if (argument.is(Kind::attribute) && back_reference(facts, owner, self, argument)) return value;
  }
  return {};
}

// Somewhere in the class the attribute is deleted, or bound to something else.
bool is_broken_up(Node owner, Node target) {
  for (Node node : descendants(owner)) {
    if (node != target && node.is(Kind::attribute) && node.text() == target.text() &&
        (node.parent().is_any(Kind::delete_statement) ||
         (node.field() == Field::left && node.parent().is_any(Kind::assignment, Kind::augmented_assignment))))
      return true;
  }
  return false;
}

bool is_about_weakness(Node owner) {
  for (Node node : descendants(owner)) {
    if (node.is(Kind::identifier) && (node.text().starts_with("weak") || node.text().starts_with("Weak")))
      return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node target = node.child(Field::left), value = node.child(Field::right);
  if (!target.is(Kind::attribute) || !value.is_any(Kind::attribute, Kind::lambda_expression, Kind::call))
    return;
  const Node object = target.child(Field::object);
  if (!object.is(Kind::identifier) || object.text() != "self") return;
  const Node owner = facts.enclosing_class(node);
  if (!owner || !owner.parent().is_any(Kind::module, Kind::decorated_definition)) return;
  const ModuleEntry* entry = facts.module().find(owner.child(Field::name).text());
  if (entry == nullptr || entry->definitions != 1 || !entry->instantiated_in_loop) return;
  const Node reference = back_reference(facts, owner, object.text(), value);
  if (!reference || is_broken_up(owner, target) || is_about_weakness(owner)) return;

  const std::string name(owner.child(Field::name).text());
  const bool method = value.is(Kind::attribute);
  Finding& finding =
      report.add(value, "`" + shown(target) + "` refers back to its own `" + name + "`: no `" + name +
                            "` is freed when it is let go, but only when the cyclic collector comes; " +
                            (method ? "call the method by its name, or keep its name"
                                    : "let it take the object as an argument"));
  finding.no_fix = {"", "what calls `" + shown(target) + "` has to change as well"};
}

}  // namespace

extern const Rule reference_cycle_self;
const Rule reference_cycle_self = {"reference-cycle-self", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
