// CacheEntry: what `perfhint check` remembers of one text: its hints, and the other files that they rest on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cli/digest.h"
#include "server/cli/hint.h"

namespace perfhint::server::cli {

// A file that was looked at for the sake of an import.
struct SeenFile {
  std::string path;            // absolute
  std::optional<Digest> text;  // none: there was none, or it could not be read
  bool operator==(const SeenFile&) const = default;
};

struct CacheEntry {
  std::vector<SeenFile> seen;  // by path
  std::vector<Hint> hints;     // their paths are not kept
};

// `key` stands for all that is no other file: the text, the settings, perfhint itself.
std::string pack(const Digest& key, const CacheEntry&);
// None unless the bytes are those of an entry of this key, to the last of them.
std::optional<CacheEntry> unpack(std::string_view bytes, const Digest& key);

}  // namespace perfhint::server::cli
