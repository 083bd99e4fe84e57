// rdjson: the Reviewdog Diagnostic Format, from which reviewdog makes comments on pull requests.
#pragma once

#include <span>
#include <string>

#include "server/cli/formats.h"

namespace perfhint::server::cli {

// The document up to its diagnostics; ends "[\n".
std::string rdjson_open();
// Columns are bytes there. A suggestion is one range and its text: fixes of several edits are not told.
std::string rdjson_file(std::span<const Hint>, const Text&, const Painter&);
std::string rdjson_none();

}  // namespace perfhint::server::cli
