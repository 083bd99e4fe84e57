#include "server/cli/projects.h"

#include <cstdio>
#include <system_error>

namespace perfhint::server::cli {

namespace fs = std::filesystem;

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : real;
}

std::shared_ptr<const ProjectSettings> Projects::of_folder(const fs::path& folder) {
  auto project = projects_.of_folder(real_path(folder.empty() ? "." : folder));
  for (const SettingProblem& problem : project->problems) {
    const std::string text = problem.text();
    if (said_.insert(text).second) std::fprintf(stderr, "perfhint: %s\n", text.c_str());
  }
  return project;
}

SettingValues Projects::values_of(const fs::path& folder) {
  SettingValues values = of_folder(folder)->values;
  values.insert(values.end(), flags_.begin(), flags_.end());
  return values;
}

std::string Projects::root_of(const fs::path& file) {
  const std::string settings_folder = of_folder(file.parent_path())->folder;
  std::error_code error;
  return settings_folder.empty() ? fs::current_path(error).string() : settings_folder;
}

Config Projects::config_of(const fs::path& file) {
  Config config = config_for(real_path(file).generic_string(), root_of(file), values_of(file.parent_path()));
  if (all_) config.analysis.cold_file = false;
  return config;
}

std::vector<Excludes> Projects::excludes_of(const std::string& root) { return excludes_in(values_of(root)); }

}  // namespace perfhint::server::cli
