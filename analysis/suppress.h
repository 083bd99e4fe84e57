// Comments that silence findings:
//   # perfhint: ignore            every rule, on this line
//   # perfhint: ignore[a, b]      these rules, on this line
//   # noqa                        every rule, on this line; # noqa: a, E501 these, of which only ours count
//   # perfhint: ignore-file       every rule, in the whole file; ignore-file[a, b] these
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/text.h"
#include "analysis/syntax/table.h"

namespace perfhint {

class Suppressions {
 public:
  explicit Suppressions(const Syntax&);

  // A comment on the finding's first or last line names the rule, or all.
  bool silences(std::string_view rule, Span finding) const;

 private:
  struct Line {
    Span line;                            // with the comment on it
    std::vector<std::string_view> rules;  // empty: every rule
  };
  std::vector<Line> lines_;  // ascending
};

// The rules that `ignore-file` comments name; "*" for all of them.
std::vector<std::string> file_ignores(const Syntax&);

}  // namespace perfhint
