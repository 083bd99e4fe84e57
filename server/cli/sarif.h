// SARIF 2.1.0 (OASIS): one run; every rule with its page; columns are code points.
#pragma once

#include <span>
#include <string>

#include "server/cli/formats.h"

namespace perfhint::server::cli {

// The document up to its results, with a comma between files' results; ends "[\n".
std::string sarif_open();
std::string sarif_file(std::span<const Hint>, const Text&, const Painter&);
std::string sarif_none();

}  // namespace perfhint::server::cli
