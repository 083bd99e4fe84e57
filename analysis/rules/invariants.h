// Invariants: what a loop works out anew on each round though nothing in it can change the result, and how it
// is moved before the loop.
#pragma once

#include <string_view>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// The outermost loop around the expression, within its function, in which nothing may change its value; none
// if there is none.
Node steady_loop(const Facts&, Node expression);

// Evaluated at most once however long the loop: in a branch that leaves it, in an error's handling.
bool is_rare(Node place, Node loop);

// In a branch of the loop's own round: an if's, a conditional expression's, right of `and` or `or`.
bool is_conditional(Node place, Node loop);

// A loop over something written out that gives at most `most` elements, or that ends in its first round.
bool is_short_loop(const Facts&, Node loop, std::int64_t most);

// The places in the loop, in its own function, that say the same expression, in order.
std::vector<Node> repeats_within(const Facts&, Node expression, Node loop);

// Adds the fix that binds the expression to a name like `wanted` before the loop and says the name at
// `places`; or the reason why there is none. Safe where evaluating it early, or in vain, cannot be seen;
// `objection`: what else stands against calling it safe.
void add_hoist(const Facts&, Node expression, const std::vector<Node>& places, Node loop,
               std::string_view wanted, std::string_view objection, Finding&);

}  // namespace perfhint
