// A hint as the command line prints it: plain values, with no module behind them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/check.h"
#include "analysis/rules/rule.h"

namespace perfhint::server::cli {

// From 1, columns in code points; the end is exclusive.
struct Place {
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;
  bool operator==(const Place&) const = default;
};

struct HintEdit {
  Place place;
  std::string text;
};

struct HintFix {
  std::string title, why;
  Safety safety = Safety::unsafe;
  std::vector<HintEdit> edits;
};

struct HintNote {
  Place place;
  std::string message;
};

struct Hint {
  std::string path;
  std::string rule;
  Place place;
  std::string message;
  Impact impact = Impact::factor;
  Severity severity = Severity::hint;
  std::vector<HintNote> related;
  std::vector<HintFix> fixes;
  NoFix no_fix;  // where there are no fixes

  bool has_fix(Safety) const;
};

// A span of the whole text. A byte order mark is no column.
Place place_of(const Text&, Span absolute);

// The findings that are shown, by position. `text` is the module's.
std::vector<Hint> hints_of(const std::string& path, const Text& text, const Checked&);

std::string_view name_of(Severity);
std::string_view name_of(Safety);

}  // namespace perfhint::server::cli
