// Membership: `x in ...`, and what a container of hashable values needs.
#pragma once

#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// `left in right` or `left not in right`; none for anything else.
Comparison read_membership(Node);

// The tests of the loop, in its own function, whose right side is the same expression; parentheses around it
// do not count.
std::vector<Comparison> tests_within(const Facts&, Node container, Node loop);

// list(d), sorted(d.keys()), [*d], ...: a container made of a mapping's keys or a set's elements.
struct KeyCopy {
  Node keyed;           // the mapping or set
  bool known = false;   // by its type; else a method keys() is all there is
  bool sorted = false;  // elements are compared
  explicit operator bool() const { return static_cast<bool>(keyed); }
};
KeyCopy read_key_copy(const Facts&, Node);

// An expression of that type can surely be hashed, or surely not.
bool is_surely_hashable(const Type&);
bool is_surely_unhashable(const Type&);

// What `set(value)` needs: a builtin container, all elements of which can be hashed, as far as facts prove
// it.
bool holds_hashables(const Facts&, Node value);

}  // namespace perfhint
