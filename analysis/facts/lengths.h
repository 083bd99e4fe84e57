// Lengths: how many elements a value has, where the block says so: displays, literals, range, [x] * n,
// comprehensions without conditions over known lengths, copies, and names that are bound once and never
// changed.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

class Facts;

struct Length {
  enum class Sort : std::uint8_t {
    exactly,
    at_most,
    like,          // as many as the elements of `of`
    at_most_like,  // no more than the elements of `of`
  };
  Sort sort = Sort::exactly;
  std::int64_t count = 0;
  const Binding* of = nullptr;

  // The most there may be, where that is a number.
  std::optional<std::int64_t> most() const { return of == nullptr ? std::optional(count) : std::nullopt; }
};

std::optional<Length> length_of(const Facts&, Node expression);

// The value of an integer expression of literals and of names that are bound once to such.
std::optional<std::int64_t> constant_integer(const Facts&, Node expression);

}  // namespace perfhint
