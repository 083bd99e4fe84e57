// Kind and Field: tree-sitter-python 0.25.0's node kinds and fields by name. A grammar that lacks one of them
// does not load (kind_test). Tokens are kw_ + keyword, or the punctuation's name; the constants None, True
// and False and the expressions await, yield and lambda carry a suffix because the plain words are tokens or
// C++'s.
#pragma once

#include <cstdint>
#include <string_view>

// X(enumerator, name in the grammar, is a named node)
// clang-format off
#define PERFHINT_KINDS(X) \
  X(identifier, "identifier", true) \
  X(semicolon, ";", false) \
  X(kw_import, "import", false) \
  X(dot, ".", false) \
  X(kw_from, "from", false) \
  X(kw___future__, "__future__", false) \
  X(paren_open, "(", false) \
  X(paren_close, ")", false) \
  X(comma, ",", false) \
  X(kw_as, "as", false) \
  X(star, "*", false) \
  X(kw_print, "print", false) \
  X(shift_right, ">>", false) \
  X(kw_assert, "assert", false) \
  X(walrus, ":=", false) \
  X(kw_return, "return", false) \
  X(kw_del, "del", false) \
  X(kw_raise, "raise", false) \
  X(kw_pass, "pass", false) \
  X(kw_break, "break", false) \
  X(kw_continue, "continue", false) \
  X(kw_if, "if", false) \
  X(colon, ":", false) \
  X(kw_elif, "elif", false) \
  X(kw_else, "else", false) \
  X(kw_match, "match", false) \
  X(kw_case, "case", false) \
  X(kw_async, "async", false) \
  X(kw_for, "for", false) \
  X(kw_in, "in", false) \
  X(kw_while, "while", false) \
  X(kw_try, "try", false) \
  X(kw_except, "except", false) \
  X(kw_finally, "finally", false) \
  X(kw_with, "with", false) \
  X(kw_def, "def", false) \
  X(arrow, "->", false) \
  X(star_star, "**", false) \
  X(kw_global, "global", false) \
  X(kw_nonlocal, "nonlocal", false) \
  X(kw_exec, "exec", false) \
  X(kw_type, "type", false) \
  X(equal, "=", false) \
  X(kw_class, "class", false) \
  X(bracket_open, "[", false) \
  X(bracket_close, "]", false) \
  X(at, "@", false) \
  X(minus, "-", false) \
  X(underscore, "_", false) \
  X(pipe, "|", false) \
  X(brace_open, "{", false) \
  X(brace_close, "}", false) \
  X(plus, "+", false) \
  X(kw_not, "not", false) \
  X(kw_and, "and", false) \
  X(kw_or, "or", false) \
  X(slash, "/", false) \
  X(percent, "%", false) \
  X(slash_slash, "//", false) \
  X(ampersand, "&", false) \
  X(caret, "^", false) \
  X(shift_left, "<<", false) \
  X(tilde, "~", false) \
  X(kw_is, "is", false) \
  X(less, "<", false) \
  X(less_equal, "<=", false) \
  X(equal_equal, "==", false) \
  X(not_equal, "!=", false) \
  X(greater_equal, ">=", false) \
  X(greater, ">", false) \
  X(not_equal_old, "<>", false) \
  X(kw_lambda, "lambda", false) \
  X(plus_equal, "+=", false) \
  X(minus_equal, "-=", false) \
  X(star_equal, "*=", false) \
  X(slash_equal, "/=", false) \
  X(at_equal, "@=", false) \
  X(slash_slash_equal, "//=", false) \
  X(percent_equal, "%=", false) \
  X(star_star_equal, "**=", false) \
  X(shift_right_equal, ">>=", false) \
  X(shift_left_equal, "<<=", false) \
  X(ampersand_equal, "&=", false) \
  X(caret_equal, "^=", false) \
  X(pipe_equal, "|=", false) \
  X(kw_yield, "yield", false) \
  X(ellipsis, "ellipsis", true) \
  X(escape_sequence, "escape_sequence", true) \
  X(backslash, "\\", false) \
  X(type_conversion, "type_conversion", true) \
  X(integer, "integer", true) \
  X(float_number, "float", true) \
  X(kw_await, "await", false) \
  X(true_literal, "true", true) \
  X(false_literal, "false", true) \
  X(none_literal, "none", true) \
  X(comment, "comment", true) \
  X(line_continuation, "line_continuation", true) \
  X(string_start, "string_start", true) \
  X(escape_interpolation, "escape_interpolation", true) \
  X(string_end, "string_end", true) \
  X(module, "module", true) \
  X(import_statement, "import_statement", true) \
  X(import_prefix, "import_prefix", true) \
  X(relative_import, "relative_import", true) \
  X(future_import_statement, "future_import_statement", true) \
  X(import_from_statement, "import_from_statement", true) \
  X(aliased_import, "aliased_import", true) \
  X(wildcard_import, "wildcard_import", true) \
  X(print_statement, "print_statement", true) \
  X(chevron, "chevron", true) \
  X(assert_statement, "assert_statement", true) \
  X(expression_statement, "expression_statement", true) \
  X(named_expression, "named_expression", true) \
  X(return_statement, "return_statement", true) \
  X(delete_statement, "delete_statement", true) \
  X(raise_statement, "raise_statement", true) \
  X(pass_statement, "pass_statement", true) \
  X(break_statement, "break_statement", true) \
  X(continue_statement, "continue_statement", true) \
  X(if_statement, "if_statement", true) \
  X(elif_clause, "elif_clause", true) \
  X(else_clause, "else_clause", true) \
  X(match_statement, "match_statement", true) \
  X(block, "block", true) \
  X(case_clause, "case_clause", true) \
  X(for_statement, "for_statement", true) \
  X(while_statement, "while_statement", true) \
  X(try_statement, "try_statement", true) \
  X(except_clause, "except_clause", true) \
  X(finally_clause, "finally_clause", true) \
  X(with_statement, "with_statement", true) \
  X(with_clause, "with_clause", true) \
  X(with_item, "with_item", true) \
  X(function_definition, "function_definition", true) \
  X(parameters, "parameters", true) \
  X(lambda_parameters, "lambda_parameters", true) \
  X(list_splat, "list_splat", true) \
  X(dictionary_splat, "dictionary_splat", true) \
  X(global_statement, "global_statement", true) \
  X(nonlocal_statement, "nonlocal_statement", true) \
  X(exec_statement, "exec_statement", true) \
  X(type_alias_statement, "type_alias_statement", true) \
  X(class_definition, "class_definition", true) \
  X(type_parameter, "type_parameter", true) \
  X(parenthesized_list_splat, "parenthesized_list_splat", true) \
  X(argument_list, "argument_list", true) \
  X(decorated_definition, "decorated_definition", true) \
  X(decorator, "decorator", true) \
  X(expression_list, "expression_list", true) \
  X(dotted_name, "dotted_name", true) \
  X(case_pattern, "case_pattern", true) \
  X(as_pattern, "as_pattern", true) \
  X(union_pattern, "union_pattern", true) \
  X(list_pattern, "list_pattern", true) \
  X(tuple_pattern, "tuple_pattern", true) \
  X(dict_pattern, "dict_pattern", true) \
  X(keyword_pattern, "keyword_pattern", true) \
  X(splat_pattern, "splat_pattern", true) \
  X(class_pattern, "class_pattern", true) \
  X(complex_pattern, "complex_pattern", true) \
  X(default_parameter, "default_parameter", true) \
  X(typed_default_parameter, "typed_default_parameter", true) \
  X(list_splat_pattern, "list_splat_pattern", true) \
  X(dictionary_splat_pattern, "dictionary_splat_pattern", true) \
  X(not_operator, "not_operator", true) \
  X(boolean_operator, "boolean_operator", true) \
  X(binary_operator, "binary_operator", true) \
  X(unary_operator, "unary_operator", true) \
  X(kw_not_in, "not in", false) \
  X(kw_is_not, "is not", false) \
  X(comparison_operator, "comparison_operator", true) \
  X(lambda_expression, "lambda", true) \
  X(assignment, "assignment", true) \
  X(augmented_assignment, "augmented_assignment", true) \
  X(pattern_list, "pattern_list", true) \
  X(yield_expression, "yield", true) \
  X(attribute, "attribute", true) \
  X(subscript, "subscript", true) \
  X(slice, "slice", true) \
  X(call, "call", true) \
  X(typed_parameter, "typed_parameter", true) \
  X(type, "type", true) \
  X(splat_type, "splat_type", true) \
  X(generic_type, "generic_type", true) \
  X(union_type, "union_type", true) \
  X(constrained_type, "constrained_type", true) \
  X(member_type, "member_type", true) \
  X(keyword_argument, "keyword_argument", true) \
  X(list, "list", true) \
  X(set, "set", true) \
  X(tuple, "tuple", true) \
  X(dictionary, "dictionary", true) \
  X(pair, "pair", true) \
  X(list_comprehension, "list_comprehension", true) \
  X(dictionary_comprehension, "dictionary_comprehension", true) \
  X(set_comprehension, "set_comprehension", true) \
  X(generator_expression, "generator_expression", true) \
  X(parenthesized_expression, "parenthesized_expression", true) \
  X(for_in_clause, "for_in_clause", true) \
  X(if_clause, "if_clause", true) \
  X(conditional_expression, "conditional_expression", true) \
  X(concatenated_string, "concatenated_string", true) \
  X(string, "string", true) \
  X(string_content, "string_content", true) \
  X(interpolation, "interpolation", true) \
  X(format_specifier, "format_specifier", true) \
  X(await_expression, "await", true) \
  X(positional_separator, "positional_separator", true) \
  X(keyword_separator, "keyword_separator", true) \
  X(as_pattern_target, "as_pattern_target", true) \
  X(format_expression, "format_expression", true)

