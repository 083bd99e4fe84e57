// One buffer over the source; it looks at the limits and at the stop token each time that it is filled.
#include "server/profiles/input.h"

#include <cstring>
#include <utility>

#include "server/profiles/profile.h"

namespace perfhint::server {

ProfileInput::ProfileInput(std::istream& source, std::stop_token stop)
    : source_(source), stop_(std::move(stop)), start_(source.tellg()), buffer_(most_beginning) {
  source_.clear();  // where it cannot tell: a pipe
  fill();
}

void ProfileInput::fill() {
  look_whether_stopped();
  before_ += static_cast<std::uint64_t>(egptr() - eback());
  source_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  setg(buffer_.data(), buffer_.data(), buffer_.data() + source_.gcount());
  if (source_.bad()) fail("the file cannot be read further");
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (before_ == 0 && beginning().starts_with(byte_order_mark)) gbump(byte_order_mark.size());
}

ProfileInput::int_type ProfileInput::underflow() {
  if (byte() - token_at_ > most_token) fail("more than 16 MB without a text, a number or a new line");
  fill();
  return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
}

bool ProfileInput::next_line(std::string& line) {
  line.clear();
  if (sgetc() == traits_type::eof()) return false;
  ++line_;
  while (sgetc() != traits_type::eof()) {
    const std::string_view rest = beginning();
    const std::size_t end = rest.find('\n');
    line += rest.substr(0, end);
    gbump(static_cast<int>(end == std::string_view::npos ? rest.size() : end + 1));
    if (end != std::string_view::npos) break;
  }
  token_read();
  if (line.ends_with('\r')) line.pop_back();
  return true;
}

void ProfileInput::rewind() {
  source_.clear();
  source_.seekg(start_);
  if (start_ == std::istream::pos_type(-1) || !source_)
    throw ProfileError("this profile has to be read twice: give a file, not a pipe");
  before_ = token_at_ = line_ = 0;
  setg(nullptr, nullptr, nullptr);
  fill();
}

void ProfileInput::keep(std::size_t bytes) {
  kept_ += bytes;
  if (kept_ > most_kept) fail("more files, functions and lines than perfhint keeps of a profile (512 MB)");
}

void ProfileInput::look_whether_stopped() const {
  if (stop_.stop_requested()) throw ProfileError("stopped");
}

void ProfileInput::fail(std::string_view what) const {
  const std::string where = line_ > 0 ? "line " + std::to_string(line_) : "byte " + std::to_string(byte());
  throw ProfileError(where + ": " + std::string(what));
}

}  // namespace perfhint::server
