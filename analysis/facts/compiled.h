// Compiled: whether code runs in the interpreter at all, whose costs the rules speak of.
#pragma once

#include "analysis/syntax/table.h"

namespace perfhint {

class Facts;

// Some function around has a decorator of numba, Cython or the like, as its name tells.
bool is_compiled(const Facts&, Node);

}  // namespace perfhint
