// Statements: what each is made of, and the edges between the parts.
#include "analysis/facts/flow_builder.h"
#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

Node block_of(Node clause) {
  if (const Node body = clause.child(Field::body)) return body;
  for (Node child : children(clause)) {
    if (child.is(Kind::block)) return child;
  }
  return {};
}

Node clause_of(Node statement, Kind kind) {
  for (Node child : children(statement)) {
    if (child.is(kind)) return child;
  }
  return {};
}

// Finally clauses within finally clauses are written twice down to this depth, and once below.
constexpr int deepest_copy = 3;

bool is_star(Node except_clause) {
  for (Node child : all_children(except_clause)) {
    if (child.is(Kind::star)) return true;
  }
  return false;
}

// `case _:` or `case name:`, without a guard.
bool always_matches(Node clause) {
  if (clause.child(Field::guard)) return false;
  Node pattern;
  for (Node child : all_children(clause)) {
    if (child.is(Kind::comma)) return false;  // `case x,:` is a sequence
    if (child.is(Kind::case_pattern)) pattern = child;
  }
  const Node only = pattern.named_child(0);
  return only ? only.is(Kind::dotted_name) && only.named_child_count() == 1 && only.span() == pattern.span()
              : pattern.text() == "_";
}

}  // namespace

void FlowBuilder::read_suite(std::uint32_t at, std::uint32_t end) {
  while (at < end && (!node(at).named() || node(at).extra())) at = syntax_.row(at).next;
  if (at >= end) return;
  push({{Step::statement, at}, {Step::suite, syntax_.row(at).next, end}});
}

void FlowBuilder::read_statement(Node statement) {
  open_mark(statement);
  switch (statement.kind()) {
    case Kind::if_statement:
      return read_if(statement);
    case Kind::for_statement:
      return read_for(statement);
    case Kind::while_statement:
      return read_while(statement);
    case Kind::try_statement:
      return read_try(statement);
    case Kind::with_statement:
      return read_with(statement);
    case Kind::match_statement:
      return read_match(statement);
    case Kind::decorated_definition: {
      std::vector<Task> tasks;
      for (Node child : children(statement)) {
        tasks.push_back(child.is(Kind::decorator) ? range(child) : Task{Step::statement, child.index()});
      }
      return push(tasks);
    }
    case Kind::function_definition:
    case Kind::class_definition:
    case Kind::type_alias_statement:
      return read_definition(statement);
    case Kind::import_statement:
    case Kind::import_from_statement:
    case Kind::future_import_statement:
      for (Node child : descendants(statement)) {
        if (child.is(Kind::identifier)) add_event(child, Op::define);
      }
      return;
    case Kind::delete_statement:
      for (std::uint32_t at = statement.index(); at < statement.end_index();) {
        const Node here = node(at);
        const bool read = here.is_any(Kind::attribute, Kind::subscript, Kind::call);
        if (read) read_range(at, here.end_index());
        if (here.is(Kind::identifier)) add_event(here, Op::unbind);
        at = read ? here.end_index() : at + 1;
      }
      return;
    case Kind::assert_statement:  // not evaluated under -O
      return push({{Step::weaker}, range(statement), {Step::stronger}});
    case Kind::return_statement:
    case Kind::break_statement:
    case Kind::continue_statement:
    case Kind::raise_statement:
      return push({range(statement), {Step::go, statement.index()}});
    default:
      return push({range(statement)});
  }
}

void FlowBuilder::read_definition(Node definition) {
  std::vector<Task> tasks;
  const Node name = definition.child(Field::name);
  if (definition.is(Kind::type_alias_statement)) {
    const Node alias = definition.child(Field::left).named_child(0);
    if (!alias.is_any(Kind::identifier, Kind::generic_type)) return push({range(definition)});
    const Node said = alias.is(Kind::identifier) ? alias : alias.named_child(0);
    return push({{Step::event, said.index(), std::uint32_t(Op::define)}});
  }
  for (Node parameter : children(definition.child(Field::type_parameters))) {
    Node said = parameter;
    while (said.is_any(Kind::type, Kind::constrained_type, Kind::splat_type)) said = said.named_child(0);
    if (said.is(Kind::identifier)) tasks.push_back({Step::event, said.index(), std::uint32_t(Op::define)});
  }
  if (definition.is(Kind::function_definition)) {
    read_heads(definition, tasks);
  } else {
    if (const Node bases = definition.child(Field::superclasses)) tasks.push_back(range(bases));
    tasks.push_back(suite(definition.child(Field::body)));
  }
  if (name) tasks.push_back({Step::event, name.index(), std::uint32_t(Op::define)});
  push(tasks);
}

