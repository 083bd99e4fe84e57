// Numbers are cut to three digits: more would say more than a measurement knows.
#include "server/measure/result_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/amounts.h"
#include "analysis/layout/size.h"

namespace perfhint::server {

namespace {

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Of sorted values, one at least: all but a tenth on either side.
double mean_without_outermost(const std::vector<double>& values) {
  const std::size_t outside = values.size() / 10;
  double sum = 0;
  for (std::size_t at = outside; at < values.size() - outside; ++at) sum += values[at];
  return sum / static_cast<double>(values.size() - 2 * outside);
}

// How many of so many sorted values lie on either side of the tightest pair of them that covers the median
// with 95 %; of few values, none.
std::size_t outside_interval(std::size_t count) {
  std::size_t outside = 0;
  double miss = 0, ways = std::pow(0.5, static_cast<double>(count));
  for (std::size_t k = 0; k < (count + 1) / 2; ++k) {
    miss += 2 * ways;
    if (miss > 0.05) break;
    outside = k;
    ways *= static_cast<double>(count - k) / static_cast<double>(k + 1);
  }
  return outside;
}

// Of what `values_of` has of each process.
template <typename ValuesOf>
Middle middle_of(const MeasuredSize& size, ValuesOf values_of) {
  std::vector<double> all;
  for (const Pairs& pairs : size.processes) {
    std::vector<double> values = values_of(pairs);
    if (size.processes.size() == 1) {
      all = std::move(values);
    } else if (!values.empty()) {
      all.push_back(median(std::move(values)));
    }
  }
  if (all.empty()) return {};
  std::ranges::sort(all);
  const std::size_t outside = outside_interval(all.size());
  return {mean_without_outermost(all), all[outside], all[all.size() - 1 - outside]};
}

// 412, 41.2, 4.12, 0.412.
std::string three_digits(double value) {
  const int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
  return fmt::format("{:.{}f}", value, decimals);
}

struct Unit {
  double size;
  const char* name;
};

Unit unit_of(double seconds) {
  constexpr std::array<Unit, 4> units = {{{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}, {1e-9, "ns"}}};
  for (const Unit& unit : units) {
    if (seconds >= unit.size) return unit;
  }
  return units.back();
}

// ", -4.0 MB peak"; nothing for less than a twentieth.
std::string peak_text(const MeasuredSize& size) {
  if (!size.peak_before || !size.peak_after) return "";
  const auto change = static_cast<double>(*size.peak_after - *size.peak_before);
  const auto most = static_cast<double>(std::max(*size.peak_after, *size.peak_before));
  if (std::abs(change) < 1024 || std::abs(change) < most / 20) return "";
  return fmt::format(", {}{} peak", change < 0 ? '-' : '+', bytes_text(std::abs(change)));
}

std::string spread_text(const Middle& middle) {
  const double half = (middle.high - middle.low) / 2 / middle.value * 100;
  return fmt::format("+-{:.0f} %", std::max(half, 1.0));
}

bool is_no_difference(const Middle& ratio) { return ratio.low <= 1 && ratio.high >= 1; }

std::string factor_text(const Middle& ratio) {
  return ratio.value >= 1 ? three_digits(ratio.value) + "x faster"
                          : three_digits(1 / ratio.value) + "x slower";
}

std::string size_text(const MeasuredSize& size, bool depends_on_size) {
  return depends_on_size ? ", n = " + with_thousands(static_cast<std::uint64_t>(size.n)) : "";
}

std::string time_text(double seconds) {
  const Unit unit = unit_of(seconds);
  return three_digits(seconds / unit.size) + " " + unit.name;
}

// What code takes that has no fix to be compared with. The running itself takes some hundred bytes.
std::string cost_line(const MeasuredSize& size, bool depends_on_size) {
  const Middle time = seconds_before(size);
  std::string text =
      fmt::format("{} ({}{})", time_text(time.value), spread_text(time), size_text(size, depends_on_size));
  if (size.peak_before && *size.peak_before >= 1024)
    text += ", peak " + bytes_text(static_cast<double>(*size.peak_before));
  return text;
}

}  // namespace

Middle ratio_of(const MeasuredSize& size) {
  return middle_of(size, [](const Pairs& pairs) {
    std::vector<double> ratios;
    for (std::size_t at = 0; at < std::min(pairs.before.size(), pairs.after.size()); ++at)
      ratios.push_back(pairs.before[at] / pairs.after[at]);
    return ratios;
  });
}

Middle seconds_before(const MeasuredSize& size) {
  return middle_of(size, [](const Pairs& pairs) { return pairs.before; });
}

Middle seconds_after(const MeasuredSize& size) {
  return middle_of(size, [](const Pairs& pairs) { return pairs.after; });
}

std::string result_line(const MeasuredSize& size, bool depends_on_size) {
  if (!size.differences.empty()) {
    const Difference& one = size.differences.front();
    return "not measured: " + one.name + " differs after the fix: " + one.before + " became " + one.after;
  }
  const Middle ratio = ratio_of(size);
  if (ratio.value == 0) return cost_line(size, depends_on_size);
  if (is_no_difference(ratio)) {
    return "no difference (" + spread_text(ratio) + size_text(size, depends_on_size) + ")" + peak_text(size);
  }
  const double before = seconds_before(size).value, after = seconds_after(size).value;
  const Unit unit = unit_of(std::max(before, after));
  return fmt::format("{} ({} -> {} {}, {}{}){}", factor_text(ratio), three_digits(before / unit.size),
                     three_digits(after / unit.size), unit.name, spread_text(ratio),
                     size_text(size, depends_on_size), peak_text(size));
}

std::string short_result(const MeasuredSize& size, bool depends_on_size) {
  if (!size.differences.empty() || size.processes.empty()) return "";
  const Middle ratio = ratio_of(size);
  const std::string n =
      depends_on_size ? " (n = " + with_thousands(static_cast<std::uint64_t>(size.n)) + ")" : "";
  if (ratio.value == 0) return time_text(seconds_before(size).value) + n;
  return (is_no_difference(ratio) ? "no difference" : factor_text(ratio)) + n;
}

std::string result_line(const MeasuredSnippet& measured) {
  std::string others;
  const MeasuredSize& largest = measured.sizes.back();
  const bool is_cost = largest.differences.empty() && ratio_of(largest).value == 0;
  for (std::size_t at = 0; is_cost && at + 1 < measured.sizes.size(); ++at)
    others += short_result(measured.sizes[at], measured.depends_on_size) + ", ";
  return others + result_line(largest, measured.depends_on_size);
}

}  // namespace perfhint::server
