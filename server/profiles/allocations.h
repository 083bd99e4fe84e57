// Allocations: what memray tells of stacks of calls. The innermost line of the project has allocated what it
// and the library's functions above it have.
#pragma once

#include <cstdint>
#include <string_view>

#include "server/profiles/input.h"
#include "server/profiles/profile.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

class Allocations {
 public:
  explicit Allocations(ProfileInput& input) : tally_(input) {}

  // Of a stack frame by frame, the innermost first; line 0: unknown. Whether it was the project's, and so has
  // taken the bytes.
  bool charge(std::string_view path, std::string_view function, std::uint32_t line, double bytes);
  void count(double bytes) { total_ += bytes; }  // whoever has allocated them

  Profile profile() &&;

 private:
  Tally tally_;
  double total_ = 0;
};

}  // namespace perfhint::server
