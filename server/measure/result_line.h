// What a measurement says, in one line: "1.94x faster (412 -> 212 ms, +-3 %, n = 10,000), -4.0 MB peak".
#pragma once

#include <string>
#include <vector>

#include "server/measure/measurement.h"

namespace perfhint::server {

// The median of the pairs' ratios, and the interval that covers it at 95 %.
struct Ratio {
  double median = 1, low = 1, high = 1;
};
Ratio ratio_of(const MeasuredSize&);
double median(std::vector<double>);

// Of one size: what the fix gains; without an `after`, what the code takes; or how the results differ.
std::string result_line(const MeasuredSize&, bool depends_on_size);
// "1.94x faster (n = 10,000)", for beside a hint. Empty if nothing was compared.
std::string short_result(const MeasuredSize&, bool depends_on_size);

}  // namespace perfhint::server
