// Expressions, in order of evaluation, which is the order of the text but for assignments, conditions,
// walruses and comprehensions.
#include "analysis/facts/flow_builder.h"
#include "analysis/facts/loops.h"
#include "analysis/syntax/python.h"

namespace perfhint {

void FlowBuilder::read_range(std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t at = from; at < to; ++at) {
    const Node here = node(at);
    if (here.is(Kind::identifier)) {
      add_event(here, Op::use);
    } else if (read_special(here, to)) {
      return;
    }
  }
}

// Where `here` is not read in the order of its text: pushes the rest of the range, up to `to`, and its own
// tasks, and answers true.
bool FlowBuilder::read_special(Node here, std::uint32_t to) {
  const Task rest{Step::range, here.end_index(), to};
  switch (here.kind()) {
    case Kind::assignment:
    case Kind::augmented_assignment:
      push({rest});
      read_assignment(here);
      return true;
    case Kind::named_expression: {
      const Node name = here.child(Field::name);
      push({range(here.child(Field::value)), {Step::event, name.index(), std::uint32_t(Op::define)}, rest});
      return true;
    }
    case Kind::boolean_operator:
      push({range(here.child(Field::left)),
            {Step::weaker},
            range(here.child(Field::right)),
            {Step::stronger},
            rest});
      return true;
    case Kind::conditional_expression: {
      const Node value = here.named_child(0), condition = here.named_child(1), other = here.named_child(2);
      push({range(condition), {Step::weaker}, range(value), range(other), {Step::stronger}, rest});
      return true;
    }
    case Kind::comparison_operator:
      // a < b < c: from the third operand on they may be skipped.
      if (here.named_child_count() < 3) return false;
      push({range(here.named_child(0)),
            range(here.named_child(1)),
            {Step::weaker},
            {Step::range, here.named_child(1).end_index(), here.end_index()},
            {Step::stronger},
            rest});
      return true;
    case Kind::lambda_expression: {
      std::vector<Task> tasks;
      read_heads(here, tasks);
      tasks.push_back(rest);
      push(tasks);
      return true;
    }
    default:
      if (!is_comprehension(here.kind())) return false;
      push({{Step::comprehension, here.index()}, rest});
      return true;
  }
}

void FlowBuilder::read_assignment(Node assignment) {
  const Node left = assignment.child(Field::left), right = assignment.child(Field::right);
  const Node annotation = assignment.child(Field::type);
  if (assignment.is(Kind::augmented_assignment)) {
    const Node name = unparenthesised(left);
    std::vector<Task> tasks{range(left), range(right)};
    if (name.is(Kind::identifier)) tasks.push_back({Step::event, name.index(), std::uint32_t(Op::define)});
    return push(tasks);
  }
  std::vector<Task> tasks;
  if (right) tasks.push_back(range(right));
  // `x: int` binds nothing yet.
  if (right || !left.is(Kind::identifier)) tasks.push_back(right ? define(left) : range(left));
  if (annotation) tasks.push_back(range(annotation));
  push(tasks);
}

// x.a and x[i] read x and i; other names are bound.
void FlowBuilder::define_target(Node target) {
  for (std::uint32_t at = target.index(), end = target.end_index(); at < end;) {
    const Node here = node(at);
    if (here.is_any(Kind::attribute, Kind::subscript, Kind::call)) {
      // Comprehensions and walruses in a target are rare enough to be read in the order of the text.
      for (Node inside : descendants(here)) {
        if (inside.is(Kind::identifier)) add_event(inside, Op::use);
      }
      at = here.end_index();
      continue;
    }
    if (here.is(Kind::identifier)) add_event(here, Op::define);
    ++at;
  }
}

void FlowBuilder::read_condition(Node condition, std::uint32_t if_true, std::uint32_t if_false) {
  condition = unparenthesised(condition);
  switch (condition.kind()) {
    case Kind::not_operator:
      return push({{Step::condition, condition.child(Field::argument).index(), if_false, if_true}});
    case Kind::boolean_operator: {
      const std::uint32_t between = new_block();
      const bool both = condition.child(Field::operator_).is(Kind::kw_and);
      const Node left = condition.child(Field::left), right = condition.child(Field::right);
      return push({{Step::condition, left.index(), both ? between : if_true, both ? if_false : between},
                   {Step::start, between},
                   {Step::condition, right.index(), if_true, if_false}});
    }
    case Kind::true_literal:
      return push({{Step::jump, if_true}});
    case Kind::false_literal:
    case Kind::none_literal:
      return push({{Step::jump, if_false}});
    case Kind::integer:
      if (const auto value = integer_value(condition))
        return push({{Step::jump, *value ? if_true : if_false}});
      break;
    default:
      break;
  }
  push({range(condition), {Step::link, if_true}, {Step::jump, if_false}});
}

void FlowBuilder::read_comprehension(Node comprehension) {
  std::vector<Task> tasks;
  std::uint32_t around = FlowGraph::none;  // where the round of the innermost clause so far begins
  open_mark(comprehension);
  const std::uint32_t first = new_block(), after = new_block();
  graph_.marks.back().head = first;
  graph_.marks.back().exhausted = after;
  std::uint32_t failed = after;
  for (Node clause : children(comprehension)) {
    if (clause.is(Kind::for_in_clause)) {
      const std::uint32_t head = around == FlowGraph::none ? first : new_block(), round = new_block();
      for (Node part : children(clause)) {
        if (part.field() == Field::right) tasks.push_back(range(part));
      }
      tasks.insert(tasks.end(), {{Step::fall, head},
                                 {Step::link, round},
                                 {Step::jump, failed},
                                 {Step::start, round},
                                 define(clause.child(Field::left))});
      around = failed = head;
    } else if (clause.is(Kind::if_clause)) {
      const std::uint32_t passed = new_block();
      tasks.push_back({Step::condition, clause.named_child(0).index(), passed, failed});
      tasks.push_back({Step::start, passed});
    }
  }
  tasks.push_back(range(comprehension.child(Field::body)));
  tasks.insert(tasks.end(), {{Step::jump, failed}, {Step::start, after}});
  push(tasks);
}

// What a def or lambda evaluates where it stands: defaults and annotations.
void FlowBuilder::read_heads(Node callable, std::vector<Task>& tasks) {
  for (const Parameter& parameter : read_parameters(callable.child(Field::parameters))) {
    if (parameter.value) tasks.push_back(range(parameter.value));
    if (parameter.annotation) tasks.push_back(range(parameter.annotation));
  }
  if (const Node result = callable.child(Field::return_type)) tasks.push_back(range(result));
}

}  // namespace perfhint
