// Unwrapping: putting a part of an expression in the place of the whole, `list(xs)` -> `xs`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// Edits that leave only `inner` of `outer`, an operand or argument; with parentheses where it needs them.
// None where a comment would be lost.
std::optional<std::vector<Edit>> unwrapped(Node outer, Node inner);

// `text` in place of `outer`, kept apart from a word that follows at once. None where a comment would be
// lost.
std::optional<Edit> replaced(Node outer, std::string text);

// A call of the builtin by its name, without anything but one argument, splats and keywords included.
Node sole_argument_of(const Facts&, Node call, std::string_view builtin);

// list(x for x in xs): the generator expression, or the one argument.
Node argument_or_generator(const Facts&, Node call, std::string_view builtin);

}  // namespace perfhint
