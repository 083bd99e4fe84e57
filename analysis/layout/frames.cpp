// Frames of generators and coroutines: variables, and an estimate of the evaluation stack that the compiler
// reserves (co_stacksize).
#include <algorithm>

#include "analysis/layout/count.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

std::uint64_t variables_of(const Block& block, Node code) {
  const auto& names = *block.names;
  const std::uint32_t scope = scope_of(block, code);
  std::uint64_t count = code.is(Kind::generator_expression) ? 1 : 0;  // its source
  for (const Binding& binding : names.bindings()) count += binding.scope == scope && !binding.definitions.empty();
  return count;
}

}  // namespace

FrameSlots frame_slots(const Machine& machine, const Block& block, Node code) {
  (void)machine;
  FrameSlots slots;
  slots.variables = variables_of(block, code);
  slots.least_stack = 1;
  slots.most_stack = 64;
  return slots;
}

}  // namespace perfhint::layout
