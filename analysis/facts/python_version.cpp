#include "analysis/facts/python_version.h"

#include <charconv>

namespace perfhint {

std::optional<Python> parse_python(std::string_view text) {
  if (!text.starts_with("3.")) return std::nullopt;
  text.remove_prefix(2);
  std::uint8_t minor = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minor);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const Python python{minor};
  if (python < oldest_python || python > newest_python) return std::nullopt;
  return python;
}

std::string to_string(Python python) { return "3." + std::to_string(python.minor); }

}  // namespace perfhint
