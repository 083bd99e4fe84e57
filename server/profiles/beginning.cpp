// The keys of the outermost object are found without reading it: what is nested deeper is passed over.
#include "server/profiles/format.h"

#include <algorithm>

namespace perfhint::server {

namespace {

constexpr std::string_view white = " \t\r\n";

// Where the text ends that begins at `at`, behind its quote; npos: beyond the bytes.
std::size_t end_of_text(std::string_view bytes, std::size_t at) {
  for (++at; at < bytes.size(); ++at) {
    if (bytes[at] == '"') return at + 1;
    if (bytes[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> outermost_keys(std::string_view bytes) {
  std::vector<std::string_view> keys;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const char letter = bytes[at];
    if (letter == '"') {
      const std::size_t end = end_of_text(bytes, at);
      if (end == std::string_view::npos) break;
      const std::size_t next = bytes.find_first_not_of(white, end);
      if (depth == 1 && next != std::string_view::npos && bytes[next] == ':')
        keys.push_back(bytes.substr(at + 1, end - at - 2));
      at = end;
      continue;
    }
    if (letter == '{' || letter == '[') ++depth;
    if ((letter == '}' || letter == ']') && depth-- <= 1) break;
    ++at;
  }
  return keys;
}

}  // namespace

bool Beginning::has_key(std::string_view key) const { return std::ranges::find(keys, key) != keys.end(); }

Beginning look_at(std::string_view bytes) {
  Beginning out{bytes, false, {}};
  const std::size_t first = bytes.find_first_not_of(white);
  if (first == std::string_view::npos || bytes[first] != '{') return out;
  const std::size_t second = bytes.find_first_not_of(white, first + 1);
  out.json = second == std::string_view::npos || bytes[second] == '"' || bytes[second] == '}';
  if (out.json) out.keys = outermost_keys(bytes.substr(first));
  return out;
}

}  // namespace perfhint::server
