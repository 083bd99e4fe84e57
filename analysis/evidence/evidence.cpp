// Reads the compiled-in evidence: which rows speak for a case, whether they clear the bar, how they are told.
#include "analysis/evidence/evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace perfhint {
namespace {

bool gains_time(const Measurement& row) { return row.time >= least_gain && row.low >= least_sure_gain; }

bool has_bytes(const Measurement& row) { return row.bytes_before >= 0 && row.bytes_after >= 0; }

// Is the step from one peak to another worth a word: a quarter and a kilobyte at least?
bool is_notable_step(long from, long to) {
  return from - to >= least_bytes_saved &&
         static_cast<double>(from - to) >= least_share_saved * static_cast<double>(from);
}

bool saves_bytes(const Measurement& row) {
  return has_bytes(row) && is_notable_step(row.bytes_before, row.bytes_after);
}

int distance(Python a, Python b) { return std::abs(a.minor - b.minor); }

std::string with_commas(long number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

std::string with_one_decimal(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", value);
  return out.data();
}

// Two significant digits: "0.83x", "1.2x", "12x", "1,200x".
std::string ratio_of(double time) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1e", time);  // rounds to two digits: "1.2e+03"
  const double rounded = std::strtod(out.data(), nullptr);
  if (rounded >= 10) return with_commas(std::lround(rounded)) + "x";
  if (rounded >= 1) return with_one_decimal(rounded) + "x";
  std::snprintf(out.data(), out.size(), "%.2gx", rounded);
  return out.data();
}

// "512 B", "1.2 KB" (1,024 bytes, as sizes are told), "8.4 MB", "120 MB".
std::string bytes_of(long bytes) {
  constexpr double step = 1024;
  if (bytes < 1000) return std::to_string(bytes) + " B";
  constexpr std::array<std::string_view, 3> units{"KB", "MB", "GB"};
  double value = static_cast<double>(bytes) / step;
  std::size_t unit = 0;
  for (; value >= 999.5 && unit + 1 < units.size(); ++unit) value /= step;
  const std::string number = value < 99.95 ? with_one_decimal(value) : with_commas(std::lround(value));
  return number + " " + std::string(units[unit]);
}

bool loses_time(const Measurement& row) { return row.high <= 1 && row.time <= 1 / least_sure_gain; }

std::string time_words(const Measurement& row) {
  if (gains_time(row) || (row.low >= 1 && row.time >= least_sure_gain)) return ratio_of(row.time) + " faster";
  if (loses_time(row)) return ratio_of(row.time) + " the speed (slower)";
  return "about the same speed";
}

std::string bytes_words(const Measurement& row) {
  if (!has_bytes(row)) return "";
  const std::string both = bytes_of(row.bytes_before) + " -> " + bytes_of(row.bytes_after);
  if (saves_bytes(row))
    return gains_time(row) ? bytes_of(row.bytes_before - row.bytes_after) + " less at peak" : both;
  if (is_notable_step(row.bytes_after, row.bytes_before)) {
    return bytes_of(row.bytes_after - row.bytes_before) + " more at peak";
  }
  return "";
}

// The row that speaks for a case: the largest gain in time; where there is none, the most bytes saved.
const Measurement& best_of(std::span<const Measurement> rows) {
  const auto by_time = [](const Measurement& a, const Measurement& b) {
    return gains_time(a) != gains_time(b) ? gains_time(b) : a.time < b.time;
  };
  const auto saved = [](const Measurement& row) {
    return saves_bytes(row) ? row.bytes_before - row.bytes_after : 0;
  };
  const Measurement& fastest = *std::max_element(rows.begin(), rows.end(), by_time);
  if (gains_time(fastest)) return fastest;
  const Measurement& smallest =
      *std::max_element(rows.begin(), rows.end(),
                        [&](const Measurement& a, const Measurement& b) { return saved(a) < saved(b); });
  return saves_bytes(smallest) ? smallest : fastest;
}

// The n at which the rewrite costs most time, if it costs any.
const Measurement* worst_of(std::span<const Measurement> rows) {
  const auto slowest = std::min_element(
      rows.begin(), rows.end(), [](const Measurement& a, const Measurement& b) { return a.time < b.time; });
  return slowest != rows.end() && loses_time(*slowest) ? &*slowest : nullptr;
}

}  // namespace

