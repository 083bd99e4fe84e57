// Three significant digits, but for bytes, which are as elsewhere.
#include "analysis/amounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "analysis/layout/size.h"

namespace perfhint {

namespace {

// Of what is no number of things: 0. Else the nearest that fits.
std::uint64_t whole(double number) {
  constexpr double most = 1e18;
  return number > 0 ? static_cast<std::uint64_t>(std::llround(std::min(number, most))) : 0;
}

std::string three_digits(double number) {
  const int decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
  return fmt::format("{:.{}f}", number, decimals);
}

}  // namespace

std::string percent_text(double share) {
  const double percent = share > 0 ? 100 * share : 0;
  const int decimals = percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2;
  return fmt::format("{:.{}f} %", percent, decimals);
}

std::string seconds_text(double seconds) {
  if (!(seconds > 0)) return three_digits(0) + " s";
  if (seconds >= 0.9995) return three_digits(seconds) + " s";
  if (seconds >= 0.9995e-3) return three_digits(seconds * 1e3) + " ms";
  return three_digits(seconds * 1e6) + " us";
}

std::string count_text(double count) { return with_thousands(whole(count)); }

std::string bytes_text(double bytes) { return readable_bytes(whole(bytes)); }

}  // namespace perfhint
