// The nearest of some names to a mistyped word, for "did you mean".
#pragma once

#include <span>
#include <string_view>

namespace perfhint::server::cli {

// By insertions, deletions, changes and swaps of neighbours; empty if none is within a third of the word's
// length.
std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

}  // namespace perfhint::server::cli
