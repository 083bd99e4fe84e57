// to be replaced
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "analysis/source/text.h"
#include "analysis/syntax/table.h"
namespace perfhint {
class Suppressions { public: explicit Suppressions(const Syntax&); bool silences(std::string_view rule, Span finding) const; };
std::vector<std::string> file_ignores(const Syntax&);
}
