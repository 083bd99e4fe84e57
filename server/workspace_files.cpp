// Settings are read once a folder: a workspace has many files in few.
#include "server/workspace_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "server/project_settings.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

// Equal ones are shared.
class Configs {
 public:
  Configs(const std::vector<std::string>& folders, const SettingValues& client)
      : folders_(folders), client_(client) {}

  std::vector<cli::Excludes> excludes_of(const std::string& folder) {
    return excludes_in(values_of_file("", folder, projects_, client_));
  }

  std::shared_ptr<const Config> of_file(const std::string& path) {
    const std::string root = workspace_root(folders_, path);
    Config config = config_for(path, root, values_of_file(path, root, projects_, client_));
    const auto same = std::ranges::find_if(distinct_, [&](const auto& one) { return *one == config; });
    if (same != distinct_.end()) return *same;
    return distinct_.emplace_back(std::make_shared<const Config>(std::move(config)));
  }

 private:
  const std::vector<std::string>& folders_;
  const SettingValues& client_;
  ProjectCache projects_;
  std::vector<std::shared_ptr<const Config>> distinct_;
};

std::optional<FileStamp> stamp_of(const std::string& path) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  if (error) return std::nullopt;
  const auto bytes = fs::file_size(path, error);
  if (error) return std::nullopt;
  return FileStamp{static_cast<std::int64_t>(written.time_since_epoch().count()), bytes};
}

}  // namespace

std::vector<WorkspaceFile> find_workspace_files(const std::vector<std::string>& folders,
                                                const SettingValues& client) {
  std::vector<WorkspaceFile> files;
  Configs configs(folders, client);
  for (const std::string& folder : folders) {
    for (std::string& path : cli::find_files(folder, configs.excludes_of(folder)).files) {
      const auto stamp = stamp_of(path);
      if (!stamp) continue;  // gone meanwhile
      auto config = configs.of_file(path);
      if (!config->excluded) files.push_back({std::move(path), *stamp, std::move(config)});
    }
  }
  std::ranges::sort(files, {}, &WorkspaceFile::path);
  const auto same = [](const WorkspaceFile& a, const WorkspaceFile& b) { return a.path == b.path; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
  return files;
}

}  // namespace perfhint::server
