// Plain and slow on purpose.
#include "tests/fuzz/client/client_text.h"

#include <algorithm>

namespace perfhint::fuzz {

namespace {

std::uint32_t units(char32_t point, const std::string& encoding) {
  if (encoding == "utf-32") return 1;
  if (encoding == "utf-16") return point > 0xFFFF ? 2 : 1;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
      point = point << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    out += point;
    i += length;
  }
  return out;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  const auto tail = [&](char32_t point, int shift) {
    out += static_cast<char>(0x80 | (point >> shift & 0x3F));
  };
  for (const char32_t point : text) {
    if (point < 0x80) {
      out += static_cast<char>(point);
    } else if (point < 0x800) {
      out += static_cast<char>(0xC0 | point >> 6);
      tail(point, 0);
    } else if (point < 0x10000) {
      out += static_cast<char>(0xE0 | point >> 12);
      tail(point, 6);
      tail(point, 0);
    } else {
      out += static_cast<char>(0xF0 | point >> 18);
      tail(point, 12);
      tail(point, 6);
      tail(point, 0);
    }
  }
  return out;
}

void ClientText::assign(std::u32string text) {
  text_ = std::move(text);
  starts_ = {0};
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const bool crlf = text_[i] == U'\r' && i + 1 < text_.size() && text_[i + 1] == U'\n';
    if (text_[i] == U'\n' || (text_[i] == U'\r' && !crlf)) starts_.push_back(i + 1);
  }
}

std::size_t ClientText::line_end(std::size_t line) const {
  if (line + 1 == starts_.size()) return text_.size();
  std::size_t end = starts_[line + 1] - 1;
  if (text_[end] == U'\n' && end > starts_[line] && text_[end - 1] == U'\r') --end;
  return end;
}

std::size_t ClientText::nameable(std::size_t index) const {
  const bool inside = index > 0 && index < text_.size() && text_[index - 1] == U'\r' && text_[index] == U'\n';
  return inside ? index - 1 : index;
}

Json ClientText::position(std::size_t index, const std::string& encoding) const {
  const auto line = static_cast<std::size_t>(std::ranges::upper_bound(starts_, index) - starts_.begin()) - 1;
  std::uint32_t character = 0;
  for (std::size_t i = starts_[line]; i < index; ++i) character += units(text_[i], encoding);
  return {{"line", line}, {"character", character}};
}

Json ClientText::range(std::size_t begin, std::size_t end, const std::string& encoding) const {
  return {{"start", position(begin, encoding)}, {"end", position(end, encoding)}};
}

bool ClientText::find(const Json& position, const std::string& encoding, std::size_t& index) const {
  const auto line = position["line"].get<std::size_t>();
  const auto character = position["character"].get<std::uint32_t>();
  if (line >= starts_.size()) {
    index = text_.size();
    return line == starts_.size() && character == 0;
  }
  const std::size_t end = line_end(line);
  std::uint32_t at = 0;
  for (index = starts_[line]; index < end && at < character; ++index) at += units(text_[index], encoding);
  if (at <= character) return true;
  --index;  // inside a character
  return false;
}

void ClientText::apply(const Json& change, const std::string& encoding) {
  const std::u32string fresh = code_points(change["text"].get<std::string>());
  if (!change.contains("range")) return assign(fresh);
  std::size_t begin = 0, end = 0;
  find(change["range"]["start"], encoding, begin);
  find(change["range"]["end"], encoding, end);
  std::u32string text = text_;
  assign(text.replace(begin, end - begin, fresh));
}

}  // namespace perfhint::fuzz
