// list-membership-in-loop: `x in xs` where xs is a list or tuple that the loop neither changes nor binds.
// All tests of xs in the loop are rewritten together, to one set that is built before the outermost loop that
// leaves xs alone.
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};

// What stands against the rewrite; empty if it is proven.
std::string objection(const Facts& facts, Node list, const Hoist& hoist,
                      const std::vector<Comparison>& tests) {
  const std::string name(list.text());
  if (!holds_hashables(facts, list))
    return "the elements of `" + name + "` may be unhashable: set(" + name + ") would raise TypeError";
  for (const Comparison& test : tests) {
    if (!is_surely_hashable(facts.type(test.left)))
      return "`" + shown(test.left) + "` may be unhashable: the test would raise TypeError";
  }
  if (!is_own_local(facts, *facts.binding(list), hoist.before))
    return "`" + name + "` is not a local of this function: other code may change it";
  return hoist.objection;
}

void add_fix(const Facts& facts, Node list, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, list, loop);
  const std::string said(list.text());
  finding.no_fix = {"Build a set of `" + said + "` before the loop", hoist.refusal};
  if (!hoist) return;
  if (!means_builtin(facts, hoist.before, "set")) {
    finding.no_fix.reason = "`set` means something else here";
    return;
  }
  const std::string name = hoisted_name(facts, list, hoist.before, "_set");
  const std::vector<Comparison> tests = tests_within(facts, list, loop);
  Fix fix;
  fix.title = "Build `" + name + "` before the loop and test that";
  fix.edits.push_back(*line_before(hoist.before, name + " = set(" + said + ")"));
  for (const Comparison& test : tests) fix.edits.push_back({unparenthesised(test.right).span(), name});
  fix.why = objection(facts, list, hoist, tests);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "elements and tested values are hashable, and nothing in the loop can change `" + said + "`";
  if (hoist.culprit) finding.related.push_back({hoist.culprit.span(), "this may change `" + said + "`"});
  finding.fixes.push_back(std::move(fix));
}

// A name of the tested value is what the loop goes on to with each round.
bool names_target(const Facts& facts, Node tested, Node loop) {
  const Node target = loop.is(Kind::for_statement) ? read_for(loop).target : Node();
  for (Node name : descendants(tested)) {
    const Binding* binding = facts.binding(name);
    for (Node bound : descendants(target)) {
      if (binding && binding == facts.binding(bound)) return true;
    }
  }
  return false;
}

// There may be many tests, of many elements; or each pair of two loops is tested: `(x, y) in seen`.
bool are_many(const Facts& facts, Node tested, Node list, Node test) {
  const Node loop = repeating_loop(facts, test), outer = facts.enclosing_loop(loop);
  const bool pairs = outer && unparenthesised(tested).is(Kind::tuple) && names_target(facts, tested, loop) &&
                     names_target(facts, tested, outer);
  return pairs ? is_left_alone(facts, list, outer) : searches_add_up(facts, list, loop);
}

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = read_membership(node);
  const Node list = unparenthesised(test.right);
  const Binding* binding = facts.binding(list);
  if (binding == nullptr || !facts.is_closed(*binding)) return;
  const Type type = facts.type(list);
  if (!type.is(TypeKind::list) && !type.is(TypeKind::tuple)) return;
  if (is_surely_unhashable(type.element_type()) || facts.hashability(test.left) == Hashability::unhashable ||
      is_few(facts, list)) {
    return;
  }
  const Node loop = widest_loop(facts, list, node);
  if (!loop) return;
  const std::string said(list.text());
  Finding& finding = report.add(node, "`" + std::string(test.op == Kind::kw_in ? "in " : "not in ") + said +
                                          "` scans the " + std::string(name_of(type.kind)) +
                                          " on each round: O(n) a test, O(n*m) for the loop; build set(" +
                                          said + ") once before the loop and test that, O(1)");
  if (!are_many(facts, test.left, list, node)) make_micro(report);
  add_fix(facts, list, loop, finding);
}

}  // namespace

extern const Rule list_membership_in_loop;
const Rule list_membership_in_loop = {"list-membership-in-loop", Impact::growth, Topic::lookup, kinds, check};

}  // namespace perfhint
