#include "tests/facts/interpreters.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace perfhint::testing {
namespace fs = std::filesystem;

std::vector<Interpreter> interpreters() {
  std::vector<Interpreter> found;
  const char* home = std::getenv("HOME");
  const fs::path pyenv = fs::path(home ? home : "/root") / ".pyenv/versions";
  std::error_code error;
  for (const int minor : {13, 12, 11, 10}) {
    const std::string version = "3." + std::to_string(minor);
    std::vector<fs::path> prefixes{"/usr", "/usr/local"};
    for (const auto& entry : fs::directory_iterator(pyenv, error))
      prefixes.insert(prefixes.begin(), entry.path());
    for (const fs::path& prefix : prefixes) {
      const fs::path program = prefix / "bin" / ("python" + version);
      const fs::path library = prefix / "lib" / ("python" + version);
      if (!fs::exists(program, error) || !fs::exists(library / "os.py", error)) continue;
      found.push_back({program.string(), library.string(), minor});
      break;
    }
  }
  return found;
}

bool dump_library(const Interpreter& python, const std::string& script, int step,
                  const std::function<void(const std::string& path, std::vector<std::string> lines)>& file) {
  const std::string command = python.program + " -W ignore '" PERFHINT_SOURCE_DIR "/tests/facts/" + script +
                              "' " + std::to_string(step) + " '" + python.library + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (!pipe) return false;
  std::string line, path;
  std::vector<std::string> lines;
  const auto finish = [&] {
    if (!path.empty()) file(path, std::move(lines));
    lines.clear();
  };
  for (int c; (c = std::fgetc(pipe.get())) != EOF;) {
    if (c != '\n') {
      line.push_back(static_cast<char>(c));
      continue;
    }
    if (line.starts_with("= ")) {
      finish();
      path = line.substr(2);
    } else {
      lines.push_back(line);
    }
    line.clear();
  }
  finish();
  return !path.empty();
}

}  // namespace perfhint::testing
