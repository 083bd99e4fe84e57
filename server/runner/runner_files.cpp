// The folder is the user's alone (mkdtemp).
#include "server/runner/runner_files.h"

#include <stdlib.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "server/scripts.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view room = "runner/";
constexpr const char* package = "perfhint_runner";

// Modules of the current folder must not stand in for the runner's own imports.
constexpr const char* boot =
    "import sys\n"
    "sys.path[:1 if sys.path and sys.path[0] == '' else 0] = [sys.argv[1]]\n"
    "from perfhint_runner.start import start\n"
    "start()\n";

fs::path make_folder() {
  std::string path = (fs::temp_directory_path() / "perfhint-profile-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) throw std::system_error(errno, std::generic_category(), path);
  return path;
}

}  // namespace

RunnerFolder::RunnerFolder() : folder_(make_folder()) {
  fs::create_directory(folder_ / package);
  for (const Script& script : scripts()) {
    if (!script.name.starts_with(room)) continue;
    std::ofstream(folder_ / package / script.name.substr(room.size()), std::ios::binary) << script.text;
  }
}

RunnerFolder::~RunnerFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::vector<std::string> RunnerFolder::command(const std::string& python, const std::string& mode,
                                               const std::vector<std::string>& words) const {
  std::vector<std::string> all = {python, "-c", boot, folder_.string(), mode, folder_.string()};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

std::string RunnerFolder::written(const std::string& name) const {
  std::ifstream in(folder_ / name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

}  // namespace perfhint::server
