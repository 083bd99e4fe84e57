// What a command that checks files is to check.
#pragma once

#include <string>
#include <vector>

#include "analysis/settings.h"
#include "server/cli/files.h"
#include "server/cli/formats.h"
#include "server/cli/projects.h"

namespace perfhint::server::cli {

struct CheckJob {
  std::string file;
  Settings settings;
  bool operator<(const CheckJob& other) const { return file < other.file; }
};

// Of all the roots, sorted, a file under two names once. A root that is itself a file is checked whatever
// excludes say, unless they are forced. The settings are read here, before any thread starts. What is wrong
// is said on stderr and counted.
std::vector<CheckJob> find_jobs(const std::vector<std::string>& roots, bool force_exclude, Kinds, Projects&,
                                Totals&);

}  // namespace perfhint::server::cli
