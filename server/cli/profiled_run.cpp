#include "server/cli/profiled_run.h"

#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "server/heat/mapping.h"

namespace perfhint::server::cli {

ProfiledRun::ProfiledRun(std::shared_ptr<const LoadedProfile> loaded, std::string root, ProfilePathMap map)
    : loaded_(std::move(loaded)), root_(std::move(root)), map_(std::move(map)) {}

Checked ProfiledRun::check(const std::string& path, const std::string& text, const Settings& settings,
                           ImportLoader& loader) const {
  const auto file = profile_of_file(loaded_, real_path(path).string(), root_, map_);
  if (!file) return loader.check(path, text, settings);
  Settings all = settings;
  all.profiled = true;
  const Checked found = loader.check(path, text, all);
  return weighed(found, settings, measured_text(*file, found.module()).measured);
}

bool ProfiledRun::has_met(const std::string& path) const {
  return costs_of(loaded_->profile, real_path(path).string(), root_, map_).costs != nullptr;
}

std::unique_ptr<const ProfiledRun> profiled_run(std::string_view command, const std::string& file,
                                                const std::string& path, Projects& projects) {
  std::error_code error;
  const std::filesystem::path at = std::filesystem::is_directory(path, error) ? path + "/." : path;
  try {
    return std::make_unique<const ProfiledRun>(load_profile(file), projects.root_of(at),
                                               projects.config_of(at).profile_path_map);
  } catch (const ProfileError& problem) {
    std::fprintf(stderr, "perfhint %.*s: %s\n", static_cast<int>(command.size()), command.data(),
                 problem.what());
    return nullptr;
  }
}

}  // namespace perfhint::server::cli
