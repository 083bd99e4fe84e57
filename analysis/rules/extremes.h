// Extremes: `m = min(xs)`, the element that a loop then takes out of xs.
#pragma once

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// A removal of the least or greatest element of a list, by scanning it twice.
struct ExtremeRemoval {
  Node list;   // xs of xs.remove(m)
  Node taken;  // the call min(xs) or max(xs), or sorted(xs)
  bool least = false;
  bool keyed = false;  // min(xs, key=...)
  explicit operator bool() const { return static_cast<bool>(taken); }
};
// Of a call `xs.remove(min(xs))`, or `xs.remove(m)` where the same loop says `m = min(xs)`.
ExtremeRemoval read_extreme_removal(const Facts&, Node call);

}  // namespace perfhint
