// Which of a profile's files a file is.
#pragma once

#include <map>
#include <string>

#include "server/profiles/profile.h"

namespace perfhint::server {

// From the beginning of a path in the profile to what it is here: "/app" -> "/home/me/project/src".
using ProfilePathMap = std::map<std::string, std::string>;

// The costs of the file at `path` (absolute): of the very same path, once the map is applied; else of one
// that is not on this machine, and ends as `path` does: by all of either of them below `root`, or by two
// names at least. Null: there is none, or there are several. Asks the file system.
const FileCosts* costs_of(const Profile&, const std::string& path, const std::string& root,
                          const ProfilePathMap& = {});

}  // namespace perfhint::server
