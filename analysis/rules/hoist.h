// Hoist: a value that the rounds of a loop look through again and again: which loops leave it alone, and what
// stands against making something of it once, before them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// Nothing in the region is seen to bind a name of the value anew or to change what it looks at: a name, or an
// attribute such as self.names, also by a method of the same class that is called there.
bool is_left_alone(const Facts&, Node value, Node region);

// The innermost loop that may evaluate the node more than once; none where it is left right afterwards
// (`xs.index(x); break`), and where it is written to run at most five times.
Node repeating_loop(const Facts&, Node);

// The outermost loop around `place` that leaves the value alone; none if its repeating loop does not.
Node widest_loop(const Facts&, Node value, Node place);

// `while name in names: name += "_"`: the condition of a loop that goes on until it has found something free,
// mostly after a round or two.
bool looks_for_free(const Facts&, Node test);

// The expression is another one on each round, as far as can be seen.
bool varies_within(const Facts&, Node expression, Node loop);

// It is known to hold at most five elements.
bool is_few(const Facts&, Node container);

struct Hoist {
  Node before;            // the statement before which something can be made of the value once
  std::string refusal;    // why that cannot be; empty: it can
  std::string objection;  // to calling it safe: what may make it another value; empty: nothing may
  Node culprit;           // of the objection, where there is one
  explicit operator bool() const { return refusal.empty(); }
};
// `loop` is a loop that leaves the value alone. Whether making something of the value may raise is not asked.
Hoist read_hoist(const Facts&, Node value, Node loop);

// The expression wherever the loop says it in the function of the loop, itself included.
std::vector<Node> same_within(const Facts&, Node expression, Node loop);

// A name for what is made of the value: `suffix` behind its last name.
std::string hoisted_name(const Facts&, Node value, Node before, std::string_view suffix);

}  // namespace perfhint
