// Fingerprint: what makes a hint the same hint after edits elsewhere in its file.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/source/text.h"
#include "server/cli/hint.h"

namespace perfhint::server::cli {

// Of each hint of a file: 16 hexadecimal digits of its path, rule and first line without the white space
// around it, and which of the hints that agree in these it is. Line numbers do not count.
std::vector<std::string> fingerprints(std::span<const Hint>, const Text&);

}  // namespace perfhint::server::cli
