// Our Names, told as CPython's symtable tells a file's: see symtable_dump.py for the form.
#pragma once

#include <string>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint::testing {

// One line a scope: "type, name, line, symbols", parted by tabs. `inlined`: comprehensions but generators are
// told as part of the scope around them, as CPython 3.12 and later compile them.
std::vector<std::string> symbols(const Syntax&, const Names&, bool inlined);

}  // namespace perfhint::testing
