// FlowGraph: the ways control may take through one function, lambda or module: blocks of events (a name is
// read, bound, unbound) and the edges between them. Comprehensions and class bodies are run in place; bodies
// of functions and lambdas are units of their own. Where the way is not clear, all ways are taken: any event
// in a try may jump to its handlers, a with may swallow.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct FlowGraph {
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr std::uint32_t entry = 0, exit = 1;  // the first two blocks

  // `may_use` and `may_define` may be skipped though their block is run: the right side of `and`, an assert.
  enum class Op : std::uint8_t { use, may_use, define, may_define, unbind };
  static bool is_use(Op op) { return op == Op::use || op == Op::may_use; }
  struct Event {
    std::uint32_t node;  // an identifier; of an except clause's end its name
    std::uint32_t binding;
    Op op;
  };
  struct Block {
    std::uint32_t first = 0, end = 0;  // events
    std::uint32_t handler = none;      // where an exception raised in it goes; none: out of the unit
  };
  struct Edge {
    std::uint32_t from, to;
  };
  // A statement or comprehension. One in a finally clause has two: on the way on, and on the way out.
  struct Mark {
    std::uint32_t node;
    std::uint32_t first, last;               // its blocks but the one it starts in: [first, last)
    std::uint32_t after_block, after_event;  // the point behind it
    std::uint32_t head = none;               // a loop's: where a round begins
    std::uint32_t exhausted = none;          // a loop's: where its else begins, or what is behind it
  };

  std::vector<Block> blocks;
  std::vector<Event> events;
  std::vector<Edge> edges;
  std::vector<Mark> marks;  // sorted by node
};

// Says of a with item's expression whether it may swallow an exception.
using MaySwallow = std::function<bool(Node)>;

// Of the function or lambda whose scope `unit` is, or of the whole table for scope 0. `units` gives the unit
// of each scope.
FlowGraph build_flow_graph(const Syntax&, const Names&, std::uint32_t unit,
                           const std::vector<std::uint32_t>& units, const MaySwallow&);

// By scope: the scope of the function, lambda or module that runs it. Scopes that are evaluated later (a type
// alias's value) are units of their own.
std::vector<std::uint32_t> units_of(const Names&);

}  // namespace perfhint
