// Magics are known by how their line begins, and only where a statement may begin: the text before them is
// asked.
#include "server/notebook_text.h"

#include <algorithm>
#include <array>

#include "analysis/source/splitter.h"

namespace perfhint::server {

namespace {

using std::string_view;

// Cell magics that run their cell as Python in the notebook's own names.
constexpr std::array python_magics = {string_view("capture"), string_view("debug"), string_view("ipytest"),
                                      string_view("prun"),    string_view("time"),  string_view("timeit")};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// No string, bracket or continuation is open at the end.
bool is_closed(string_view text) {
  for (Offset at = 0;;) {
    const Extent block = next_block(text, at);
    if (block.exhausted) return !block.open;
    at = block.end;
  }
}

string_view trimmed(string_view line) {
  const std::size_t end = line.find_last_not_of(" \t\f\r");
  return line.substr(0, end == string_view::npos ? 0 : end + 1);
}

// "df.head?", "%time??", "np.*load*?"
bool asks_for_help(string_view word) {
  if (!word.ends_with('?')) return false;
  word.remove_suffix(word.ends_with("??") ? 2 : 1);
  const auto may_stand = [](char c) { return is_word(c) || c == '.' || c == '*' || c == '%'; };
  return !word.empty() && std::ranges::all_of(word, may_stand);
}

// In "files = !ls" and "took = %time f()", where the IPython begins; npos: there is none.
std::size_t assigned_magic(string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == string_view::npos || equals == 0) return string_view::npos;
  const auto in_target = [](char c) {
    return is_word(c) || string_view(" \t.,[]'\"()*").find(c) != string_view::npos;
  };
  if (!std::ranges::all_of(line.substr(0, equals), in_target)) return string_view::npos;
  const std::size_t value = line.find_first_not_of(" \t", equals + 1);
  const bool magic = value != string_view::npos && (line[value] == '!' || line[value] == '%');
  return magic ? value : string_view::npos;
}

// Where in the line what is not Python begins; npos: it is all Python.
std::size_t magic_in(string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\f");
  if (first == string_view::npos) return first;
  const char c = line[first];
  if (c == '%' || c == '!' || c == '?' || asks_for_help(line.substr(first))) return first;
  return assigned_magic(line);
}

class Join {
 public:
  void add(string_view cell) {
    const auto begin = static_cast<Offset>(out_.text.size());
    out_.text += cell;
    if (cell.ends_with('\r')) out_.text.back() = '\n';  // or it would be one line end with the next
    blank_magics(begin);
    out_.text += '\n';
    // What is being typed here must not swallow the cells behind.
    if (!is_closed(string_view(out_.text).substr(begin))) blank({begin, end() - 1});
    const auto end = static_cast<Offset>(out_.text.size());
    const auto lines =
        static_cast<std::uint32_t>(line_starts(string_view(out_.text).substr(begin)).size() - 1);
    out_.cells.push_back({line_, lines, {begin, end}});
    line_ += lines;
  }
  NotebookText take() { return std::move(out_); }

 private:
  void blank_magics(Offset begin) {
    const string_view first = line_at(begin);
    if (first.starts_with("%%")) {
      const string_view name = first.substr(2, first.find_first_of(" \t", 2) - 2);
      if (std::ranges::find(python_magics, name) == python_magics.end()) return blank_call({begin, end()});
    }
    for (Offset at = begin; at < end(); at = behind_line(at)) {
      const string_view line = line_at(at);
      const std::size_t magic = magic_in(line);
      if (magic == string_view::npos || !is_closed(string_view(out_.text).substr(begin, at - begin)))
        continue;
      Offset last = at;
      while (line_at(last).ends_with('\\') && behind_line(last) < end()) last = behind_line(last);
      blank_call({static_cast<Offset>(at + magic), static_cast<Offset>(last + line_at(last).size())});
      at = last;
    }
  }

  Offset end() const { return static_cast<Offset>(out_.text.size()); }
  string_view line_at(Offset at) const {
    const string_view rest = string_view(out_.text).substr(at);
    return trimmed(rest.substr(0, rest.find_first_of("\r\n")));
  }
  Offset behind_line(Offset at) const {
    const std::size_t line_end = out_.text.find_first_of("\r\n", at);
    if (line_end == std::string::npos) return end();
    const bool two = string_view(out_.text).substr(line_end).starts_with("\r\n");
    return static_cast<Offset>(line_end + (two ? 2 : 1));
  }

  void blank(Span span) {
    for (Offset i = span.begin; i < span.end; ++i) {
      char& c = out_.text[i];
      if (c != '\n' && c != '\r') c = ' ';
    }
    out_.blanked.push_back(span);
  }
  // A magic may do anything; a call of what is not known may, too.
  void blank_call(Span span) {
    const auto room = line_at(span.begin).size();
    blank(span);
    const string_view call = room >= 3 ? "_()" : "0";
    out_.text.replace(span.begin, std::min(call.size(), room), call.substr(0, room));
  }

  NotebookText out_;
  std::uint32_t line_ = 0;
};

}  // namespace

std::size_t NotebookText::cell_of_line(std::uint32_t line) const {
  const auto behind = std::ranges::upper_bound(cells, line, {}, &Cell::line);
  return static_cast<std::size_t>(behind - cells.begin()) - (behind == cells.begin() ? 0 : 1);
}

std::size_t NotebookText::cell_at(Offset at) const {
  const auto begin = [](const Cell& cell) { return cell.span.begin; };
  const auto behind = std::ranges::upper_bound(cells, at, {}, begin);
  return static_cast<std::size_t>(behind - cells.begin()) - (behind == cells.begin() ? 0 : 1);
}

bool NotebookText::is_blanked(Span span) const {
  return std::ranges::any_of(blanked, [&](Span one) { return one.overlaps(span); });
}

NotebookText joined_cells(const std::vector<string_view>& cells) {
  Join join;
  for (const string_view cell : cells) join.add(cell);
  return join.take();
}

}  // namespace perfhint::server
