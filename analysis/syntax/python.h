// Typed readers for node shapes of tree-sitter-python that are easy to misread (its quirks are handled here
// once).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/syntax/table.h"

namespace perfhint {

// The expression inside any parentheses.
Node unparenthesised(Node);

// callee(a, *b, c=d): `generator` is set instead of the arguments for f(x for x in y).
struct Call {
  Node function;
  std::vector<Node> positional;  // plain ones, up to the first splat
  struct Keyword {
    std::string_view name;
    Node value;
  };
  std::vector<Keyword> keywords;
  bool splats = false;  // *a or **k among the arguments
  Node generator;

  explicit operator bool() const { return static_cast<bool>(function); }
  // The only argument: one positional, nothing else.
  Node sole_argument() const;
};
Call read_call(Node);  // none where the node is no call

// object.method(...): the call's function is an attribute of that name.
struct MethodCall {
  Node object;
  std::string_view method;
  Call call;
  explicit operator bool() const { return static_cast<bool>(object); }
};
MethodCall read_method_call(Node);

// a < b: comparisons with exactly one operator; `op` is <, ==, in, not in, is, ...
struct Comparison {
  Node left, right;
  Kind op = Kind::none;
  explicit operator bool() const { return static_cast<bool>(left); }
};
Comparison read_comparison(Node);

// for target in iterable, of a for statement or a for_in_clause.
struct ForHead {
  Node target, iterable;
  bool async = false;
};
ForHead read_for(Node);

// The statements of a block (or module): comments left out.
std::vector<Node> statements(Node block);
// The sole expression of an expression_statement; none for a bare tuple.
Node sole_expression(Node expression_statement);

// A slice or index: xs[:], xs[1:], xs[i].
struct Subscript {
  Node object;
  Node index;               // the only index, a slice or an expression; none where there are several
  bool full_slice = false;  // xs[:] or xs[::]
};
Subscript read_subscript(Node);

struct ClassHead {
  Node name, superclasses, body;
  std::vector<Node> decorators;
};
ClassHead read_class(Node class_definition);

struct FunctionHead {
  Node name, parameters, return_type, body;
  std::vector<Node> decorators;
  bool async = false;
};
FunctionHead read_function(Node function_definition);

struct Parameter {
  enum class Sort : std::uint8_t { plain, star, double_star };
  Node name, annotation, value;  // `annotation` is the `type` node
  Sort sort = Sort::plain;
};
std::vector<Parameter> read_parameters(Node parameters);  // also lambda_parameters; bare * and / left out

// A plain string literal (no interpolation): its prefix and the length after decoding where that is certain.
struct StringLiteral {
  bool bytes = false, raw = false, formatted = false;
  bool interpolated = false;  // has {...}
  // The value in UTF-8 (bytes: as it is); none if formatted with fields or an escape is malformed.
  std::optional<std::string> value;
};
StringLiteral read_string(Node string);  // string or concatenated_string

// The value of an integer literal up to 2^63-1 (0x, 0o, 0b, underscores); none otherwise.
std::optional<std::int64_t> integer_value(Node);

}  // namespace perfhint
