// Where code lives tells whose it is.
#include "server/profiles/profile.h"

#include <algorithm>

namespace perfhint::server {

namespace {

// "/lib/python3.11/", "/Lib/" of an installation on Windows, "python311.zip".
bool is_standard_library(std::string_view path) {
  constexpr std::string_view library = "/lib/python";
  const std::size_t at = path.find(library);
  if (at == std::string_view::npos) return false;
  const std::string_view version = path.substr(at + library.size());
  return version.starts_with('2') || version.starts_with('3');
}

}  // namespace

bool is_library_path(std::string_view path) {
  if (path.empty() || path == "~" || path.front() == '<') return true;
  std::string slashed(path);
  std::ranges::replace(slashed, '\\', '/');
  const std::string_view all = slashed;
  const bool package = all.find("/site-packages/") != std::string_view::npos ||
                       all.find("/dist-packages/") != std::string_view::npos;
  return package || is_standard_library(all);
}

}  // namespace perfhint::server
