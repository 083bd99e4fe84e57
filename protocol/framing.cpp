// The decoder: a header block, then as many bytes as it says. A header that cannot be believed loses the
// place; the next "Content-Length:" finds it again.
#include <algorithm>
#include <charconv>
#include <new>

#include "protocol/jsonrpc.h"

namespace perfhint::rpc {

namespace {

constexpr std::string_view length_name = "content-length";
constexpr std::size_t largest_header = 16 * 1024;               // bytes
constexpr std::uint64_t largest_skip = std::uint64_t{1} << 32;  // longer claims are not believed

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// Where the blank line that ends a header block ends; npos if it has not come yet. Lines may end in \n alone.
std::size_t header_end(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('\n', from); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] == '\n') return at + 2;
    if (at + 2 < text.size() && text[at + 1] == '\r' && text[at + 2] == '\n') return at + 3;
  }
  return std::string_view::npos;
}

struct Header {
  std::optional<std::uint64_t> length;
  std::string error;
};

void read_length(std::string_view value, Header& header) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error == std::errc::result_out_of_range) length = UINT64_MAX;
  if (value.empty() || error == std::errc::invalid_argument || end != value.data() + value.size()) {
    header.error = "Content-Length is no number: " + std::string(value.substr(0, 40));
  } else if (header.length && *header.length != length) {
    header.error = "two Content-Lengths that differ: " + std::to_string(*header.length) + " and " +
                   std::to_string(length);
  }
  header.length = length;
}

Header read_lines(std::string_view lines) {
  Header header;
  while (!lines.empty() && header.error.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = trimmed(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      header.error = "a header without a colon: " + std::string(line.substr(0, 40));
    } else if (same_name(trimmed(line.substr(0, colon)), length_name)) {
      read_length(trimmed(line.substr(colon + 1)), header);
    }
  }
  if (header.error.empty() && !header.length) header.error = "a header without Content-Length";
  return header;
}

}  // namespace

void Decoder::feed(std::string_view bytes) {
  try {
    buffer_.append(bytes);
  } catch (const std::bad_alloc&) {
    unsaid_ = "no memory for a message";
    if (state_ == State::body) {
      length_ -= std::min<std::uint64_t>(length_, rest().size());
      state_ = State::too_large;
    } else if (state_ == State::header) {
      state_ = State::lost;
    }
    begin_ = scanned_ = 0;
    std::string().swap(buffer_);
    buffer_.append(bytes);  // no more than one read
  }
}

std::optional<Decoder::Frame> Decoder::next() {
  if (!unsaid_.empty()) return Frame{{}, std::exchange(unsaid_, {})};
  for (;;) {
    switch (state_) {
      case State::header:
        if (auto frame = read_header()) return frame;
        if (state_ == State::header) return std::nullopt;
        break;
      case State::body: {
        if (rest().size() < length_) return std::nullopt;
        Frame frame = read_body();
        state_ = State::header;
        drop(static_cast<std::size_t>(length_));
        return frame;
      }
      case State::too_large:
        if (!skip()) return std::nullopt;
        break;
      case State::lost:
        if (!search()) return std::nullopt;
        break;
    }
  }
}

// Moves to State::body, or answers the error frame; neither if more bytes are needed.
std::optional<Decoder::Frame> Decoder::read_header() {
  const std::size_t blank = std::min(rest().find_first_not_of("\r\n"), rest().size());
  if (blank > 0) drop(blank);
  const std::size_t end = header_end(rest(), scanned_);
  if (end == std::string_view::npos) {
    if (rest().size() > largest_header) return lose("a header of more than 16384 bytes");
    scanned_ = rest().size() < 3 ? 0 : rest().size() - 3;
    return std::nullopt;
  }
  const Header header = read_lines(rest().substr(0, end));
  if (!header.error.empty()) return lose(header.error);
  if (*header.length > largest_) {
    const std::string error = "a message of " + std::to_string(*header.length) + " bytes: the limit is " +
                              std::to_string(largest_) + " bytes";
    if (*header.length > largest_skip) return lose(error);
    drop(end);
    length_ = *header.length;
    state_ = State::too_large;
    return Frame{{}, error};
  }
  drop(end);
  length_ = *header.length;
  state_ = State::body;
  return std::nullopt;
}

Decoder::Frame Decoder::read_body() {
  try {
    return {std::string(rest().substr(0, static_cast<std::size_t>(length_))), {}};
  } catch (const std::bad_alloc&) {
    return {{}, "no memory for a message"};
  }
}

std::optional<Decoder::Frame> Decoder::lose(std::string error) {
  // One byte on, so that the search does not find the same header again.
  drop(1);
  state_ = State::lost;
  return Frame{{}, std::move(error)};
}

bool Decoder::skip() {
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(length_, rest().size()));
  drop(bytes);
  length_ -= bytes;
  if (length_ > 0) return false;
  state_ = State::header;
  return true;
}

bool Decoder::search() {
  const std::string_view text = rest();
  const auto same = [](char a, char b) { return lower(a) == b; };
  constexpr std::string_view needle = "content-length:";
  const auto found = std::search(text.begin(), text.end(), needle.begin(), needle.end(), same);
  if (found == text.end()) {
    drop(text.size() < needle.size() ? 0 : text.size() - needle.size() + 1);
    return false;
  }
  drop(static_cast<std::size_t>(found - text.begin()));
  state_ = State::header;
  return true;
}

// Moves the buffer only when half of it is read, so that many small messages cost no more than one.
void Decoder::drop(std::size_t bytes) {
  begin_ += bytes;
  scanned_ = 0;
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
    if (buffer_.capacity() > (1u << 20)) buffer_.shrink_to_fit();
  } else if (begin_ > 4096 && begin_ > buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
}

}  // namespace perfhint::rpc
