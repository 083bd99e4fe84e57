// Standard modules: the library's own, known by name where a profile has cut their paths short.
#pragma once

#include <string_view>

namespace perfhint::server {

// "json/decoder.py", "threading.py": paths from a folder of the library. Modules that projects too name so
// (code, cmd, profile, test) are not taken for the library's.
bool is_standard_module(std::string_view path);

}  // namespace perfhint::server
