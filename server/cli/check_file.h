// One file through `perfhint check`: read, fixed, checked, printed into a string. Nothing of its module is
// kept.
#pragma once

#include <string>

#include "analysis/settings.h"
#include "server/cli/check_options.h"
#include "server/cli/formats.h"
#include "server/cli/source_file.h"

namespace perfhint::server::cli {

struct FileReport {
  std::string out;      // for stdout: hints, a diff, or (stdin with --fix) the fixed text
  std::string problem;  // for stderr: one line without its end; empty if there is none
  Totals totals;
};

// Reads `path`, and with --fix writes it. Never throws.
FileReport check_file(const std::string& path, const Settings&, const CheckOptions&, const Painter&);
// The same for a text that came from elsewhere; nothing is written.
FileReport check_source(const std::string& path, const Source&, const Settings&, const CheckOptions&,
                        const Painter&);

}  // namespace perfhint::server::cli
