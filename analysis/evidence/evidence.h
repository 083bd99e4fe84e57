// The evidence: what each rule's rewrite gained, measured on real CPythons by `./dev evidence`.
// No hint without it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/python_version.h"

namespace perfhint {

// One bench block at one n on one Python. time: t_before / t_after, median of paired runs; low, high: its
// ~95 % interval. Bytes: tracemalloc peak of one execution; -1 where not measured.
struct Measurement {
  std::string_view rule;
  std::string_view bench;  // the block's case name; empty for a page with one
  Python python;
  long n;
  double time, low, high;
  long bytes_before, bytes_after;
};

const std::vector<Measurement>& measurements();  // sorted by rule, bench, python, n

// The measurements of a rule (and case) on a Python, ascending n. If that Python was not measured: on the
// nearest that was, the newer of two.
std::vector<Measurement> measured(std::string_view rule, std::string_view bench, Python);

// The names of a rule's cases, sorted; one empty name for a page with one case.
std::vector<std::string_view> benches_of(std::string_view rule);

// A rule is on for a Python where, at some n, its time ratio is at least 1.15 and surely a gain (low at
// least 1.05), or where it saves at least a quarter of the bytes, and 1 KB or more. Off without measurements.
constexpr double least_gain = 1.15, least_sure_gain = 1.05;
constexpr double least_share_saved = 0.25;
constexpr long least_bytes_saved = 1000;
bool is_worth_it(std::string_view rule, std::string_view bench, Python);
// The largest share of the bytes that the rewrite saves at any n, from 0 to 1; 0 if it does not clear the
// bar.
double share_saved(std::span<const Measurement> rows);
// The share of the time that the rewrite saves at the n that evidence_sentence() speaks of; 0 where it gains
// none.
double time_saved(std::span<const Measurement> rows);

// "Measured on CPython 3.12: 350x faster at n = 1,000." Empty without measurements. Speaks of the n
// where the gain is largest, and of the one where the rewrite is slowest if it loses there: "...; 0.85x the
// speed (slower) at n = 10." Two significant digits; more bytes are said, too.
std::string evidence_sentence(std::string_view rule, std::string_view bench, Python);

// How many times better the rewrite is at the n that evidence_sentence() speaks of: in time, or where it
// gains none, in bytes; at least 1. 1 without measurements.
double evidence_gain(std::string_view rule, std::string_view bench, Python);

// The same four over a table of one's own, in the order of measurements(); the latter three over
// the rows of one case.
std::vector<Measurement> measured(std::span<const Measurement> table, std::string_view rule,
                                  std::string_view bench, Python);
bool is_worth_it(std::span<const Measurement> rows);
std::string evidence_sentence(std::span<const Measurement> rows);
double evidence_gain(std::span<const Measurement> rows);

}  // namespace perfhint
