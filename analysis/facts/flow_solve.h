// The two data-flow problems, for one name: which of its definitions reach each use (forward, may), and where
// its value may still be used (backward, may).
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/facts/flow_graph.h"

namespace perfhint {

// A flow graph with its edges by block, and its events by binding.
class IndexedGraph {
 public:
  IndexedGraph(FlowGraph, std::size_t bindings);

  const FlowGraph& graph() const { return graph_; }
  struct List {
    const std::uint32_t *first, *last;
    const std::uint32_t* begin() const { return first; }
    const std::uint32_t* end() const { return last; }
  };
  List successors(std::uint32_t block) const { return list(successors_, successor_starts_, block); }
  List events_of(std::uint32_t binding) const { return list(events_, event_starts_, binding); }  // ascending
  std::uint32_t block_of(std::uint32_t event) const;
  // The marks of a statement or comprehension: none, one, or two.
  struct Marks {
    const FlowGraph::Mark *first, *last;
    const FlowGraph::Mark* begin() const { return first; }
    const FlowGraph::Mark* end() const { return last; }
  };
  Marks marks(std::uint32_t node) const;

 private:
  static List list(const std::vector<std::uint32_t>& items, const std::vector<std::uint32_t>& starts,
                   std::uint32_t of) {
    return {items.data() + starts[of], items.data() + starts[of + 1]};
  }
  FlowGraph graph_;
  std::vector<std::uint32_t> successors_, successor_starts_;
  std::vector<std::uint32_t> events_, event_starts_;
  std::vector<std::uint32_t> by_start_;  // blocks by their first event
};

// Sets of definitions, by position in the binding's list; one bit more for "unbound".
class DefinitionSets {
 public:
  DefinitionSets(std::size_t count, std::size_t definitions)
      : words_(definitions / 64 + 1), bits_(count * words_, 0) {}
  std::size_t words() const { return words_; }
  std::uint64_t* at(std::size_t set) { return bits_.data() + set * words_; }
  const std::uint64_t* at(std::size_t set) const { return bits_.data() + set * words_; }
  bool has(std::size_t set, std::size_t bit) const { return (at(set)[bit / 64] >> (bit % 64) & 1) != 0; }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

struct ReachingSets {
  DefinitionSets at_event;  // in events_of's order: what reaches it; nothing reaches one that is never run
  DefinitionSets at_block;  // what reaches its start
};
// `raises`: to use the name unbound is an error, so behind a use it is bound.
ReachingSets solve_reaching(const IndexedGraph&, std::uint32_t binding, const std::vector<Definition>&,
                            bool raises);

// By block: the value may be used from its start on.
std::vector<bool> solve_liveness(const IndexedGraph&, std::uint32_t binding);
// The same, as far as rounds of the loop go.
std::vector<bool> solve_liveness_within(const IndexedGraph&, std::uint32_t binding,
                                        const FlowGraph::Mark& loop);

}  // namespace perfhint
