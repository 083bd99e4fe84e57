#include "analysis/rules/made_in_loop.h"

#include <algorithm>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

// `name` of `name = call`; none otherwise.
Node bound_name(Node construction) {
  const Node assignment = construction.parent();
  const bool plain = assignment.is(Kind::assignment) && construction.field() == Field::right &&
                     assignment.parent().is(Kind::expression_statement);
  const Node name = plain ? assignment.child(Field::left) : Node();
  return name.is(Kind::identifier) ? name : Node();
}

bool calls_method(const Facts& facts, const Binding& binding, Node region, std::string_view method) {
  const auto uses = facts.uses_within(binding, region);
  return std::any_of(uses.begin(), uses.end(), [&](Node use) {
    return read_method_call(use.parent().parent()).method == method &&
           read_method_call(use.parent().parent()).object == use;
  });
}

bool is_closed_in(const Facts& facts, const Binding& binding, Node loop) {
  return calls_method(facts, binding, loop, "close") || calls_method(facts, binding, loop, "shutdown") ||
         calls_method(facts, binding, loop, "quit") || calls_method(facts, binding, loop, "terminate");
}

// Nothing keeps the object longer than the round.
bool ends_with_round(const Facts& facts, Node construction, Node loop) {
  Node outer = construction;
  while (outer.parent().is_any(Kind::parenthesized_expression, Kind::as_pattern)) outer = outer.parent();
  if (outer.parent().is(Kind::with_item)) return true;
  if (construction.field() == Field::object) return construction.parent().parent().is(Kind::call);
  const Node name = bound_name(construction);
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || !is_own_local(facts, *binding, construction) || binding->captured ||
      facts.used_after(*binding, loop)) {
    return false;
  }
  return is_closed_in(facts, *binding, loop) || !facts.escapes_within(*binding, loop);
}

}  // namespace

Node loop_that_could_share(const Facts& facts, Node construction) {
  const Node loop = facts.enclosing_loop(construction);
  if (!loop.is(Kind::for_statement) || stops_early(loop) || is_paced(loop) || is_in_test(loop)) return {};
  if (is_short(facts, read_for(loop).iterable, 2)) return {};
  const Node arguments = construction.child(Field::arguments);
  for (Node node : descendants(arguments)) {
    if (node.is_any(Kind::call, Kind::await_expression, Kind::lambda_expression)) return {};
    if (node.is(Kind::attribute) && node.child(Field::object).text() == "self") continue;
  }
  if (differs_by_round(facts, arguments, loop) || needs_earlier_round(facts, arguments, loop)) return {};
  return ends_with_round(facts, construction, loop) ? loop : Node();
}

void add_move_before(const Facts& facts, Node construction, Node loop, std::string title, std::string why,
                     Finding& finding) {
  finding.no_fix = {title,
                    "`with` ends it each round: what it does there would be done once, behind the loop"};
  const Node name = bound_name(construction);
  if (!name) return;
  finding.no_fix.reason = "`" + std::string(name.text()) + "` is closed in the loop";
  if (is_closed_in(facts, *facts.binding(name), loop)) return;
  finding.no_fix.reason = "it is not the loop's own statement, or the last one";
  const Node statement = statement_of(construction);
  if (statement.parent() != loop.child(Field::body)) return;
  Node next = statement.next_sibling();
  while (next && !next.named()) next = next.next_sibling();
  if (!next || facts.binding(name)->definitions.size() != 1) return;
  finding.no_fix.reason = "a comment would be lost, or a line is shared";
  const auto line = line_before(loop, statement.text());
  if (!line || !can_bind_before(facts, loop) || !indentation(statement) || !indentation(next) ||
      has_comment(facts.syntax(), statement.span()) || next.is(Kind::comment)) {
    return;
  }
  Fix fix;
  fix.title = std::move(title);
  fix.why = std::move(why);
  fix.edits = {*line, {{statement.span().begin, next.span().begin}, ""}};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace perfhint
