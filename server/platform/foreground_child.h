// A child program in the terminal's foreground: it has our stdin, stdout and stderr, within limits.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace perfhint::server {

// 0: no limit.
struct ForegroundLimits {
  std::chrono::milliseconds wall{0};
  std::uint64_t memory_bytes = 0;  // of its address space; systems without RLIMIT_AS have none
};

struct ForegroundEnd {
  int code = 0;            // its exit code, or 128 and the signal that ended it
  bool timed_out = false;  // it was asked to end (SIGTERM), and a while later killed
  std::string problem;     // why it could not be started; empty if it was
};

// Waits for the end. What the terminal sends at Ctrl-C and the like reaches the child by itself, and is none
// of ours meanwhile; what others send us (SIGINT, SIGTERM, SIGHUP, SIGQUIT) is passed on. For a program with
// one thread.
ForegroundEnd run_in_foreground(const std::vector<std::string>& words, const ForegroundLimits&);

}  // namespace perfhint::server
