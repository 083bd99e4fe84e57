#include "server/cli/projects.h"

#include <cstdio>
#include <system_error>

#include "server/settings_table.h"

namespace perfhint::server::cli {

namespace fs = std::filesystem;

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : real;
}

const ProjectSettings& Projects::of_folder(const fs::path& folder) {
  const auto [at, is_new] = projects_.try_emplace(folder.string());
  ProjectSettings& project = at->second;
  if (!is_new) return project;
  project = project_settings(real_path(folder.empty() ? "." : folder));
  project.values.insert(project.values.end(), flags_.begin(), flags_.end());
  for (const SettingProblem& problem : project.problems) {
    const std::string text = problem.text();
    if (said_.insert(text).second) std::fprintf(stderr, "perfhint: %s\n", text.c_str());
  }
  return project;
}

Config Projects::config_of(const fs::path& file) {
  const ProjectSettings& project = of_folder(file.parent_path());
  std::error_code error;
  const std::string root = project.folder.empty() ? fs::current_path(error).string() : project.folder;
  Config config = config_for(real_path(file).generic_string(), root, project.values);
  if (all_) config.analysis.cold_file = false;
  return config;
}

std::vector<Excludes> Projects::excludes_of(const std::string& root) {
  std::vector<Excludes> excludes;
  for (const SettingValue& value : of_folder(root).values) {
    if (value.setting == find_setting("exclude"))
      excludes.push_back({value.base, value.value.get<std::vector<std::string>>()});
  }
  return excludes;
}

}  // namespace perfhint::server::cli
