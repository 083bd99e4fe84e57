// materialized-iterable-in-for: `for x in [f(y) for y in ys]`: all elements at once, to be used one by one.
// Where an element's making may do something, or the body may change what elements are made of, the list has
// its reasons, and this stays silent.
#include <array>

#include "analysis/facts/mutation.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement};

// Below this a generator's own cost is all there is.
constexpr std::int64_t few = 50;
// So many and more are worth a word wherever they are.
constexpr std::int64_t many = 1000;

// The comprehension of `for x in [...]`, or `for i, x in enumerate([...])`.
Node comprehension_of(const Facts& facts, Node iterable) {
  iterable = unparenthesised(iterable);
  if (iterable.is(Kind::call) && facts.is_call_of(iterable, "enumerate")) {
    const Call call = read_call(iterable);
    if (!call.positional.empty() && !call.splats) iterable = unparenthesised(call.positional[0]);
  }
  return iterable.is(Kind::list_comprehension) ? iterable : Node();
}

// [x for x in xs]: a copy, and another matter.
bool is_copy(Node comprehension) {
  return comprehension.named_child_count() == 2 && comprehension.named_child(0).is(Kind::identifier) &&
         comprehension.named_child(0).text() == read_for(comprehension.named_child(1)).target.text();
}

// Nothing behind the first iterable may do more than look.
bool is_idle(const Facts& facts, Node comprehension) {
  const Node first = first_iterable(comprehension);
  for (Node node : descendants(comprehension)) {
    if (node.is(Kind::named_expression)) return false;
    if (!node.is(Kind::call) || node.within(first) || facts.is_pure(node)) continue;
    const MethodCall method = read_method_call(node);
    if (!method || !is_reading_method(method.method)) return false;
  }
  return true;
}

void check(const Facts& facts, Node node, Report& report) {
  const ForHead head = read_for(node);
  if (!head.iterable.is_any(Kind::list_comprehension, Kind::call, Kind::parenthesized_expression)) return;
  const Node comprehension = head.async ? Node() : comprehension_of(facts, head.iterable);
  if (!comprehension || is_copy(comprehension)) return;
  // In a loop lists are often short, and then a generator only costs.
  if (facts.enclosing_loop(node) || is_short(facts, first_iterable(comprehension), few)) return;
  const auto length = facts.length(first_iterable(comprehension));
  if (length && length->most().value_or(few + 1) <= few) return;
  const Node body = node.child(Field::body);
  if (first_pause(comprehension) || first_pause(body)) return;
  if (!is_idle(facts, comprehension) || facts.may_change_within(comprehension, body)) return;

  Finding& finding = report.add(
      comprehension,
      "`" + shown(comprehension) +
          "` makes all elements at once, O(n) bytes, to be used one by one; a generator makes each "
          "when its turn comes, for about the same time");
  report.remark().has_impact = !may_be_long(facts, first_iterable(comprehension), many);
  report.remark().impact = Impact::micro;
  Fix fix;
  fix.title = "Make it a generator";
  fix.why =
      "an element is made only when its turn comes: an error in one would come after the rounds before it";
  const Span span = comprehension.span();
  fix.edits = {{{span.begin, span.begin + 1}, "("}, {{span.end - 1, span.end}, ")"}};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule materialized_iterable_in_for;
const Rule materialized_iterable_in_for = {"materialized-iterable-in-for", Impact::factor, Topic::memory,
                                           kinds, check};

}  // namespace perfhint
