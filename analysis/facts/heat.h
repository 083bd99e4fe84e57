// Heat: how often a place is likely to run, from the text alone: the loops around it, the loops around calls
// of its function in the same block, and what a comment says.
#pragma once

#include <cstdint>

#include "analysis/syntax/table.h"

namespace perfhint {

class Facts;

enum class Said : std::uint8_t { nothing, hot, cold };

struct Heat {
  int loops = 0;  // around it, in its function and around calls of that
  Said said = Said::nothing;
};

// `said` is what `# perfhint: hot` or `# perfhint: cold` says on the first line of the nearest def, class,
// for or while around the place that has such a comment.
Heat heat_of(const Facts&, Node place);

}  // namespace perfhint
