// An editor that saves writes, renames and removes: a change is told of when all that is over.
#include "server/platform/changes.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>

#if defined(__linux__)
#include <sys/inotify.h>
#endif

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto quiet = 100ms, look_each = 500ms;
constexpr int most_quiet_rounds = 20;  // something that writes all the time is not waited for

}  // namespace

Changes::~Changes() { stop_system(); }

void Changes::watch(const WatchedFolders& folders) {
  stop_system();
  folders_ = folders;
  if (by_system_ && start_system()) return;
  stop_system();
  stamps_ = look();
}

void Changes::wait() {
  while (!changed(descriptor_ < 0 ? look_each : 1h)) continue;
  for (int round = 0; round < most_quiet_rounds && changed(quiet); ++round) continue;
}

// Within that time.
bool Changes::changed(std::chrono::milliseconds patience) {
  if (descriptor_ < 0) {
    std::this_thread::sleep_for(patience);
    Stamps now = look();
    std::swap(now, stamps_);
    return now != stamps_;
  }
  pollfd asked{descriptor_, POLLIN, 0};
  return poll(&asked, 1, static_cast<int>(patience.count())) > 0 && read_events();
}

Changes::Stamps Changes::look() const {
  Stamps stamps;
  for (const WatchedFolder& folder : folders_) {
    std::error_code error;
    for (fs::directory_iterator at(folder.path, error), end; !error && at != end; at.increment(error)) {
      std::error_code gone;
      const bool is_folder = at->is_directory(gone);
      if (is_folder ? !folder.folders_count : !folder.counts(at->path().filename().string())) continue;
      // The time of a folder is that of what is in it.
      stamps[at->path().string()] = {is_folder ? fs::file_time_type() : at->last_write_time(gone),
                                     is_folder ? 0 : at->file_size(gone)};
    }
  }
  return stamps;
}

#if defined(__linux__)

bool Changes::start_system() {
  descriptor_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (descriptor_ < 0) return false;
  constexpr std::uint32_t events =
      IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR;
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    const int watch = inotify_add_watch(descriptor_, folders_[i].path.c_str(), events);
    if (watch >= 0) watches_[watch] = i;
    if (watch < 0 && (errno == ENOSPC || errno == ENOMEM)) return false;
  }
  return true;
}

void Changes::stop_system() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
  watches_.clear();
}

// Whether one of them counts.
bool Changes::read_events() {
  alignas(inotify_event) std::array<char, 16384> bytes;
  const ssize_t size = read(descriptor_, bytes.data(), bytes.size());
  bool counts = false;
  for (ssize_t at = 0; at < size;) {
    inotify_event event;
    std::memcpy(&event, bytes.data() + at, sizeof event);
    const char* const name = bytes.data() + at + sizeof event;
    at += static_cast<ssize_t>(sizeof event + event.len);
    if ((event.mask & IN_Q_OVERFLOW) != 0) return true;
    const auto watch = watches_.find(event.wd);
    if (watch == watches_.end() || event.len == 0) continue;
    const WatchedFolder& folder = folders_[watch->second];
    counts |= (event.mask & IN_ISDIR) != 0 ? folder.folders_count : folder.counts(name);
  }
  return counts;
}

#else

bool Changes::start_system() { return false; }
void Changes::stop_system() {}
bool Changes::read_events() { return false; }

#endif

}  // namespace perfhint::server
