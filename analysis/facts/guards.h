// Guards: the tests that a use lies behind: in a branch of an if, a while or a conditional expression, right
// of `and` or `or`, behind an assert or a branch that never comes back, behind a comprehension's if.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct Guard {
  Node condition;
  bool truth;  // what the condition gave, or the use would not be reached
};

// Those whose condition says the name, in the order of the text; within the use's own function.
std::vector<Guard> guards_of(Node use, std::uint32_t binding, const Names&);

// Some use of the name is a test that could tell something of its type.
bool is_tested(const Binding&, const Syntax&);

}  // namespace perfhint
