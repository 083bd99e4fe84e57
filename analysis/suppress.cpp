#include "analysis/suppress.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace perfhint {
namespace {

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
         });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Names parted by commas or spaces, as far as they look like names.
std::vector<std::string_view> names_in(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(", \t", at);
    if (begin == std::string_view::npos) break;
    std::size_t end = text.find_first_of(", \t", begin);
    if (end == std::string_view::npos) end = text.size();
    names.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return names;
}

// What one directive of a comment silences: no names is every rule.
struct Directive {
  bool whole_file = false;
  std::vector<std::string_view> rules;
};

// "[a, b]" behind a directive; an opened bracket that names nothing silences nothing.
std::optional<std::vector<std::string_view>> bracketed(std::string_view rest) {
  rest = trimmed(rest);
  if (rest.empty() || rest.front() != '[') return std::vector<std::string_view>();
  const std::size_t end = rest.find(']');
  auto names = names_in(rest.substr(1, end == std::string_view::npos ? end : end - 1));
  if (names.empty()) return std::nullopt;
  return names;
}

// `part` is what stands between two # of a comment.
std::optional<Directive> read_directive(std::string_view part) {
  constexpr std::string_view own = "perfhint:", file = "ignore-file", line = "ignore", noqa = "noqa";
  part = trimmed(part);
  if (part.starts_with(own)) {
    part = trimmed(part.substr(own.size()));
    const bool whole_file = part.starts_with(file);
    if (!part.starts_with(line)) return std::nullopt;
    part = part.substr(whole_file ? file.size() : line.size());
    if (!part.empty() && part.front() != '[' && part.front() != ' ' && part.front() != '\t')
      return std::nullopt;
    auto rules = bracketed(part);
    if (!rules) return std::nullopt;
    return Directive{whole_file, std::move(*rules)};
  }
  if (!equals_ignoring_case(part.substr(0, noqa.size()), noqa)) return std::nullopt;
  part = trimmed(part.substr(noqa.size()));
  if (part.empty()) return Directive{};
  if (part.front() != ':') return std::nullopt;  // "noqa, because ..." is prose
  Directive directive{false, names_in(part.substr(1))};
  if (directive.rules.empty()) return std::nullopt;
  return directive;
}

template <class Visit>
void each_directive(std::string_view comment, Visit visit) {
  while (!comment.empty()) {
    comment.remove_prefix(1);  // #
    const std::size_t next = comment.find('#');
    if (auto directive = read_directive(comment.substr(0, next))) visit(*directive);
    if (next == std::string_view::npos) return;
    comment.remove_prefix(next);
  }
}

Span line_around(std::string_view source, Offset at) {
  const std::size_t before = source.substr(0, at).find_last_of("\n\r");
  const std::size_t after = source.find_first_of("\n\r", at);
  return {before == std::string_view::npos ? 0 : static_cast<Offset>(before + 1),
          after == std::string_view::npos ? static_cast<Offset>(source.size()) : static_cast<Offset>(after)};
}

template <class Visit>
void each_comment(const Syntax& syntax, Visit visit) {
  if (syntax.source().find('#') == std::string_view::npos) return;
  for (std::uint32_t at = 0; at < syntax.size(); ++at) {
    if (syntax.row(at).kind == Kind::comment) visit(syntax.node(at));
  }
}

}  // namespace

Suppressions::Suppressions(const Syntax& syntax) {
  each_comment(syntax, [&](Node comment) {
    each_directive(comment.text(), [&](const Directive& directive) {
      if (!directive.whole_file)
        lines_.push_back({line_around(syntax.source(), comment.span().begin), directive.rules});
    });
  });
}

bool Suppressions::silences(std::string_view rule, Span finding) const {
  const Offset last = finding.end > finding.begin ? finding.end - 1 : finding.end;
  for (const Line& line : lines_) {
    const auto holds = [&](Offset at) { return line.line.begin <= at && at <= line.line.end; };
    if (!holds(finding.begin) && !holds(last)) continue;
    if (line.rules.empty() || std::find(line.rules.begin(), line.rules.end(), rule) != line.rules.end())
      return true;
  }
  return false;
}

std::vector<std::string> file_ignores(const Syntax& syntax) {
  std::vector<std::string> ignored;
  if (syntax.source().find("ignore-file") == std::string_view::npos) return ignored;
  each_comment(syntax, [&](Node comment) {
    each_directive(comment.text(), [&](const Directive& directive) {
      if (!directive.whole_file) return;
      if (directive.rules.empty()) ignored.emplace_back("*");
      for (std::string_view rule : directive.rules) ignored.emplace_back(rule);
    });
  });
  std::sort(ignored.begin(), ignored.end());
  return ignored;
}

}  // namespace perfhint
