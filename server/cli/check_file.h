// One file through `perfhint check`: read, fixed, checked, printed into a string. Nothing of its module is
// kept.
#pragma once

#include <string>

#include "analysis/settings.h"
#include "server/cli/check_cache.h"
#include "server/cli/check_options.h"
#include "server/cli/formats.h"
#include "server/cli/import_loader.h"
#include "server/cli/profiled_run.h"
#include "server/cli/source_file.h"

namespace perfhint::server::cli {

struct FileReport {
  std::string out;      // for stdout: hints, a diff, or (stdin with --fix) the fixed text
  std::string problem;  // for stderr: one line without its end; empty if there is none
  std::string fixes;    // with --show-fixes: which rules' fixes were applied
  Totals totals;
  std::vector<BaselineHint> hints;  // with --write-baseline
};

// What all files of a run share.
struct CheckRun {
  const CheckOptions& options;
  const Painter& painter;
  ImportLoader& loader;
  CheckCache* cache = nullptr;            // none: everything is checked
  const ProfiledRun* profiled = nullptr;  // none: what is hot is told by the text alone

  // `grounds`, if given, gets what the result rests on, beside the profile.
  Checked check(const std::string& path, const std::string& text, const Settings& settings,
                Grounds* grounds = nullptr) const {
    if (profiled != nullptr) return profiled->check(path, text, settings, loader);
    return loader.check(path, text, settings, grounds);
  }
};

// Reads `path`, and with --fix writes it. Never throws.
FileReport check_file(const std::string& path, const Settings&, const CheckRun&);
// The same for a text that came from elsewhere; nothing is written.
FileReport check_source(const std::string& path, const Source&, const Settings&, const CheckRun&);

}  // namespace perfhint::server::cli
