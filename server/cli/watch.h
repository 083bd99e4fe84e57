// `perfhint check --watch`: the check again whenever a file changes that it may tell something else of. The
// cache knows the others. A file that is only imported, from beside the given paths, is not watched.
#pragma once

#include "server/cli/check_options.h"

namespace perfhint::server::cli {

// Does not return but for a problem, with its exit code: SIGINT ends the process with 0.
int watch(const CheckOptions&, int (*check_once)(const CheckOptions&));

}  // namespace perfhint::server::cli
