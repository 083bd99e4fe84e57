// import-in-loop: an import statement among a loop's own statements: each round finds the module, and the
// names in it, again.
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::import_statement, Kind::import_from_statement};

// The names that the statement binds.
std::vector<const Binding*> names_of(const Facts& facts, Node statement) {
  std::vector<const Binding*> names;
  for (Node node : descendants(statement)) {
    if (!node.is(Kind::identifier)) continue;
    const Binding* binding = facts.binding(node);
    if (binding) names.push_back(binding);
  }
  return names;
}

void add_fix(const Facts& facts, Node statement, Node loop, Finding& finding) {
  finding.no_fix = {"Move the import before the loop", ""};
  const Node next = statement.next_sibling();
  if (!can_bind_before(facts, loop) || !next || !next.named() || !indentation(next) ||
      !indentation(statement) || next.is(Kind::comment) || has_comment(facts.syntax(), statement.span()) ||
      statement.text().find('\n') != std::string_view::npos) {
    finding.no_fix.reason = "its line cannot be moved as it is";
    return;
  }
  for (const Binding* name : names_of(facts, statement)) {
    if (name->definitions.size() == 1) continue;
    finding.no_fix.reason = "`" + std::string(name->name) + "` is bound in other places, too";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back(*line_before(loop, statement.text()));
  fix.edits.push_back({{statement.span().begin, next.span().begin}, ""});
  fix.why = "the module would be imported even if the loop runs no round";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node body = node.parent();
  const Node loop = body.parent();
  if (!loop.is_any(Kind::for_statement, Kind::while_statement) || loop.child(Field::body) != body) return;
  if (is_rare(node, loop) || is_short_loop(facts, loop, 8)) return;
  const bool from = node.is(Kind::import_from_statement);
  Finding& finding =
      report.add(node, "`" + shown(node) + "` finds the module" + (from ? " and the names in it" : "") +
                           " again on each round, O(n) in all; import before the loop");
  report.remark().evidence_case = from ? "from" : "import";
  add_fix(facts, node, loop, finding);
}

}  // namespace

extern const Rule import_in_loop;
const Rule import_in_loop = {"import-in-loop", Impact::micro, Topic::cpu, kinds, check};

}  // namespace perfhint
