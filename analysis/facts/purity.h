// Purity: what evaluating an expression may do, in three separate answers; and whether a value can be hashed.
#pragma once

#include <cstdint>

#include "analysis/syntax/table.h"

namespace perfhint {

class Facts;

struct Purity {
  bool has_effect =
      false;  // may be seen to have happened: calls code that is not known, prints, moves an iterator
  bool may_raise = false;  // any exception but for memory and recursion
  bool may_differ =
      false;  // a second time it may give another value, though nothing has been done in between
};

// True where it is not known.
Purity purity_of(const Facts&, Node expression);

enum class Hashability : std::uint8_t { unknown, hashable, unhashable };
Hashability hashability(const Facts&, Node expression);

}  // namespace perfhint
