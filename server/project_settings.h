// ProjectSettings: what a folder's project says of perfhint, in the nearest perfhint.toml or pyproject.toml
// with [tool.perfhint], and what its other files tell of its Pythons and its lines.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cli/files.h"
#include "server/settings_reader.h"

namespace perfhint::server {

struct ProjectSettings {
  SettingValues values;                  // what other files tell, then the settings file's
  std::string folder;                    // absolute, of the settings file; empty if there is none
  std::string file;                      // its path
  std::vector<SettingProblem> problems;  // of every settings file that was read; the rest of it counts
};

// One perfhint.toml, or pyproject.toml, by its name; `path` is absolute. None: it says nothing of perfhint,
// or is no TOML, which is a problem.
std::optional<ReadSettings> parse_settings_file(std::string_view text, const std::filesystem::path& path,
                                                std::vector<SettingProblem>& problems);

// From `folder` upward, as its path has it (links are not followed); of one folder perfhint.toml counts.
// Reads files; not cached.
ProjectSettings project_settings(const std::filesystem::path& folder);

// By folder, each read once until all are forgotten. A folder without any file that tells of settings shares
// its parent's. Not for several threads.
class ProjectCache {
 public:
  using Known = std::map<std::string, std::shared_ptr<const ProjectSettings>>;

  std::shared_ptr<const ProjectSettings> of_folder(const std::filesystem::path&);
  const Known& known() const { return known_; }
  void forget() { known_.clear(); }

 private:
  Known known_;
};

// What is said for a file: by its project's settings, then the editor's, whose patterns are relative to
// `root`. `path`: absolute; empty: for the root itself.
SettingValues values_of_file(const std::string& path, const std::string& root, ProjectCache&,
                             const SettingValues& editor);

// The patterns of excluded files, as the settings have them.
std::vector<cli::Excludes> excludes_in(const SettingValues&);

// Whose costs are told for the files of a folder; an empty path is the current one.
Python python_of_folder(const std::filesystem::path&);

// Files whose change may change settings.
constexpr std::array<std::string_view, 6> settings_files = {"perfhint.toml", "pyproject.toml",  "ruff.toml",
                                                            ".ruff.toml",    ".python-version", "pyvenv.cfg"};
bool is_settings_file(std::string_view path);

}  // namespace perfhint::server
