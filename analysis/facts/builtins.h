// Names that are bound everywhere without a definition: those of the module builtins, and a module's own.
#pragma once

#include <string_view>

namespace perfhint {

// Of any CPython from 3.8 to 3.13: some of the names are newer than 3.8.
bool is_builtin_name(std::string_view);

}  // namespace perfhint
