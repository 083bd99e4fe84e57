// list-membership-in-loop: `x in xs` where xs is a list or tuple that the loop neither changes nor binds.
// All tests of xs in the loop are rewritten together, to one set that is built before the outermost loop that
// leaves xs alone.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};

bool is_surely_hashable(TypeKind kind) { return kind != TypeKind::instance && is_hashable(kind); }

bool is_surely_unhashable(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::set:
    case TypeKind::dict:
    case TypeKind::bytearray:
    case TypeKind::deque:
    case TypeKind::dict_view:
      return true;
    default:
      return false;
  }
}

// A membership test of a plain name; none otherwise.
Comparison membership(Node node) {
  const Comparison test = read_comparison(node);
  const bool right = (test.op == Kind::kw_in || test.op == Kind::kw_not_in) &&
                     unparenthesised(test.right).is(Kind::identifier);
  return right ? test : Comparison();
}

// A display of at most five elements that never grows: a set pays from about five elements on.
bool is_small(const Facts& facts, const Binding& list) {
  if (facts.mutated_within(list, facts.syntax().root())) return false;
  for (const Definition& definition : list.definitions) {
    const Node assignment = facts.syntax().node(definition.name).parent();
    if (!assignment.is(Kind::assignment)) return false;
    const Node value = unparenthesised(assignment.child(Field::right));
    if (!value.is_any(Kind::list, Kind::tuple, Kind::expression_list) || value.named_child_count() > 5)
      return false;
    for (Node element : children(value)) {
      if (element.is(Kind::list_splat)) return false;
    }
  }
  return !list.definitions.empty();
}

bool leaves_alone(const Facts& facts, const Binding& list, Node loop) {
  return !facts.rebound_within(list, loop) && !facts.mutated_within(list, loop);
}

// The outermost loop around the test that leaves the list alone; none if the innermost does not.
Node widest_loop(const Facts& facts, const Binding& list, Node test) {
  Node widest;
  for (Node loop = facts.enclosing_loop(test); loop && leaves_alone(facts, list, loop);
       loop = facts.enclosing_loop(loop)) {
    widest = loop;
  }
  return widest;
}

std::vector<Node> tests_within(const Facts& facts, const Binding& list, Node loop) {
  std::vector<Node> found;
  for (Node use : facts.uses_within(list, loop)) {
    Node operand = use;
    while (operand.parent().is(Kind::parenthesized_expression)) operand = operand.parent();
    const Comparison test = membership(operand.parent());
    if (test && test.right == operand && facts.enclosing_function(use) == facts.enclosing_function(loop)) {
      found.push_back(use);
    }
  }
  return found;
}

// What stands against the rewrite; empty if it is proven.
std::string objection(const Facts& facts, const Binding& list, Node loop, Node before,
                      const std::vector<Node>& tests) {
  const std::string name(list.name);
  if (!is_surely_hashable(facts.type(list).element) || !is_element_proven(facts, list)) {
    return "the elements of `" + name + "` may be unhashable: set(" + name + ") would raise TypeError";
  }
  for (Node use : tests) {
    Node operand = use;
    while (operand.parent().is(Kind::parenthesized_expression)) operand = operand.parent();
    const Node left = read_comparison(operand.parent()).left;
    if (!is_surely_hashable(facts.type(left).kind)) {
      return "`" + shown(left) + "` may be unhashable: the test would raise TypeError";
    }
  }
  if (!is_own_local(facts, list, before))
    return "`" + name + "` is not a local of this function: other code may change it";
  if (!is_bound_before(facts, list, before)) return "`" + name + "` may not be bound before the loop";
  if (const Node changer = what_may_change(facts, list, loop))
    return "`" + shown(changer) + "` may change `" + name + "`";
  return {};
}

void add_fix(const Facts& facts, const Binding& list, Node loop, Finding& finding) {
  const Node before = statement_of(loop);
  const std::string said(list.name);
  finding.no_fix = {"Build a set of `" + said + "` before the loop", ""};
  if (!can_bind_before(facts, before) || facts.enclosing_function(loop) != facts.enclosing_function(before)) {
    finding.no_fix.reason = "no statement of the same scope can stand before this loop";
    return;
  }
  // A loop inside the head of a compound statement: what the statement does to the list would come in
  // between.
  if (before != loop && before.child(Field::body) && !leaves_alone(facts, list, before)) {
    finding.no_fix.reason = "the statement around the loop may change `" + said + "`";
    return;
  }
  const std::vector<Node> tests = tests_within(facts, list, loop);
  const std::string name = fresh_name(facts, before, std::string(list.name) + "_set");
  if (!means_builtin(facts, before, "set")) {
    finding.no_fix.reason = "`set` means something else here";
    return;
  }

  Fix fix;
  fix.title = "Build `" + name + "` before the loop and test that";
  fix.edits.push_back(*line_before(before, name + " = set(" + std::string(list.name) + ")"));
  for (Node use : tests) fix.edits.push_back({use.span(), name});
  fix.why = objection(facts, list, loop, before, tests);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) {
    fix.why = "elements and tested values are hashable, and nothing in the loop can change `" +
              std::string(list.name) + "`";
  }
  if (const Node changer = what_may_change(facts, list, loop); changer && fix.safety == Safety::unsafe) {
    finding.related.push_back({changer.span(), "this may change `" + std::string(list.name) + "`"});
  }
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = membership(node);
  if (!test) return;
  const Node name = unparenthesised(test.right);
  const Binding* list = facts.binding(name);
  if (list == nullptr || !facts.is_closed(*list)) return;
  const Type type = facts.type(name);
  if (!type.is(TypeKind::list) && !type.is(TypeKind::tuple)) return;
  if (is_surely_unhashable(type.element) || is_surely_unhashable(facts.type(test.left).kind)) return;
  const Node loop = widest_loop(facts, *list, node);
  if (!loop || is_small(facts, *list)) return;

  const std::string said(list->name);
  Finding& finding = report.add(node, "`" + std::string(test.op == Kind::kw_in ? "in " : "not in ") + said +
                                          "` scans the " + std::string(name_of(type.kind)) +
                                          " on each round: O(n) a test, O(n*m) for the loop; build set(" +
                                          said + ") once before the loop and test that, O(1)");
  add_fix(facts, *list, loop, finding);
}

}  // namespace

extern const Rule list_membership_in_loop;
const Rule list_membership_in_loop = {"list-membership-in-loop", Impact::growth, Topic::lookup, kinds, check};

}  // namespace perfhint
