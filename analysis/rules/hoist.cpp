// Hoist: what a loop does to a value, by its names, and by the text of an attribute.
#include "analysis/rules/hoist.h"

#include <algorithm>

#include "analysis/facts/effects.h"
#include "analysis/facts/loops.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

constexpr std::int64_t few = 5;
constexpr int called_deep = 3;

// What `target = `, `target += `, `for target in`, `del target` bind or change; targets in tuples, too.
bool is_target(Node node) {
  while (node.parent().is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern,
                              Kind::list_splat_pattern, Kind::expression_list)) {
    node = node.parent();
  }
  const Node parent = node.parent();
  if (parent.is(Kind::delete_statement)) return true;
  return node.field() == Field::left && parent.is_any(Kind::assignment, Kind::augmented_assignment,
                                                      Kind::for_statement, Kind::for_in_clause);
}

// `x.names` is bound, stored to or changed by a method here.
bool is_changed_at(const Facts& facts, Node attribute) {
  if (is_target(attribute)) return true;
  const Node parent = attribute.parent();
  if (parent.is(Kind::subscript) && attribute.field() == Field::value) return is_target(parent);
  if (!parent.is(Kind::attribute) || !parent.parent().is(Kind::call) || parent.field() != Field::function)
    return false;
  const std::string_view method = parent.child(Field::attribute).text();
  const Effect effect = effect_of_method(facts.type(attribute).kind, method);
  return effect == Effect::changes || (effect == Effect::unknown && !is_reading_method(method));
}

// The method of the class that `self.name()` calls; none if it is not written there.
Node called_method(const Facts& facts, Node call) {
  const Node body = facts.enclosing_class(call).child(Field::body);
  for (Node member : children(body)) {
    const Node method = member.is(Kind::decorated_definition) ? member.child(Field::definition) : member;
    if (method.is(Kind::function_definition) &&
        method.child(Field::name).text() == call.child(Field::function).child(Field::attribute).text()) {
      return method;
    }
  }
  return {};
}

bool is_call_of_self(Node node) {
  const Node function = node.is(Kind::call) ? node.child(Field::function) : Node();
  return function.is(Kind::attribute) && function.child(Field::object).text() == "self";
}

// `text` is an attribute: self.names. A method that is written elsewhere may do anything.
bool changes_attribute(const Facts& facts, std::string_view text, Node region, int depth) {
  for (Node node : descendants(region)) {
    if (node.is(Kind::attribute) && node.text() == text && is_changed_at(facts, node)) return true;
    if (!text.starts_with("self.") || !is_call_of_self(node)) continue;
    const Node method = called_method(facts, node);
    if (method && node.within(method)) continue;
    if (!method || depth >= called_deep || changes_attribute(facts, text, method, depth + 1)) return true;
  }
  return false;
}

// `self` of self.names: it is the attribute that is asked about.
bool is_self(Node name) { return name.text() == "self" && name.parent().is(Kind::attribute); }

bool binds_within(const Facts& facts, const Binding& binding, Node value, Node region) {
  return std::any_of(binding.definitions.begin(), binding.definitions.end(), [&](const Definition& one) {
    const Node name = facts.syntax().node(one.name);
    return name.within(region) && !name.within(value);
  });
}

// The first name of the value that the region binds; none if it binds none.
Node bound_within(const Facts& facts, Node value, Node region) {
  for (Node node : descendants(value)) {
    const Binding* binding = facts.binding(node);
    if (binding && binds_within(facts, *binding, value, region)) return node;
  }
  return {};
}

bool is_left(Node statement) {
  return statement.is_any(Kind::return_statement, Kind::raise_statement, Kind::break_statement);
}

bool may_continue(Node from, Node last) {
  for (Node at = from; at && at.index() <= last.index(); at = at.next_sibling()) {
    for (Node node : descendants(at)) {
      if (node.is(Kind::continue_statement)) return true;
    }
  }
  return false;
}

// What ends the block that the statement stands in: a return, raise or break that is sure to come after it.
Node exit_after(Node statement) {
  const std::vector<Node> all = statements(statement.parent());
  if (all.empty() || !is_left(all.back()) || may_continue(statement, all.back())) return {};
  return all.back();
}

bool is_short_loop(const Facts& facts, Node loop) {
  if (loop.is(Kind::while_statement)) return false;
  Node iterable = loop.child(Field::right);
  if (!loop.is(Kind::for_statement)) {
    for (Node child : children(loop)) {
      if (!child.is(Kind::for_in_clause)) continue;
      if (iterable) return false;  // two clauses
      iterable = child.child(Field::right);
    }
  }
  return is_short(facts, iterable, few) || is_few(facts, iterable);
}

