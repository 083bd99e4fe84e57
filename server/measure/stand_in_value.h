// A stand-in for a value of a type, as Python writes it, of the size `_n`.
#pragma once

#include <optional>
#include <string>

#include "analysis/facts/types.h"

namespace perfhint::server {

// What one value of the type is used for, which decides how large it is.
enum class Role : std::uint8_t {
  any,
  count,  // how many there are: `range(k)`
  key,    // looked up, an index: one of those that containers of that type hold, in their middle
};

struct StandIn {
  std::string value;
  std::string import;  // "import collections", where the value needs one
};

// None for what no value can be made of: unknown types, classes, functions. Containers of `_n` elements,
// texts of `_n` characters; equal types get equal values. Where the elements are not known they are integers.
std::optional<StandIn> stand_in_of(const Type&, Role);
// Of one of many: the value for number `i`; containers hold ten.
std::optional<std::string> small_stand_in_of(const Type&);

}  // namespace perfhint::server
