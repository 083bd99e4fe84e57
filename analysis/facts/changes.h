// Changes: what in a region may change the value of an expression. The answer names the culprit, so that a
// fix can say "`notify()` on line 31 may change `xs`".
#pragma once

#include "analysis/syntax/table.h"

namespace perfhint {

class Facts;
class Aliases;

// The first node of the region that may rebind a name of the expression, or change an object that it looks
// at: directly, through another name for it, or as code that has got hold of it; none if there is none.
// Operators and attribute reads are taken to change nothing. Bodies of functions defined there are not run
// there.
Node first_change(const Facts&, Aliases&, Node expression, Node region);

}  // namespace perfhint
