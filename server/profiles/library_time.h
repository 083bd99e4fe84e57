// Library time: who pays for what the library's functions did themselves, where a profile knows only who
// called whom (cProfile): the nearest functions of the project above them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "server/profiles/input.h"

namespace perfhint::server {

struct CalledFunction {
  bool library = false;
  double own = 0;    // without what it calls
  double total = 0;  // with it
};

// What `callee` did when `caller` called it; both are indices.
struct CallEdge {
  std::uint32_t caller, callee;
  double own, total;
};

// What each of the project's functions pays: its own time, and that of library functions that it calls,
// straight or through other library functions. An edge tells what a library function did itself for its
// caller. Where that caller is a library function too, what it owes goes on to its own callers, in proportion
// to the total times of those edges, round by round until it has reached the project: no profile of this kind
// knows better. What no function of the project called (the interpreter's start) is paid by none. `edges` of
// which the callee is the project's are of no account.
std::vector<double> paid_time(ProfileInput&, std::span<const CalledFunction>,
                              std::span<const CallEdge> edges);

}  // namespace perfhint::server
