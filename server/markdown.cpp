// CommonMark's rule for code spans: a run of backticks opens one that the next run of the same length closes.
#include "server/markdown.h"

#include <algorithm>
#include <cctype>

namespace perfhint::server {

namespace {

std::string on_one_line(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(
      out, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return out;
}

std::size_t run_of_backticks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of('`', at), text.size()) - at;
}

// Behind the code span that begins at `at`; npos if nothing closes it.
std::size_t end_of_span(std::string_view text, std::size_t at) {
  const std::size_t length = run_of_backticks(text, at);
  for (std::size_t i = text.find('`', at + length); i != std::string_view::npos;) {
    const std::size_t closing = run_of_backticks(text, i);
    if (closing == length) return i + closing;
    i = text.find('`', i + closing);
  }
  return std::string_view::npos;
}

bool is_fence(std::string_view line) { return line == "```" || line == "```text"; }

// `[text](address)` at `at`, on one line: its parts and where it ends.
struct Link {
  std::string_view text, address;
  std::size_t end = 0;
};
Link link_at(std::string_view markdown, std::size_t at) {
  const std::size_t close = markdown.find("](", at);
  if (markdown[at] != '[' || close == std::string_view::npos) return {};
  const std::size_t end = markdown.find(')', close);
  const std::string_view text = markdown.substr(at + 1, close - at - 1);
  if (end == std::string_view::npos || text.find('\n') != std::string_view::npos) return {};
  return {text, markdown.substr(close + 2, end - close - 2), end + 1};
}

}  // namespace

std::string prose_of(std::string_view text) {
  const std::string line = on_one_line(text);
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t span = line[i] == '`' ? end_of_span(line, i) : std::string::npos;
    if (span != std::string::npos) {
      out += line.substr(i, span - i);
      i = span;
      continue;
    }
    const std::size_t run = line[i] == '`' ? run_of_backticks(line, i) : 1;
    for (const char c : line.substr(i, run)) {
      if (c == '`' || c == '[' || c == '<' || c == '\\') out += '\\';
      out += c;
    }
    i += run;
  }
  return out;
}

// Neovim's Markdown does not close a fence that spaces follow.
std::string markdown_of(const std::vector<std::string>& lines) {
  std::string out;
  bool fenced = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool fence = is_fence(lines[i]);
    const bool next_is_prose = i + 1 < lines.size() && !is_fence(lines[i + 1]);
    fenced = fenced != fence;
    out += fenced || fence ? on_one_line(lines[i]) : prose_of(lines[i]);
    if (!fenced && !fence && next_is_prose) out += "  ";  // a hard break
    if (i + 1 < lines.size()) out += '\n';
  }
  return out;
}

std::string unwrapped(std::string_view markdown) {
  std::string out;
  bool fenced = false, joins = false;  // whether the next line goes on with the last one
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, end - at);
    const bool fence = line.starts_with("```");
    const bool text = !fenced && !fence && !line.empty() &&
                      std::string_view(" #|->").find(line[0]) == std::string_view::npos;
    if (!out.empty()) out += joins && text ? ' ' : '\n';
    out += line;
    fenced ^= fence;
    joins = text && !line.ends_with("  ");
    at = end + 1;
  }
  if (markdown.ends_with('\n')) out += '\n';
  return out;
}

std::string plain_text(std::string_view markdown) {
  std::string out;
  bool fenced = false;
  for (std::size_t i = 0; i < markdown.size();) {
    const std::string_view rest = markdown.substr(i);
    const bool starts_line = i == 0 || markdown[i - 1] == '\n';
    if (starts_line && rest.starts_with("```")) {  // and what it says of its language
      fenced = !fenced;
      i = std::min(markdown.find('\n', i), markdown.size() - 1) + 1;
    } else if (fenced) {
      out += markdown[i++];
    } else if (rest.starts_with("  \n")) {
      i += 2;
    } else if (const std::size_t span = rest.front() == '`' ? end_of_span(markdown, i) : 0;
               span > 0 && span != std::string_view::npos) {
      const std::size_t run = run_of_backticks(markdown, i);
      out += markdown.substr(i + run, span - i - 2 * run);
      i = span;
    } else if (rest.starts_with("**")) {
      i += 2;
    } else if (rest.front() == '\\' && rest.size() > 1 && std::ispunct(static_cast<unsigned char>(rest[1]))) {
      out += rest[1];
      i += 2;
    } else if (const Link link = link_at(markdown, i); link.end > 0) {
      out.append(link.text).append(" (").append(link.address).append(")");
      i = link.end;
    } else {
      out += markdown[i++];
    }
  }
  return out;
}

}  // namespace perfhint::server
