// Line index and column arithmetic.
#include "analysis/source/text.h"

#include <algorithm>
#include <cstring>

namespace perfhint {
namespace {

bool is_ascii(std::string_view bytes) {
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t high = 0;
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    high |= word;
  }
  for (; left > 0; ++at, --left) high |= static_cast<std::uint64_t>(static_cast<unsigned char>(*at)) & 0x80u;
  return (high & 0x8080808080808080u) == 0;
}

// Bytes of the UTF-8 character at `at`; 1 for a byte that starts none.
Offset character_size(std::string_view bytes, Offset at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  const Offset size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
  if (at + size > bytes.size()) return 1;
  for (Offset i = 1; i < size; ++i) {
    if ((static_cast<unsigned char>(bytes[at + i]) & 0xC0) != 0x80) return 1;
  }
  return size;
}

std::uint32_t units_of(Offset character_bytes, Encoding encoding) {
  if (encoding == Encoding::utf8) return character_bytes;
  return encoding == Encoding::utf16 && character_bytes == 4 ? 2 : 1;
}

}  // namespace

std::uint32_t column_of(std::string_view line, Offset byte, Encoding encoding) {
  const Offset stop = std::min<Offset>(byte, static_cast<Offset>(line.size()));
  if (encoding == Encoding::utf8) return stop;
  std::uint32_t column = 0;
  for (Offset at = 0; at < stop;) {
    const Offset size = character_size(line, at);
    if (at + size > stop) break;
    column += units_of(size, encoding);
    at += size;
  }
  return column;
}

Offset byte_of(std::string_view line, std::uint32_t column, Encoding encoding) {
  std::uint32_t units = 0;
  Offset at = 0;
  while (at < line.size()) {
    const Offset size = character_size(line, at);
    units += units_of(size, encoding);
    if (units > column) break;
    at += size;
  }
  return at;
}

std::vector<Offset> line_starts(std::string_view bytes) {
  std::vector<Offset> starts{0};
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find_first_of("\n\r", at);
    if (end == std::string_view::npos) break;
    at = end + 1;
    if (bytes[end] == '\r' && at < bytes.size() && bytes[at] == '\n') ++at;
    starts.push_back(static_cast<Offset>(at));
  }
  return starts;
}

Text::Text(std::string bytes)
    : bytes_(std::move(bytes)), starts_(line_starts(bytes_)), ascii_(is_ascii(bytes_)) {}

std::uint32_t Text::line_of(Offset at) const {
  const auto above = std::upper_bound(starts_.begin(), starts_.end(), at);
  return static_cast<std::uint32_t>(above - starts_.begin()) - 1;
}

Span Text::line(std::uint32_t line) const {
  const Offset begin = starts_[line];
  Offset end = line + 1 < starts_.size() ? starts_[line + 1] : size();
  while (end > begin && (bytes_[end - 1] == '\n' || bytes_[end - 1] == '\r')) --end;
  return {begin, end};
}

Offset Text::offset(Position position, Encoding encoding) const {
  if (position.line >= line_count()) return size();
  const Span span = line(position.line);
  if (ascii_) return span.begin + std::min(position.column, span.size());
  return span.begin + byte_of(slice(span), position.column, encoding);
}

Position Text::position(Offset at, Encoding encoding) const {
  at = std::min(at, size());
  const std::uint32_t line = line_of(at);
  const Span span = this->line(line);
  const Offset byte = std::min(at, span.end) - span.begin;
  return {line, ascii_ ? byte : column_of(slice(span), byte, encoding)};
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12), put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 0x3F)), put(0x80 | (code >> 6 & 0x3F)),
        put(0x80 | (code & 0x3F));
  }
}

}  // namespace perfhint
