// The same order as that in which the Python version is looked for (python_target.cpp).
#include "server/python_interpreter.h"

#include <cstdlib>
#include <system_error>

#include "server/platform/limited_child.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

std::string of_environment(const fs::path& environment) {
  return program_path((environment / "bin" / "python").string());
}

}  // namespace

std::string python_interpreter(const fs::path& start) {
  if (const char* active = std::getenv("VIRTUAL_ENV"); active != nullptr && *active != '\0') {
    if (std::string python = of_environment(active); !python.empty()) return python;
  }
  std::error_code error;
  for (fs::path folder = fs::absolute(start, error).lexically_normal();; folder = folder.parent_path()) {
    for (const char* name : {".venv", "venv"}) {
      if (std::string python = of_environment(folder / name); !python.empty()) return python;
    }
    if (!folder.has_relative_path()) break;
  }
  std::string python = program_path("python3");
  return python.empty() ? program_path("python") : python;
}

}  // namespace perfhint::server
