// Amounts as people read them, of what a run has cost.
#pragma once

#include <string>

namespace perfhint {

std::string percent_text(double share);    // of 0 to 1: "58 %", "4.2 %", "0.31 %"
std::string seconds_text(double seconds);  // "127 s", "2.41 s", "412 ms", "8.40 us"
std::string count_text(double count);      // "1,200"
std::string bytes_text(double bytes);      // readable_bytes()

}  // namespace perfhint
