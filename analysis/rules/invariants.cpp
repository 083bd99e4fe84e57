// Invariants: the loop in which a value is steady, and the fix that moves it out.
#include "analysis/rules/invariants.h"

#include <algorithm>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

bool leaves_loop(Node statement) {
  return statement.is_any(Kind::return_statement, Kind::raise_statement, Kind::break_statement);
}

Node last_statement(Node block) {
  Node last;
  for (Node statement : children(block)) last = statement;
  return last;
}

// A name of the expression that is not surely bound before the statement.
Node unbound_before(const Facts& facts, Node expression, Node statement) {
  for (Node name : descendants(expression)) {
    if (!name.is(Kind::identifier)) continue;
    const Binding* binding = facts.binding(name);
    if (binding == nullptr || facts.is_builtin(name, name.text()) || !facts.is_local(*binding)) continue;
    if (is_own_local(facts, *binding, statement) ? !is_bound_before(facts, *binding, statement)
                                                 : facts.may_be_unbound(name))
      return name;
  }
  return {};
}

std::string objection_to(const Facts& facts, Node expression, Node before) {
  const Purity purity = facts.purity(expression);
  if (purity.has_effect || purity.may_differ)
    return "it may do more than give a value, and would do it once and even if the loop runs no round";
  if (purity.may_raise) return "an error that it raises would come even if the loop runs no round";
  if (!facts.enclosing_function(before)) return "the module gets a new name";
  if (const Node name = unbound_before(facts, expression, before))
    return "`" + shown(name) + "` may not be bound before the loop";
  return {};
}

bool binds_a_name_of(const Facts& facts, Node loop, Node expression) {
  for (Node node : descendants(expression)) {
    const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
    if (binding && facts.rebound_within(*binding, loop)) return true;
  }
  return false;
}

}  // namespace

Node steady_loop(const Facts& facts, Node expression) {
  Node widest;
  for (Node loop = facts.enclosing_loop(expression); loop; loop = facts.enclosing_loop(loop)) {
    // Most expressions name what the loop binds: that is told without asking who else may have hold of it.
    if (binds_a_name_of(facts, loop, expression) || facts.may_change_within(expression, loop)) break;
    widest = loop;
  }
  return widest;
}

bool is_rare(Node place, Node loop) {
  for (Node at = place; at && at != loop; at = at.parent()) {
    if (at.is_any(Kind::raise_statement, Kind::except_clause, Kind::assert_statement, Kind::type,
                  Kind::decorator))
      return true;
    if (at.parent() != loop && at.is(Kind::block) && leaves_loop(last_statement(at))) return true;
    if (at.is(Kind::return_statement)) return true;
  }
  return false;
}

bool is_conditional(Node place, Node loop) {
  for (Node at = place; at && at != loop; at = at.parent()) {
    const Node parent = at.parent();
    if (at.is(Kind::block) && parent.is_any(Kind::if_statement, Kind::elif_clause, Kind::case_clause))
      return true;
    if (parent.is(Kind::else_clause) && parent.parent().is(Kind::if_statement)) return true;
    if (parent.is(Kind::boolean_operator) && at.field() == Field::right) return true;
    if (parent.is(Kind::conditional_expression) && parent.named_child(1) != at) return true;
  }
  return false;
}

bool is_short_loop(const Facts& facts, Node loop, std::int64_t most) {
  if (loop.is(Kind::while_statement)) return leaves_loop(last_statement(loop.child(Field::body)));
  Node head = loop;
  if (!loop.is(Kind::for_statement)) {
    for (Node part : children(loop)) {
      if (!part.is(Kind::for_in_clause)) continue;
      if (head != loop) return false;  // several clauses
      head = part;
    }
  } else if (leaves_loop(last_statement(loop.child(Field::body)))) {
    return true;
  }
  const Node iterable = read_for(head).iterable;
  const auto length = facts.length(iterable);
  return is_short(facts, iterable, most) || (length && length->most().value_or(most + 1) <= most);
}

std::vector<Node> repeats_within(const Facts& facts, Node expression, Node loop) {
  std::vector<Node> found;
  const Node function = facts.enclosing_function(expression);
  for (Node node : descendants(loop)) {
    if (node.kind() == expression.kind() && node.span().size() == expression.span().size() &&
        node.text() == expression.text() && facts.enclosing_function(node) == function)
      found.push_back(node);
  }
  return found;
}

void add_hoist(const Facts& facts, Node expression, const std::vector<Node>& places, Node loop,
               std::string_view wanted, std::string_view objection, Finding& finding) {
  const Node before = statement_of(loop);
  finding.no_fix = {"Bind it before the loop", ""};
  if (!can_bind_before(facts, before) || facts.enclosing_function(loop) != facts.enclosing_function(before)) {
    finding.no_fix.reason = "no statement that binds a name can stand before this loop";
    return;
  }
  // A loop in the head of a compound statement: what that does would come in between.
  if (before != loop && before.child(Field::body) && facts.may_change_within(expression, before)) {
    finding.no_fix.reason = "the statement around the loop may change it";
    return;
  }
  if (has_comment(facts.syntax(), expression.span())) {
    finding.no_fix.reason = "a comment stands in it";
    return;
  }
  const std::string name = fresh_name(facts, before, wanted);
  Fix fix;
  fix.title = "Bind `" + name + "` before the loop";
  fix.edits.push_back(*line_before(before, name + " = " + std::string(expression.text())));
  for (Node place : places) fix.edits.push_back({place.span(), name});
  fix.why = objection.empty() ? objection_to(facts, expression, before) : std::string(objection);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "nothing in the loop can change it, and evaluating it cannot fail";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace perfhint