// X(enumerator, name in the grammar)
#define PERFHINT_FIELDS(X) \
  X(alias, "alias") \
  X(alternative, "alternative") \
  X(argument, "argument") \
  X(arguments, "arguments") \
  X(attribute, "attribute") \
  X(body, "body") \
  X(cause, "cause") \
  X(code, "code") \
  X(condition, "condition") \
  X(consequence, "consequence") \
  X(definition, "definition") \
  X(expression, "expression") \
  X(format_specifier, "format_specifier") \
  X(function, "function") \
  X(guard, "guard") \
  X(key, "key") \
  X(left, "left") \
  X(module_name, "module_name") \
  X(name, "name") \
  X(object, "object") \
  X(operator_, "operator") \
  X(operators, "operators") \
  X(parameters, "parameters") \
  X(return_type, "return_type") \
  X(right, "right") \
  X(subject, "subject") \
  X(subscript, "subscript") \
  X(superclasses, "superclasses") \
  X(type, "type") \
  X(type_conversion, "type_conversion") \
  X(type_parameters, "type_parameters") \
  X(value, "value")
// clang-format on

namespace perfhint {

enum class Kind : std::uint16_t {
  none,   // no node
  error,  // text the parser could not place
#define X(enumerator, name, named) enumerator,
  PERFHINT_KINDS(X)
#undef X
};

enum class Field : std::uint8_t {
  none,
#define X(enumerator, name) enumerator,
  PERFHINT_FIELDS(X)
#undef X
};

constexpr std::size_t kind_count = 2
#define X(enumerator, name, named) +1
    PERFHINT_KINDS(X)
#undef X
    ;

std::string_view name_of(Kind);
std::string_view name_of(Field);

}  // namespace perfhint
