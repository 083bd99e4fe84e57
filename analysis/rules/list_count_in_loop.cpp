// list-count-in-loop: `xs.count(x)` in a loop that leaves xs alone, for another x each round. All counts of
// the loop are read from one Counter.
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"count"};

// A count of a list or tuple of more than a few.
bool is_count(const Facts& facts, const MethodCall& scan) {
  const Type list = facts.type(scan.object);
  return scan.method == "count" && scan.call.sole_argument() &&
         (list.is(TypeKind::list) || list.is(TypeKind::tuple)) && !is_surely_unhashable(list.element_type());
}

void add_fix(const Facts& facts, const MethodCall& scan, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, scan.object, loop);
  const std::string list(scan.object.text());
  finding.no_fix = {"Count `" + shown(scan.object) + "` once before the loop", hoist.refusal};
  if (!hoist) return;
  if (!means_import(facts, hoist.before, "collections", "Counter")) {
    finding.no_fix.reason = "`Counter` means something else here";
    return;
  }
  const std::string name = hoisted_name(facts, scan.object, hoist.before, "_counts");
  Fix fix;
  fix.title = "Count `" + shown(scan.object) + "` once before the loop, in `" + name + "`";
  fix.imports.push_back("from collections import Counter");
  fix.edits.push_back(*line_before(hoist.before, name + " = Counter(" + list + ")"));
  fix.why = hoist.objection;
  if (fix.why.empty() && !holds_hashables(facts, scan.object))
    fix.why = "the elements of `" + list + "` may be unhashable: Counter(" + list + ") would raise TypeError";
  for (Node node : descendants(loop)) {
    const MethodCall other = node.is(Kind::call) ? read_method_call(node) : MethodCall();
    const Node counted = other.call.sole_argument();
    if (other.method != "count" || !counted || other.object.text() != scan.object.text() ||
        facts.binding(other.object) != facts.binding(scan.object) ||
        facts.enclosing_function(node) != facts.enclosing_function(loop)) {
      continue;
    }
    fix.edits.push_back({{node.span().begin, counted.span().begin}, name + "["});
    fix.edits.push_back({{counted.span().end, node.span().end}, "]"});
    if (fix.why.empty() && !is_surely_hashable(facts.type(counted)))
      fix.why = "`" + shown(counted) + "` may be unhashable: the look-up would raise TypeError";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "elements and counted values are hashable, and nothing in the loop can change `" + list + "`";
  if (hoist.culprit) finding.related.push_back({hoist.culprit.span(), "this may change `" + list + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall scan = read_method_call(node);
  const Node counted = scan.call.sole_argument();
  if (!counted) return;
  const Node loop = repeating_loop(facts, node);
  if (!loop || !is_count(facts, scan) || is_few(facts, scan.object)) return;
  if (is_surely_unhashable(facts.type(counted))) return;
  const Node widest = widest_loop(facts, scan.object, node);
  if (!widest || !varies_within(facts, counted, loop) || looks_for_free(facts, node)) return;
  const std::string name = shown(scan.object);
  Finding& finding =
      report.add(node, "`" + shown(node) + "` goes through all of `" + name +
                           "` on each round: O(n) a count, O(n*m) for the loop; count once " +
                           "before it with collections.Counter(" + name + "), O(n), and look the counts up");
  // In a loop inside a loop counts are many.
  if (widest == loop && !searches_add_up(facts, scan.object, loop)) make_micro(report);
  add_fix(facts, scan, widest, finding);
}

}  // namespace

extern const Rule list_count_in_loop;
const Rule list_count_in_loop = {"list-count-in-loop", Impact::growth, Topic::lookup, kinds, check, callees};

}  // namespace perfhint
