// list-remove-in-loop: `xs.remove(x)` for the x of a for loop over something else than xs, a copy of xs
// included. Where the loop only filters xs, through a copy of it, a comprehension does the same in one pass.
#include <array>

#include "analysis/rules/extremes.h"
#include "analysis/rules/hoist.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"remove"};

// xs of xs[:], list(xs), xs.copy().
Node copied(const Facts& facts, Node iterable) {
  if (const Subscript slice = read_subscript(iterable); slice.full_slice) return slice.object;
  if (const MethodCall method = read_method_call(iterable); method.method == "copy") return method.object;
  return facts.is_call_of(iterable, "list") ? read_call(iterable).sole_argument() : Node();
}

// for x in xs[:]: if CONDITION: xs.remove(x), and nothing else.
void add_fix(const Facts& facts, Node loop, Node call, const MethodCall& method, Finding& finding) {
  const std::string list(method.object.text());
  finding.no_fix = {"Keep the others by a comprehension",
                    "the loop does not only filter `" + shown(method.object) + "` through a copy of it"};
  const Iteration iteration = read_iteration(facts, loop);
  const Node body = loop.child(Field::body);
  const Node test = body.named_child_count() == 1 ? body.named_child(0) : Node();
  const Node removal = call.parent();
  if (!iteration || !iteration.target.is(Kind::identifier) || !test.is(Kind::if_statement) ||
      test.child(Field::alternative) || loop.child(Field::alternative) ||
      test.child(Field::consequence).named_child_count() != 1 ||
      removal.parent() != test.child(Field::consequence) ||
      copied(facts, iteration.iterable).text() != method.object.text() ||
      method.call.sole_argument().text() != iteration.target.text()) {
    return;
  }
  const Node condition = test.child(Field::condition);
  if (has_comment(facts.syntax(), loop.span()) || condition.is(Kind::named_expression)) {
    finding.no_fix.reason = "a comment or a name bound by the condition would be lost";
    return;
  }
  const std::string target(iteration.target.text());
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.why = "remove() takes the first equal element, which need not be the one the condition was asked about";
  fix.edits.push_back({loop.span(), list + "[:] = [" + target + " for " + target + " in " + list +
                                        " if not (" + std::string(unparenthesised(condition).text()) + ")]"});
  finding.fixes.push_back(std::move(fix));
}

// Some loop around the call makes the list anew: it is as long as a round makes it.
bool is_made_within(const Facts& facts, Node list, Node call) {
  for (Node loop = facts.enclosing_loop(call); loop; loop = facts.enclosing_loop(loop)) {
    for (Node part : descendants(list)) {
      const Binding* binding = facts.binding(part);
      if (binding && facts.rebound_within(*binding, loop)) return true;
    }
  }
  return false;
}

// The loops around the call say the list for nothing but this removal, `x in xs`, and the copy they go
// through: no round needs it as the last one left it.
bool is_only_removed_from(const Facts& facts, Node list, Node removal, Node loop) {
  Node outermost = loop;
  while (const Node around = facts.enclosing_loop(outermost)) outermost = around;
  const Node iterable = unparenthesised(read_for(loop).iterable);
  const bool copies = copied(facts, iterable).text() == list.text();
  const Binding* item = facts.binding(unparenthesised(read_for(loop).target));
  for (Node node : descendants(outermost)) {
    const bool same = node.is(list.kind()) && node.text() == list.text() &&
                      facts.binding(node) == facts.binding(list) && node.field() != Field::attribute;
    if (!same || node.within(removal) || (copies && node.within(iterable))) continue;
    const Comparison test = read_membership(node.parent());
    if (test.right != node || facts.binding(test.left) != item) return false;
  }
  return true;
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall method = read_method_call(node);
  const Node removed = method.call.sole_argument();
  if (!removed || !node.parent().is(Kind::expression_statement)) return;
  const Node loop = repeating_loop(facts, node);
  if (!loop.is(Kind::for_statement) || !facts.type(method.object).is(TypeKind::list)) return;
  const ForHead head = read_for(loop);
  const Binding* taken = facts.binding(removed);
  if (taken == nullptr || taken != facts.binding(unparenthesised(head.target))) return;
  if (unparenthesised(head.iterable).text() == method.object.text()) return;
  if (read_extreme_removal(facts, node) || is_made_within(facts, method.object, node)) return;
  if (!is_only_removed_from(facts, method.object, node, loop) || inside_handled_try(node)) return;
  const std::string name = shown(method.object);
  Finding& finding = report.add(
      node,
      "`" + shown(node) + "` scans `" + name +
          "` and moves what is behind the element, on each round: O(n) a removal, O(n*m) for the loop; " +
          "keep the others in one pass, [x for x in " + name + " if x not in gone] with a set `gone`, O(n)");
  // As many rounds as elements only where they go through a copy: others may have but a few that are in xs.
  const Node source = copied(facts, unparenthesised(head.iterable));
  report.remark().has_impact = source.text() != method.object.text();
  report.remark().impact = Impact::micro;
  add_fix(facts, loop, node, method, finding);
}

}  // namespace

extern const Rule list_remove_in_loop;
const Rule list_remove_in_loop = {"list-remove-in-loop", Impact::growth, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
