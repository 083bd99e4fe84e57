// Packed: values as bytes, one behind the other, for files that only perfhint reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/cli/digest.h"

namespace perfhint::server::cli {

class Packer {
 public:
  void add(std::uint64_t);     // seven bits a byte, the lowest first
  void add(std::string_view);  // with its length
  void add(const Digest&);     // 16 bytes
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Reads them in the same order. Any bytes will do: after the first that fit no value, all values are empty.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t number();
  std::uint64_t number(std::uint64_t most);  // a larger one fits no value
  std::string_view text();
  Digest digest();
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t size);
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace perfhint::server::cli
