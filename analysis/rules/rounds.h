// Rounds: what the code says of how often a loop goes round. Most loops do not say: a handful of options
// looks like a million rows. What only pays in long loops asks here; plenty.h is about containers, and counts
// the files of a folder as many: enough to search them in each round, too few for a gain on each.
#pragma once

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// It goes through lines, characters or more elements than 50, or reads a file piece by piece.
bool goes_on(const Facts&, Node loop);

// A loop around the place, in its function, goes on.
bool in_long_loop(const Facts&, Node place);

// So it is, or the place stands in two loops of its function that are not known to be short.
bool runs_long(const Facts&, Node place);

// In a branch for the one element that a for looks for: `if x == wanted`, `if option == "-p"`, where one side
// changes from round to round and the other does not.
bool is_for_one(const Facts&, Node place, Node loop);

// In a branch that is taken for one among many: `if line.startswith("x")`, `if name == "x"`, `if
// re.match(...)`; or only evaluated where what stands before `and` or `or` has not decided.
bool is_picked_out(const Facts&, Node place, Node loop);

}  // namespace perfhint
