#include "server/cli/profiled_run.h"

#include <utility>

#include "server/cli/projects.h"
#include "server/profiles/mapping.h"

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

}  // namespace perfhint::server::cli
