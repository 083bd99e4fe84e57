// Which of a profile's files a file is.
#pragma once

#include <map>
#include <string>

#include "server/profiles/profile.h"

namespace perfhint::server {

// From the beginning of a path in the profile to what it is here: "/app" -> "/home/me/project/src".
using ProfilePathMap = std::map<std::string, std::string>;

struct FoundCosts {
  const FileCosts* costs = nullptr;  // null: there are none, or it is not sure which
  // The run has met a file of that name, under a path that is nowhere here: it may be this one.
  bool may_be_met = false;
};

// The costs of the file at `path` (absolute): of the very same path, once the map is applied; else of one
// that is not on this machine, and ends as `path` does: by all of either of them below `root`, or by two
// names at least. Asks the file system.
FoundCosts costs_of(const Profile&, const std::string& path, const std::string& root,
                    const ProfilePathMap& = {});

}  // namespace perfhint::server
