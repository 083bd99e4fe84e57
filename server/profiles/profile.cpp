// Where code lives tells whose it is.
#include "server/profiles/profile.h"

#include <algorithm>

#include "server/profiles/standard_module.h"

namespace perfhint::server {

namespace {

// "/lib/python3.11/"; "/Lib/json/" of an installation on Windows; "python311.zip" of an embedded one.
bool is_standard_library(std::string_view path) {
  constexpr std::string_view library = "/lib/python", windows = "/Lib/", archive = "/python3";
  const auto behind = [&](std::string_view part) {
    const std::size_t at = path.find(part);
    return at == std::string_view::npos ? "" : path.substr(at + part.size());
  };
  const std::string_view version = behind(library);
  if (version.starts_with('2') || version.starts_with('3')) return true;
  return is_standard_module(behind(windows)) || behind(archive).find(".zip/") < 4;
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
