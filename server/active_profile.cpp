#include "server/active_profile.h"

#include <system_error>
#include <utility>

#include "server/cli/files.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

struct Found {
  std::string path;
  fs::file_time_type time = fs::file_time_type::min();
};

void look_into(const std::string& folder, const ProfilePatterns& patterns, const std::stop_token& stop,
               Found& newest) {
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error)) {
    if (stop.stop_requested()) return;
    const std::string path = entry.path().string();
    const auto below = path_below(path, patterns.base);
    std::error_code unknown;
    if (!below || !cli::is_excluded(*below, patterns.patterns) || !entry.is_regular_file(unknown)) continue;
    const fs::file_time_type time = entry.last_write_time(unknown);
    if (!unknown && time > newest.time) newest = {path, time};
  }
}

Found newest_of(const std::vector<ProfilePatterns>& all, const std::stop_token& stop) {
  Found newest;
  for (const ProfilePatterns& patterns : all) {
    if (patterns.base.empty() || patterns.patterns.empty()) continue;
    const cli::Excludes excludes{patterns.base, cli::default_excludes()};
    for (const std::string& folder : cli::find_folders(patterns.base, {excludes}))
      look_into(folder, patterns, stop, newest);
  }
  return newest;
}

}  // namespace

ActiveProfile::ActiveProfile(const Surroundings& surroundings, std::function<void()> changed)
    : session_(surroundings.session), background_(surroundings.background), changed_(std::move(changed)) {}

void ActiveProfile::load(const std::string& path, std::stop_token cancelled, Then then) {
  run([path](const std::stop_token& stop) { return load_profile(path, stop); }, std::move(cancelled),
      [this, then = std::move(then)](auto problem) {
        --loading_;
        then(std::move(problem));
      });
  ++loading_;
}

void ActiveProfile::clear() {
  stop_.request_stop();
  if (!loaded_) return;
  least_time_ = loaded_->time;
  loaded_ = nullptr;
  changed_();
}

void ActiveProfile::look_for(std::vector<ProfilePatterns> patterns, Then then) {
  if (loading_ > 0) return;
  const auto least = loaded_ ? loaded_->time : least_time_;
  run(
      [patterns = std::move(patterns), least](const std::stop_token& stop) -> Loaded {
        const Found newest = newest_of(patterns, stop);
        if (newest.path.empty() || (least && newest.time <= *least)) return nullptr;
        return load_profile(newest.path, stop);
      },
      {}, std::move(then));
}

void ActiveProfile::run(Find find, std::stop_token cancelled, Then then) {
  stop_.request_stop();
  stop_ = std::stop_source();
  if (!strand_) strand_ = background_();
  (*strand_)([this, find = std::move(find), cancelled = std::move(cancelled), then = std::move(then),
              source = stop_] {
    const std::stop_callback relay(cancelled, [&] { std::stop_source(source).request_stop(); });
    const std::stop_token stop = source.get_token();
    Loaded loaded;
    std::optional<std::string> problem;
    try {
      if (!stop.stop_requested()) loaded = find(stop);
    } catch (const std::exception& error) {
      problem = error.what();
    }
    session_([this, loaded = std::move(loaded), problem = std::move(problem), then, stop] {
      if (stop.stop_requested()) return then(std::nullopt);
      if (loaded) {
        loaded_ = loaded;
        changed_();
      }
      then(problem);
    });
  });
}

}  // namespace perfhint::server
