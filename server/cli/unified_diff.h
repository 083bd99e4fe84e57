// A unified diff of two texts by lines, as `patch` and `git apply -p0` read it.
#pragma once

#include <string>
#include <string_view>

#include "server/cli/terminal.h"

namespace perfhint::server::cli {

// Empty if the texts are equal. Three lines of context. Cost: lines + changes^2, bounded; texts that differ
// almost everywhere become one replacement of the middle.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         const Painter& = Painter(false));

}  // namespace perfhint::server::cli
