// What a measurement says, in one line: "1.94x faster (412 -> 212 ms, +-3 %, n = 10,000), -4.0 MB peak"; of
// code without a fix "412 ms (+-3 %, n = 10,000), peak 12.0 MB".
#pragma once

#include <string>
#include <vector>

#include "server/measure/measurement.h"

namespace perfhint::server {

// Of processes, each of which counts by the median of its pairs: the mean of all but the outermost tenth on
// either side (processes have a few speeds, and a median would be one or another of them), and the interval
// that covers their median at 95 %. Pairs of one process are alike, processes are not; of one process alone,
// its pairs count.
struct Middle {
  double value = 0, low = 0, high = 0;
};
Middle ratio_of(const MeasuredSize&);  // how many times as long `before` takes; 0 if nothing was compared
Middle seconds_before(const MeasuredSize&);  // of a round
Middle seconds_after(const MeasuredSize&);

// Of one size: what the fix gains; without an `after`, what the code takes; or how the results differ.
std::string result_line(const MeasuredSize&, bool depends_on_size);
// Of the largest size; of code without a fix also what the others take, since how it grows is what it tells:
// "1.20 us (n = 10), 98.0 us (n = 1,000), 34.3 ms (+-3 %, n = 100,000), peak 781.3 KB". There must be a size.
std::string result_line(const MeasuredSnippet&);
// "1.94x faster (n = 10,000)", "412 ms (n = 10,000)", for beside the code. Empty if nothing was measured.
std::string short_result(const MeasuredSize&, bool depends_on_size);

}  // namespace perfhint::server
