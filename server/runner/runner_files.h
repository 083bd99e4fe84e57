// The runner, Python programs that are compiled in, as files in a folder that goes away again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace perfhint::server {

class RunnerFolder {
 public:
  RunnerFolder();  // throws std::system_error
  ~RunnerFolder();
  RunnerFolder(const RunnerFolder&) = delete;
  RunnerFolder& operator=(const RunnerFolder&) = delete;

  // The command that runs `words` (SCRIPT ARGS, or -m MODULE ARGS) and measures: `mode` is "time", "lines",
  // "memory", or "with:TOOL".
  std::vector<std::string> command(const std::string& python, const std::string& mode,
                                   const std::vector<std::string>& words) const;

  // Of what the run has written ("run.json", "report.txt", "tool.out"); empty if it has not.
  std::string written(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace perfhint::server
