// Fixed: objects whose size does not depend on their value, as one table over the versions.
#pragma once

#include <string_view>

#include "analysis/layout/model.h"

namespace perfhint::layout {

// By qualified name, or "iterator.list" for what iter([]) makes; 0: not in the table, or not in that version.
ByteCount fixed_bytes(Python, std::string_view name);
// A builtin exception without its args and attributes; 0: none of that name.
ByteCount exception_bytes(Python, std::string_view type);
// Whether no use of such an object changes what it holds.
bool is_immutable(std::string_view type);

}  // namespace perfhint::layout
