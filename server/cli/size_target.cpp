// Statements are found by their first byte: a line's first statement is the first in preorder that begins
// there.
#include "server/cli/size_target.h"

#include <charconv>

#include "analysis/syntax/python.h"

namespace perfhint::server::cli {

namespace {

// "12" at the end of text, behind a colon; takes both off.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc() || stop != end || number == 0) return std::nullopt;
  text = text.substr(0, colon);
  return number;
}

// The node that a statement is about; none for a statement without a value.
Node value_of(Node statement) {
  switch (statement.kind()) {
    case Kind::expression_statement: {
      Node inner = statement.named_child(0);
      if (inner.is(Kind::assignment) && inner.child(Field::right)) return value_of(inner);
      return statement.named_child_count() == 1 ? inner : Node();
    }
    case Kind::assignment: {  // a = b = value
      Node right = statement;
      while (right.is(Kind::assignment)) right = right.child(Field::right);
      return right;
    }
    case Kind::return_statement:
      return statement.named_child(0);
    case Kind::class_definition:
    case Kind::function_definition:
      return statement.child(Field::name);
    default:
      return {};
  }
}

Target on_line(const Block& block, Span line) {
  bool any_code = false;
  for (Node node : descendants(block.syntax->root())) {
    if (node.is(Kind::module) || node.extra() || !line.contains(node.span().begin)) continue;
    any_code = true;
    const Node value = value_of(node);
    if (!value) continue;
    if (node.broken()) return {nullptr, {}, "it is no valid Python"};
    return {&block, value, {}};
  }
  return {nullptr,
          {},
          any_code ? "that line has no value: name an expression, an assignment, a class or a function"
                   : "no statement begins in that line"};
}

bool is_value(Node node) {
  return node.named() && !node.is_any(Kind::module, Kind::block, Kind::argument_list, Kind::comment,
                                      Kind::pair, Kind::expression_statement, Kind::assignment,
                                      Kind::keyword_argument, Kind::for_in_clause, Kind::if_clause,
                                      Kind::string_start, Kind::string_content, Kind::string_end);
}

Target at_offset(const Block& block, Offset offset) {
  Node around;
  for (Node node : descendants(block.syntax->root())) {
    const bool there = node.span().begin == offset || node.span().contains(offset);
    if (!there || !is_value(node)) continue;
    around = node;
    if (node.span().begin == offset) break;
  }
  if (!around) return {nullptr, {}, "no expression stands there"};
  if (around.broken()) return {nullptr, {}, "it is no valid Python"};
  return {&block, around, {}};
}

}  // namespace

std::optional<FilePlace> parse_place(std::string_view text) {
  const auto last = take_number(text);
  if (!last) return std::nullopt;
  std::string_view rest = text;
  if (const auto line = take_number(rest); line && !rest.empty())
    return FilePlace{std::string(rest), *line, last};
  if (text.empty()) return std::nullopt;
  return FilePlace{std::string(text), *last, std::nullopt};
}

Target find_target(const Module& module, std::uint32_t line, std::optional<std::uint32_t> column) {
  if (line > module.line_count()) {
    return {
        nullptr,
        {},
        "there is no line " + std::to_string(line) + ": the file has " + std::to_string(module.line_count())};
  }
  const Offset begin = module.offset({line - 1, 0}, Encoding::utf32);
  const Offset at = column ? module.offset({line - 1, *column - 1}, Encoding::utf32) : begin;
  const Module::Entry& entry = module.blocks()[module.block_at(at)];
  if (entry.block->open) return {nullptr, {}, "a string or bracket is not closed there"};
  if (column) return at_offset(*entry.block, at - entry.begin);
  const Span whole = entry.block->text.line(entry.block->text.line_of(begin - entry.begin));
  return on_line(*entry.block, {whole.begin, whole.end + 1});
}

}  // namespace perfhint::server::cli
