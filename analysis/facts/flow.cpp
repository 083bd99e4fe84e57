// Answers from the solved problems; and from all definitions and uses where a name is not tracked.
#include "analysis/facts/flow.h"

#include <algorithm>
#include <array>

#include "analysis/facts/flow_solve.h"
#include "analysis/facts/loops.h"

namespace perfhint {

struct Flow::Unit {
  IndexedGraph graph;
};

struct Flow::Solved {
  const Unit* unit;
  ReachingSets reaching;
  std::vector<bool> live;  // by block
};

namespace {

// A generator that is an argument of one of these has been used up, or dropped, when the call returns.
constexpr std::array<std::string_view, 14> consumers{"all",       "any",    "bytes", "dict", "extend",
                                                     "frozenset", "join",   "list",  "max",  "min",
                                                     "set",       "sorted", "sum",   "tuple"};

bool is_used_up(Node generator) {
  Node call = generator.parent();
  if (call.is(Kind::argument_list)) call = call.parent();
  if (!call.is(Kind::call)) return false;
  const Node function = call.child(Field::function);
  const std::string_view name =
      function.is(Kind::attribute) ? function.child(Field::attribute).text() : function.text();
  return std::find(consumers.begin(), consumers.end(), name) != consumers.end();
}

}  // namespace

Flow::Flow(const Syntax& syntax, const Names& names, MaySwallow may_swallow)
    : syntax_(syntax), names_(names), may_swallow_(std::move(may_swallow)) {}

Flow::~Flow() = default;

std::uint32_t Flow::unit_at(Node node) const {
  if (units_.empty()) units_ = units_of(names_);
  return units_[names_.scope_at(node.index())];
}

const Flow::Unit& Flow::unit(std::uint32_t scope) const {
  std::unique_ptr<Unit>& found = graphs_[scope];
  if (!found) {
    FlowGraph graph = build_flow_graph(syntax_, names_, scope, units_, may_swallow_);
    found = std::make_unique<Unit>(Unit{IndexedGraph(std::move(graph), names_.bindings().size())});
  }
  return *found;
}

bool Flow::is_tracked(std::uint32_t index) const {
  const Binding& binding = names_.bindings()[index];
  if (binding.rebound_elsewhere || binding.name == class_cell) return false;
  if (units_.empty()) units_ = units_of(names_);
  const Scope& unit = names_.scopes()[units_[binding.scope]];
  if (names_.scopes()[binding.scope].open || unit.open || syntax_.node(unit.node).broken()) return false;
  for (const Definition& definition : binding.definitions) {
    if (definition.kind == DefinitionKind::walrus && is_deferred(syntax_.node(definition.name), index))
      return false;
  }
  return true;
}

// Evaluated at another time than its place says: in a nested function, or in a generator that may be kept.
bool Flow::is_deferred(Node use, std::uint32_t index) const {
  const std::uint32_t home = names_.bindings()[index].scope;
  if (unit_at(use) != units_[home]) return true;
  for (std::uint32_t scope = names_.scope_at(use.index()); scope != home && scope != no_scope;
       scope = names_.scopes()[scope].parent) {
    const Node node = syntax_.node(names_.scopes()[scope].node);
    if (node.is(Kind::generator_expression) && !is_used_up(node)) return true;
  }
  return false;
}

bool Flow::is_used_later(std::uint32_t index) const {
  const Binding& binding = names_.bindings()[index];
  const ScopeKind kind = names_.scopes()[binding.scope].kind;
  if (kind == ScopeKind::module || kind == ScopeKind::class_) return true;
  return std::any_of(binding.uses.begin(), binding.uses.end(),
                     [&](std::uint32_t use) { return is_deferred(syntax_.node(use), index); });
}

const Flow::Solved* Flow::solved(std::uint32_t index) const {
  if (!is_tracked(index)) return nullptr;
  std::unique_ptr<Solved>& found = solved_[index];
  if (!found) {
    const Binding& binding = names_.bindings()[index];
    const Unit& of = unit(units_[binding.scope]);
    const ScopeKind kind = names_.scopes()[binding.scope].kind;
    const bool raises = kind != ScopeKind::module && kind != ScopeKind::class_;
    found = std::make_unique<Solved>(Solved{&of, solve_reaching(of.graph, index, binding.definitions, raises),
                                            solve_liveness(of.graph, index)});
  }
  return found.get();
}

Reaching Flow::reaching(Node use) const {
  Reaching result;
  const std::uint32_t index = names_.binding_at(use.index());
  if (index == no_binding) return {{}, true, true};
  const Binding& binding = names_.bindings()[index];
  const Solved* found = solved(index);
  if (!found || is_deferred(use, index)) {
    const bool given = found && !binding.definitions.empty() &&
                       binding.definitions.front().kind == DefinitionKind::parameter &&
                       binding.definitions.size() == 1;
    return {binding.definitions, !given, !found};
  }
  const IndexedGraph& graph = found->unit->graph;
  std::vector<bool> seen(binding.definitions.size(), false);
  bool reached = false;
  std::size_t position = 0;
  for (const std::uint32_t event : graph.events_of(index)) {
    const std::size_t at = position++;
    if (graph.graph().events[event].node != use.index() || !FlowGraph::is_use(graph.graph().events[event].op))
      continue;
    for (std::size_t bit = 0; bit < seen.size(); ++bit) {
      if (found->reaching.at_event.has(at, bit)) seen[bit] = reached = true;
    }
    if (found->reaching.at_event.has(at, seen.size())) result.unbound = reached = true;
  }
  for (std::size_t bit = 0; bit < seen.size(); ++bit) {
    if (seen[bit] || !reached) result.definitions.push_back(binding.definitions[bit]);
  }
  return result;
}

std::vector<Node> Flow::uses_of(const Binding& binding, const Definition& definition) const {
  std::vector<Node> uses;
  for (const std::uint32_t use : binding.uses) {
    const Node node = syntax_.node(use);
    const Reaching seen = reaching(node);
    const bool sees = std::any_of(seen.definitions.begin(), seen.definitions.end(),
                                  [&](const Definition& one) { return one.name == definition.name; });
    if (sees) uses.push_back(node);
  }
  return uses;
}

bool Flow::live_after(const Binding& binding, Node statement) const {
  const std::uint32_t index = index_of(binding);
  const Solved* found = solved(index);
  if (!found || is_used_later(index)) return true;
  const IndexedGraph& graph = found->unit->graph;
  const auto marks = graph.marks(statement.index());
  if (marks.begin() == marks.end()) return true;
  for (const FlowGraph::Mark& mark : marks) {
    const FlowGraph::Block& block = graph.graph().blocks[mark.after_block];
    if (block.handler != FlowGraph::none && found->live[block.handler]) return true;
    bool settled = false;
    for (std::uint32_t at = mark.after_event; at < block.end && !settled; ++at) {
      const FlowGraph::Event& event = graph.graph().events[at];
      if (event.binding != index || event.op == FlowGraph::Op::may_define) continue;
      if (FlowGraph::is_use(event.op)) return true;
      settled = true;
    }
    if (settled) continue;
    for (const std::uint32_t next : graph.successors(mark.after_block)) {
      if (found->live[next]) return true;
    }
  }
  return false;
}

bool Flow::used_after(const Binding& binding, Node loop) const {
  if (live_after(binding, loop)) return true;
  const Solved* found = solved(index_of(binding));
  if (!found) return true;
  const IndexedGraph& graph = found->unit->graph;
  for (const FlowGraph::Mark& mark : graph.marks(loop.index())) {
    if (mark.head == FlowGraph::none) continue;
    const std::uint32_t handler = graph.graph().blocks[mark.head].handler;
    if (found->live[mark.exhausted] || (handler != FlowGraph::none && found->live[handler])) return true;
  }
  return false;
}

bool Flow::is_loop_carried(const Binding& binding, Node loop) const {
  const std::uint32_t index = index_of(binding);
  const Solved* found = solved(index);
  if (!found || unit_at(loop) != units_[binding.scope]) {
    return std::any_of(binding.definitions.begin(), binding.definitions.end(),
                       [&](const Definition& one) { return syntax_.node(one.name).within(loop); });
  }
  const IndexedGraph& graph = found->unit->graph;
  for (const FlowGraph::Mark& mark : graph.marks(loop.index())) {
    if (mark.head == FlowGraph::none) continue;
    if (!solve_liveness_within(graph, index, mark)[mark.head]) continue;
    for (std::size_t bit = 0; bit < binding.definitions.size(); ++bit) {
      const bool inside = syntax_.node(binding.definitions[bit].name).within(loop);
      if (inside && found->reaching.at_block.has(mark.head, bit)) return true;
    }
  }
  return false;
}

}  // namespace perfhint
