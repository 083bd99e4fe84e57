// Measurable: what is run to measure a fix, or why it cannot be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/check.h"
#include "server/measure/snippet.h"
#include "server/measure/stand_ins.h"

namespace perfhint::server {

struct Measurable {
  std::optional<Snippet> snippet;  // also if `problem` says that names are missing: to be completed
  std::string problem;             // empty: it can be run as it is
};

Measurable measurable_fix(const Checked&, const Located&, const Fix&);
// Its first line, of at most 60 bytes: "sum(x for x in ...".
std::string short_code(std::string_view code);

// A node in the block of that index; none: there is none.
struct CodeAt {
  std::size_t block = 0;
  Node node;
};
// The innermost function that the line's first statement stands in or begins; none at module level.
CodeAt function_on(const Module&, std::uint32_t line);
// The expression that the span covers, but for blanks around it; none if it covers anything else, or what
// takes no time by itself: a name, a constant, a generator.
CodeAt expression_at(const Module&, Span);

// Without an `after`: what the function's body takes, each time with values of its parameters' types, and
// what an expression takes.
Measurable measurable_function(const Module&, const CodeAt& function_definition, Python);
Measurable measurable_expression(const Module&, const CodeAt& expression, Python);

}  // namespace perfhint::server
