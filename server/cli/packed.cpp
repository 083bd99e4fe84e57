#include "server/cli/packed.h"

namespace perfhint::server::cli {

void Packer::add(std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>(0x80 | (number & 0x7F));
  bytes_ += static_cast<char>(number);
}

void Packer::add(std::string_view text) {
  add(std::uint64_t{text.size()});
  bytes_ += text;
}

void Packer::add(const Digest& digest) {
  for (const std::uint64_t half : {digest.high, digest.low}) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes_ += static_cast<char>(half >> shift & 0xFF);
  }
}

std::string_view Unpacker::take(std::size_t size) {
  ok_ = ok_ && size <= rest_.size();
  if (!ok_) return {};
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint64_t Unpacker::number() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::string_view byte = take(1);
    if (!ok_) return 0;
    const auto bits = static_cast<unsigned char>(byte[0]);
    number |= std::uint64_t{bits & 0x7Fu} << shift;
    if (bits < 0x80) return number;
  }
  ok_ = false;
  return 0;
}

std::uint64_t Unpacker::number(std::uint64_t most) {
  const std::uint64_t found = number();
  ok_ = ok_ && found <= most;
  return ok_ ? found : 0;
}

std::string_view Unpacker::text() { return take(number()); }

Digest Unpacker::digest() {
  const std::string_view bytes = take(16);
  Digest digest;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::uint64_t& half = i < 8 ? digest.high : digest.low;
    half = half << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return digest;
}

}  // namespace perfhint::server::cli