// The innermost loop around the node that goes on after it.
Node continued_loop(const Facts& facts, Node node) {
  Node loop = facts.enclosing_loop(node);
  for (Node at = statement_of(node); at && loop && at != loop && at.within(loop);) {
    const Node exit = exit_after(at);
    if (exit.is_any(Kind::return_statement, Kind::raise_statement)) return {};
    if (exit && !is_comprehension(loop.kind())) return continued_loop(facts, loop);
    at = statement_of(at.parent());
  }
  return loop;
}

Node lazy_part(const Facts& facts, Node loop, Node before) {
  for (Node at = loop; at && at != before; at = at.parent()) {
    if (at.is(Kind::generator_expression) && !is_taken_at_once(facts, at)) return at;
  }
  return {};
}

}  // namespace

bool is_left_alone(const Facts& facts, Node value, Node region) {
  for (Node node : descendants(value)) {
    if (const Binding* binding = facts.binding(node)) {
      if (binds_within(facts, *binding, value, region)) return false;
      if (!is_self(node) && facts.mutated_within(*binding, region)) return false;
    }
    if (node.is(Kind::attribute) && changes_attribute(facts, node.text(), region, 0)) return false;
  }
  return true;
}

Node repeating_loop(const Facts& facts, Node node) {
  Node loop = continued_loop(facts, node);
  while (loop && is_short_loop(facts, loop)) loop = continued_loop(facts, loop);
  return loop;
}

bool looks_for_free(const Facts& facts, Node test) {
  const Node loop = facts.enclosing_loop(test);
  return loop.is(Kind::while_statement) && test.within(loop.child(Field::condition));
}

Node widest_loop(const Facts& facts, Node value, Node place) {
  Node widest;
  for (Node loop = repeating_loop(facts, place); loop && is_left_alone(facts, value, loop);
       loop = facts.enclosing_loop(loop)) {
    widest = loop;
  }
  return widest;
}

bool varies_within(const Facts& facts, Node expression, Node loop) {
  for (Node node : descendants(expression)) {
    if (node.is_any(Kind::call, Kind::await_expression)) return true;
  }
  return !is_left_alone(facts, expression, loop);
}

bool is_few(const Facts& facts, Node container) {
  const auto length = facts.length(container);
  return length && length->most() && *length->most() <= few;
}

Hoist read_hoist(const Facts& facts, Node value, Node loop) {
  Hoist hoist;
  hoist.before = statement_of(loop);
  if (!can_bind_before(facts, hoist.before) ||
      facts.enclosing_function(loop) != facts.enclosing_function(hoist.before)) {
    hoist.refusal = "no statement of the same scope can stand before this loop";
    return hoist;
  }
  if (const Node name = bound_within(facts, value, hoist.before)) {
    hoist.refusal = "`" + shown(name) + "` is bound inside the statement around the loop";
    return hoist;
  }
  if (!is_left_alone(facts, value, hoist.before)) {
    hoist.refusal = "the statement around the loop may change `" + shown(value) + "`";
    return hoist;
  }
  const std::string name = shown(value);
  hoist.culprit = facts.may_change_within(value, hoist.before);
  const Node lazy = lazy_part(facts, loop, hoist.before);
  if (hoist.culprit) {
    hoist.objection = "`" + shown(hoist.culprit) + "` may change `" + name + "`";
  } else if (lazy) {
    hoist.objection = "the generator runs later: `" + name + "` may have changed by then";
  } else if (!unparenthesised(value).is(Kind::identifier)) {
    hoist.objection = "`" + name + "` may be another value each time";
  } else if (facts.may_be_unbound(unparenthesised(value))) {
    hoist.objection = "`" + name + "` may not be bound before the loop";
  }
  return hoist;
}

std::vector<Node> same_within(const Facts& facts, Node expression, Node loop) {
  std::vector<Node> same;
  const std::string_view text = expression.text();
  for (Node node : descendants(loop)) {
    if (!node.is(expression.kind()) || node.text() != text ||
        facts.enclosing_function(node) != facts.enclosing_function(loop)) {
      continue;
    }
    const auto end = descendants(expression).end();
    auto mine = descendants(expression).begin(), theirs = descendants(node).begin();
    while (mine != end && facts.binding(*mine) == facts.binding(*theirs)) ++mine, ++theirs;
    if (node == expression || !(mine != end)) same.push_back(node);
  }
  return same;
}

std::string hoisted_name(const Facts& facts, Node value, Node before, std::string_view suffix) {
  Node last = unparenthesised(value);
  if (last.is(Kind::call) && read_call(last).sole_argument()) last = read_call(last).sole_argument();
  if (last.is(Kind::attribute)) last = last.child(Field::attribute);
  std::string wanted = last.is(Kind::identifier) ? std::string(last.text()) : "made";
  return fresh_name(facts, before, wanted + std::string(suffix));
}

}  // namespace perfhint
