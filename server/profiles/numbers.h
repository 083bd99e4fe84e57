// Numbers as profiles mean them; all else fails with the place (ProfileError).
#pragma once

#include <cstdint>

#include "server/profiles/input.h"

namespace perfhint::server {

constexpr std::uint32_t most_line = 100'000'000;  // of a file

std::uint32_t whole_number(const ProfileInput&, double, std::uint32_t most);  // `most` is inclusive
// Seconds, samples, bytes: what is below zero by a clock's jump is zero.
double cost_number(const ProfileInput&, double);
std::uint64_t call_count(const ProfileInput&, double);

}  // namespace perfhint::server