void FlowBuilder::read_if(Node statement) {
  const std::uint32_t after = new_block();
  std::vector<Task> tasks;
  Node clause = statement;
  std::vector<Node> alternatives;
  for (Node child : children(statement)) {
    if (child.is_any(Kind::elif_clause, Kind::else_clause)) alternatives.push_back(child);
  }
  for (std::size_t i = 0;; ++i) {
    const std::uint32_t then = new_block(), otherwise = new_block();
    tasks.push_back({Step::condition, clause.child(Field::condition).index(), then, otherwise});
    tasks.push_back({Step::start, then});
    tasks.push_back(suite(clause.child(Field::consequence)));
    tasks.push_back({Step::jump, after});
    tasks.push_back({Step::start, otherwise});
    if (i >= alternatives.size()) break;
    clause = alternatives[i];
    if (!clause.is(Kind::elif_clause)) {
      tasks.push_back(suite(block_of(clause)));
      break;
    }
  }
  tasks.push_back({Step::fall, after});
  push(tasks);
}

void FlowBuilder::read_for(Node statement) {
  const std::uint32_t head = new_block(), round = new_block(), otherwise = new_block(), after = new_block();
  graph_.marks.back().head = head;
  graph_.marks.back().exhausted = otherwise;
  const Node other = clause_of(statement, Kind::else_clause);
  std::vector<Task> tasks;
  for (Node child : children(statement)) {
    if (child.field() == Field::right) tasks.push_back(range(child));
  }
  tasks.insert(tasks.end(), {{Step::fall, head},
                             {Step::link, round},
                             {Step::jump, otherwise},
                             {Step::start, round},
                             define(statement.child(Field::left)),
                             suite(statement.child(Field::body)),
                             {Step::jump, head},
                             {Step::leave},
                             {Step::start, otherwise}});
  if (other) tasks.push_back(suite(block_of(other)));
  tasks.push_back({Step::fall, after});
  contexts_.push_back({Context::Sort::loop, head, after});
  push(tasks);
}

void FlowBuilder::read_while(Node statement) {
  const std::uint32_t head = new_block(), round = new_block(), otherwise = new_block(), after = new_block();
  graph_.marks.back().head = head;
  graph_.marks.back().exhausted = otherwise;
  const Node other = clause_of(statement, Kind::else_clause);
  std::vector<Task> tasks{
      {Step::fall, head},      {Step::condition, statement.child(Field::condition).index(), round, otherwise},
      {Step::start, round},    suite(statement.child(Field::body)),
      {Step::jump, head},      {Step::leave},
      {Step::start, otherwise}};
  if (other) tasks.push_back(suite(block_of(other)));
  tasks.push_back({Step::fall, after});
  contexts_.push_back({Context::Sort::loop, head, after});
  push(tasks);
}

// The finally clause is written twice: once on the way on, and once for every way out (exceptions and jumps).
void FlowBuilder::read_try(Node statement) {
  const Node caught = clause_of(statement, Kind::except_clause);
  const Node other = clause_of(statement, Kind::else_clause);
  const Node last = clause_of(statement, Kind::finally_clause);
  const std::uint32_t outer = handler_;
  const std::uint32_t way_out = last ? new_block() : outer;
  const std::uint32_t dispatch = caught ? new_block() : way_out;
  const std::uint32_t on = new_block();  // behind body, handlers and else
  std::vector<Task> tasks{
      {Step::handler, dispatch}, suite(statement.child(Field::body)), {Step::handler, way_out}};
  if (other) tasks.push_back(suite(block_of(other)));
  tasks.push_back({Step::jump, on});
  if (caught) tasks.push_back({Step::handlers, statement.index(), dispatch, on});
  if (last) {
    contexts_.push_back({Context::Sort::finally, way_out});
    const Task body = suite(block_of(last));
    tasks.insert(tasks.end(), {{Step::leave}, {Step::handler, outer}, {Step::start, way_out}});
    if (copies_ < deepest_copy) {
      tasks.insert(tasks.end(),
                   {{Step::copy, 1}, body, {Step::finish}, {Step::start, on}, body, {Step::copy, 0}});
    } else {
      const std::uint32_t after = new_block();
      tasks.insert(tasks.end(), {body,
                                 {Step::link, after},
                                 {Step::finish},
                                 {Step::start, on},
                                 {Step::jump, way_out},
                                 {Step::start, after}});
    }
  } else {
    tasks.insert(tasks.end(), {{Step::handler, outer}, {Step::start, on}});
  }
  push(tasks);
}

