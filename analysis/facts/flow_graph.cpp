// The stack of tasks, and jumps through what is around them.
#include "analysis/facts/flow_graph.h"

#include <algorithm>

#include "analysis/facts/flow_builder.h"
#include "analysis/syntax/python.h"

namespace perfhint {

std::vector<std::uint32_t> units_of(const Names& names) {
  std::vector<std::uint32_t> units;
  units.reserve(names.scopes().size());
  for (std::uint32_t scope = 0; scope < names.scopes().size(); ++scope) {
    const Scope& one = names.scopes()[scope];
    const bool in_place = one.kind == ScopeKind::class_ || one.kind == ScopeKind::comprehension ||
                          one.kind == ScopeKind::type_parameters;
    units.push_back(in_place ? units[one.parent] : scope);
  }
  return units;
}

FlowGraph build_flow_graph(const Syntax& syntax, const Names& names, std::uint32_t unit,
                           const std::vector<std::uint32_t>& units, const MaySwallow& may_swallow) {
  return FlowBuilder(syntax, names, unit, units, may_swallow).run();
}

FlowBuilder::FlowBuilder(const Syntax& syntax, const Names& names, std::uint32_t unit,
                         const std::vector<std::uint32_t>& units, const MaySwallow& may_swallow)
    : syntax_(syntax), names_(names), unit_(unit), units_(units), may_swallow_(may_swallow) {}

FlowGraph FlowBuilder::run() {
  new_block();
  new_block();
  start(FlowGraph::entry);
  const Scope& scope = names_.scopes()[unit_];
  const Node root = node(scope.node);
  switch (scope.kind) {
    case ScopeKind::module:
      tasks_.push_back({Step::suite, 1, root.end_index()});
      break;
    case ScopeKind::annotation:
      tasks_.push_back(range(root));
      break;
    default: {
      for (const Parameter& parameter : read_parameters(root.child(Field::parameters))) {
        add_event(parameter.name, Op::define);
      }
      const Node body = root.child(Field::body);
      tasks_.push_back(body.is(Kind::block) ? suite(body) : range(body));
    }
  }
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    perform(task);
  }
  link(FlowGraph::exit);
  start(new_block());  // closes the last one
  std::stable_sort(graph_.marks.begin(), graph_.marks.end(),
                   [](const auto& a, const auto& b) { return a.node < b.node; });
  return std::move(graph_);
}

std::uint32_t FlowBuilder::new_block() {
  graph_.blocks.emplace_back();
  return static_cast<std::uint32_t>(graph_.blocks.size() - 1);
}

// Each block is started once, so its events are contiguous.
void FlowBuilder::start(std::uint32_t block) {
  const auto events = static_cast<std::uint32_t>(graph_.events.size());
  graph_.blocks[current_].end = events;
  graph_.blocks[block].first = graph_.blocks[block].end = events;
  graph_.blocks[block].handler = handler_;
  current_ = block;
}

void FlowBuilder::push(std::initializer_list<Task> in_order) {
  tasks_.insert(tasks_.end(), std::make_reverse_iterator(in_order.end()),
                std::make_reverse_iterator(in_order.begin()));
}

void FlowBuilder::push(const std::vector<Task>& in_order) {
  tasks_.insert(tasks_.end(), in_order.rbegin(), in_order.rend());
}

FlowBuilder::Task FlowBuilder::suite(Node block) {
  return {Step::suite, block.index() + 1, block.end_index()};
}

