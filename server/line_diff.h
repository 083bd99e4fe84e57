// LineDiff: which lines of a text are still there in another, which are gone, and which are new.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace perfhint::server {

using Lines = std::vector<std::string_view>;  // each with its line end
Lines split_lines(std::string_view text);

enum class Sort : char { keep = ' ', remove = '-', add = '+' };

struct Step {
  Sort sort;
  std::string_view line;
};

// The shortest way from a to b. Time grows with the lines times the changes, memory with the changes squared
// (36 MB for 3,000). Where there are more than `most_changes`, all between the common head and tail is
// replaced.
std::vector<Step> diff_lines(const Lines& a, const Lines& b, std::ptrdiff_t most_changes);

}  // namespace perfhint::server
