// A profile that was loaded from a file, and what it tells of one file of a project.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "server/heat/paths.h"
#include "server/profiles/profile.h"

namespace perfhint::server {

struct LoadedProfile {
  std::string name;  // as messages have it: the file's, without folders
  std::string path;  // absolute
  std::filesystem::file_time_type time;
  Profile profile;
};

// Reads the file. Throws ProfileError, which names it.
std::shared_ptr<const LoadedProfile> load_profile(const std::string& path, std::stop_token = {});

struct FileProfile {
  std::shared_ptr<const LoadedProfile> loaded;
  const FileCosts* costs = nullptr;  // of `loaded`; null: the run has not met the file
  bool may_be_met = false;           // under a path that is not known to be its: then nothing is known of it
  std::optional<std::string> text;   // that ran; none: what is there now is newer, and what ran is not known
};

// Of the file at `path` (absolute) in the project at `root`. What ran is in the profile, or is what the file
// holds now, if it is not newer than the profile.
FileProfile file_profile(std::shared_ptr<const LoadedProfile>, const std::string& path,
                         const std::string& root, const ProfilePathMap& = {});

// The same; null where none is loaded, and for a notebook: no tool tells which cell it has measured.
std::shared_ptr<const FileProfile> profile_of_file(const std::shared_ptr<const LoadedProfile>&,
                                                   const std::string& path, const std::string& root,
                                                   const ProfilePathMap&);

}  // namespace perfhint::server
