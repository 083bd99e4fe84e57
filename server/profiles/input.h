// Input: a profile's bytes as they come. It knows where the reader is, how much the reader has kept, and when
// to stop, so that no file, however long or broken, takes more memory than is said here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <stop_token>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server {

// All throw ProfileError: also when stopped.
class ProfileInput final : public std::streambuf {
 public:
  static constexpr std::size_t most_beginning = std::size_t{64} << 10;
  static constexpr std::size_t most_token = std::size_t{16} << 20;  // bytes of one text, number or line
  static constexpr std::size_t most_kept = std::size_t{512} << 20;

  explicit ProfileInput(std::istream& source, std::stop_token = {});

  // What stands first, without a UTF-8 byte order mark; while nothing has been read yet.
  std::string_view beginning() const { return {gptr(), static_cast<std::size_t>(egptr() - gptr())}; }
  std::uint64_t byte() const { return before_ + static_cast<std::uint64_t>(gptr() - eback()); }
  std::uint64_t line() const { return line_; }  // that next_line() gave last, from 1

  bool next_line(std::string& line);  // without its end; false: there is none
  void rewind();                      // reads again from the beginning

  // To be told of each text and number: more than `most_token` bytes without one is no profile.
  void token_read() { token_at_ = byte(); }
  // To be told of whatever is kept, before it is: `bytes` more.
  void keep(std::size_t bytes);
  void look_whether_stopped() const;
  // Throws "line 12: what", of what is read by bytes "byte 17: what".
  [[noreturn]] void fail(std::string_view what) const;

 private:
  int_type underflow() override;
  void fill();

  std::istream& source_;
  std::stop_token stop_;
  std::istream::pos_type start_;
  std::vector<char> buffer_;
  std::uint64_t before_ = 0;  // bytes before the buffer's
  std::uint64_t token_at_ = 0;
  std::uint64_t line_ = 0;
  std::size_t kept_ = 0;
};

}  // namespace perfhint::server
