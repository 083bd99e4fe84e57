// materialized-arg-aggregate: sum([... for ...]), min, max and Counter of a list comprehension: all elements
// at once, where one at a time would do. It saves memory and costs time; the message says both.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 4> callees = {"Counter", "max", "min", "sum"};

// Below this there is no memory to be saved.
constexpr std::int64_t few = 1000;

void check(const Facts& facts, Node node, Report& report) {
  const Node argument = node.child(Field::arguments).named_child(0);
  if (!argument.is(Kind::list_comprehension)) return;
  std::string function;
  for (const auto* name : {"sum", "min", "max"}) {
    if (facts.is_call_of(node, name)) function = name;
  }
  if (facts.is_call_of(node, "collections.Counter")) function = "Counter";
  if (function.empty() || first_pause(argument)) return;
  const Call call = read_call(node);
  if (call.splats || call.positional.size() != 1 || !may_be_long(facts, first_iterable(argument), few))
    return;
  Finding& finding = report.add(
      argument, "`" + function +
                    "([...])` holds every element at once, O(n) bytes; without the brackets it holds "
                    "one, for up to half as much time again");
  Fix fix;
  fix.title = "Drop the brackets: less memory, more time";
  fix.why = "it takes more time, and an error in an element would come after those before it were added";
  // Beside another argument, or a trailing comma, a generator needs its own parentheses.
  bool comma = false;
  for (Node child : all_children(node.child(Field::arguments))) comma = comma || child.is(Kind::comma);
  const Span span = argument.span();
  fix.edits.push_back({{span.begin, span.begin + 1}, comma ? "(" : ""});
  fix.edits.push_back({{span.end - 1, span.end}, comma ? ")" : ""});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule materialized_arg_aggregate;
const Rule materialized_arg_aggregate = {
    "materialized-arg-aggregate", Impact::micro, Topic::memory, kinds, check, callees};

}  // namespace perfhint
