#include "analysis/rules/unwrap.h"

#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u == '_' || u >= 0x80U || (u >= '0' && u <= '9') || ((u | 0x20U) >= 'a' && (u | 0x20U) <= 'z');
}

bool word_follows(Node outer) {
  const std::string_view source = outer.syntax()->source();
  const Offset end = outer.span().end;
  return end < source.size() && is_word(source[end]);
}

bool has_brackets(Node node) {
  return node.is_any(Kind::list, Kind::tuple, Kind::set, Kind::dictionary, Kind::list_comprehension,
                     Kind::set_comprehension, Kind::dictionary_comprehension, Kind::generator_expression,
                     Kind::parenthesized_expression);
}

bool needs_parentheses(Node inner) {
  if (has_brackets(inner)) return false;
  const bool atom = inner.is_any(Kind::identifier, Kind::attribute, Kind::call, Kind::subscript, Kind::string,
                                 Kind::integer);
  return !atom || inner.text().find('\n') != std::string_view::npos;
}

}  // namespace

std::optional<std::vector<Edit>> unwrapped(Node outer, Node inner) {
  const Span before{outer.span().begin, inner.span().begin}, behind{inner.span().end, outer.span().end};
  if (has_comment(*outer.syntax(), before) || has_comment(*outer.syntax(), behind)) return std::nullopt;
  const bool parentheses = needs_parentheses(inner);
  std::string end = parentheses ? ")" : "";
  if (!parentheses && word_follows(outer)) end = " ";
  std::vector<Edit> edits;
  if (before.end > before.begin || parentheses) edits.push_back({before, parentheses ? "(" : ""});
  if (behind.end > behind.begin || !end.empty()) edits.push_back({behind, end});
  return edits;
}

std::optional<Edit> replaced(Node outer, std::string text) {
  if (has_comment(*outer.syntax(), outer.span())) return std::nullopt;
  if (!text.empty() && is_word(text.back()) && word_follows(outer)) text += ' ';
  return Edit{outer.span(), std::move(text)};
}

Node sole_argument_of(const Facts& facts, Node call, std::string_view builtin) {
  if (!call.is(Kind::call) || !call.child(Field::function).is(Kind::identifier)) return {};
  return facts.is_call_of(call, builtin) ? read_call(call).sole_argument() : Node();
}

Node argument_or_generator(const Facts& facts, Node call, std::string_view builtin) {
  if (const Node argument = sole_argument_of(facts, call, builtin)) return argument;
  if (!call.is(Kind::call) || !call.child(Field::function).is(Kind::identifier)) return {};
  return facts.is_call_of(call, builtin) ? read_call(call).generator : Node();
}

}  // namespace perfhint
