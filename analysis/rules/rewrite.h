// Rewrite: what fixes need to know of the code around them: statements, lines, free names, and what could
// make a rewrite change behaviour. Everything answers "no" or none when it is not certain.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// --- text ---

// The statement that a node is part of: the nearest node whose parent is a block or the module.
Node statement_of(Node);
// The statement before it in the same block, comments skipped; none if it is the first.
Node previous_statement(Node statement);
// The white space before a statement; none if other code stands before it on its line.
std::optional<std::string_view> indentation(Node statement);
// How the lines of the block end: "\n" where it has none.
std::string_view line_end(const Syntax&);
// A new line of code before or after a statement, indented as it is; none where the statement shares its
// line.
std::optional<Edit> line_before(Node statement, std::string_view code);
std::optional<Edit> line_after(Node statement, std::string_view code);
bool has_comment(const Syntax&, Span);
// `text` of a node, on one line and at most 40 bytes, for messages.
std::string shown(Node);

// --- names ---

// `wanted`, or it with a number, such that the code of `at`'s function (outside functions: the module) says
// it nowhere.
std::string fresh_name(const Facts&, Node at, std::string_view wanted);
// `name` written at `at` would mean the builtin.
bool means_builtin(const Facts&, Node at, std::string_view name);
// `name` written at `at` would mean `module`.`name`, once "from `module` import `name`" stands at the top.
bool means_import(const Facts&, Node at, std::string_view module, std::string_view name);
// New lines before this statement can bind a name that the code in it sees: a function's or the module's own
// code.
bool can_bind_before(const Facts&, Node statement);

// --- safety ---

// The binding belongs to the very function (not a lambda) in which the node is evaluated.
bool is_own_local(const Facts&, const Binding&, Node);
// Every path to the statement has bound the name.
bool is_bound_before(const Facts&, const Binding&, Node statement);
// The expression makes an object that nothing else has: a display, a comprehension, a copy, a builtin call.
bool is_fresh(const Facts&, Node value);
// All its objects are made here (displays, comprehensions, builtin calls), and no one else gets them before a
// return.
bool is_private(const Facts&, const Binding&);
// The container holds what its definitions say: it is annotated, or nothing puts anything else into it.
bool is_element_proven(const Facts&, const Binding&);
// The first node of the region that may change the binding's object by another way than its name; none if
// none can.
Node what_may_change(const Facts&, const Binding&, Node region);
// The loop is inside a try of its function: code that handles an error could see how far it came.
bool inside_try(Node);
// A try of its function around the node has a handler: code that may expect the error which the node raises.
bool inside_handled_try(Node);

}  // namespace perfhint
