// Snippet: what is measured, as a text that can be edited: the code before and after a fix, and stand-ins for
// the names that it uses. The parts of the text are headed as those of a rule page's bench are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server {

struct Snippet {
  std::string module;         // run once: imports, and the definitions that the code uses
  std::string setup;          // run for each size, `_n`: binds the names that the code uses
  std::string before, after;  // `after` empty: `before` is measured alone
  std::string definition_before, definition_after;  // run once, each for its side: what a fix rewrites
  bool in_module = false;                           // the code's names are the module's
  std::vector<std::string>
      unseen;  // names that may be left with other values: nothing reads them behind the code
  std::vector<std::int64_t> sizes = {10, 1000, 100000};

  bool depends_on_size() const;  // something says `_n`
};

std::string to_text(const Snippet&);

// None, and `problem` says in which line and why, if it cannot be read.
std::optional<Snippet> parse_snippet(std::string_view text, std::string& problem);

}  // namespace perfhint::server
