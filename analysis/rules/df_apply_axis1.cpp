// df-apply-axis1: `df.apply(lambda row: row["a"] * row["b"], axis=1)`, or apply() of such a lambda on a
// column: a call for each row of what operators do for whole columns. Lambdas that do more are left alone.
#include <array>

#include "analysis/rules/elementwise.h"
#include "analysis/rules/frames.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"apply"};

struct Applied {
  Node frame, lambda, parameter, body;
  bool rows = false;  // axis=1; false: of a Series
  explicit operator bool() const { return static_cast<bool>(body); }
};

Applied read_applied(const Facts& facts, Node node) {
  Applied applied;
  const MethodCall method = read_method_call(node);
  if (!method || method.call.positional.size() != 1 || method.call.splats || method.call.keywords.size() > 1)
    return applied;
  applied.lambda = unparenthesised(method.call.positional[0]);
  if (!applied.lambda.is(Kind::lambda_expression)) return applied;
  if (!method.call.keywords.empty()) {
    const Call::Keyword& axis = method.call.keywords[0];
    applied.rows = axis.name == "axis" && (axis.value.text() == "1" || axis.value.text() == "\"columns\"" ||
                                           axis.value.text() == "'columns'");
    if (!applied.rows) return applied;
  } else if (!is_series(facts, method.object)) {
    return applied;
  }
  const std::vector<Parameter> parameters = read_parameters(applied.lambda.child(Field::parameters));
  if (parameters.size() != 1 || parameters[0].sort != Parameter::Sort::plain || parameters[0].value)
    return applied;
  applied.parameter = parameters[0].name;
  applied.frame = method.object;
  applied.body = applied.lambda.child(Field::body);
  return applied;
}

// row["a"] or row.a as the frame's column; the parameter of a Series' lambda as the Series.
std::optional<std::string> whole_of(const Applied& applied, Node node) {
  const std::string frame(applied.frame.text());
  if (!applied.rows) {
    if (!node.is(Kind::identifier) || node.text() != applied.parameter.text()) return std::nullopt;
    return frame;
  }
  if (node.is(Kind::subscript)) {
    const Subscript subscript = read_subscript(node);
    if (subscript.object.text() != applied.parameter.text() || !subscript.index.is(Kind::string))
      return std::nullopt;
    return frame + "[" + std::string(subscript.index.text()) + "]";
  }
  if (!node.is(Kind::attribute) || node.child(Field::object).text() != applied.parameter.text())
    return std::nullopt;
  const std::string_view name = node.child(Field::attribute).text();
  if (is_attribute_of_series(name)) return std::nullopt;
  return frame + "[\"" + std::string(name) + "\"]";
}

void add_fix(const Facts& facts, Node node, const Applied& applied, const std::string& whole,
             Finding& finding) {
  finding.no_fix = {"Compute with whole columns",
                    "`" + shown(applied.frame) + "` would be evaluated anew for each column"};
  for (Node part : descendants(applied.frame)) {
    if (part.is_any(Kind::call, Kind::list, Kind::comparison_operator)) return;
  }
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), node.span())) return;
  const bool bare = applied.body.is_any(Kind::parenthesized_expression, Kind::subscript, Kind::attribute) ||
                    ((node.parent().is(Kind::assignment) && node.field() == Field::right) ||
                     node.parent().is(Kind::return_statement));
  Fix fix;
  fix.title = "Compute with whole columns";
  fix.edits.push_back({node.span(), bare ? whole : "(" + whole + ")"});
  fix.why = applied.rows ? "apply() makes a row's values one type, and gives a frame where there are no rows"
                         : "Python's operators on elements that are objects, and numpy's on overflow or "
                           "division by zero, may give others";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Applied applied = read_applied(facts, node);
  if (!applied) return;
  const auto whole =
      for_all(facts, applied.body, applied.lambda, [&](Node part) { return whole_of(applied, part); });
  if (!whole || applied.body.is_any(Kind::subscript, Kind::attribute, Kind::identifier)) return;
  Finding& finding = report.add(
      node, applied.rows
                ? "`apply(axis=1)` makes a Series of each row for one expression, O(n) calls; " +
                      std::string("the same operators on whole columns run in C")
                : "`" + shown(applied.frame) + ".apply()` calls a lambda for each element, O(n) calls; " +
                      "the same operators on the whole column run in C, which pays from some hundred rows");
  report.remark().evidence_case = applied.rows ? "rows" : "series";
  add_fix(facts, node, applied, *whole, finding);
}

}  // namespace

extern const Rule df_apply_axis1;
const Rule df_apply_axis1 = {"df-apply-axis1", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
