// Accumulation: `target = target + more`, `target += more`, round after round: what grows in a loop from a
// start outside it.
#pragma once

#include <functional>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// Whether an assignment or augmented_assignment makes its target longer by the rule's way.
using IsStep = std::function<bool(Node assignment)>;

// The name at the root of a.b[c].
Node root_of(Node target);

// Some other statement of the loop gives the target, or its root, a new value.
bool is_reset_within(const Facts&, Node target, Node loop, const IsStep&);

// The target starts as a value of that type wherever it is no step that binds it: a name by all its
// definitions, an attribute by what its class gives it.
bool starts_as(const Facts&, Node target, TypeKind, const IsStep&);

// Its block leaves the loop: it is done once.
bool is_last_round(Node assignment, Node loop);

// The loop that the assignment makes its target, a name or attribute, grow in: the innermost around it, where
// the round is not left right behind it, no other statement resets the target and the loop is not written to
// run at most `few` times. None otherwise, and where something in the loop gets hold of the target: then
// every version of it is wanted.
Node growing_loop(const Facts&, Node assignment, const IsStep&, int few);

// What stands against changing the target's object in place of making a new one; empty if nothing does.
// `at`: the place that says so.
std::string objection_to_growing(const Facts&, Node assignment, Node loop, Node& at);

}  // namespace perfhint
