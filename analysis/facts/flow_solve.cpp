// Rounds over the blocks in the order they were made, which is nearly the order of control, until nothing
// changes; few rounds, as few loops nest.
#include "analysis/facts/flow_solve.h"

#include <algorithm>
#include <numeric>

namespace perfhint {

IndexedGraph::IndexedGraph(FlowGraph graph, std::size_t bindings) : graph_(std::move(graph)) {
  const std::size_t blocks = graph_.blocks.size();
  successor_starts_.assign(blocks + 1, 0);
  for (const auto& edge : graph_.edges) ++successor_starts_[edge.from + 1];
  std::partial_sum(successor_starts_.begin(), successor_starts_.end(), successor_starts_.begin());
  successors_.resize(graph_.edges.size());
  std::vector<std::uint32_t> next(successor_starts_.begin(), successor_starts_.end() - 1);
  for (const auto& edge : graph_.edges) successors_[next[edge.from]++] = edge.to;

  event_starts_.assign(bindings + 1, 0);
  for (const auto& event : graph_.events) ++event_starts_[event.binding + 1];
  std::partial_sum(event_starts_.begin(), event_starts_.end(), event_starts_.begin());
  events_.resize(graph_.events.size());
  next.assign(event_starts_.begin(), event_starts_.end() - 1);
  for (std::uint32_t at = 0; at < graph_.events.size(); ++at) events_[next[graph_.events[at].binding]++] = at;

  for (std::uint32_t block = 0; block < blocks; ++block) {
    if (graph_.blocks[block].first < graph_.blocks[block].end) by_start_.push_back(block);
  }
  std::sort(by_start_.begin(), by_start_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return graph_.blocks[a].first < graph_.blocks[b].first;
  });
}

std::uint32_t IndexedGraph::block_of(std::uint32_t event) const {
  const auto above = std::upper_bound(
      by_start_.begin(), by_start_.end(), event,
      [&](std::uint32_t at, std::uint32_t block) { return at < graph_.blocks[block].first; });
  return *(above - 1);
}

IndexedGraph::Marks IndexedGraph::marks(std::uint32_t node) const {
  const auto range =
      std::equal_range(graph_.marks.begin(), graph_.marks.end(), FlowGraph::Mark{node, 0, 0, 0, 0, 0, 0},
                       [](const FlowGraph::Mark& a, const FlowGraph::Mark& b) { return a.node < b.node; });
  return {graph_.marks.data() + (range.first - graph_.marks.begin()),
          graph_.marks.data() + (range.second - graph_.marks.begin())};
}

namespace {

using Op = FlowGraph::Op;

// The binding's events of one block: [first, last) of events_of.
struct Run {
  std::uint32_t block;
  std::size_t first, last;
};

std::vector<Run> runs_of(const IndexedGraph& graph, std::uint32_t binding) {
  std::vector<Run> runs;
  std::size_t position = 0;
  for (const std::uint32_t event : graph.events_of(binding)) {
    const std::uint32_t block = graph.block_of(event);
    if (runs.empty() || runs.back().block != block) runs.push_back({block, position, position});
    runs.back().last = ++position;
  }
  std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.block < b.block; });
  return runs;
}

class ReachingProblem {
 public:
  ReachingProblem(const IndexedGraph& graph, std::uint32_t binding,
                  const std::vector<Definition>& definitions, bool raises)
      : graph_(graph),
        raises_(raises),
        events_(graph.events_of(binding)),
        runs_(runs_of(graph, binding)),
        unbound_(definitions.size()),
        in_(graph.graph().blocks.size(), definitions.size()),
        reached_(graph.graph().blocks.size(), false),
        at_(static_cast<std::size_t>(events_.end() - events_.begin()), definitions.size()) {
    for (const std::uint32_t event : events_) {
      const std::uint32_t node = graph.graph().events[event].node;
      std::size_t bit = 0;
      while (bit < definitions.size() && definitions[bit].name != node) ++bit;
      bits_.push_back(bit);
    }
  }

  ReachingSets run() {
    set(in_.at(FlowGraph::entry), unbound_);
    reached_[FlowGraph::entry] = true;
    for (changed_ = true; changed_;) {
      changed_ = false;
      std::size_t run = 0;
      for (std::uint32_t block = 0; block < graph_.graph().blocks.size(); ++block) {
        while (run < runs_.size() && runs_[run].block < block) ++run;
        const bool eventful = run < runs_.size() && runs_[run].block == block;
        if (reached_[block]) pass(block, eventful ? &runs_[run] : nullptr);
      }
    }
    return {std::move(at_), std::move(in_)};
  }

