// Comparisons come before casts: a double that no integer can hold must never be cast.
#include "server/profiles/numbers.h"

#include <cmath>
#include <string>

namespace perfhint::server {

std::uint32_t whole_number(const ProfileInput& input, double value, std::uint32_t most) {
  if (!(value >= 0 && value <= most) || value != std::floor(value))
    input.fail("a whole number from 0 to " + std::to_string(most) + " is expected");
  return static_cast<std::uint32_t>(value);
}

double cost_number(const ProfileInput& input, double value) {
  constexpr double most = 1e19;  // nanoseconds since 1970 are below, and so is 2^64
  if (!(std::abs(value) <= most)) input.fail("a cost that is no number, or greater than any run's");
  return value > 0 ? value : 0;
}

std::uint64_t call_count(const ProfileInput& input, double value) {
  return static_cast<std::uint64_t>(cost_number(input, value));
}

}  // namespace perfhint::server
