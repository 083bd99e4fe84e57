// WorkspaceFiles: the files that a check of the workspace is about, as `perfhint check` finds them, and what
// each is to be checked with.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/config.h"

namespace perfhint::server {

// Of a file's content: equal stamps, equal content.
struct FileStamp {
  std::int64_t written = 0;  // ticks of the file system's clock
  std::uint64_t bytes = 0;
  bool operator==(const FileStamp&) const = default;
};

struct WorkspaceFile {
  std::string path;
  FileStamp stamp;
  std::shared_ptr<const Config> config;  // equal ones are shared
};

// Below the folders, each file once, by path; without those that git, the project or the client leaves out.
// Reads the projects' settings, whose problems are told where files are opened.
std::vector<WorkspaceFile> find_workspace_files(const std::vector<std::string>& folders,
                                                const SettingValues& client);

}  // namespace perfhint::server
