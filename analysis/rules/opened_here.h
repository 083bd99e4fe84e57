// Opened here: what may be said of a file whose opening the function shows.
#pragma once

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// A name of the very function that is only ever bound to what open() gives: no other code has the file
// before.
bool is_opened_here(const Facts&, Node file);

}  // namespace perfhint
