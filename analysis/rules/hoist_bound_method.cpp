// hoist-bound-method: `xs.append(x)` in a loop, xs a local whose type is builtin. Before Python 3.11 the
// method is looked up on each call; from there on the interpreter remembers it, and the rule is off by
// evidence.
#include <array>

#include "analysis/facts/effects.h"
#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 5> callees = {"add", "append", "appendleft", "get", "popleft"};

// The loop that all calls of this method on this name may share.
Node widest_loop(const Facts& facts, const Binding& object, Node call) {
  Node widest;
  for (Node loop = facts.enclosing_loop(call); loop && !facts.rebound_within(object, loop);
       loop = facts.enclosing_loop(loop)) {
    widest = loop;
  }
  return widest;
}

bool is_made_here(const Facts& facts, const Binding& object) {
  for (const Definition& definition : object.definitions) {
    const Node assignment = facts.syntax().node(definition.name).parent();
    const bool made = definition.kind == DefinitionKind::assignment && assignment.is(Kind::assignment) &&
                      is_fresh(facts, assignment.child(Field::right));
    if (!made) return false;
  }
  return !object.captured;
}

void check(const Facts& facts, Node node, Report& report) {
  if (facts.python() >= Python{11} || !facts.enclosing_loop(node)) return;
  const Node method = node.child(Field::function);
  const Node object = method.child(Field::object);
  if (!object.is(Kind::identifier)) return;
  const Binding* binding = facts.binding(object);
  if (binding == nullptr || !is_own_local(facts, *binding, node)) return;
  const std::string_view name = method.child(Field::attribute).text();
  const TypeKind type = facts.type(object).kind;
  if (effect_of_method(type, name) == Effect::unknown || type == TypeKind::iterator) return;
  const Node loop = widest_loop(facts, *binding, node);
  if (!loop || is_rare(node, loop) || is_short_loop(facts, loop, 8)) return;
  const Node before = statement_of(loop);
  if (!is_bound_before(facts, *binding, before)) return;
  const std::vector<Node> places = repeats_within(facts, method, loop);
  if (places.empty() || places.front() != method) return;  // told at the first

  Finding& finding = report.add(node, "`" + shown(method) + "` is looked up anew on each round, O(n) " +
                                          "lookups for one method; before Python 3.11 bind it to a local "
                                          "before the loop and call that");
  Report::Remark& remark = report.remark();
  remark.has_impact = true;
  remark.impact = facts.python() < Python{9} ? Impact::factor : Impact::micro;  // as measured
  // A name of the object's own: `out.append` and `row.append` may be bound in one function.
  add_hoist(facts, method, places, loop, std::string(object.text()) + "_" + std::string(name),
            is_made_here(facts, *binding)
                ? ""
                : "`" + shown(object) + "` may be of a class that gives the method out anew",
            finding);
  // A builtin's own method is there, and reading it has no effect.
  if (!finding.fixes.empty() && is_made_here(facts, *binding)) {
    finding.fixes.front().safety = Safety::safe;
    finding.fixes.front().why = "nothing binds `" + shown(object) + "` anew in the loop";
  }
}

}  // namespace

extern const Rule hoist_bound_method;
const Rule hoist_bound_method = {"hoist-bound-method", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
