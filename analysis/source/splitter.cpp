// The lexical scan behind next_block. One pass, no allocation but the stack of open brackets and f-strings.
#include "analysis/source/splitter.h"

#include <array>
#include <vector>

namespace perfhint {
namespace {

constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// What encloses the place being scanned.
struct Enclosure {
  enum class Sort : std::uint8_t { bracket, literal, field, format_spec };
  Sort sort;
  char quote = 0;          // literal: ' or "
  bool triple = false;     // literal
  bool formatted = false;  // literal: f or t
};

class Scanner {
 public:
  Scanner(std::string_view text, Offset begin) : text_(text), begin_(begin), at_(begin) {}
  Extent run();

 private:
  using Sort = Enclosure::Sort;

  bool more() const { return at_ < text_.size(); }
  char peek(Offset ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  std::string_view word_at(Offset at) const {
    Offset end = at;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return text_.substr(at, end - at);
  }
  bool in_literal() const {
    return !stack_.empty() &&
           (stack_.back().sort == Sort::literal || stack_.back().sort == Sort::format_spec);
  }
  bool at_boundary();
  bool begins_despite_bracket() const;
  void scan_code();
  void scan_word();
  void scan_literal();
  void open_literal(std::string_view prefix);
  void end_line();
  void skip_comment() {
    while (more() && text_[at_] != '\n') ++at_;
  }
  bool only_brackets() const;
  void close_line_literal();

  std::string_view text_;
  const Offset begin_;
  Offset at_;
  std::vector<Enclosure> stack_;
  Offset trivia_ = 0;  // where blank lines and comments after the last statement began
  bool has_trivia_ = false;
  bool has_statement_ = false;
  bool after_decorator_ = false;  // the last logical line was a decorator
  bool line_is_decorator_ = false;
  bool line_has_code_ = false;
  bool joined_ = false;  // the line above ended in a backslash
};

bool Scanner::only_brackets() const {
  for (const Enclosure& enclosure : stack_) {
    if (enclosure.sort == Sort::literal && enclosure.triple) return false;
  }
  return true;
}

// At the start of a line that is neither blank nor comment: is it a statement that ends the block before it?
bool Scanner::at_boundary() {
  if (!has_statement_) return false;
  if (!stack_.empty()) return only_brackets() && !in_literal() && begins_despite_bracket();
  if (joined_ || after_decorator_) return false;
  const std::string_view word = word_at(at_);
  return word != "else" && word != "elif" && word != "except" && word != "finally";
}

bool Scanner::begins_despite_bracket() const {
  const std::string_view word = word_at(at_);
  Offset after = at_ + static_cast<Offset>(word.size());
  const auto next_word = [&] {
    while (after < text_.size() && (text_[after] == ' ' || text_[after] == '\t')) ++after;
    return word_at(after);
  };
  const bool spaced = after < text_.size() && (text_[after] == ' ' || text_[after] == '\t');
  if (word.empty()) return text_[at_] == '@' && at_ + 1 < text_.size() && is_word(text_[at_ + 1]);
  if (!spaced) return false;
  if (word == "def" || word == "class" || word == "import" || word == "from") return true;
  if (word == "async") return next_word() == "def";
  return word == "if" && next_word() == "__name__";
}

Extent Scanner::run() {
  bool line_start = true;
  while (more()) {
    if (line_start) {
      line_start = false;
      if (in_literal() || joined_) {
        line_has_code_ = true;  // belongs to the line above, whatever it begins with
      } else {
        const Offset line = at_;
        // As the parser has it, which sees a block's text alone.
        if (at_ == begin_ && text_.substr(at_, 3) == "\xEF\xBB\xBF") at_ += 3;
        while (peek() == '\f') ++at_;
        const bool column_0 = peek() != ' ' && peek() != '\t';
        while (peek() == ' ' || peek() == '\t' || peek() == '\f') ++at_;
        const bool blank = !more() || peek() == '\n' || peek() == '\r' || peek() == '#';
        if (blank && stack_.empty()) {
          if (has_statement_ && !has_trivia_ && !after_decorator_) trivia_ = line, has_trivia_ = true;
        } else if (!blank) {
          if (column_0 && at_boundary()) return {has_trivia_ ? trivia_ : line, !stack_.empty(), false};
          has_trivia_ = false;
          line_has_code_ = true;
          if (stack_.empty()) {
            has_statement_ = true;
            line_is_decorator_ = column_0 && peek() == '@';
          }
        }
      }
      joined_ = false;
      continue;
    }
    if (peek() == '\n') {
      end_line();
      ++at_;
      line_start = true;
    } else if (in_literal()) {
      scan_literal();
    } else {
      scan_code();
    }
  }
  return {static_cast<Offset>(text_.size()), !stack_.empty() || joined_, true};
}

void Scanner::end_line() {
  if (in_literal()) close_line_literal();
  if (stack_.empty() && !joined_ && line_has_code_) {
    after_decorator_ = line_is_decorator_;
    line_is_decorator_ = line_has_code_ = false;
  }
}

// A literal of one line that its line does not close is a mistake that ends with the line.
void Scanner::close_line_literal() {
  std::size_t literal = stack_.size();
  while (literal > 0 && stack_[literal - 1].sort != Sort::literal) --literal;
  if (literal > 0 && !stack_[literal - 1].triple && !joined_) stack_.resize(literal - 1);
}

void Scanner::scan_code() {
  const char c = peek();
  switch (c) {
    case '#':
      skip_comment();
      return;
    case '\\':
      if (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n')) {
        at_ += peek(1) == '\n' ? 1 : 2;
        if (at_ < text_.size()) joined_ = true;
      } else {
        ++at_;
      }
      return;
    case '(':
    case '[':
    case '{':
      stack_.push_back({Sort::bracket});
      break;
    case ')':
    case ']':
    case '}':
      if (!stack_.empty() &&
          (stack_.back().sort == Sort::bracket || (stack_.back().sort == Sort::field && c == '}'))) {
        stack_.pop_back();
      }
      break;
    case ':':
      if (!stack_.empty() && stack_.back().sort == Sort::field) stack_.back().sort = Sort::format_spec;
      break;
    case '"':
    case '\'':
      open_literal({});
      return;
    default:
      if (is_word(c)) return scan_word();
  }
  ++at_;
}

void Scanner::scan_word() {
  const std::string_view word = word_at(at_);
  at_ += static_cast<Offset>(word.size());
  if (word.size() <= 2 && (peek() == '"' || peek() == '\'')) open_literal(word);
}

void Scanner::open_literal(std::string_view prefix) {
  Enclosure literal{Sort::literal};
  bool known = true;
  for (char c : prefix) {
    const char lower = static_cast<char>(c | 0x20);
    literal.formatted |= lower == 'f' || lower == 't';
    known &= lower == 'f' || lower == 't' || lower == 'r' || lower == 'b' || lower == 'u';
  }
  if (!known) literal.formatted = false;
  literal.quote = peek();
  literal.triple = peek(1) == literal.quote && peek(2) == literal.quote;
  at_ += literal.triple ? 3 : 1;
  if (!literal.triple && !literal.formatted) {  // the common case, without the stack
    while (more() && peek() != literal.quote && peek() != '\n') {
      if (peek() == '\\' && at_ + 1 < text_.size()) {
        if (peek(1) == '\r' && peek(2) == '\n') ++at_;
        ++at_;
      }
      ++at_;
    }
    if (peek() == literal.quote) ++at_;
    return;
  }
  stack_.push_back(literal);
}

void Scanner::scan_literal() {
  const Enclosure::Sort sort = stack_.back().sort;
  if (sort == Sort::format_spec) {
    const char c = peek();
    if (c == '{') stack_.push_back({Sort::field});
    if (c == '}') stack_.pop_back();
    // A quote that would close the literal around it closes it: the field was not finished.
    std::size_t outer = stack_.size();
    while (outer > 0 && stack_[outer - 1].sort != Sort::literal) --outer;
    if (outer > 0 && c == stack_[outer - 1].quote && !stack_[outer - 1].triple) {
      stack_.resize(outer - 1);
    }
    ++at_;
    return;
  }
  const Enclosure literal = stack_.back();
  const char c = peek();
  if (c == '\\') {
    // A backslash keeps the quote after it, in raw literals too; a field's brace it does not keep.
    if (peek(1) == '\r' && peek(2) == '\n') ++at_;
    if (peek(1) == '\n') joined_ = true;
    if (literal.formatted && (peek(1) == '{' || peek(1) == '}')) {
      ++at_;
      return;
    }
    at_ += at_ + 1 < text_.size() && !(peek(1) == '\n') ? 2 : 1;
    return;
  }
  if (c == literal.quote && (!literal.triple || (peek(1) == c && peek(2) == c))) {
    at_ += literal.triple ? 3 : 1;
    stack_.pop_back();
    return;
  }
  if (literal.formatted && (c == '{' || c == '}') && peek(1) == c) {
    at_ += 2;
    return;
  }
  if (literal.formatted && c == '{') stack_.push_back({Sort::field});
  ++at_;
}

}  // namespace

Extent next_block(std::string_view text, Offset begin) { return Scanner(text, begin).run(); }

}  // namespace perfhint