void FlowBuilder::perform(const Task& task) {
  switch (task.step) {
    case Step::range:
      return read_range(task.a, task.b);
    case Step::statement:
      return read_statement(node(task.a));
    case Step::suite:
      return read_suite(task.a, task.b);
    case Step::define:
      return define_target(node(task.a));
    case Step::event:
      return add_event(node(task.a), static_cast<Op>(task.b));
    case Step::condition:
      return read_condition(node(task.a), task.b, task.c);
    case Step::comprehension:
      return read_comprehension(node(task.a));
    case Step::weaker:
      ++weak_;
      return;
    case Step::stronger:
      --weak_;
      return;
    case Step::start:
      return start(task.a);
    case Step::link:
      return link(task.a);
    case Step::fall:
      link(task.a);
      return start(task.a);
    case Step::jump:
      link(task.a);
      return dead();
    case Step::mark: {
      FlowGraph::Mark& mark = graph_.marks[task.a];
      mark.last = static_cast<std::uint32_t>(graph_.blocks.size());
      mark.after_block = current_;
      mark.after_event = static_cast<std::uint32_t>(graph_.events.size());
      return;
    }
    case Step::leave:
      if (contexts_.back().sort == Context::Sort::finally) left_jumps_.push_back(contexts_.back().jumps);
      contexts_.pop_back();
      return;
    case Step::handler: {
      handler_ = task.a;
      const std::uint32_t next = new_block();
      link(next);
      return start(next);
    }
    case Step::handlers:
      return read_handlers(node(task.a), task.b, task.c);
    case Step::case_:
      return read_case(node(task.a), task.c);
    case Step::name:
      contexts_.push_back({Context::Sort::except_name, task.a});
      return;
    case Step::go:
      return go(node(task.a));
    case Step::copy:
      copies_ += task.a == 1 ? 1 : -1;
      return;
    case Step::finish:
      return finish_finally();
  }
}

void FlowBuilder::open_mark(Node of) {
  const auto index = static_cast<std::uint32_t>(graph_.marks.size());
  graph_.marks.push_back({of.index(), static_cast<std::uint32_t>(graph_.blocks.size()), 0, 0, 0,
                          FlowGraph::none, FlowGraph::none});
  tasks_.push_back({Step::mark, index});
}

void FlowBuilder::add_event(Node identifier, Op op) {
  const std::uint32_t binding = names_.binding_at(identifier.index());
  if (binding == no_binding || units_[names_.bindings()[binding].scope] != unit_) return;
  if (weak_ > 0 && op == Op::define) op = Op::may_define;
  if (weak_ > 0 && op == Op::use) op = Op::may_use;
  graph_.events.push_back({identifier.index(), binding, op});
}

// return, break, continue: out through the names of handlers, which end, to the next finally clause, or to
// the target.
void FlowBuilder::jump(Jump kind) {
  for (std::size_t i = contexts_.size(); i-- > 0;) {
    Context& context = contexts_[i];
    if (context.sort == Context::Sort::except_name) {
      add_event(node(context.a), Op::unbind);
    } else if (context.sort == Context::Sort::finally) {
      context.jumps |= kind;
      link(context.a);
      return dead();
    } else if (kind != returns) {
      link(kind == breaks ? context.b : context.a);
      return dead();
    }
  }
  link(FlowGraph::exit);
  dead();
}

void FlowBuilder::go(Node statement) {
  switch (statement.kind()) {
    case Kind::return_statement:
      return jump(returns);
    case Kind::break_statement:
      return jump(breaks);
    case Kind::continue_statement:
      return jump(continues);
    default:
      link(handler_ == FlowGraph::none ? std::uint32_t{FlowGraph::exit} : handler_);
      return dead();
  }
}

void FlowBuilder::finish_finally() {
  const std::uint8_t jumps = left_jumps_.back();
  left_jumps_.pop_back();
  link(handler_ == FlowGraph::none ? std::uint32_t{FlowGraph::exit} : handler_);  // the exception goes on
  const std::uint32_t from = current_;
  for (const Jump kind : {returns, breaks, continues}) {
    if ((jumps & kind) == 0) continue;
    const std::uint32_t way = new_block();
    graph_.edges.push_back({from, way});
    start(way);
    jump(kind);
  }
  dead();
}

}  // namespace perfhint
