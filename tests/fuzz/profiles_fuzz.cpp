// libFuzzer: any bytes are a profile, whose costs are numbers and in order, or an error for its user. Built
// once for each reader, which PERFHINT_READER names.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "server/profiles/readers.h"

using namespace perfhint::server;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void check(const Cost& cost) {
  for (const double value : {cost.self, cost.total, cost.peak_bytes})
    must(std::isfinite(value) && value >= 0);
}

void check(const Profile& profile) {
  must(std::isfinite(profile.total) && profile.total >= 0);
  for (const auto& [path, file] : profile.files) {
    for (const FunctionCost& function : file.functions) check(function.cost);
    std::uint32_t last = 0;
    for (const LineCost& line : file.lines) {
      must(line.line > last);
      last = line.line;
      check(line.cost);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  try {
    ProfileInput input(in);
    look_at(input.beginning());
    check(PERFHINT_READER(input));
  } catch (const ProfileError&) {
  }
  return 0;
}
