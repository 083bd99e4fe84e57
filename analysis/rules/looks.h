// Looks: uses of a name that are over when they are evaluated, so that the object may be another, or may
// change, behind them.
#pragma once

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// The use only looks at the object, and nothing keeps it, a view or an iterator of it: tests, indexes,
// measures, or goes through it in a for (whose body counts as part of the use) or a builtin such as sum().
bool is_momentary(const Facts&, Node use);

// The builtin containers that can be gone through again and again, and that know their length.
bool is_sized(TypeKind);

// The expression is gone through, by a for or comprehension or a builtin that takes every element.
bool is_gone_through(const Facts&, Node expression);

}  // namespace perfhint
