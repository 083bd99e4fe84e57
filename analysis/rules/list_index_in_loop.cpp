// list-index-in-loop: `xs.index(x)` in a loop that leaves xs alone. Where the loop goes through xs itself,
// enumerate() has the position; elsewhere a dict of positions, built before the loop, answers.
#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/invariants.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"index"};

// `for x in xs` around `xs.index(x)`; none otherwise.
Iteration own_iteration(const Facts& facts, const MethodCall& scan, Node call) {
  const Node loop = facts.enclosing_loop(call);
  Node head = loop.is(Kind::for_statement) ? loop : Node();
  for (Node child : children(loop)) {
    if (!head && child.is(Kind::for_in_clause)) head = child;
  }
  const Iteration iteration = head ? read_iteration(facts, head) : Iteration();
  const Node wanted = unparenthesised(scan.call.sole_argument());
  const Binding* item = facts.binding(iteration.target);
  const Binding* list = facts.binding(unparenthesised(scan.object));
  if (!item || item != facts.binding(wanted) || !list || facts.binding(iteration.iterable) != list) return {};
  return iteration;
}

void offer_enumerate(const Facts& facts, const Iteration& iteration, Node call, Finding& finding) {
  const std::string list = shown(iteration.iterable);
  finding.no_fix = {"Take the position from enumerate(" + list + ")", ""};
  for (Node use : facts.uses_within(*facts.binding(iteration.target), iteration.loop)) {
    if (facts.use(use) == UseKind::rebinds) finding.no_fix.reason = "`" + shown(use) + "` is bound anew";
  }
  if (facts.rebound_within(*facts.binding(iteration.target), iteration.during) &&
      iteration.loop.is(Kind::for_statement)) {
    finding.no_fix.reason = "`" + shown(iteration.target) + "` is bound anew";
  }
  if (!means_builtin(facts, call, "enumerate"))
    finding.no_fix.reason = "`enumerate` means something else here";
  if (!finding.no_fix.reason.empty()) return;
  const std::string name = fresh_name(facts, iteration.loop, "i");
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.why = "where elements are equal, index() gives the first one's position";
  fix.edits.push_back({iteration.target.span(), name + ", " + std::string(iteration.target.text())});
  fix.edits.push_back(
      {iteration.iterable.span(), "enumerate(" + std::string(iteration.iterable.text()) + ")"});
  for (Node same : same_within(facts, call, iteration.during)) fix.edits.push_back({same.span(), name});
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  finding.fixes.push_back(std::move(fix));
}

// {x: i for i, x in ...}, the first of equal elements last.
std::string positions_of(const std::string& list) {
  return "{x: i for i, x in reversed(list(enumerate(" + list + ")))}";
}

void offer_dict(const Facts& facts, const MethodCall& scan, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, scan.object, loop);
  const std::string list(scan.object.text());
  finding.no_fix = {"Build a dict of positions before the loop", hoist.refusal};
  if (!hoist) return;
  for (const auto* name : {"enumerate", "list", "reversed"}) {
    if (means_builtin(facts, hoist.before, name)) continue;
    finding.no_fix.reason = "`" + std::string(name) + "` means something else here";
    return;
  }
  const std::string name = hoisted_name(facts, scan.object, hoist.before, "_index");
  Fix fix;
  fix.title = "Build the dict `" + name + "` before the loop and look positions up";
  fix.why = hoist.objection.empty() ? "a missing element raises KeyError, not ValueError" : hoist.objection;
  fix.edits.push_back(*line_before(hoist.before, name + " = " + positions_of(list)));
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::call)) continue;
    const MethodCall other = read_method_call(node);
    if (other.method != "index" || other.object.text() != scan.object.text() || !other.call.sole_argument() ||
        facts.binding(other.object) != facts.binding(scan.object) || inside_handled_try(node) ||
        facts.enclosing_function(node) != facts.enclosing_function(loop)) {
      continue;
    }
    const Node argument = other.call.sole_argument();
    fix.edits.push_back({{node.span().begin, argument.span().begin}, name + "["});
    fix.edits.push_back({{argument.span().end, node.span().end}, "]"});
  }
  if (hoist.culprit) finding.related.push_back({hoist.culprit.span(), "this may change `" + list + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall scan = read_method_call(node);
  const Node wanted = scan.call.sole_argument();
  if (!wanted) return;
  const Node loop = repeating_loop(facts, node);
  if (!loop) return;
  const Type list = facts.type(scan.object);
  if ((!list.is(TypeKind::list) && !list.is(TypeKind::tuple)) || is_few(facts, scan.object)) return;
  if (is_surely_unhashable(list.element_type()) || is_surely_unhashable(facts.type(wanted))) return;
  const Node widest = widest_loop(facts, scan.object, node);
  if (!widest || !varies_within(facts, wanted, loop) || inside_handled_try(node)) return;

  const std::string said = shown(node), name = shown(scan.object);
  const Iteration own = own_iteration(facts, scan, node);
  Finding& finding = report.add(
      node,
      "`" + said + "` scans `" + name + "` from its start on each round: O(n) a search, " +
          (own ? "O(n^2) for the loop; enumerate(" + name + ") has the position"
               : "O(n*m) for the loop; build a dict of positions once before the loop, O(1) a look-up"));
  if (own) {
    report.remark().evidence_case = "enumerate";
    offer_enumerate(facts, own, node, finding);
  } else {
    // In a loop inside a loop searches are many.
    const bool nested = widest != loop && !is_conditional(node, loop);
    if (!nested && !searches_add_up(facts, scan.object, loop)) make_micro(report);
    offer_dict(facts, scan, widest, finding);
  }
}

}  // namespace

extern const Rule list_index_in_loop;
const Rule list_index_in_loop = {"list-index-in-loop", Impact::growth, Topic::lookup, kinds, check, callees};

}  // namespace perfhint
