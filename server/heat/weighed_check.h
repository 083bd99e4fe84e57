// check() as a profile has it.
#pragma once

#include <memory>
#include <stop_token>

#include "analysis/check.h"
#include "server/heat/mapping.h"

namespace perfhint::server {

// All that may be hot, for weighed(). `before`: of such a one, or null.
Checked found_for_weighing(std::shared_ptr<const Module>, Settings, const Checked* before, std::stop_token);
// Both at once, of a text that is checked once.
Checked check_weighed(std::shared_ptr<const Module>, const Settings&, const FileProfile&, std::stop_token);

}  // namespace perfhint::server
