// The Python programs that are compiled into the binary: each is one file of the standard library's Python
// only.
#pragma once

#include <string_view>
#include <vector>

namespace perfhint::server {

struct Script {
  std::string_view name, text;  // "measure/measure.py"
};

const std::vector<Script>& scripts();  // generated: cmake/GenerateEmbedded.cmake

}  // namespace perfhint::server
