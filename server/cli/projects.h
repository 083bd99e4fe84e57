// Projects: the settings of files for one run of a command: the flags over the settings file's, by folder.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/cli/files.h"
#include "server/cli/selection.h"
#include "server/project_settings.h"

namespace perfhint::server::cli {

// Says each problem of a settings file on stderr, once. Not for several threads.
class Projects {
 public:
  explicit Projects(const Selection& selection) : all_(selection.all), flags_(selection.values()) {}

  std::shared_ptr<const ProjectSettings> of_folder(const std::filesystem::path&);
  // What the folder's project says, then the flags.
  SettingValues values_of(const std::filesystem::path& folder);
  // The absolute folder of its settings file; without one the current folder.
  std::string root_of(const std::filesystem::path& file);
  // Need not exist.
  Config config_of(const std::filesystem::path& file);
  // What a search below `root` need not go into.
  std::vector<Excludes> excludes_of(const std::string& root);

 private:
  const bool all_;
  const SettingValues flags_;
  ProjectCache projects_;
  std::set<std::string> said_;
};

// Absolute, links followed as far as the path exists.
std::filesystem::path real_path(const std::filesystem::path&);

}  // namespace perfhint::server::cli
