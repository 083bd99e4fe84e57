// Sizes as CPython would say them: sys.getsizeof (shallow), and all that is reachable with shared objects counted once
// (deep), from formulas by version (model.h). Never runs Python.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/facts.h"

namespace perfhint {

// Bytes: exact, an interval, or a formula in an unknown length.
struct Bytes {
  enum class Sort : std::uint8_t { unknown, exact, interval, formula };
  Sort sort = Sort::unknown;
  std::uint64_t least = 0, most = 0;  // exact: both equal
  std::string formula;                // "56 + 8n", for people
  static Bytes exactly(std::uint64_t bytes) { return {Sort::exact, bytes, bytes, {}}; }
};

struct SizeAnswer {
  Python python;
  std::string type;     // "list", "str", "class Point"
  Bytes shallow, deep;
  std::string unknown;  // one line: why there is no answer, or why it is not exact
  std::vector<std::string> lines;  // Markdown, first line complete in itself, at most eight
};

// The size of an expression's value, of what an assignment target holds, or of an instance of a class (asked on the
// class name). None where nothing useful can be said: a hover stays silent.
std::optional<SizeAnswer> size_of(const Facts&, Node);

}  // namespace perfhint
