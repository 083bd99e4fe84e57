// Sub-commands run in process, and a folder for them to work on.
#pragma once

#include <filesystem>
#include <string>

#include "server/cli/commands.h"

namespace perfhint::server::cli {

struct Outcome {
  int code;
  std::string out, err;
};

Outcome run(int (*command)(const Words&), const Words&, const std::string& input = "");

// A module with one hint, list-pop0, whose fix is safe.
constexpr const char* slow =
    "def drain(n: int):\n"
    "    queue = [n]\n"
    "    while queue:\n"
    "        print(queue.pop(0))\n";

// Removed at the end, with all in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  void write(const std::string& name, const std::string& text) const;  // makes the folders on its way
  std::string read(const std::string& name) const;
  std::string at(const std::string& name) const { return (folder / name).string(); }

  const std::filesystem::path folder;  // absolute, without links
};

}  // namespace perfhint::server::cli
