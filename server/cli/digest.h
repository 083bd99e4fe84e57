// Digest: 128 bits that stand for bytes. Not against who wants to deceive: a cache is only as safe as the
// folder it lies in.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace perfhint::server::cli {

struct Digest {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const Digest&) const = default;
};

// XXH3, 128 bits: the same on every machine.
Digest digest_of(std::string_view bytes);
// None where the file cannot be read to its end.
std::optional<Digest> digest_of_file(const std::filesystem::path&);
std::string to_string(const Digest&);  // 32 hexadecimal digits

}  // namespace perfhint::server::cli
