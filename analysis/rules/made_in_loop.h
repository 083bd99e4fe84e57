// Made in a loop: an object (a connection, a pool) that each round of a for loop makes anew, though all
// rounds could share one; and the moving of its line in front of the loop.
#pragma once

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// The for statement each of whose rounds makes the object by this call, uses it and is done with it, from
// arguments that are the same each time. None where rounds are second tries, where the objects are collected,
// and in tests.
Node loop_that_could_share(const Facts&, Node construction);

// Adds the fix, or says why there is none. `title` is the fix's, `why` what may change.
void add_move_before(const Facts&, Node construction, Node loop, std::string title, std::string why,
                     Finding&);

}  // namespace perfhint
