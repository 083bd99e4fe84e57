// `perfhint sizeof --batch`: many questions, one JSON object a line:
// {"id", "setup": module-level code, "body": statements of a function, "expr": what the function returns}.
#pragma once

#include <istream>
#include <ostream>

#include "analysis/facts/python_version.h"

namespace perfhint::server::cli {

// Answers {"id", "shallow", "retained"}, each a number, [least, most] (most null: no bound) or null: not
// known. A line that is no such object is answered by {"error": ...}.
void answer_batch(std::istream&, std::ostream&, Python);

}  // namespace perfhint::server::cli
