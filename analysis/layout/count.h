// Counting: what an object takes by itself, what it makes come into being, and all that it reaches.
#pragma once

#include "analysis/layout/machine.h"
#include "analysis/layout/size.h"

namespace perfhint::layout {

// Objects of one type among what is retained.
struct Part {
  std::uint64_t count = 0;
  ByteCount bytes = 0;
};

struct Measured {
  Bytes shallow;   // sys.getsizeof
  Bytes retained;  // made by evaluating it and kept alive by it; attribute storage that getsizeof hides is in
                   // it
  Bytes deep;      // all that can be reached, each object once
  std::string unknown;                              // why the last two are not known
  std::vector<std::pair<std::string, Part>> parts;  // of what is retained, the largest first
};

Bytes shallow_size(const Machine&, Ref);
Measured measure(const Machine&, Ref root);

// The frame of a generator or coroutine: slots for variables and for the evaluation stack.
struct FrameSlots {
  std::uint64_t variables = 0, least_stack = 1, most_stack = 1;
};
FrameSlots frame_slots(const Machine&, const Block&, Node code);

std::string type_name(const Machine&, Ref);  // as people write it
// What a generator expression in a comprehension's place would take, its function included.
ByteCount generator_instead_of(const Machine&, const Block&, Node comprehension);
std::optional<std::uint64_t> length_of(const Machine&, Ref);  // of a container or text

// What a class keeps besides itself and the values in its body: its bases, its order of resolution, its
// namespace's table, and the names in it that no code of its says.
struct ClassParts {
  ByteCount bytes = 0;
  std::string unknown;  // why they are not known
};
ClassParts class_parts(const Model&, const Class&);

bool is_shared(const Machine&, Ref);  // exists once in the interpreter

}  // namespace perfhint::layout
