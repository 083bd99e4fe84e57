// The CPythons of this machine, and what a script of this folder prints when one of them runs it over its own
// library.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace perfhint::testing {

struct Interpreter {
  std::string program, library;
  int minor;  // of 3.minor
};
inline void PrintTo(const Interpreter& one, std::ostream* out) { *out << one.program; }

// pyenv's and the system's, 3.13 first, then down to 3.10; one a version.
std::vector<Interpreter> interpreters();

// The script is run as "script STEP LIBRARY"; a line "= path" begins the lines of a file. Calls `file` for
// each, and answers whether the script could be run.
bool dump_library(const Interpreter&, const std::string& script, int step,
                  const std::function<void(const std::string& path, std::vector<std::string> lines)>& file);

}  // namespace perfhint::testing
