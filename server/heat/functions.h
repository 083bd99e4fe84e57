// The functions of a text, as profiles name them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/module.h"

namespace perfhint::server {

struct FunctionPlace {
  std::string qualified;    // "Reader.load"; "outer.inner" for what CPython calls outer.<locals>.inner
  std::string name;         // "load"
  std::uint32_t begin = 0;  // lines from 0, [begin, end); its first decorator's, if it has one
  std::uint32_t def = 0;    // of its `def`
  std::uint32_t end = 0;
};

// By begin: outer ones before inner ones.
std::vector<FunctionPlace> functions_of(const Module&);

}  // namespace perfhint::server
