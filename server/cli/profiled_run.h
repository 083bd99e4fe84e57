// ProfiledRun: the hints of a command's files, weighed by a profile.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "analysis/check.h"
#include "server/cli/import_loader.h"
#include "server/cli/projects.h"
#include "server/heat/loaded.h"

namespace perfhint::server::cli {

// Immutable; from any thread.
class ProfiledRun {
 public:
  // `root`: absolute; relative paths in the profile are its.
  ProfiledRun(std::shared_ptr<const LoadedProfile>, std::string root, ProfilePathMap);

  // Notebooks are as without a profile: no tool tells which cell it has measured.
  Checked check(const std::string& path, const std::string& text, const Settings&, ImportLoader&) const;

  // Whether the run has met the file: else nothing in it has cost anything.
  bool has_met(const std::string& path) const;

  const LoadedProfile& loaded() const { return *loaded_; }

 private:
  std::shared_ptr<const LoadedProfile> loaded_;
  std::string root_;
  ProfilePathMap map_;
};

// The profile in `file`, for the project that `path` is in. Null: it cannot be read, which has been said on
// stderr for that command.
std::unique_ptr<const ProfiledRun> profiled_run(std::string_view command, const std::string& file,
                                                const std::string& path, Projects&);

}  // namespace perfhint::server::cli
