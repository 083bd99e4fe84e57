// The evidence: what each rule's rewrite gained, measured by `./dev evidence` on real CPythons. No hint without it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/python_version.h"

namespace perfhint {

// One bench block at one n on one Python. time: t_before / t_after, median of paired runs; low, high: its ~95 %
// interval. Bytes: tracemalloc peak of one execution; -1 where not measured.
struct Measurement {
  std::string_view rule;
  std::string_view bench;  // the block's case name; empty for a page with one
  Python python;
  long n;
  double time, low, high;
  long bytes_before, bytes_after;
};

const std::vector<Measurement>& measurements();

// The measurements of a rule (and case) on a Python, ascending n; on the nearest measured Python if that one is missing.
std::vector<Measurement> measured(std::string_view rule, std::string_view bench, Python);

// A rule is on for a Python where its best time ratio is at least 1.15, or it saves at least a quarter of the bytes.
// A rule without measurements is off.
constexpr double least_gain = 1.15;
bool is_worth_it(std::string_view rule, std::string_view bench, Python);

// "Measured on CPython 3.12: 350x faster at n = 1000." Empty without measurements.
std::string evidence_sentence(std::string_view rule, std::string_view bench, Python);

}  // namespace perfhint
