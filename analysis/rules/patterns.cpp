// Patterns: reading calls of re's functions, and saying them with str's methods.
#include "analysis/rules/patterns.h"

#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

// Where the flags stand when they are given by position.
std::size_t flags_position(std::string_view function) {
  if (function == "compile") return 1;
  if (function == "sub" || function == "subn") return 4;
  return function == "split" ? 3 : 2;
}

bool is_function(std::string_view name) {
  static constexpr std::array<std::string_view, 9> functions = {
      "compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"};
  return std::find(functions.begin(), functions.end(), name) != functions.end();
}

// It binds tighter than any operator, so that .method() and `in` may follow.
bool is_primary(Node node) {
  return node.is_any(Kind::identifier, Kind::attribute, Kind::call, Kind::subscript, Kind::string,
                     Kind::parenthesized_expression);
}

std::string as_operand(Node node) {
  const std::string text(node.text());
  return is_primary(node) ? text : "(" + text + ")";
}

// The test that the value decides: the node whose truth is asked, and whether it is asked for the contrary.
struct Test {
  Node place;
  bool negated = false;
};

bool is_condition(Node node) {
  const Node parent = node.parent();
  switch (parent.kind()) {
    case Kind::if_statement:
    case Kind::elif_clause:
    case Kind::while_statement:
      return node.field() == Field::condition;
    case Kind::if_clause:
    case Kind::assert_statement:
      return parent.named_child(0) == node;
    case Kind::not_operator:
      return true;
    case Kind::conditional_expression:
      return parent.named_child(1) == node;
    default:
      return false;
  }
}

// The condition of which the node is a part joined by and/or.
bool is_truth_asked(const Facts& facts, Node node) {
  while (node.parent().is_any(Kind::parenthesized_expression, Kind::boolean_operator)) node = node.parent();
  if (is_condition(node)) return true;
  const Node call = node.parent().parent();
  return node.parent().is(Kind::argument_list) && facts.is_call_of(call, "bool") &&
         read_call(call).sole_argument() == node;
}

Test test_of(const Facts& facts, Node call) {
  const Comparison comparison = read_comparison(call.parent());
  if (comparison && comparison.left == call && comparison.right.is(Kind::none_literal) &&
      (comparison.op == Kind::kw_is || comparison.op == Kind::kw_is_not)) {
    return {call.parent(), comparison.op == Kind::kw_is};
  }
  if (call.parent().is(Kind::not_operator)) return {call.parent(), true};
  return is_truth_asked(facts, call) ? Test{call, false} : Test{};
}

PlainRewrite rewrite_of_test(const Facts& facts, const PatternCall& call) {
  if (call.arguments.size() != 1) return {};
  const Test test = test_of(facts, call.call);
  if (!test.place) return {};
  const std::string literal(call.pattern.text());
  const std::string text = as_operand(call.arguments[0]);
  // `a == re.search(...)`: a comparison may not become part of another.
  if (test.place == call.call && test.place.parent().is(Kind::comparison_operator)) return {};
  if (call.function == "search")
    return {test.place, literal + (test.negated ? " not in " : " in ") + text, "search"};
  if (call.function == "fullmatch")
    return {test.place, text + (test.negated ? " != " : " == ") + literal, "fullmatch"};
  return {test.place, (test.negated ? "not " : "") + text + ".startswith(" + literal + ")", "match"};
}

}  // namespace

PatternCall read_pattern_call(const Facts& facts, Node node) {
  const Node function = node.child(Field::function);
  const Node last = function.is(Kind::attribute) ? function.child(Field::attribute) : function;
  const std::string qualified = facts.qualified_name(function);
  if (!qualified.starts_with("re.") || !is_function(std::string_view(qualified).substr(3))) return {};
  const Call call = read_call(node);
  if (call.splats || call.generator || call.positional.empty()) return {};
  const Node pattern = unparenthesised(call.positional[0]);
  if (!pattern.is_any(Kind::string, Kind::concatenated_string) || read_string(pattern).interpolated)
    return {};
  PatternCall found;
  found.function = last.text();
  if (found.function != std::string_view(qualified).substr(3)) return {};  // from re import match as m
  found.call = node;
  found.pattern = pattern;
  found.positional = true;
  for (std::size_t i = 1; i < call.positional.size(); ++i) {
    if (i == flags_position(found.function))
      found.flags = call.positional[i];
    else
      found.arguments.push_back(call.positional[i]);
  }
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "flags")
      found.flags = keyword.value;
    else if (keyword.name == "count" || keyword.name == "maxsplit")
      found.arguments.push_back(keyword.value);
    else
      found.positional = false;
  }
  return found;
}

std::optional<std::string> plain_text(const PatternCall& call) {
  if (!call || call.flags || !call.positional || !call.pattern.is(Kind::string)) return std::nullopt;
  const StringLiteral literal = read_string(call.pattern);
  if (literal.bytes || literal.formatted || !literal.value || literal.value->empty()) return std::nullopt;
  if (literal.value->find_first_of(".^$*+?{}[]\\|()") != std::string::npos) return std::nullopt;
  return literal.value;
}

PlainRewrite plain_rewrite(const Facts& facts, const PatternCall& call) {
  if (!plain_text(call)) return {};
  if (call.function == "search" || call.function == "match" || call.function == "fullmatch")
    return rewrite_of_test(facts, call);
  if (call.function == "split" && call.arguments.size() == 1) {
    return {call.call, as_operand(call.arguments[0]) + ".split(" + std::string(call.pattern.text()) + ")",
            "split"};
  }
  if (call.function != "sub" || call.arguments.size() != 2) return {};
  const Node replacement = unparenthesised(call.arguments[0]);
  if (!replacement.is(Kind::string)) return {};
  const StringLiteral literal = read_string(replacement);
  if (literal.bytes || literal.formatted || !literal.value || literal.value->find('\\') != std::string::npos)
    return {};
  return {call.call,
          as_operand(call.arguments[1]) + ".replace(" + std::string(call.pattern.text()) + ", " +
              std::string(replacement.text()) + ")",
          "sub"};
}

}  // namespace perfhint
