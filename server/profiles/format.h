// Format: how a profile's kind is known by its first bytes, and who reads it. read.cpp has the table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/profiles/input.h"
#include "server/profiles/profile.h"

namespace perfhint::server {

// What stands first in a file.
struct Beginning {
  std::string_view bytes;  // at most ProfileInput::most_beginning
  bool json = false;       // it begins as an object of JSON does
  // Of that object, as far as they lie in `bytes`: its own keys, not those of objects in it.
  std::vector<std::string_view> keys;

  bool has_key(std::string_view key) const;
  bool has(std::string_view text) const { return bytes.find(text) != std::string_view::npos; }
};
Beginning look_at(std::string_view bytes);

struct Format {
  std::string_view name;
  bool (*recognises)(const Beginning&);
  Profile (*read)(ProfileInput&);  // throws ProfileError
};

// Files of profilers, or of what looks like one, that cannot be read as they are.
struct ForeignFormat {
  std::string_view name;  // "a pickle"
  bool (*recognises)(const Beginning&);
  std::string_view instead;  // what the user can do
};
const ForeignFormat* foreign_format(const Beginning&);  // nullptr: none

}  // namespace perfhint::server
