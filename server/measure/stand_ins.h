// StandIns: what a piece of code needs in order to run by itself: the imports and definitions of its module
// that it uses, and a value for each other name. Definitions are taken along only where running them does
// nothing else; what reaches files, processes or the network is not run unasked.
#pragma once

#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/module.h"

namespace perfhint::server {

struct StandIns {
  std::string module, setup;  // as those of a Snippet
  struct Missing {
    std::string name, why;  // "nothing tells its type"
  };
  std::vector<Missing> missing;  // by first use; the setup says `NAME = ...` for each
};

// For the names that the lines of a block get from elsewhere. `in_module`: the lines are the module's own.
StandIns stand_ins_for(const Module&, std::size_t block, Span lines, bool in_module, Python);

// What may be run without asking, by qualified name: "math.sqrt", not "os.remove".
bool is_harmless_import(std::string_view qualified);
bool is_harmless_builtin(std::string_view name);

}  // namespace perfhint::server
