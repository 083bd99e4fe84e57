// Text: bytes with a line index. Positions of three encodings become byte offsets here and nowhere else (I4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint {

using Offset = std::uint32_t;  // bytes of UTF-8

// [begin, end), bytes.
struct Span {
  Offset begin = 0, end = 0;
  Offset size() const { return end - begin; }
  bool contains(Offset at) const { return begin <= at && at < end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  bool operator==(const Span&) const = default;
};

// What a column counts: LSP's PositionEncodingKind.
enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

struct Position {
  std::uint32_t line = 0;    // from 0; lines end at \n, \r\n or \r
  std::uint32_t column = 0;  // from 0, in units of an Encoding
  auto operator<=>(const Position&) const = default;
};

// Columns between byte offsets of one line. Bytes that are no UTF-8 count one unit each.
std::uint32_t column_of(std::string_view line, Offset byte, Encoding);
Offset byte_of(std::string_view line, std::uint32_t column,
               Encoding);  // clamps; rounds down inside a character

// Where the lines of `bytes` start: always begins with 0.
std::vector<Offset> line_starts(std::string_view bytes);

// Immutable. At most 4 GiB - 1.
class Text {
 public:
  explicit Text(std::string bytes);

  std::string_view bytes() const { return bytes_; }
  Offset size() const { return static_cast<Offset>(bytes_.size()); }
  std::string_view slice(Span span) const { return std::string_view(bytes_).substr(span.begin, span.size()); }
  bool ascii() const { return ascii_; }

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }  // >= 1
  std::uint32_t line_of(Offset) const;
  Offset line_start(std::uint32_t line) const { return starts_[line]; }
  Span line(std::uint32_t line) const;  // without its line end; `line` < line_count()

  // Positions past the end clamp to the line's or the text's end, as LSP says.
  Offset offset(Position, Encoding) const;
  Position position(Offset, Encoding) const;

 private:
  std::string bytes_;
  std::vector<Offset> starts_;
  bool ascii_;
};

void append_utf8(std::string& out, std::uint32_t code_point);

}  // namespace perfhint
