// Interfaces of modules on disk: a file's place in the project, and what it offers to others.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "analysis/facts/project.h"

namespace perfhint::server {

// "/w/pkg/mod.py" -> "/w/pkg/mod", "/w/pkg/__init__.py" -> "/w/pkg" (project.h tells of places).
struct ModulePlace {
  std::string place;
  bool package = false;
};
ModulePlace place_of(const std::string& path);

// Null where there is no such file, or none that can be read.
std::shared_ptr<const Interface> read_interface(const std::string& path, std::uint64_t max_bytes);

}  // namespace perfhint::server
