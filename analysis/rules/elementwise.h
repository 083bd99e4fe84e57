// Elementwise: expressions of arithmetic that numpy and pandas can evaluate for all elements at once, and
// what they read as when the element is replaced by the whole.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// What stands for the whole of an element, such as `a` for `a[i]`, df["x"] for row["x"]; none if the node is
// no element.
using WholeOf = std::function<std::optional<std::string>(Node)>;

// The expression with each element replaced by its whole. None where it is more than operators, plain
// comparisons, numbers, strings, abs() and names that nothing in `region` binds; or has no element at all.
std::optional<std::string> for_all(const Facts&, Node expression, Node region, const WholeOf&);

}  // namespace perfhint
