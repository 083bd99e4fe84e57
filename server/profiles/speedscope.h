// What stands in a speedscope file beside the stacks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/profiles/input.h"
#include "server/profiles/stack_costs.h"

namespace perfhint::server {

struct SpeedscopeFrame {
  std::string name, file;
  std::uint32_t line = 0;
};

struct SpeedscopeProfile {
  enum class Measures : std::uint8_t { time, samples, bytes };  // the first is what is asked for most
  Measures measures = Measures::samples;
  double scale = 1;             // times a weight: seconds
  std::vector<double> weights;  // of its samples
};

struct Speedscope {
  std::vector<SpeedscopeFrame> frames;
  std::vector<SpeedscopeProfile> profiles;
  bool lines_are_of_functions = false;  // pyinstrument's, and not the line that ran
  SpeedscopeProfile::Measures counts = SpeedscopeProfile::Measures::time;  // the profiles that are read
};

// Reads the samples and events of the profiles that count. The frames of `costs` are numbered as the file's.
// Throws ProfileError.
void read_speedscope_stacks(ProfileInput&, const Speedscope&, StackCosts& costs);

}  // namespace perfhint::server
