// How hints are printed, a row a format: for people (full: source frames; concise: a line each), for programs
// (json, jsonl) and for what runs checks (github, gitlab, junit, rdjson, sarif).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/text.h"
#include "server/cli/hint.h"
#include "server/cli/terminal.h"

namespace perfhint::server::cli {

enum class Format : std::uint8_t { full, concise, json, jsonl, github, gitlab, junit, rdjson, sarif };

// A document is `open`, the files' texts with `between` between them, and `close`; where no file has a hint,
// `none` alone.
struct Writer {
  Format format;
  std::string_view name;
  // All the hints of one file, at least one. `Text` is what they were found in.
  std::string (*file)(std::span<const Hint>, const Text&, const Painter&);
  std::string (*open)() = nullptr;
  std::string_view between = {}, close = {};
  std::string (*none)() = nullptr;
};

std::span<const Writer> writers();  // in the order of Format
const Writer& writer_of(Format);

// A hint with its frame, notes and fixes; ends with an empty line.
std::string full(const Hint&, const Text&, const Painter&);
// "path:line:column: rule message".
std::string concise(const Hint&, const Painter&);
// One JSON object, on one line or indented to stand in an array.
std::string json(const Hint&, bool one_line = false);

// What came of some files.
struct Totals {
  std::size_t files = 0;  // checked
  std::size_t files_with_hints = 0;
  std::size_t files_changed = 0;
  std::size_t hints = 0;
  std::size_t known = 0;             // hints that the baseline has, and are not shown
  std::size_t fixable = 0;           // hints with a safe fix
  std::size_t unsafely_fixable = 0;  // hints with unsafe fixes only
  std::size_t fixed = 0;             // fixes applied, or in the diff
  std::size_t problems = 0;
  std::map<std::string, std::size_t> by_rule;

  Totals& operator+=(const Totals&);
};

// "Found 3 hints in 2 files (1 fixable with --fix)."; of a diff "2 fixes would change 1 file."; of fixes
// alone "Applied 2 fixes in 1 file."
enum class Told : std::uint8_t { hints, diff, fixes };
std::string summary(const Totals&, Told = Told::hints);
// "  12  list-pop0", most frequent first; as JSON an array of {rule, count}.
std::string statistics(const Totals&, Format);

}  // namespace perfhint::server::cli
