// Text: code points and how Python prints values into them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/layout/machine.h"

namespace perfhint::layout {

std::u32string from_utf8(std::string_view);  // surrogates that escapes made included
std::string to_utf8(const std::u32string&);
StrKind kind_of(const std::u32string&);

std::string repr_of(double);
// str(value), repr(value); none: not known.
std::optional<std::u32string> printed(const Machine&, Ref value, bool repr);
// format(value, spec) for numbers and strings; none: not known, or an error.
std::optional<std::u32string> formatted_as(const Machine&, Ref value, std::u32string_view spec);
// left % right of a str.
std::optional<std::u32string> interpolated(Machine&, const std::u32string& format, Ref right);
std::u32string wide(std::string_view ascii);

}  // namespace perfhint::layout