// Of except* clauses several may run, one after the other; what they raise is raised behind the last.
void FlowBuilder::read_handlers(Node statement, std::uint32_t dispatch, std::uint32_t after) {
  const std::uint32_t outer = handler_;
  std::vector<Task> tasks{{Step::start, dispatch}};
  bool all_caught = false;
  for (Node clause : children(statement)) {
    if (!clause.is(Kind::except_clause) || all_caught) continue;
    Node name;
    std::vector<Task> tests;
    for (Node value : children(clause)) {
      if (value.field() != Field::value) continue;
      const Node alias = value.is(Kind::as_pattern) ? value.child(Field::alias) : Node();
      name = alias ? alias.named_child(0) : name;
      tests.push_back(range(alias ? value.named_child(0) : value));
    }
    tasks.insert(tasks.end(), tests.begin(), tests.end());
    all_caught = tests.empty();
    const std::uint32_t body = new_block(), next = new_block();
    tasks.push_back({Step::link, body});
    tasks.push_back(all_caught ? Task{Step::start, body} : Task{Step::jump, next});
    if (!all_caught) tasks.push_back({Step::start, body});
    if (name.is(Kind::identifier)) {
      tasks.push_back(define(name));
      tasks.push_back({Step::name, name.index()});
    }
    const bool star = is_star(clause);
    if (star) tasks.push_back({Step::handler, next});
    tasks.push_back(suite(block_of(clause)));
    if (star) tasks.push_back({Step::handler, outer});
    if (name.is(Kind::identifier)) {
      tasks.push_back({Step::event, name.index(), std::uint32_t(Op::unbind)});
      tasks.push_back({Step::leave});
    }
    if (star) tasks.push_back({Step::link, next});
    tasks.push_back({Step::jump, after});
    tasks.push_back({Step::start, next});
  }
  // Not caught, or raised in a handler of except*.
  tasks.push_back({Step::jump, outer == FlowGraph::none ? std::uint32_t{FlowGraph::exit} : outer});
  push(tasks);
}

void FlowBuilder::read_with(Node statement) {
  const std::uint32_t outer = handler_, after = new_block();
  std::vector<Task> tasks;
  bool swallows = false;
  std::uint32_t swallowed = FlowGraph::none;
  for (Node item : children(clause_of(statement, Kind::with_clause))) {
    const Node value = unparenthesised(item.child(Field::value));
    const Node target = value.is(Kind::as_pattern) ? value.child(Field::alias) : Node();
    const Node manager = target ? value.named_child(0) : value;
    tasks.push_back(range(manager));
    if (!swallows && may_swallow_(manager)) {
      swallows = true;
      swallowed = new_block();
      tasks.push_back({Step::handler, swallowed});
    }
    if (target) tasks.push_back(define(target));
  }
  tasks.push_back(suite(statement.child(Field::body)));
  if (swallows) {
    tasks.push_back({Step::handler, outer});
    tasks.push_back({Step::jump, after});
    tasks.push_back({Step::start, swallowed});
    if (outer != FlowGraph::none) tasks.push_back({Step::link, outer});
  }
  tasks.push_back({Step::fall, after});
  push(tasks);
}

void FlowBuilder::read_match(Node statement) {
  const std::uint32_t after = new_block();
  std::vector<Task> tasks;
  for (Node child : children(statement)) {
    if (child.field() == Field::subject) tasks.push_back(range(child));
  }
  for (Node clause : children(statement.child(Field::body))) {
    if (clause.is(Kind::case_clause)) tasks.push_back({Step::case_, clause.index(), 0, after});
  }
  tasks.push_back({Step::fall, after});
  push(tasks);
}

// Names are bound when the whole pattern matches, before the guard.
void FlowBuilder::read_case(Node clause, std::uint32_t after) {
  const std::uint32_t matched = new_block(), body = new_block(), next = new_block();
  const Node guard = clause.child(Field::guard);
  std::vector<Task> tasks, captured;
  for (Node pattern : children(clause)) {
    if (!pattern.is(Kind::case_pattern)) continue;
    for (Node name : descendants(pattern)) {
      if (!name.is(Kind::identifier)) continue;
      const std::uint32_t binding = names_.binding_at(name.index());
      if (binding == no_binding) continue;
      bool captures = false;
      for (const Definition& definition : names_.bindings()[binding].definitions)
        captures |= definition.name == name.index();
      (captures ? captured : tasks)
          .push_back({Step::event, name.index(), std::uint32_t(captures ? Op::define : Op::use)});
    }
  }
  tasks.push_back({Step::link, matched});
  tasks.push_back(always_matches(clause) ? Task{Step::start, matched} : Task{Step::jump, next});
  if (!always_matches(clause)) tasks.push_back({Step::start, matched});
  tasks.insert(tasks.end(), captured.begin(), captured.end());
  if (guard)
    tasks.push_back({Step::condition, guard.named_child(0).index(), body, next});
  else
    tasks.push_back({Step::jump, body});
  tasks.insert(tasks.end(), {{Step::start, body},
                             suite(clause.child(Field::consequence)),
                             {Step::jump, after},
                             {Step::start, next}});
  push(tasks);
}

}  // namespace perfhint
