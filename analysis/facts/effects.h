// Effects: what calling a method does to the object it is called on, by the object's type; and which
// functions of the library leave their arguments as they are.
#pragma once

#include <string_view>

#include "analysis/facts/types.h"

namespace perfhint {

enum class Effect : std::uint8_t {
  unknown,  // of a type, or a method, that the tables do not know
  reads,
  changes,
};

Effect effect_of_method(TypeKind, std::string_view method);

// Values of the type never change: int, str, range, ... A tuple does not either, but what it holds may.
bool is_immutable(TypeKind);

// By qualified name: math.sqrt, os.path.join, itertools.chain, ...: they change nothing and keep nothing, but
// for iterators that they make, which hold on to their arguments.
bool is_reading_function(std::string_view qualified);

}  // namespace perfhint
