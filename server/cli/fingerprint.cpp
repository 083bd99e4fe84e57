#include "server/cli/fingerprint.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <string_view>

namespace perfhint::server::cli {

namespace {

// FNV-1a, 64 bits: the same on every machine, which std::hash is not.
std::uint64_t hashed(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211U;
  }
  return hash;
}

std::string_view line_of(const Text& text, const Hint& hint) {
  const Offset begin = text.offset({hint.place.line - 1, 0}, Encoding::utf8);
  std::string_view line = text.bytes().substr(begin);
  line = line.substr(0, line.find_first_of("\r\n"));
  const std::size_t first = line.find_first_not_of(" \t\f");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\f") + 1 - first);
}

}  // namespace

std::vector<std::string> fingerprints(std::span<const Hint> hints, const Text& text) {
  std::map<std::string, int> seen;
  std::vector<std::string> out;
  out.reserve(hints.size());
  for (const Hint& hint : hints) {
    std::string key = hint.path + '\0' + hint.rule + '\0';
    key += line_of(text, hint);
    const int which = seen[key]++;
    out.push_back(fmt::format("{:016x}", hashed(key + '\0' + std::to_string(which))));
  }
  return out;
}

}  // namespace perfhint::server::cli
