// materialized-arg-any-all: any([... for ...]) and all([... for ...]), sets too: every element is made before
// the first is looked at. Elements whose evaluation may do something are left alone: stopping early would
// skip it. Without the brackets the call stops at the element that decides.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/looks.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"all", "any"};

// A generator costs more than a list until about this many elements.
constexpr std::int64_t few = 10;

// Named as a question: is_open(), x.startswith(), hasattr(). Such code looks; it is still not proven.
bool asks(Node call) {
  const Node function = unparenthesised(call.child(Field::function));
  std::string_view name =
      function.is(Kind::attribute) ? function.child(Field::attribute).text() : function.text();
  while (name.starts_with('_')) name.remove_prefix(1);
  if (is_reading_builtin(name) || is_reading_method(name)) return true;
  static constexpr std::array<std::string_view, 11> questions = {"is_",      "has_",  "can_",     "should_",
                                                                 "are_",     "was_",  "hasattr",  "getattr",
                                                                 "callable", "match", "fullmatch"};
  return std::any_of(questions.begin(), questions.end(),
                     [&](std::string_view question) { return name.starts_with(question); });
}

struct Verdict {
  bool silent = false;
  std::string why;  // unsafe; empty: proven
};

Verdict judge(const Facts& facts, Node comprehension, std::string_view function) {
  Verdict verdict;
  const Node first = first_iterable(comprehension);
  const auto object = [&](std::string why) {
    if (verdict.why.empty()) verdict.why = std::move(why);
  };
  for (Node node : descendants(comprehension)) {
    if (node.within(first)) continue;  // evaluated once, at once, in both forms
    if (node.is_any(Kind::await_expression, Kind::yield_expression, Kind::named_expression, Kind::kw_async)) {
      return {true, ""};
    }
    if (!node.is(Kind::call) || facts.is_pure(node)) continue;
    if (!asks(node)) return {true, ""};
    object("`" + shown(node) + "` may do more than look, and is no longer called for every element");
  }
  for (Node part : children(comprehension)) {
    if (first.within(part)) continue;
    const Purity purity = facts.purity(part);
    if (purity.has_effect || purity.may_raise) {
      object("`" + shown(part) + "` may " + (purity.has_effect ? "do more than look" : "raise") +
             " for an element that " + std::string(function) + "() no longer reaches");
    }
  }
  if (!is_sized(facts.type(first).kind)) {
    object("`" + shown(first) + "` may be an iterator: " + std::string(function) +
           "() would leave the rest of it");
  }
  return verdict;
}

bool has_comma(Node arguments) {
  for (Node child : all_children(arguments)) {
    if (child.is(Kind::comma)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node written = node.child(Field::arguments).named_child(0);
  const Node argument = unparenthesised(written);
  if (!argument.is_any(Kind::list_comprehension, Kind::set_comprehension)) return;
  const bool any = facts.is_call_of(node, "any");
  if ((!any && !facts.is_call_of(node, "all")) || read_call(node).sole_argument() != written) return;
  const std::string function = any ? "any" : "all";
  const Node first = first_iterable(argument);
  if (is_short(facts, first, few) || first_pause(argument)) return;
  const Verdict verdict = judge(facts, argument, function);
  if (verdict.silent) return;

  const std::string brackets = argument.is(Kind::set_comprehension) ? "{...}" : "[...]";
  Finding& finding = report.add(
      argument, "`" + function + "(" + brackets +
                    ")` makes every element before it looks at the first: O(n) time and " +
                    "memory wherever the answer is; drop the brackets, and it stops at the first " +
                    (any ? "true" : "false") + " one");
  report.remark().evidence_case = "middle";
  // Of a few elements, and of many where none decides, the list is the faster one.
  report.remark().has_impact = !may_be_long(facts, first, few);
  report.remark().impact = Impact::micro;
  Fix fix;
  fix.title = "Drop the brackets";
  fix.safety = verdict.why.empty() ? Safety::safe : Safety::unsafe;
  fix.why = verdict.why.empty() ? "evaluating an element has no effect" : verdict.why;
  // Beside a trailing comma a generator needs its own parentheses.
  const bool bare = written != argument || !has_comma(node.child(Field::arguments));
  const Span span = argument.span();
  fix.edits.push_back({{span.begin, span.begin + 1}, bare ? "" : "("});
  fix.edits.push_back({{span.end - 1, span.end}, bare ? "" : ")"});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule materialized_arg_any_all;
const Rule materialized_arg_any_all = {
    "materialized-arg-any-all", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
