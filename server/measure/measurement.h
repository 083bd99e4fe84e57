// Measurement: a snippet run in child processes of the user's Python, and what came of it. Each run is a new
// process: addresses and hashes favour one side or the other for as long as a process lives.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "server/measure/snippet.h"
#include "server/platform/limited_child.h"

namespace perfhint::server {

struct MeasureOptions {
  std::string python;                // the interpreter's path
  std::string folder;                // imports of the user's own start there, too; it runs there
  std::chrono::seconds timeout{60};  // for all runs together
  std::uint64_t memory_bytes = 2ull << 30;
  int runs = 10;
};

struct Difference {
  std::string name, before, after;  // as Python's repr has the values, shortened
};

// Of one process: seconds a round, pair by pair.
struct Pairs {
  std::vector<double> before, after;  // after: may be empty
};

struct MeasuredSize {
  std::int64_t n = 0;
  std::vector<Pairs> processes;
  std::optional<std::int64_t> peak_before, peak_after;  // bytes
  std::vector<Difference> differences;                  // if there are any, nothing was timed
};

struct MeasuredSnippet {
  std::string python;               // "3.12.3"
  std::vector<MeasuredSize> sizes;  // those that there was time for, from small to large
  bool depends_on_size = true;      // false: `n` means nothing
  std::string problem;              // why there is nothing, or not all that was asked for
};

using Began = std::function<void(int run, int runs)>;  // from 1

// Blocks. What a child could not do is told in `problem`.
MeasuredSnippet measure(const Snippet&, const MeasureOptions&, const RunChild&, std::stop_token = {},
                        const Began& = {});

}  // namespace perfhint::server
