#include "tests/support/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace perfhint::testing {
namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string library_folder() {
  std::vector<fs::path> found;
  const char* home = std::getenv("HOME");
  const fs::path pyenv = fs::path(home ? home : "/root") / ".pyenv/versions";
  std::error_code error;
  for (int minor = 15; minor >= 8; --minor) {
    // 3.13 first: the same files everywhere that has it.
    const std::string version = "3." + std::to_string(minor == 15 ? 13 : minor);
    for (const auto& entry : fs::directory_iterator(pyenv, error)) {
      if (entry.path().filename().string().starts_with(version + "."))
        found.push_back(entry.path() / "lib" / ("python" + version));
    }
    found.push_back("/usr/lib/python" + version);
  }
  for (const fs::path& folder : found) {
    if (fs::exists(folder / "os.py", error)) return folder.string();
  }
  return {};
}

std::vector<std::string> library_paths() {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator at(library_folder(), error), end; at != end; at.increment(error)) {
    if (at->path().filename() == "site-packages") at.disable_recursion_pending();
    if (at->is_regular_file(error) && at->path().extension() == ".py") paths.push_back(at->path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<SourceFile> library_sample(std::size_t count, std::size_t least, std::size_t most) {
  std::vector<std::string> fitting;
  for (const std::string& path : library_paths()) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (!error && least <= size && size <= most) fitting.push_back(path);
  }
  std::vector<SourceFile> sample;
  const std::size_t step = std::max<std::size_t>(1, fitting.size() / std::max<std::size_t>(1, count));
  for (std::size_t i = 0; i < fitting.size() && sample.size() < count; i += step) {
    sample.push_back({fitting[i], read_file(fitting[i])});
  }
  return sample;
}

}  // namespace perfhint::testing
