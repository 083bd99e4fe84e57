// Widths are by ranges: enough of Unicode's East Asian Width for carets to stand under what they mean.
#include "server/cli/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace perfhint::server::cli {

namespace {

struct Range {
  char32_t first, last;
};

constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
                          {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                          {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
constexpr Range none[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
                          {0x064B, 0x065F}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069},
                          {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};

template <std::size_t N>
bool within(const Range (&ranges)[N], char32_t c) {
  return std::ranges::any_of(ranges, [c](Range range) { return range.first <= c && c <= range.last; });
}

// Directional overrides can make a line look like what it is not (CVE-2021-42574).
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

struct Decoded {
  char32_t character;
  std::size_t size;
};

Decoded decode(std::string_view bytes) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < size) return {0, 1};
  char32_t character = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0, 1};
    character = character << 6 | (byte(i) & 0x3Fu);
  }
  return {character, size};
}

constexpr std::string_view codes[] = {"", "1", "1;31", "1;33", "1;32", "36", "1;34", "2"};

}  // namespace

bool stdin_is_terminal() { return isatty(STDIN_FILENO) != 0; }
bool stdout_is_terminal() { return isatty(STDOUT_FILENO) != 0; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) != 0; }

Painter Painter::of_stdout() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  return Painter(stdout_is_terminal() && !dumb && (no_color == nullptr || *no_color == '\0'));
}

std::string Painter::paint(Ink ink, std::string_view text) const {
  if (!colours_ || ink == Ink::plain || text.empty()) return std::string(text);
  std::string painted = "\x1b[";
  return painted.append(codes[static_cast<std::size_t>(ink)]).append("m").append(text).append("\x1b[0m");
}

Shown show(std::string_view utf8) {
  Shown shown{{}, 0};
  shown.text.reserve(utf8.size());
  while (!utf8.empty()) {
    const auto [character, size] = decode(utf8);
    if (character == '\t') {
      shown.text += "    ";
      shown.width += 4;
    } else if (is_control(character)) {
      shown.text += '?';
      shown.width += 1;
    } else {
      shown.text += utf8.substr(0, size);
      shown.width += within(wide, character) ? 2 : within(none, character) ? 0 : 1;
    }
    utf8.remove_prefix(size);
  }
  return shown;
}

}  // namespace perfhint::server::cli
