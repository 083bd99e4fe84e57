// xxHash as a header alone: nothing to link, and no library to carry along.
#include "server/cli/digest.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <fstream>

#include "server/cli/packed.h"

namespace perfhint::server::cli {

Digest digest_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::optional<Digest> digest_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string chunk(1 << 20, '\0');
  Packer digests;
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
    digests.add(digest_of(std::string_view(chunk).substr(0, static_cast<std::size_t>(in.gcount()))));
  if (!in.eof()) return std::nullopt;
  return digest_of(digests.bytes());
}

std::string to_string(const Digest& digest) { return fmt::format("{:016x}{:016x}", digest.high, digest.low); }

}  // namespace perfhint::server::cli
