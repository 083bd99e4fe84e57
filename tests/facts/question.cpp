// Reads snippets and their questions, finds the nodes that they ask about, and compares answers.
#include "tests/facts/question.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "tests/support/annotated.h"
#include "tests/support/corpus.h"

namespace perfhint::testing {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// A question as written.
struct Asked {
  std::string_view kind, subject, answer;
  int occurrence = 1;
  bool negated = false;
};

std::optional<Asked> read_question(std::string_view text) {
  Asked asked;
  if (text.starts_with("not ")) asked.negated = true, text = trimmed(text.substr(4));
  const std::size_t colon = text.find(':');
  asked.kind = trimmed(text.substr(0, colon));
  asked.answer = asked.negated ? "no" : "yes";
  if (colon == std::string_view::npos) {
    if (const std::size_t arrow = asked.kind.find("->"); arrow != std::string_view::npos) {
      asked.answer = trimmed(asked.kind.substr(arrow + 2));
      asked.kind = trimmed(asked.kind.substr(0, arrow));
    }
    const auto& kinds = question_kinds();
    const bool known =
        std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == asked.kind; });
    return known ? std::optional(asked) : std::nullopt;
  }
  asked.subject = trimmed(text.substr(colon + 1));
  if (const std::size_t arrow = asked.subject.find("->"); arrow != std::string_view::npos) {
    asked.answer = trimmed(asked.subject.substr(arrow + 2));
    asked.subject = trimmed(asked.subject.substr(0, arrow));
  }
  if (const std::size_t at = asked.subject.rfind('@'); at != std::string_view::npos && at > 0) {
    const std::string_view digits = asked.subject.substr(at + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), asked.occurrence);
    if (error == std::errc() && end == digits.data() + digits.size()) {
      asked.subject = trimmed(asked.subject.substr(0, at));
    }
  }
  return asked;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The n-th place of `subject` in `code` that cuts no word in two; npos if there is none.
std::size_t place_of(std::string_view code, std::string_view subject, int occurrence) {
  for (std::size_t at = code.find(subject); at != std::string_view::npos; at = code.find(subject, at + 1)) {
    const std::size_t end = at + subject.size();
    const bool cuts = (at > 0 && is_word(code[at - 1]) && is_word(code[at])) ||
                      (end < code.size() && is_word(code[end]) && is_word(code[end - 1]));
    if (!cuts && --occurrence == 0) return at;
  }
  return std::string_view::npos;
}

class Page {
 public:
  Page(std::string path, int first_line, std::string title, std::string text)
      : path_(std::move(path)),
        first_line_(first_line),
        title_(std::move(title)),
        text_(std::move(text)),
        snippet_(text_) {
    for (std::size_t at = 0; at <= text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      lines_.push_back({at, end, end});
      at = end + 1;
    }
    find_comments();
  }

  int ask() {
    int asked = 0;
    for (const auto& [line, text] : questions_) {
      const std::optional<Asked> question = read_question(text);
      if (!question || question->kind == "mark" || question->kind == "perfhint") continue;
      ask(line, *question);
      ++asked;
    }
    return asked;
  }

 private:
  struct Line {
    std::size_t begin, code_end, end;
  };

  void find_comments() {
    for (const Module::Entry& entry : snippet_.module().blocks()) {
      for (Node node : descendants(entry.block->syntax->root())) {
        if (node.is(Kind::comment)) read_comment(entry.begin + node.span().begin, node.text());
      }
    }
  }

  void read_comment(std::size_t begin, std::string_view comment) {
    std::size_t line = line_at(begin);
    lines_[line].code_end = begin;
    while (line > 0 && code(line).empty()) --line;  // questions only: about the line above
    while (!comment.empty()) {
      comment.remove_prefix(1);
      const std::size_t end = std::min(comment.find('#'), comment.size());
      const std::string_view text = trimmed(comment.substr(0, end));
      if (text.starts_with("mark:"))
        marks_[line] = trimmed(text.substr(5));
      else
        questions_.emplace_back(line, text);
      comment.remove_prefix(end);
    }
  }

  std::string_view code(std::size_t line) const {
    return trimmed(
        std::string_view(text_).substr(lines_[line].begin, lines_[line].code_end - lines_[line].begin));
  }

  std::size_t line_at(std::size_t offset) const {
    std::size_t line = 0;
    while (line + 1 < lines_.size() && lines_[line + 1].begin <= offset) ++line;
    return line;
  }

  // Block and node of a span of the snippet; the node has exactly that text.
  std::pair<std::size_t, Node> node_at(std::size_t begin, std::size_t end) const {
    const auto from = static_cast<Offset>(begin), to = static_cast<Offset>(end);
    const std::size_t block = snippet_.module().block_at(from);
    const Module::Entry& entry = snippet_.module().blocks()[block];
    const Span span{from - entry.begin, to - entry.begin};
    Node node = entry.block->syntax->covering(span);
    if (node.span() != span) node = Node();
    return {block, node};
  }

