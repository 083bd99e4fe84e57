// Measured: what a run has cost, by the lines of a text as it is now; and findings weighed by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/module.h"
#include "analysis/weigh.h"

namespace perfhint {

// Lines count from 0. Times are in `unit`.
struct Measured {
  enum class Unit : std::uint8_t { seconds, samples };
  struct Amount {
    double time = 0, bytes = 0;
  };
  // What a line itself costs, with what it calls in code that is not the project's.
  struct Line {
    std::uint32_t line = 0;
    Amount self;
  };
  // The same of a function's body without the functions in it. Lines [begin, end), decorators included.
  struct Function {
    std::uint32_t begin = 0, end = 0;
    std::string name;            // "Reader.load"; empty: the code outside of all functions
    std::optional<Amount> self;  // none: the run's function of that name may be another
  };

  std::string profile;  // as messages name it: "run.speedscope.json"
  Unit unit = Unit::seconds;
  double total = 0;         // of the run; 0: no time was measured
  double peak_bytes = 0;    // of the run; 0: no memory was measured
  bool by_line = false;     // `lines` tells; else only `functions` does
  std::vector<Line> lines;  // by line; a line that is not here has cost nothing
  std::vector<std::uint32_t>
      unknown;                      // by line: of these, which were not there in the run, `lines` is silent
  std::vector<Function> functions;  // by begin, so that outer ones are before inner ones
};

// What a place has cost, and how much of that is certain to be its own.
struct PlaceCost {
  Measured::Amount amount;
  const Measured::Function* within =
      nullptr;  // only this function's cost is known; the place's is at most that
};
// Of what the lines [begin, end) cost. None: nobody knows.
std::optional<PlaceCost> cost_of_lines(const Measured&, std::uint32_t begin, std::uint32_t end);

// A block's findings as the profile has them: each with its share, severity, rank, and a last sentence that
// tells the share; without those that are too cold to be shown. `first_line`: lines before the block.
std::vector<Weighed> weighed_by(const Measured&, const Settings&, const Block&, std::uint32_t first_line,
                                std::vector<Weighed>);

}  // namespace perfhint
