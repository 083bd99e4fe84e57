// in-dict-values-in-loop: `v in d.values()` in a loop that leaves d alone. All such tests of the loop are
// rewritten together, to one set of the values that is built before it.
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};

void add_fix(const Facts& facts, Node values, Node dict, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, dict, loop);
  const std::string said = shown(values);
  finding.no_fix = {"Build set(" + said + ") before the loop", hoist.refusal};
  if (!hoist) return;
  if (!means_builtin(facts, hoist.before, "set")) {
    finding.no_fix.reason = "`set` means something else here";
    return;
  }
  if (has_comment(facts.syntax(), values.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  const std::string name = hoisted_name(facts, dict, hoist.before, "_values");
  Fix fix;
  fix.title = "Build `" + name + "` before the loop and test that";
  fix.edits.push_back(*line_before(hoist.before, name + " = set(" + std::string(values.text()) + ")"));
  fix.why = hoist.objection;
  for (const Comparison& test : tests_within(facts, values, loop)) {
    fix.edits.push_back({unparenthesised(test.right).span(), name});
    if (fix.why.empty() && !is_surely_hashable(facts.type(test.left)))
      fix.why = "`" + shown(test.left) + "` may be unhashable: the test would raise TypeError";
  }
  const Binding* binding = facts.binding(unparenthesised(dict));
  const bool proven =
      binding && is_surely_hashable(facts.type(dict).value_type()) && is_element_proven(facts, *binding);
  if (fix.why.empty() && !proven) fix.why = "the values of `" + shown(dict) + "` may be unhashable";
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why =
        "values and tested values are hashable, and nothing in the loop can change `" + shown(dict) + "`";
  if (hoist.culprit)
    finding.related.push_back({hoist.culprit.span(), "this may change `" + shown(dict) + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = read_membership(node);
  const Node values = unparenthesised(test.right);
  const MethodCall method = read_method_call(values);
  if (method.method != "values" || values.child(Field::arguments).named_child_count() != 0) return;
  const Type dict = facts.type(method.object);
  if (!dict.is(TypeKind::dict) || is_surely_unhashable(dict.value_type()) || is_few(facts, method.object) ||
      facts.hashability(test.left) == Hashability::unhashable) {
    return;
  }
  const Node loop = widest_loop(facts, method.object, node);
  if (!loop || (looks_for_free(facts, node) && loop == facts.enclosing_loop(node))) return;
  const std::string name = shown(method.object);
  Finding& finding = report.add(
      node, "`" + std::string(test.op == Kind::kw_in ? "in " : "not in ") + name +
                ".values()` scans every value on each round: O(n) a test, O(n*m) for the loop; build set(" +
                name + ".values()) once before the loop and test that, O(1)");
  if (!searches_add_up(facts, method.object, repeating_loop(facts, node))) make_micro(report);
  add_fix(facts, values, method.object, loop, finding);
}

}  // namespace

extern const Rule in_dict_values_in_loop;
const Rule in_dict_values_in_loop = {"in-dict-values-in-loop", Impact::growth, Topic::lookup, kinds, check};

}  // namespace perfhint
