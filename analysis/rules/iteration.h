// Iteration: what a for statement or a comprehension's clause goes through, and the code that runs while it
// does.
#pragma once

#include <cstdint>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct Iteration {
  Node loop;              // the for_statement, or the comprehension of a for_in_clause
  Node target, iterable;  // the iterable without parentheses
  Node during;            // what runs between two elements: a for's body, or the whole comprehension
  explicit operator bool() const { return static_cast<bool>(loop); }
};

// Of a for_statement or for_in_clause. None for an async one, and for a generator expression: its rounds
// come later, unless a builtin such as sum() that is called right there takes them all.
Iteration read_iteration(const Facts&, Node head);

// The generator expression is an argument of a builtin that goes through it before it returns.
bool is_taken_at_once(const Facts&, Node generator);

// The first await or yield in the region: other code runs there.
Node first_pause(Node region);

// Written to give at most `most` elements: a display without splats, also one that a module's name is bound
// to and that nothing here changes; range(constant); a short literal; the bases of a class.
bool is_short(const Facts&, Node iterable, std::int64_t most);

// What a comprehension's first clause goes through, without parentheses.
Node first_iterable(Node comprehension);

// It may give more than `few` elements, by what is written: a range to a bound that is not known to be small,
// or the lines of a file.
bool may_be_long(const Facts&, Node iterable, std::int64_t few);

}  // namespace perfhint