  // The outermost node, a module or a block of statements apart, that begins the line.
  std::pair<std::size_t, Node> statement_at(std::size_t line) const {
    const std::size_t begin = text_.find_first_not_of(" \t", lines_[line].begin);
    const auto from = static_cast<Offset>(begin);
    const std::size_t block = snippet_.module().block_at(from);
    const Module::Entry& entry = snippet_.module().blocks()[block];
    Node node = entry.block->syntax->covering({from - entry.begin, from - entry.begin + 1});
    while (node.parent() && node.parent().span().begin == node.span().begin &&
           !node.parent().is_any(Kind::block, Kind::module)) {
      node = node.parent();
    }
    return {block, node};
  }

  void ask(std::size_t line, const Asked& asked) {
    const std::string where = title_ + ": " + std::string(asked.kind) + ": " + std::string(asked.subject);
    const int file_line = first_line_ + static_cast<int>(line);
    const auto& kinds = question_kinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const QuestionKind& one) { return one.name == asked.kind; });
    if (kind == kinds.end()) {
      ADD_FAILURE_AT(path_.c_str(), file_line) << where << ": there is no such question";
      return;
    }
    std::pair<std::size_t, Node> place;
    if (asked.subject.empty() || kind->about_line) {
      place = statement_at(line);
    } else {
      const std::string_view code =
          std::string_view(text_).substr(lines_[line].begin, lines_[line].code_end - lines_[line].begin);
      const std::size_t at = place_of(code, asked.subject, asked.occurrence);
      if (at != std::string_view::npos) {
        place = node_at(lines_[line].begin + at, lines_[line].begin + at + asked.subject.size());
      }
    }
    if (!place.second) {
      ADD_FAILURE_AT(path_.c_str(), file_line) << where << ": stands for no node of this line";
      return;
    }
    const Question question{snippet_.facts(place.first), place.second, asked.subject, &name_of_line, this};
    const std::string answer = kind->answer(question);
    if (answer != asked.answer) {
      ADD_FAILURE_AT(path_.c_str(), file_line)
          << where << "\n  expected: " << asked.answer << "\n  answered: " << answer;
    }
  }

  static std::string name_of_line(const Question& question, Node node) {
    const Page& page = *static_cast<const Page*>(question.context);
    for (const Module::Entry& entry : page.snippet_.module().blocks()) {
      if (entry.block->syntax.get() != node.syntax()) continue;
      const std::size_t line = page.line_at(entry.begin + node.span().begin);
      const auto mark = page.marks_.find(line);
      return mark != page.marks_.end() ? std::string(mark->second) : std::to_string(line + 1);
    }
    return "none";
  }

  std::string path_;
  int first_line_;
  std::string title_, text_;
  Snippet snippet_;
  std::vector<Line> lines_;
  std::vector<std::pair<std::size_t, std::string_view>> questions_;
  std::map<std::size_t, std::string_view> marks_;
};

}  // namespace

std::string Question::lines(const std::vector<Node>& places) const {
  std::vector<Node> sorted = places;
  std::sort(sorted.begin(), sorted.end(), [](Node a, Node b) { return a.index() < b.index(); });
  std::string text;
  std::set<std::string> seen;
  for (Node place : sorted) {
    const std::string name = line(place);
    if (!seen.insert(name).second) continue;
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

const Binding* named(const Question& question) {
  const Names& names = question.facts.names();
  std::uint32_t first = names.scope_at(question.node.index());
  for (std::uint32_t scope = first; scope != no_scope; scope = names.scopes()[scope].parent) {
    if (scope != first && names.scopes()[scope].kind == ScopeKind::class_) continue;
    const std::uint32_t found = names.find(scope, question.subject);
    if (found != no_binding) return &names.bindings()[found];
  }
  return nullptr;
}

int ask_all(const std::string& path) {
  const std::string whole = read_file(path);
  int asked = 0, line = 1, first_line = 0;
  std::string title, text;
  const auto finish = [&] {
    if (!title.empty()) asked += Page(path, first_line, title, text).ask();
    text.clear();
  };
  for (std::size_t at = 0; at < whole.size(); ++line) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    const std::string_view one = std::string_view(whole).substr(at, end - at);
    at = end + 1;
    if (!one.starts_with("## ")) {
      text.append(one).push_back('\n');
      continue;
    }
    finish();
    title = one.substr(3);
    first_line = line + 1;
  }
  finish();
  return asked;
}

}  // namespace perfhint::testing
