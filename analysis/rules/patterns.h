// Patterns: calls of the re module's functions with a pattern that is written out, and which of those a
// method of str does as well.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct PatternCall {
  Node call, pattern;           // the pattern a string literal without fields
  std::string_view function;    // "match", "sub", ...
  std::vector<Node> arguments;  // the others, flags left out, by position
  Node flags;                   // their value, if there are any
  bool positional = false;      // everything but flags, count and maxsplit is given by position
  explicit operator bool() const { return static_cast<bool>(call); }
};

// None unless the call is of that module's function and its pattern is a literal.
PatternCall read_pattern_call(const Facts&, Node call);

// What a literal pattern without special characters says; none for a real pattern, bytes and the empty one.
std::optional<std::string> plain_text(const PatternCall&);

// What takes the place of `replaced` (the call, or a test around it) to do the same without a pattern.
struct PlainRewrite {
  Node replaced;
  std::string code;
  std::string_view evidence;  // the case that was measured
  explicit operator bool() const { return static_cast<bool>(replaced); }
};
PlainRewrite plain_rewrite(const Facts&, const PatternCall&);

}  // namespace perfhint
