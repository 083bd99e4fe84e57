// ActiveProfile: the profile that a session's hints are weighed by. It is read, and looked for, on a thread
// in the background; everything else is on the session's executor.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "server/config.h"
#include "server/heat/loaded.h"
#include "server/surroundings.h"

namespace perfhint::server {

class ActiveProfile {
 public:
  using Loaded = std::shared_ptr<const LoadedProfile>;
  // A problem is told; none where the loading was overtaken, or the profile is the one that is there.
  using Then = std::function<void(std::optional<std::string> problem)>;

  // `changed`: another is loaded, or none any more.
  ActiveProfile(const Surroundings&, std::function<void()> changed);

  const Loaded& loaded() const { return loaded_; }                      // null: none
  void load(const std::string& path, std::stop_token cancelled, Then);  // of two, the later counts
  void clear();
  // The newest of the files that settings name, unless it is loaded, the user has put it away, or is loading
  // another.
  void look_for(std::vector<ProfilePatterns>, Then);
  void end() { stop_.request_stop(); }

 private:
  using Find = std::function<Loaded(std::stop_token)>;
  void run(Find, std::stop_token cancelled, Then);

  Executor session_;
  std::function<Executor()> background_;
  std::optional<Executor> strand_;  // once something was to be loaded
  std::function<void()> changed_;
  std::stop_source stop_;
  int loading_ = 0;  // of what the user named, the overtaken included
  Loaded loaded_;
  std::optional<std::filesystem::file_time_type> least_time_;  // what is not newer is not looked at
};

}  // namespace perfhint::server
