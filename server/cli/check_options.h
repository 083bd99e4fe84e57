// What `perfhint check` is asked to do.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/cli/baseline.h"
#include "server/cli/commands.h"
#include "server/cli/formats.h"
#include "server/cli/selection.h"

namespace perfhint::server::cli {

struct CheckOptions {
  std::vector<std::string> paths = {"."};
  Format format = Format::full;
  bool annotate = false;  // print GitHub's workflow commands, too
  bool fix = false, unsafe_fixes = false, diff = false;
  bool fix_only = false;       // print no hints, and count none
  bool show_fixes = false;     // tell which rules' fixes were applied, or would be
  bool force_exclude = false;  // also of what is named on the command line
  bool statistics = false, exit_zero = false, quiet = false, verbose = false;
  unsigned jobs = 1;
  Selection selection;
  std::optional<std::string> stdin_filename;  // the text comes from stdin
  std::optional<Baseline> baseline;           // hints that are not shown
  std::optional<std::string> new_baseline;    // the file to write
  bool add_ignore = false;
  bool watch = false;
  std::string profile;       // the file; empty: none
  std::string cache_folder;  // empty: no cache

  bool changes() const { return fix || diff; }
};

// The options, or the exit code with everything said.
std::variant<CheckOptions, int> read_check_options(const Words&);

}  // namespace perfhint::server::cli
