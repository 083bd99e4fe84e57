// Mangled: private names as the compiler spells them in a class.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace perfhint {

// __x in class _Point is _Point__x; every other name, and any in a class of underscores alone, stays.
inline std::string mangled(std::string_view owner, std::string_view name) {
  owner.remove_prefix(std::min(owner.find_first_not_of('_'), owner.size()));
  const bool is_private = name.starts_with("__") && !name.ends_with("__");
  if (!is_private || owner.empty()) return std::string(name);
  return "_" + std::string(owner) + std::string(name);
}

}  // namespace perfhint
