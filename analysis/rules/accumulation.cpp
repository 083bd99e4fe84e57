#include "analysis/rules/accumulation.h"

#include <algorithm>
#include <string>

#include "analysis/rules/iteration.h"
#include "analysis/rules/looks.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {

Node root_of(Node target) {
  Node at = target;
  while (at.is_any(Kind::attribute, Kind::subscript))
    at = at.child(at.is(Kind::attribute) ? Field::object : Field::value);
  return at;
}

bool is_reset_within(const Facts& facts, Node target, Node loop, const IsStep& is_step) {
  for (Node node : descendants(loop)) {
    if (node.is(Kind::assignment) && node.child(Field::left).text() == target.text() && !is_step(node))
      return true;
  }
  const Binding* binding = facts.binding(root_of(target));
  if (binding == nullptr) return true;
  for (const Definition& definition : binding->definitions) {
    const Node name = facts.syntax().node(definition.name);
    if (!name.within(loop) || definition.kind == DefinitionKind::augmented) continue;
    if (!is_step(name.parent())) return true;
  }
  return false;
}

bool starts_as(const Facts& facts, Node target, TypeKind kind, const IsStep& is_step) {
  if (target.is(Kind::attribute)) return facts.type(target).is(kind);
  const Binding* binding = facts.binding(target);
  if (binding == nullptr || !facts.is_closed(*binding)) return false;
  bool starts = false;
  for (const Definition& definition : binding->definitions) {
    const Node name = facts.syntax().node(definition.name);
    const bool assigned = name.parent().is(Kind::assignment) && name.field() == Field::left;
    if (definition.kind == DefinitionKind::augmented || definition.kind == DefinitionKind::deletion ||
        definition.kind == DefinitionKind::annotation_only || (assigned && is_step(name.parent()))) {
      continue;
    }
    Node value = name;
    if (assigned) value = name.parent();
    while (value.is(Kind::assignment)) value = value.child(Field::right);
    if (!value || !facts.type(value).is(kind)) return false;
    starts = true;
  }
  return starts;
}

namespace {

// The mentions of the target in the region that are no part of an assignment to it.
std::vector<Node> other_mentions(Node target, Node region) {
  std::vector<Node> found;
  for (Node node : descendants(region)) {
    if (node.kind() != target.kind() || node.text() != target.text()) continue;
    if (node.is(Kind::identifier) &&
        (node.field() == Field::attribute || node.parent().is(Kind::keyword_argument))) {
      if (node.field() != Field::value) continue;
    }
    const Node statement = statement_of(node);
    const Node assignment = sole_expression(statement);
    const bool own = assignment.is_any(Kind::assignment, Kind::augmented_assignment) &&
                     assignment.child(Field::left).text() == target.text();
    if (!own) found.push_back(node);
  }
  return found;
}

// Hands the attribute's object on: an argument of a call that is not known to only look, a value that is
// stored, yielded, returned.
bool lets_go(const Facts& facts, Node mention) {
  Node at = mention;
  while (at.parent().is_any(Kind::parenthesized_expression, Kind::boolean_operator)) at = at.parent();
  const Node parent = at.parent();
  if (parent.is(Kind::argument_list)) return !facts.is_reading_call(parent.parent());
  return !parent.is_any(Kind::subscript, Kind::comparison_operator, Kind::not_operator, Kind::if_statement,
                        Kind::while_statement, Kind::attribute, Kind::for_statement);
}

// A for around goes through the target itself: only a new object leaves it alone.
bool is_gone_through_around(const Facts& facts, Node assignment) {
  const std::string_view text = assignment.child(Field::left).text();
  for (Node loop = facts.enclosing_loop(assignment); loop; loop = facts.enclosing_loop(loop)) {
    for (Node node : descendants(read_for(loop).iterable)) {
      if (node.text() == text) return true;
    }
  }
  return false;
}

}  // namespace

bool is_last_round(Node assignment, Node loop) {
  for (Node statement = assignment.parent(); statement != loop; statement = statement.parent()) {
    if (!statement.parent().is(Kind::block) || statement.parent().parent() == loop) continue;
    for (Node behind : children(statement.parent())) {
      if (behind.index() > statement.index() &&
          behind.is_any(Kind::break_statement, Kind::return_statement, Kind::raise_statement)) {
        return true;
      }
    }
  }
  return false;
}

Node growing_loop(const Facts& facts, Node assignment, const IsStep& is_step, int few) {
  const Node target = assignment.child(Field::left);
  const Node loop = facts.enclosing_loop(assignment);
  if (!loop || is_last_round(assignment, loop)) return {};
  if (loop.is(Kind::for_statement) && is_short(facts, read_for(loop).iterable, few)) return {};
  if (is_gone_through_around(facts, assignment) || is_reset_within(facts, target, loop, is_step)) return {};
  if (target.is(Kind::attribute)) {
    for (Node mention : other_mentions(target, loop)) {
      if (lets_go(facts, mention)) return {};
    }
    return loop;
  }
  const Binding* binding = facts.binding(target);
  if (binding == nullptr || facts.escapes_within(*binding, loop)) return {};
  return loop;
}

std::string objection_to_growing(const Facts& facts, Node assignment, Node loop, Node& at) {
  const Node target = assignment.child(Field::left);
  const std::string name = "`" + shown(target) + "`";
  if (target.is(Kind::attribute))
    return name + " is an attribute: what else holds its object would see it grow";
  const Binding* binding = facts.binding(target);
  if (!is_own_local(facts, *binding, assignment))
    return name + " is not a local of this function: other code may hold its object";
  if (!is_private(facts, *binding)) return "something else may hold the object of " + name;
  for (Node mention : other_mentions(target, loop)) {
    if (is_momentary(facts, mention)) continue;
    at = mention;
    return "`" + shown(mention.parent()) + "` may still look at " + name + " when it grows";
  }
  return {};
}

}  // namespace perfhint
