// Whole lines are cut out, so that an edit that puts a line before a statement goes with it.
#include "server/measure/fragment.h"

#include <algorithm>

#include "analysis/check.h"
#include "analysis/syntax/python.h"

namespace perfhint::server {

namespace {

Offset line_begin(const Text& text, Offset offset) { return text.line(text.line_of(offset)).begin; }

Offset behind_line(const Text& text, Offset offset) {
  const std::uint32_t line = text.line_of(offset);
  return line + 1 < text.line_count() ? text.line(line + 1).begin : static_cast<Offset>(text.bytes().size());
}

bool begins_its_line(const Text& text, Node statement) {
  const std::string_view before =
      std::string_view(text.bytes())
          .substr(line_begin(text, statement.span().begin),
                  statement.span().begin - line_begin(text, statement.span().begin));
  return before.find_first_not_of(" \t\f\xEF\xBB\xBF") == std::string_view::npos;
}

// The adjacent statements of the body that cover the span; none if it reaches beyond them.
Fragment covering(const Text& text, Node body, Span span) {
  Fragment fragment;
  const std::vector<Node> all = statements(body);
  std::size_t first = all.size();
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (line_begin(text, all[at].span().begin) <= span.begin) first = at;
  }
  if (first == all.size() || !begins_its_line(text, all[first])) return fragment;
  const Offset begin = line_begin(text, all[first].span().begin);
  Offset end = begin;
  for (std::size_t at = first; at < all.size(); ++at) {
    const bool same_line = !begins_its_line(text, all[at]);
    if (at > first && !same_line && line_begin(text, all[at].span().begin) >= span.end) break;
    fragment.statements.push_back(all[at]);
    const Offset last = all[at].span().end;  // a statement may end with its line's end
    end = behind_line(text, last > all[at].span().begin ? last - 1 : last);
  }
  if (end < span.end) return {};
  fragment.lines = {begin, end};
  return fragment;
}

bool is_inside_loop(Node node, const Fragment& fragment) {
  for (Node outer = node.parent(); outer && fragment.holds(outer); outer = outer.parent()) {
    if (outer.is_any(Kind::for_statement, Kind::while_statement)) return true;
    if (outer.is(Kind::function_definition)) return false;
  }
  return false;
}

// Running a definition alone tells nothing.
bool only_defines(const Fragment& fragment) {
  return std::ranges::all_of(fragment.statements, [](Node statement) {
    return statement.is_any(Kind::class_definition, Kind::function_definition, Kind::decorated_definition);
  });
}

// Inside brackets any indentation goes.
bool is_statement_line(const Syntax& syntax, Offset first) {
  for (Node node = syntax.covering({first, first + 1}); node && node.span().begin == first;
       node = node.parent()) {
    if (node.parent().is_any(Kind::block, Kind::module)) return true;
  }
  return false;
}

}  // namespace

// A loop's `else` lies in the loop's node, so that a break there is let through: Python refuses to compile
// it.
bool stands_alone(const Fragment& fragment) {
  for (Node statement : fragment.statements) {
    for (Node node : descendants(statement)) {
      if (node.is_any(Kind::global_statement, Kind::nonlocal_statement)) return false;
      if (node.is_any(Kind::break_statement, Kind::continue_statement) && !is_inside_loop(node, fragment))
        return false;
    }
  }
  return true;
}

std::optional<Fragment> whole_body(const Block& block, Node function_definition) {
  Fragment fragment;
  fragment.statements = statements(function_definition.child(Field::body));
  fragment.in_function = true;
  if (fragment.statements.empty() || !begins_its_line(block.text, fragment.statements.front()))
    return std::nullopt;
  fragment.lines = {line_begin(block.text, fragment.statements.front().span().begin),
                    behind_line(block.text, fragment.statements.back().span().end - 1)};
  return fragment;
}

std::vector<Fragment> fragments_around(const Facts& facts, const Block& block, Span span) {
  std::vector<Fragment> found;
  for (Node body = facts.syntax().covering(span); body; body = body.parent()) {
    if (!body.is_any(Kind::block, Kind::module)) continue;
    if (body.parent().is(Kind::class_definition)) break;
    Fragment fragment = covering(block.text, body, span);
    fragment.in_function = body.is(Kind::block) && static_cast<bool>(facts.enclosing_function(body));
    if (!only_defines(fragment) && stands_alone(fragment)) found.push_back(fragment);
    if (body.parent().is(Kind::function_definition)) {
      auto whole = whole_body(block, body.parent());
      if (whole && whole->lines.begin <= span.begin && (found.empty() || found.back().lines != whole->lines))
        found.push_back(*std::move(whole));
      break;
    }
  }
  return found;
}

std::string dedented(const std::string& code) {
  const std::size_t indent = code.find_first_not_of(" \t\f");
  if (indent == 0 || indent == std::string::npos) return code;
  // Below a header of its own it is whole Python again, whose strings can be found.
  const std::string header = "if 1:\n";
  const Block block(header + code, false);
  std::string out;
  for (std::uint32_t line = 1; line < block.text.line_count(); ++line) {
    const Offset begin = block.text.line(line).begin;
    const Offset end = line + 1 < block.text.line_count() ? block.text.line(line + 1).begin
                                                          : static_cast<Offset>(block.text.bytes().size());
    const std::string_view text = std::string_view(block.text.bytes()).substr(begin, end - begin);
    const Node around = block.syntax->covering({begin, begin});
    const bool in_string =
        around.span().begin < begin && (around.is_any(Kind::string, Kind::string_content) ||
                                        static_cast<bool>(around.ancestor(Kind::string)));
    const std::size_t space = std::min(text.find_first_not_of(" \t\f"), text.size());
    const bool is_blank = text.find_first_not_of(" \t\f\r\n") == std::string_view::npos;
    if (!in_string && !is_blank && space < indent &&
        is_statement_line(*block.syntax, begin + static_cast<Offset>(space)))
      return "";
    out += in_string ? text : text.substr(std::min(indent, space));
  }
  return out;
}

std::string fragment_text(const Block& block, const Fragment& fragment, const std::vector<Edit>& edits) {
  std::vector<Edit> within;
  for (const Edit& edit : edits) {
    if (edit.span.begin < fragment.lines.begin || edit.span.end > fragment.lines.end) return "";
    within.push_back(
        {{edit.span.begin - fragment.lines.begin, edit.span.end - fragment.lines.begin}, edit.text});
  }
  const std::string text(
      block.text.bytes().substr(fragment.lines.begin, fragment.lines.end - fragment.lines.begin));
  return dedented(apply_edits(text, within));
}

}  // namespace perfhint::server
