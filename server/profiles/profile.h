// Profile: what one run has cost, by file, function and line, whatever tool has measured it.
#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server {

enum class TimeUnit : std::uint8_t { seconds, samples };

// What the tool does not tell is 0.
struct Cost {
  // In `TimeUnit`: here, and in what is called from here that is not the project's own code: a line pays for
  // the library functions that it calls.
  double self = 0;
  double total = 0;         // with everything that is called from here
  std::uint64_t calls = 0;  // of a function; of a line: how often it ran
  double peak_bytes = 0;    // that it had allocated when most was
};

struct FunctionCost {
  std::string name;        // as the tool has it: "load", "Reader.load"
  std::uint32_t line = 0;  // from 1, of its `def` or first decorator; 0: unknown
  Cost cost;
};

struct LineCost {
  std::uint32_t line = 0;  // from 1
  Cost cost;
};

// Of one file, under the path that the run knew it by.
struct FileCosts {
  std::optional<std::string> text;      // that ran, where the profile holds it
  std::vector<FunctionCost> functions;  // by line, then name
  std::vector<LineCost> lines;          // by line; empty where the tool knows functions only
};

struct Profile {
  TimeUnit unit = TimeUnit::seconds;
  // The tool measures only what its user names: of all other code nothing is known. Else it has cost nothing.
  bool partial = false;
  double total = 0;       // of the run, in `unit`
  double peak_bytes = 0;  // of the run; 0: not measured
  std::map<std::string, FileCosts, std::less<>> files;
};

// What is wrong with a file, in words for its user: where, what is expected, what to do.
struct ProfileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Reads a file of any known format, found by its content. Memory is bounded by what the profile tells, never
// by how long the file is. Throws ProfileError, also when stopped.
Profile read_profile(std::istream&, std::stop_token = {});

// Whether a path is the interpreter's, its library's or a package's: code that who profiles cannot change.
bool is_library_path(std::string_view path);

}  // namespace perfhint::server
