// Child processes, without a shell: one whose output is collected, and one that is talked to over pipes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace perfhint::server::cli {

// Runs `words` (the program is looked for in PATH) to its end and answers what it wrote to stdout; its stdin
// and stderr are /dev/null. None if it cannot be started or its exit code is not 0. Variables of the
// environment whose names begin with `without` are not passed on.
std::optional<std::string> output_of(const std::vector<std::string>& words, const std::string& without = "");

// A running child with pipes to its stdin and stdout. Its destructor closes both and waits for the end.
class Child {
 public:
  explicit Child(const std::vector<std::string>& words);  // throws std::system_error
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void write(const std::string& bytes);  // throws std::system_error
  // Some bytes; empty at the end of its output. Throws std::system_error when there are none for that long.
  std::string read(std::chrono::milliseconds patience);
  int finish();  // closes its stdin, waits, answers its exit code (128 + a signal)

 private:
  int pid_ = -1, to_ = -1, from_ = -1;
};

}  // namespace perfhint::server::cli
