// Names have no blanks and colons, but paths may have anything.
#include "server/profiles/frame_text.h"

#include <charconv>

#include "server/profiles/numbers.h"

namespace perfhint::server {

namespace {

std::optional<std::uint32_t> line_number(std::string_view digits) {
  std::uint32_t line = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, line);
  if (error != std::errc() || stop != end || line > most_line) return std::nullopt;
  return line;
}

}  // namespace

std::optional<FrameText> py_spy_frame(std::string_view text) {
  const std::size_t open = text.find(" (");  // a path may have it, too
  if (open == std::string_view::npos || !text.ends_with(')')) return std::nullopt;
  const std::string_view place = text.substr(open + 2, text.size() - open - 3);
  const std::size_t colon = place.rfind(':');
  const auto line = colon == std::string_view::npos ? std::nullopt : line_number(place.substr(colon + 1));
  if (!line) return FrameText{place, text.substr(0, open), 0};
  return FrameText{place.substr(0, colon), text.substr(0, open), *line};
}

std::optional<FrameText> austin_frame(std::string_view text) {
  std::optional<std::uint32_t> line;
  for (;;) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto number = line_number(text.substr(colon + 1));
    if (!number && !line) return std::nullopt;
    if (!number) return FrameText{text.substr(0, colon), text.substr(colon + 1), *line};
    line = number;
    text = text.substr(0, colon);
  }
}

}  // namespace perfhint::server
