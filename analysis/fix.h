// Findings and their fixes: what a rule says, in spans relative to its block.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/text.h"

namespace perfhint {

struct Rule;

// Replaces `span` by `text`; an empty span inserts.
struct Edit {
  Span span;
  std::string text;
  bool operator==(const Edit&) const = default;
};

// safe: facts prove that behaviour stays the same. unsafe: offered one by one, with the condition that
// failed.
enum class Safety : std::uint8_t { safe, unsafe };

struct Fix {
  std::string title;  // imperative, without the rule's name
  Safety safety = Safety::unsafe;
  std::string why;                   // unsafe: the condition that failed; safe: what was proven
  std::vector<Edit> edits;           // sorted, not overlapping
  std::vector<std::string> imports;  // "from collections import deque": added to the module unless there
};

// Why a finding has no fix. `title` names the rewriting that this place does not allow ("Make `xs` a deque"),
// which editors show as refused; empty: the rule has none that fits every place.
struct NoFix {
  std::string title, reason;
};

struct Related {
  Span span;
  std::string message;
};

enum class Severity : std::uint8_t { off, hint, information, warning };

struct Finding {
  const Rule* rule = nullptr;
  Span span;
  std::string message;
  Severity severity = Severity::hint;
  std::vector<Related> related;
  std::vector<Fix> fixes;
  NoFix no_fix;     // said where `fixes` is empty
  double rank = 0;  // what it may gain here, weighed by heat: where not all can be shown, the highest are
};

// The rewritten lines of `text` that are longer than `most` code points, and were not before: the longest
// one's length; none if all fit.
std::optional<std::size_t> too_long_after(std::string_view text, const std::vector<Edit>&, std::size_t most);

}  // namespace perfhint