std::vector<Measurement> measured(std::span<const Measurement> table, std::string_view rule,
                                  std::string_view bench, Python python) {
  const auto [begin, end] =
      std::equal_range(table.begin(), table.end(), Measurement{rule, bench, {}, {}, {}, {}, {}, {}, {}},
                       [](const Measurement& a, const Measurement& b) {
                         return a.rule != b.rule ? a.rule < b.rule : a.bench < b.bench;
                       });
  if (begin == end) return {};
  Python nearest = begin->python;
  for (auto row = begin; row != end; ++row) {  // ascending: at equal distance the newer one
    if (distance(row->python, python) <= distance(nearest, python)) nearest = row->python;
  }
  std::vector<Measurement> rows;
  std::copy_if(begin, end, std::back_inserter(rows),
               [&](const Measurement& row) { return row.python == nearest; });
  return rows;
}

bool is_worth_it(std::span<const Measurement> rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const Measurement& row) { return gains_time(row) || saves_bytes(row); });
}

double share_saved(std::span<const Measurement> rows) {
  double most = 0;
  for (const Measurement& row : rows) {
    if (!saves_bytes(row)) continue;
    const double before = static_cast<double>(row.bytes_before);
    most = std::max(most, (before - static_cast<double>(row.bytes_after)) / before);
  }
  return most;
}

double time_saved(std::span<const Measurement> rows) {
  if (rows.empty() || !gains_time(best_of(rows))) return 0;
  return 1 - 1 / best_of(rows).time;
}

std::string evidence_sentence(std::span<const Measurement> rows) {
  if (rows.empty()) return "";
  const Measurement& row = best_of(rows);
  const bool has_sizes = rows.size() > 1 || row.n > 1;  // n = 1 alone: the block does not scale
  const auto at = [&](const Measurement& of) { return has_sizes ? " at n = " + with_commas(of.n) : ""; };
  std::string out = "Measured on CPython " + to_string(row.python) + ": " + time_words(row);
  const std::string bytes = bytes_words(row);
  if (bytes.empty()) {
    out += at(row);
  } else {
    out += gains_time(row) ? at(row) + ", " + bytes : ", " + bytes + at(row);
  }
  if (const Measurement* worst = worst_of(rows); worst && !loses_time(row)) {
    out += "; " + ratio_of(worst->time) + " the speed (slower)" + at(*worst);
  }
  return out + ".";
}

double evidence_gain(std::span<const Measurement> rows) {
  if (rows.empty()) return 1;
  const Measurement& row = best_of(rows);
  if (gains_time(row) || !saves_bytes(row)) return std::max(row.time, 1.0);
  return static_cast<double>(row.bytes_before) / static_cast<double>(std::max(row.bytes_after, 1L));
}

std::vector<std::string_view> benches_of(std::string_view rule) {
  std::vector<std::string_view> benches;
  const auto& rows = measurements();
  auto row = std::lower_bound(rows.begin(), rows.end(), rule,
                              [](const Measurement& a, std::string_view name) { return a.rule < name; });
  for (; row != rows.end() && row->rule == rule; ++row) {
    if (benches.empty() || benches.back() != row->bench) benches.push_back(row->bench);
  }
  return benches;
}

std::vector<Measurement> measured(std::string_view rule, std::string_view bench, Python python) {
  return measured(measurements(), rule, bench, python);
}

bool is_worth_it(std::string_view rule, std::string_view bench, Python python) {
  return is_worth_it(measured(rule, bench, python));
}

std::string evidence_sentence(std::string_view rule, std::string_view bench, Python python) {
  return evidence_sentence(measured(rule, bench, python));
}

double evidence_gain(std::string_view rule, std::string_view bench, Python python) {
  return evidence_gain(measured(rule, bench, python));
}

}  // namespace perfhint
