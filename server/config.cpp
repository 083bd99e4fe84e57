#include "server/config.h"

#include <algorithm>

#include "server/cli/files.h"
#include "server/settings_table.h"

namespace perfhint::server {

Config config_for(const std::string& path, const std::string& root, const SettingValues& values) {
  Config config;
  config.analysis.oldest = newest_python;  // until someone says one
  for (const SettingValue& value : values) value.setting->apply(value, path, config);
  config.analysis.oldest = std::min(config.analysis.oldest, config.analysis.python);
  const std::string name = path.substr(path.rfind('/') + 1);
  config.analysis.cold_file = is_cold_file(path_below(path, root).value_or(name));
  return config;
}

bool is_cold_file(const std::string& path) {
  static const std::vector<std::string> cold = {"test",      "tests",       "test_*.py",
                                                "*_test.py", "conftest.py", "noxfile.py",
                                                "setup.py",  "migrations",  "alembic"};
  return cli::is_excluded(path, cold);
}

std::string workspace_root(const std::vector<std::string>& folders, const std::string& path) {
  std::string innermost;
  for (const std::string& folder : folders) {
    if (path_below(path, folder) && folder.size() > innermost.size()) innermost = folder;
  }
  return innermost.empty() && !folders.empty() ? folders.front() : innermost;
}

std::optional<std::string> path_below(const std::string& path, const std::string& base) {
  if (base.empty() || !path.starts_with(base)) return std::nullopt;
  std::string_view rest = std::string_view(path).substr(base.size());
  if (!base.ends_with('/') && !rest.starts_with('/')) return std::nullopt;
  while (rest.starts_with('/')) rest.remove_prefix(1);
  return std::string(rest);
}

}  // namespace perfhint::server
