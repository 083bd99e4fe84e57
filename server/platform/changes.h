// Changes: waits until files of some folders change. By inotify on Linux; elsewhere, and where the system has
// no more watches to give, by a look at all of them twice a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server {

struct WatchedFolder {
  std::string path;  // what is in folders below it is not watched
  bool (*counts)(std::string_view file_name);
  bool folders_count;  // whether folders in it that come and go are changes, too
  bool operator==(const WatchedFolder&) const = default;
};
using WatchedFolders = std::vector<WatchedFolder>;

class Changes {
 public:
  // `by_system`: false looks for itself, as where the system cannot tell.
  explicit Changes(bool by_system = true) : by_system_(by_system) {}
  ~Changes();
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  // These folders from now on, and no others. Those that are not there are left out.
  void watch(const WatchedFolders&);
  // Returns once something has changed since watch(), and then nothing for a moment.
  void wait();

 private:
  struct Stamp {
    std::filesystem::file_time_type written;
    std::uintmax_t size;
    bool operator==(const Stamp&) const = default;
  };
  using Stamps = std::map<std::string, Stamp>;  // by path

  bool start_system();  // false: it cannot tell
  void stop_system();
  bool changed(std::chrono::milliseconds patience);
  bool read_events();
  Stamps look() const;

  WatchedFolders folders_;
  const bool by_system_;
  int descriptor_ = -1;                 // -1: stamps_ are compared
  std::map<int, std::size_t> watches_;  // to folders_
  Stamps stamps_;
};

}  // namespace perfhint::server
