// Regrown: `target = join([target, part])` in a loop, with a function that makes a new array or frame of all
// that there is. What grows so is copied on each round; the parts can be collected and joined once.
#pragma once

#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// Of `target = call`: the call that joins, and the parts that it joins.
struct Regrowth {
  Node assignment, target, call;
  Node display;             // the list or tuple of the parts; none where they are arguments: np.append(a, x)
  std::vector<Node> parts;  // the target among them
  explicit operator bool() const { return static_cast<bool>(call); }
};

// `target = call(...)`, with the target among the elements of the first argument, a list or tuple
// (`of_list`), or as the first of two arguments.
Regrowth read_regrowth(Node call, bool of_list);

// The loop in which it grows without bound: an earlier round's result may reach it, nothing in the loop cuts
// it back, takes another target or works with all of it, and the loop is not written to run at most `few`
// times. None otherwise.
Node loop_of(const Facts&, const Regrowth&, std::int64_t few);

// Collects the parts in a list before the loop and joins them after it, by `join` with the list's name put in
// for "$". None where other code of the loop reads the target, or lines cannot be put around the loop:
// `no_fix` says which.
std::optional<Fix> collected(const Facts&, const Regrowth&, Node loop, std::string_view join, NoFix& no_fix);

}  // namespace perfhint
