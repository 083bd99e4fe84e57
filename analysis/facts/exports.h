// Exports: the names that a module's `__all__` lists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// What the block adds to `__all__`: by = or += of a display of strings, append, extend. Empty if it says
// nothing of it; none if it says it in another way.
std::optional<std::vector<std::string>> exported_names(const Syntax&, const Names&);

}  // namespace perfhint
