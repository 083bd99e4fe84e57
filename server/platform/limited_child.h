// A child program that runs to its end within limits, without a shell, in a process group of its own: what is
// left of the group is killed when the program ends, passes a limit, or is cancelled.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server {

// 0: no limit.
struct ChildLimits {
  std::chrono::milliseconds wall{0};
  std::chrono::seconds cpu{0};     // of each process
  std::uint64_t memory_bytes = 0;  // of each process's address space; systems without RLIMIT_AS have none
  std::uint64_t output_bytes = 0;  // of stdout and stderr together
};

struct ChildTask {
  std::vector<std::string> words;  // the program, looked for in PATH if it has no slash, and its arguments
  std::string input;               // its stdin
  std::string folder;              // it starts there; empty: where we are
  ChildLimits limits;
};

enum class ChildEnd : std::uint8_t {
  exited,       // `code` is its exit code
  signalled,    // `code` is the signal, which no limit sent
  not_started,  // there is no such program, or it could not be run
  wall_time,    // from here on: what ended it
  cpu_time,
  memory,
  output,
  cancelled,
};

struct ChildResult {
  ChildEnd end = ChildEnd::not_started;
  int code = 0;
  std::string out, err;
  std::string problem;  // what to tell the user; empty where it exited by itself, whatever its code

  bool succeeded() const { return end == ChildEnd::exited && code == 0; }
  std::string last_error_line() const;  // of `err`: what a traceback ends with
};

// Each piece of stderr as it comes, on the thread that runs the child.
using ErrorOutput = std::function<void(std::string_view)>;

// Waits for the end, at most 20 ms longer than a limit or a request to stop. Never throws for what the child
// does. A process that leaves the group (setsid) is not found again.
ChildResult run_limited(const ChildTask&, std::stop_token = {}, const ErrorOutput& = {});

using RunChild = std::function<ChildResult(const ChildTask&, std::stop_token)>;

// The file that runs for a word: of PATH if it has no slash. Empty if there is none.
std::string program_path(std::string_view word);

}  // namespace perfhint::server
