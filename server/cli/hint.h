// A hint as the command line prints it: plain values, with no module behind them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/check.h"
#include "analysis/rules/rule.h"

namespace perfhint::server::cli {

// From 1, columns in code points; the end is exclusive.
struct Place {
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;
  std::uint32_t cell = 0;  // of a notebook, from 1; lines are then the cell's. 0: no notebook
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
  // With a profile that tells of the place: of the run's time, or for rules about memory of its peak.
  struct Profiled {
    bool of_memory = false;
    double share = 0;   // 0 to 1
    double saving = 0;  // of that what the fix may save: saving_of()
  };
  std::optional<Profiled> profiled;

  bool has_fix(Safety) const;
};

// A span of the whole text. A byte order mark is no column.
Place place_of(const Text&, Span absolute);

// The findings that are shown, by position. `text` is the module's.
std::vector<Hint> hints_of(const std::string& path, const Text& text, const Checked&);
// With other edits for the fixes than Checked::edits(); none: the fix is not offered.
using EditsOf = std::function<std::optional<std::vector<Edit>>(const Located&, const Fix&)>;
std::vector<Hint> hints_of(const std::string& path, const Text& text, const Checked&, const EditsOf&);

std::string_view name_of(Severity);
std::string_view name_of(Safety);

}  // namespace perfhint::server::cli
