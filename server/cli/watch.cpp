// Folders are found and watched before the check, so that what changes while it runs starts the next one.
#include "server/cli/watch.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <set>
#include <system_error>

#include "server/cli/projects.h"
#include "server/platform/changes.h"
#include "server/project_settings.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

bool is_checked(std::string_view name) {
  return name.ends_with(".py") || name.ends_with(".pyw") || name.ends_with(".ipynb");
}

bool is_file_that_counts(std::string_view name) { return is_checked(name) || is_settings_file(name); }

// Those that are searched, those of files that are given, and those above, where settings are.
WatchedFolders folders_of(const CheckOptions& options) {
  Projects projects(options.selection);
  std::set<std::string> searched, above;
  std::error_code error;
  for (const std::string& root : options.paths) {
    const fs::path path = real_path(root);
    const bool folder = fs::is_directory(path, error);
    if (folder) {
      for (std::string& one : find_folders(path.string(), projects.excludes_of(root))) searched.insert(one);
    } else {
      searched.insert(path.parent_path().string());
    }
    for (fs::path at = folder ? path : path.parent_path();; at = at.parent_path()) {
      for (const fs::path& one : {at, at / ".venv", at / "venv"}) {
        if (fs::is_directory(one, error)) above.insert(one.string());
      }
      if (!at.has_relative_path()) break;
    }
  }
  WatchedFolders folders;
  for (const std::string& folder : searched) folders.push_back({folder, is_file_that_counts, true});
  for (const std::string& folder : above) {
    if (!searched.contains(folder)) folders.push_back({folder, is_settings_file, false});
  }
  return folders;
}

// A folder that is made between the finding and the watching is found the next time.
void watch_all(Changes& changes, const CheckOptions& options) {
  constexpr int most_rounds = 10;  // where folders are made all the time
  WatchedFolders folders = folders_of(options);
  for (int round = 0; round < most_rounds; ++round) {
    changes.watch(folders);
    WatchedFolders now = folders_of(options);
    if (now == folders) return;
    folders = std::move(now);
  }
}

void clear_screen() {
  constexpr const char* home_and_clear_with_what_was_scrolled = "\x1b[H\x1b[2J\x1b[3J";
  if (stdout_is_terminal()) std::fputs(home_and_clear_with_what_was_scrolled, stdout);
}

}  // namespace

int watch(const CheckOptions& options, int (*check_once)(const CheckOptions&)) {
  std::signal(SIGINT, [](int) { _exit(exit_clean); });
  Changes changes;
  for (;;) {
    watch_all(changes, options);
    clear_screen();
    check_once(options);
    std::fflush(stdout);
    if (!options.quiet) std::fputs("Waiting for changes; Ctrl-C ends.\n", stderr);
    changes.wait();
  }
}

}  // namespace perfhint::server::cli
