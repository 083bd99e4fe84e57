// A source frame: the lines of a hint with their numbers, and carets under what it means.
#pragma once

#include <string>
#include <string_view>

#include "analysis/source/text.h"
#include "server/cli/hint.h"
#include "server/cli/terminal.h"

namespace perfhint::server::cli {

// "   |" lines included, each ending with a newline. One line of context on each side where it is not blank.
// A place over several lines is framed at its left edge; of more than ten lines the middle is left out.
std::string frame(const Text&, const Place&, const Painter&);

// How many columns the line numbers of the frame take.
std::size_t gutter_of(const Place&);

}  // namespace perfhint::server::cli
