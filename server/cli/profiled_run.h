// ProfiledRun: the hints of a command's files, weighed by a profile.
#pragma once

#include <memory>
#include <string>

#include "analysis/check.h"
#include "server/cli/import_loader.h"
#include "server/profiles/loaded.h"

namespace perfhint::server::cli {

// Immutable; from any thread.
class ProfiledRun {
 public:
  // `root`: absolute; relative paths in the profile are its.
  ProfiledRun(std::shared_ptr<const LoadedProfile>, std::string root, ProfilePathMap);

  // Notebooks are as without a profile: no tool tells which cell it has measured.
  Checked check(const std::string& path, const std::string& text, const Settings&, ImportLoader&) const;

  const LoadedProfile& loaded() const { return *loaded_; }

 private:
  std::shared_ptr<const LoadedProfile> loaded_;
  std::string root_;
  ProfilePathMap map_;
};

}  // namespace perfhint::server::cli
