// FunctionCache: functools.cache or functools.lru_cache as the decorator of a function.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/facts/facts.h"
#include "analysis/syntax/python.h"

namespace perfhint {

struct FunctionCache {
  Node decorator;                    // the expression behind the @
  bool bounded = false;              // it drops what is longest unused
  std::optional<std::int64_t> most;  // entries of a bounded one, where that is known
  explicit operator bool() const { return static_cast<bool>(decorator); }
};

// None where the function has no such decorator, or an lru_cache whose bound is not told.
FunctionCache read_function_cache(const Facts&, const FunctionHead&);

}  // namespace perfhint
