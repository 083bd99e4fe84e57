// any-bool-generator: `any(x > 0 for x in xs)` hands a bool for each element from the generator to any().
// With the condition as the generator's filter only a hit is handed over. In loops, and in code that is said
// to be hot; what a condition with calls costs is elsewhere.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 4;

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"all", "any"};

// Something is computed for each element that is cheap beside the handing over.
bool is_condition(const Facts& facts, Node body) {
  body = unparenthesised(body);
  for (Node node : descendants(body)) {
    if (node.is(Kind::call) && !facts.is_call_of(node, "isinstance") && !facts.is_call_of(node, "len"))
      return false;
  }
  return body.is_any(Kind::comparison_operator, Kind::boolean_operator, Kind::not_operator);
}

std::string negated(Node condition) {
  const Node inner = unparenthesised(condition);
  if (inner.is(Kind::not_operator)) return std::string(inner.child(Field::argument).text());
  const bool weak = condition.is(Kind::boolean_operator);
  return weak ? "not (" + std::string(condition.text()) + ")" : "not " + std::string(condition.text());
}

// `not any(...)` binds weaker than these.
bool needs_brackets(Node call) {
  return call.parent().is_any(Kind::comparison_operator, Kind::binary_operator, Kind::unary_operator,
                              Kind::attribute, Kind::subscript, Kind::call, Kind::await_expression,
                              Kind::list_splat);
}

void check(const Facts& facts, Node node, Report& report) {
  const Node generator = node.child(Field::arguments);
  if (!generator.is(Kind::generator_expression)) return;
  const Node body = generator.child(Field::body);
  if (!is_condition(facts, body) || first_pause(generator)) return;
  for (Node inner : descendants(body)) {
    if (inner.is(Kind::named_expression)) return;
  }
  const bool any = facts.is_call_of(node, "any");
  if (!any && !facts.is_call_of(node, "all")) return;
  const Heat heat = facts.heat(node);
  if ((heat.loops == 0 && heat.said != Said::hot) || is_short(facts, first_iterable(generator), few)) return;
  const std::string name = any ? "any" : "all";
  const std::string filter = any ? std::string(body.text()) : negated(body);
  Finding& finding = report.add(
      node, name +
                "() is handed a bool for each element by the generator; with the condition as its filter, `" +
                (any ? "any(True" : "not any(True") + " for ... if " + (any ? "" : "not ") +
                "...)`, only a hit leaves it");
  report.remark().evidence_case = name;
  finding.no_fix.title = "Let the generator filter";
  if (has_comment(facts.syntax(), generator.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  std::string clauses(
      facts.syntax().source().substr(body.span().end, generator.span().end - 1 - body.span().end));
  while (!clauses.empty() && (clauses.back() == ' ' || clauses.back() == '\n')) clauses.pop_back();
  std::string text = "any(True" + clauses + " if " + filter + ")";
  if (!any) text = "not " + text;
  if (!any && needs_brackets(node)) text = "(" + text + ")";
  fix.edits.push_back({node.span(), text});
  fix.safety = Safety::safe;
  fix.why = "only whether the condition is true counts, and the elements are asked in the same order";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule any_bool_generator;
const Rule any_bool_generator = {"any-bool-generator", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
