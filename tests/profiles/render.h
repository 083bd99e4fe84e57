// A profile as text: what .expected files hold.
#pragma once

#include <string>

#include "server/profiles/profile.h"

namespace perfhint::server {

// "seconds 1.5 peak 4096", then by file its path, its functions and its lines, each with what it cost. What
// is 0 is left out.
std::string render(const Profile&);

}  // namespace perfhint::server
