// Native frames stand among Python's, with the sources of C and C++ as their files.
#include "server/profiles/allocations.h"

#include <utility>

namespace perfhint::server {

namespace {

// A script may have no ending.
bool is_python_file(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of("/\\") + 1);
  return path.ends_with(".py") ||
         (!name.empty() && name.find('.') == std::string_view::npos && name[0] != '?');
}

}  // namespace

bool Allocations::charge(std::string_view path, std::string_view function, std::uint32_t line, double bytes) {
  if (is_library_path(path) || !is_python_file(path)) return false;
  Tally::File& file = tally_.file(path);
  tally_.function(file, function, 0).peak_bytes += bytes;
  if (line > 0) tally_.line(file, line).peak_bytes += bytes;
  return true;
}

Profile Allocations::profile() && {
  Profile out = std::move(tally_).profile(TimeUnit::seconds, 0);
  out.peak_bytes = total_;
  return out;
}

}  // namespace perfhint::server
