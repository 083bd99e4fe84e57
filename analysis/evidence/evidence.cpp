// Answers from the table: the nearest measured Python, the bar that a rule must pass, and the sentence people read.
#include "analysis/evidence/evidence.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace perfhint {
namespace {

constexpr double least_bytes_saved = 0.25;

bool is_of(const Measurement& row, std::string_view rule, std::string_view bench) {
  return row.rule == rule && row.bench == bench;
}

// Whole numbers above 10, two digits below.
std::string ratio(double value) {
  if (value >= 9.95) return fmt::format("{:.0f}", value);
  return fmt::format("{:.1f}", value);
}

std::string grouped(long value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string bytes(long value) {
  if (value < 10'000) return grouped(value) + " B";
  if (value < 1'000'000) return fmt::format("{:.0f} kB", static_cast<double>(value) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(value) / 1e6);
}

bool has_bytes(const Measurement& row) { return row.bytes_before >= 0 && row.bytes_after >= 0; }

bool saves_bytes(const Measurement& row) {
  return has_bytes(row) && static_cast<double>(row.bytes_before - row.bytes_after) >=
                               least_bytes_saved * static_cast<double>(row.bytes_before) &&
         row.bytes_before - row.bytes_after >= 256;  // less is noise of the measurement
}

}  // namespace

std::vector<Measurement> measured(std::string_view rule, std::string_view bench, Python python) {
  int nearest = 100;
  for (const Measurement& row : measurements()) {
    if (is_of(row, rule, bench)) nearest = std::min(nearest, std::abs(row.python.minor - python.minor));
  }
  std::vector<Measurement> rows;
  Python found{0};
  for (const Measurement& row : measurements()) {
    if (!is_of(row, rule, bench) || std::abs(row.python.minor - python.minor) != nearest) continue;
    if (rows.empty()) found = row.python;  // of two as near, the one that comes first
    if (row.python == found) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [](const Measurement& a, const Measurement& b) { return a.n < b.n; });
  return rows;
}

bool is_worth_it(std::string_view rule, std::string_view bench, Python python) {
  const std::vector<Measurement> rows = measured(rule, bench, python);
  return std::any_of(rows.begin(), rows.end(),
                     [](const Measurement& row) { return row.time >= least_gain || saves_bytes(row); });
}

std::string evidence_sentence(std::string_view rule, std::string_view bench, Python python) {
  const std::vector<Measurement> rows = measured(rule, bench, python);
  if (rows.empty()) return {};
  // The place that speaks most: the largest n.
  const Measurement& row = rows.back();
  std::string time;
  if (row.time >= 1.05) time = ratio(row.time) + "x faster";
  else if (row.time > 0.95) time = "same speed";
  else time = fmt::format("{:.2f}x the speed (slower)", row.time);
  std::string memory;
  if (saves_bytes(row)) memory = fmt::format(", peak {} -> {}", bytes(row.bytes_before), bytes(row.bytes_after));
  return fmt::format("Measured on CPython {}: {}{} at n = {}.", to_string(row.python), time, memory, grouped(row.n));
}

}  // namespace perfhint