 private:
  static void set(std::uint64_t* bits, std::size_t bit) { bits[bit / 64] |= std::uint64_t{1} << (bit % 64); }

  void pass(std::uint32_t block, const Run* run) {
    const std::uint64_t* in = in_.at(block);
    std::vector<std::uint64_t>& out = out_;
    out.assign(in, in + in_.words());
    const std::uint32_t handler = graph_.graph().blocks[block].handler;
    if (handler != FlowGraph::none) flow(out, handler);
    if (run) {
      for (std::size_t at = run->first; at < run->last; ++at) {
        std::copy(out.begin(), out.end(), at_.at(at));
        const Op op = graph_.graph().events[events_.first[at]].op;
        if (op == Op::use && raises_) out[unbound_ / 64] &= ~(std::uint64_t{1} << (unbound_ % 64));
        if (FlowGraph::is_use(op)) continue;
        if (op != Op::may_define) std::fill(out.begin(), out.end(), 0);
        set(out.data(), op == Op::unbind ? unbound_ : bits_[at]);
        if (handler != FlowGraph::none) flow(out, handler);
      }
    }
    for (const std::uint32_t next : graph_.successors(block)) flow(out, next);
  }

  void flow(const std::vector<std::uint64_t>& bits, std::uint32_t into) {
    std::uint64_t* target = in_.at(into);
    bool grew = !reached_[into];
    for (std::size_t word = 0; word < bits.size(); ++word) {
      grew |= (bits[word] & ~target[word]) != 0;
      target[word] |= bits[word];
    }
    reached_[into] = true;
    changed_ |= grew;
  }

  const IndexedGraph& graph_;
  const bool raises_;
  IndexedGraph::List events_;
  std::vector<Run> runs_;
  std::size_t unbound_;
  std::vector<std::size_t> bits_;  // by event: which definition it is
  DefinitionSets in_;
  std::vector<bool> reached_;
  DefinitionSets at_;
  std::vector<std::uint64_t> out_;
  bool changed_ = false;
};

// Of the blocks [first, last) but those two; blocks outside are never live.
std::vector<bool> solve(const IndexedGraph& graph, std::uint32_t binding, std::uint32_t first,
                        std::uint32_t last, std::uint32_t without, std::uint32_t nor) {
  const auto& blocks = graph.graph().blocks;
  // By block: 0 nothing, 1 a use comes first, 2 a definition does.
  std::vector<std::uint8_t> begins(blocks.size(), 0);
  for (const std::uint32_t event : graph.events_of(binding)) {
    const Op op = graph.graph().events[event].op;
    std::uint8_t& begin = begins[graph.block_of(event)];
    if (begin == 0 && op != Op::may_define) begin = FlowGraph::is_use(op) ? 1 : 2;
  }
  std::vector<bool> live(blocks.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t block = last; block-- > first;) {
      if (live[block] || block == without || block == nor) continue;
      const std::uint32_t handler = blocks[block].handler;
      bool now = begins[block] == 1 || (handler != FlowGraph::none && live[handler]);
      if (begins[block] == 0) {
        for (const std::uint32_t next : graph.successors(block)) now = now || live[next];
      }
      if (now) live[block] = changed = true;
    }
  }
  return live;
}

}  // namespace

ReachingSets solve_reaching(const IndexedGraph& graph, std::uint32_t binding,
                            const std::vector<Definition>& definitions, bool raises) {
  return ReachingProblem(graph, binding, definitions, raises).run();
}

std::vector<bool> solve_liveness(const IndexedGraph& graph, std::uint32_t binding) {
  const auto blocks = static_cast<std::uint32_t>(graph.graph().blocks.size());
  return solve(graph, binding, 0, blocks, FlowGraph::none, FlowGraph::none);
}

std::vector<bool> solve_liveness_within(const IndexedGraph& graph, std::uint32_t binding,
                                        const FlowGraph::Mark& loop) {
  return solve(graph, binding, loop.first, loop.last, loop.exhausted, loop.after_block);
}

}  // namespace perfhint
