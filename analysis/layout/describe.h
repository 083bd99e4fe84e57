// Describe: a size as people read it, in at most eight lines, the first complete in itself (UX: exact sizes
// plain, estimates with a formula and one worked value).
#pragma once

#include "analysis/layout/count.h"
#include "analysis/layout/machine.h"
#include "analysis/layout/size.h"

namespace perfhint {

constexpr std::int64_t worked_length = 1000;  // what an unknown length is worked out for

void describe(const layout::Machine&, const Block&, Node expression, layout::Ref value,
              const layout::Measured&, SizeAnswer&);
// The same value, measured with unknown lengths taken for n and for 2n; turns the answer's bytes into
// formulas.
void describe_growth(const layout::Machine&, layout::Ref, const layout::Measured&,
                     const layout::Machine& twice, layout::Ref twice_value,
                     const layout::Measured& twice_measured, SizeAnswer&);
// What a function object keeps, and what a call of it takes at least.
std::optional<SizeAnswer> describe_function(const Module&, const Block&, Node definition, Python);

}  // namespace perfhint
