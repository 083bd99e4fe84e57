// Numbers are cut to three digits: more would say more than a measurement knows.
#include "server/measure/result_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/layout/size.h"

namespace perfhint::server {

namespace {

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

std::string bytes_text(double bytes) {
  if (bytes >= 999'500) return fmt::format("{:.1f} MB", bytes / 1e6);
  if (bytes >= 1000) return fmt::format("{:.1f} kB", bytes / 1e3);
  return fmt::format("{:.0f} B", bytes);
}

// ", -4.0 MB peak"; nothing for less than a twentieth.
std::string peak_text(const MeasuredSize& size) {
  if (!size.peak_before || !size.peak_after) return "";
  const auto change = static_cast<double>(*size.peak_after - *size.peak_before);
  const auto most = static_cast<double>(std::max(*size.peak_after, *size.peak_before));
  if (std::abs(change) < 1000 || std::abs(change) < most / 20) return "";
  return fmt::format(", {}{} peak", change < 0 ? '-' : '+', bytes_text(std::abs(change)));
}

std::string spread_text(const Ratio& ratio) {
  const double half = (ratio.high - ratio.low) / 2 / ratio.median * 100;
  return fmt::format("+-{:.0f} %", std::max(half, 1.0));
}

bool is_no_difference(const Ratio& ratio) { return ratio.low <= 1 && ratio.high >= 1; }

std::string factor_text(const Ratio& ratio) {
  return ratio.median >= 1 ? three_digits(ratio.median) + "x faster"
                           : three_digits(1 / ratio.median) + "x slower";
}

std::string size_text(const MeasuredSize& size, bool depends_on_size) {
  return depends_on_size ? ", n = " + with_thousands(static_cast<std::uint64_t>(size.n)) : "";
}

// What one piece of code takes by itself.
std::string cost_line(const MeasuredSize& size, bool depends_on_size) {
  const double time = median(size.before);
  const Unit unit = unit_of(time);
  std::string text = three_digits(time / unit.size) + " " + unit.name;
  if (size.peak_before) text += ", peak " + bytes_text(static_cast<double>(*size.peak_before));
  return text + size_text(size, depends_on_size);
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// The tightest pair of order statistics that covers the median with 95 %; of few values, all of them.
Ratio ratio_of(const MeasuredSize& size) {
  std::vector<double> ratios;
  for (std::size_t at = 0; at < std::min(size.before.size(), size.after.size()); ++at)
    ratios.push_back(size.before[at] / size.after[at]);
  if (ratios.empty()) return {};
  std::ranges::sort(ratios);
  const std::size_t count = ratios.size();
  std::size_t best = 0;
  double miss = 0, ways = std::pow(0.5, static_cast<double>(count));
  for (std::size_t k = 0; k < (count + 1) / 2; ++k) {
    miss += 2 * ways;
    if (miss > 0.05) break;
    best = k;
    ways *= static_cast<double>(count - k) / static_cast<double>(k + 1);
  }
  return {median(ratios), ratios[best], ratios[count - 1 - best]};
}

std::string result_line(const MeasuredSize& size, bool depends_on_size) {
  if (!size.differences.empty()) {
    const Difference& one = size.differences.front();
    return "not measured: " + one.name + " differs after the fix: " + one.before + " became " + one.after;
  }
  if (size.after.empty()) return cost_line(size, depends_on_size);
  const Ratio ratio = ratio_of(size);
  if (is_no_difference(ratio)) {
    return "no difference (" + spread_text(ratio) + size_text(size, depends_on_size) + ")" + peak_text(size);
  }
  const double before = median(size.before), after = median(size.after);
  const Unit unit = unit_of(std::max(before, after));
  return fmt::format("{} ({} -> {} {}, {}{}){}", factor_text(ratio), three_digits(before / unit.size),
                     three_digits(after / unit.size), unit.name, spread_text(ratio),
                     size_text(size, depends_on_size), peak_text(size));
}

std::string short_result(const MeasuredSize& size, bool depends_on_size) {
  if (size.before.empty() || size.after.empty()) return "";
  const Ratio ratio = ratio_of(size);
  const std::string n =
      depends_on_size ? " (n = " + with_thousands(static_cast<std::uint64_t>(size.n)) + ")" : "";
  return (is_no_difference(ratio) ? "no difference" : factor_text(ratio)) + n;
}

}  // namespace perfhint::server
