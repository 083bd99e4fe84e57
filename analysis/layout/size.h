// Sizes as CPython would say them: sys.getsizeof (shallow), and all that is reachable (deep), from formulas
// by version (model.h). Never runs Python.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/python_version.h"
#include "analysis/module.h"

namespace perfhint {

// Bytes: exact, an interval, or a formula in an unknown length.
struct Bytes {
  enum class Sort : std::uint8_t { unknown, exact, interval, formula };
  Sort sort = Sort::unknown;
  std::uint64_t least = 0, most = 0;  // exact: both equal
  std::string formula;                // "56 + 8n", for people

  static Bytes exactly(std::uint64_t bytes) { return {Sort::exact, bytes, bytes, {}}; }
  static Bytes between(std::uint64_t least, std::uint64_t most) {
    return least == most ? exactly(least) : Bytes{Sort::interval, least, most, {}};
  }
  bool operator==(const Bytes&) const = default;
};

struct SizeAnswer {
  Python python;
  std::string type;  // "list", "str", "class Point"
  Bytes shallow;     // what sys.getsizeof prints
  Bytes retained;    // new bytes that evaluating it keeps alive; constants and what was there before are 0
  Bytes deep;        // all that can be reached, each object once; what CPython shares (None, small ints) is 0
  std::string unknown;             // one line: why there is no answer, or why it is not exact
  std::vector<std::string> lines;  // Markdown, the first complete in itself, at most eight
};

// The size of an expression's value, of what an assignment target is given, or of an instance of a class
// (asked on the class's name in its definition). None where nothing useful can be said: a hover stays silent.
// `node` belongs to the block, the block to the module.
// `steps` bounds the work: the default suits a hover (some ten thousand elements), beyond it sizes are
// estimated.
constexpr std::uint64_t quick_steps = 150'000;
std::optional<SizeAnswer> size_of(const Module&, const Block&, Node node, Python,
                                  std::uint64_t steps = quick_steps);

// The value's three numbers and nothing else. `steps` bounds the work.
SizeAnswer numbers_of(const Module&, const Block&, Node node, Python, std::uint64_t steps);

// "88 B", "8,856 B", "12.3 KB" (1,024 bytes; above 9,999), "4.1 MB".
std::string readable_bytes(std::uint64_t bytes);
std::string with_thousands(std::uint64_t number);

}  // namespace perfhint
