// minmax-call-in-loop: `m = max(m, x)` or min() on each round of a loop: a call of a builtin that builds and
// walks its arguments, where one comparison decides. The reverse of a style rule's advice.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"max", "min"};

void add_fix(Node assignment, Node best, Node other, bool first, std::string_view sign, Finding& finding) {
  finding.no_fix.title = "Compare in an if";
  const Node statement = assignment.parent();
  const auto indent = indentation(statement);
  if (!other.is_any(Kind::identifier, Kind::integer, Kind::float_number)) {
    finding.no_fix.reason = "`" + shown(other) + "` would be evaluated twice: it needs a name first";
    return;
  }
  if (!indent || has_comment(*statement.syntax(), statement.span())) {
    finding.no_fix.reason = "the statement shares its line";
    return;
  }
  const std::string m(best.text()), x(other.text());
  std::string text = "if " + x + " " + std::string(sign) + " " + m + ":";
  text += line_end(*statement.syntax());
  text += *indent;
  text += indent->starts_with('\t') ? "\t" : "    ";
  text += m + " = " + x;
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({statement.span(), text});
  fix.safety = first ? Safety::safe : Safety::unsafe;
  fix.why = first ? "it is the comparison that the call makes"
                  : "of equal values, and of NaN, the call keeps `" + x + "`, the comparison `" + m + "`";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node assignment = node.parent();
  const Node best = assignment.child(Field::left);
  if (!assignment.is(Kind::assignment) || !best.is(Kind::identifier) || assignment.child(Field::type) ||
      !assignment.parent().is(Kind::expression_statement)) {
    return;
  }
  const Call call = read_call(node);
  if (call.positional.size() != 2 || !call.keywords.empty() || call.splats) return;
  const bool first = call.positional[0].is(Kind::identifier) && call.positional[0].text() == best.text();
  const Node other = call.positional[first ? 1 : 0], same = call.positional[first ? 0 : 1];
  if (!same.is(Kind::identifier) || same.text() != best.text()) return;
  const bool max = facts.is_call_of(node, "max");
  if ((!max && !facts.is_call_of(node, "min")) || !facts.enclosing_loop(node)) return;
  const std::string_view sign = max ? ">" : "<";
  Finding& finding = report.add(
      assignment, "`" + shown(node) + "` calls a builtin on each round where one comparison decides; `if " +
                      shown(other) + " " + std::string(sign) + " " + std::string(best.text()) +
                      ":` does without");
  add_fix(assignment, best, other, first, sign, finding);
}

}  // namespace

extern const Rule minmax_call_in_loop;
const Rule minmax_call_in_loop = {"minmax-call-in-loop", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
