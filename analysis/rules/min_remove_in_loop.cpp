// min-remove-in-loop: `m = min(xs)` and then `xs.remove(m)`, round after round: two scans for each element
// taken. A heap gives the least in O(log n).
#include <algorithm>
#include <array>

#include "analysis/rules/extremes.h"
#include "analysis/rules/hoist.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"remove"};

// `m = min(xs)` with `xs.remove(m)` as the very next statement, xs being asked for nothing but whether it is
// empty and appended to. Empty: the fix can be made.
std::string refusal(const Facts& facts, const ExtremeRemoval& removal, Node call, Node loop) {
  const std::string name = shown(removal.list);
  if (removal.keyed)
    return "a heap orders by the elements themselves: keys would have to be stored with them";
  if (!removal.least) return "heapq keeps the least element first, not the greatest";
  if (!facts.is_call_of(removal.taken, "min")) return "the whole order of `" + name + "` is asked for";
  const Binding* list = facts.binding(removal.list);
  if (list == nullptr || list->captured) return "other code may need `" + name + "` in its order";
  const Node statement = call.parent(), taking = removal.taken.parent();
  if (!taking.is(Kind::assignment) || !statement.is(Kind::expression_statement) ||
      previous_statement(statement) != taking.parent()) {
    return "min() and remove() are no two statements in a row";
  }
  if (!loop.is_any(Kind::for_statement, Kind::while_statement) || !can_bind_before(facts, loop))
    return "no statement can stand before this loop";
  for (Node use : facts.uses_within(*list, loop)) {
    const Node parent = use.parent();
    const bool tested = parent.is_any(Kind::while_statement, Kind::if_statement, Kind::not_operator);
    const bool ours = use.within(removal.taken) || use.within(call);
    const bool measured = parent.is(Kind::argument_list) && facts.is_call_of(parent.parent(), "len");
    if (!tested && !ours && !measured) return "`" + shown(parent) + "` needs `" + name + "` in its order";
  }
  return "";
}

void add_fix(const Facts& facts, const ExtremeRemoval& removal, Node call, Node loop, Finding& finding) {
  const std::string name = shown(removal.list);
  finding.no_fix = {"Make `" + name + "` a heap", refusal(facts, removal, call, loop)};
  if (!finding.no_fix.reason.empty()) return;
  for (const auto* function : {"heapify", "heappop"}) {
    if (means_import(facts, loop, "heapq", function)) continue;
    finding.no_fix.reason = "`" + std::string(function) + "` means something else here";
    return;
  }
  const Node statement = call.parent(), taking = removal.taken.parent().parent();
  const Span gone{taking.span().end, statement.span().end};
  if (has_comment(facts.syntax(), gone)) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title + ", and take the least with heappop()";
  fix.why = "heapify() orders `" + name + "` anew, and equal elements may come in another order";
  fix.imports = {"from heapq import heapify", "from heapq import heappop"};
  fix.edits.push_back(*line_before(loop, "heapify(" + name + ")"));
  fix.edits.push_back({removal.taken.child(Field::function).span(), "heappop"});
  fix.edits.push_back({gone, ""});
  finding.fixes.push_back(std::move(fix));
}

// key=lambda node: weight[node], with weight changed in the loop: a heap would keep the old order.
bool keys_change(const Facts& facts, Node call, Node loop) {
  for (const Call::Keyword& keyword : read_call(call).keywords) {
    for (Node node : descendants(keyword.value)) {
      const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
      const Node definition = binding && !binding->definitions.empty()
                                  ? facts.syntax().node(binding->definitions[0].name)
                                  : Node();
      if (!definition || definition.within(keyword.value)) continue;
      if (facts.rebound_within(*binding, loop) || facts.mutated_within(*binding, loop)) return true;
    }
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const ExtremeRemoval removal = read_extreme_removal(facts, node);
  if (!removal || !facts.type(removal.list).is(TypeKind::list)) return;
  const Node loop = repeating_loop(facts, node);
  const Binding* list = facts.binding(removal.list);
  if (!loop || (list && facts.rebound_within(*list, loop))) return;
  if (removal.keyed && keys_change(facts, removal.taken, loop)) return;
  const std::string name = shown(removal.list);
  Finding& finding = report.add(
      node,
      "`" + shown(node) + "` after `" + shown(removal.taken) + "` scans `" + name +
          "` twice for each element taken: O(n) a round, O(n^2) for the loop; a heap (heapq.heapify once, " +
          "then heappop) gives it in O(log n)");
  finding.related.push_back({removal.taken.span(), "the first scan"});
  add_fix(facts, removal, node, loop, finding);
}

}  // namespace

extern const Rule min_remove_in_loop;
const Rule min_remove_in_loop = {"min-remove-in-loop", Impact::growth, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
