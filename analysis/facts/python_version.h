// The CPython whose costs are told: 3.8 to 3.15.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace perfhint {

struct Python {
  std::uint8_t minor;  // of Python 3
  auto operator<=>(const Python&) const = default;
};

constexpr Python oldest_python{8}, newest_python{15}, default_python{13};

// "3.12" -> Python{12}; none for anything else or out of range.
std::optional<Python> parse_python(std::string_view);
std::string to_string(Python);  // "3.12"

}  // namespace perfhint
