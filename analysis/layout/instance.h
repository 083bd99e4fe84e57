// Instances: what one object of a class takes, line by line, with and without __slots__.
#pragma once

#include <optional>

#include "analysis/facts/facts.h"
#include "analysis/layout/model.h"
#include "analysis/layout/size.h"

namespace perfhint {

// `name` is a class's name in its definition. None where it is no such name.
std::optional<SizeAnswer> instance_size(const Facts&, Node name);

// An instance in numbers: all that it takes without attribute values, and what it would with __slots__ (none:
// it has them, or they would not help).
struct InstanceNumbers {
  ByteCount whole = 0;
  std::optional<ByteCount> slotted;
  std::size_t attributes = 0;
};
std::optional<InstanceNumbers> instance_numbers(const Facts&, Node name);

// Where the attribute that is assigned, as `self.x = ...`, lies in an instance: one line more, if that is
// known.
void add_attribute_place(const Facts&, Node target, SizeAnswer&);
// The same where nothing is known of the value.
std::optional<SizeAnswer> attribute_size(const Facts&, Node target);

}  // namespace perfhint
