#include "tests/support/command.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace perfhint::server::cli {

namespace fs = std::filesystem;

// Tests run afresh, but those that name a folder for the cache.
const int no_cache = setenv("PERFHINT_CACHE_DIR", "", 1);
// Nor do they say more where they run on GitHub.
const int no_annotations = unsetenv("GITHUB_ACTIONS");

Outcome run(int (*command)(const Words&), const Words& words, const std::string& input) {
  std::istringstream in(input);
  std::streambuf* const old = std::cin.rdbuf(in.rdbuf());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = command(words);
  std::cout.flush();
  std::fflush(stdout);
  Outcome made{code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
  std::cin.rdbuf(old);
  return made;
}

TemporaryFolder::TemporaryFolder()
    : folder(fs::canonical(fs::temp_directory_path()) / ("perfhint-cli-" + std::to_string(getpid()))) {
  fs::create_directories(folder);
}

TemporaryFolder::~TemporaryFolder() { fs::remove_all(folder); }

void TemporaryFolder::write(const std::string& name, const std::string& text) const {
  fs::create_directories((folder / name).parent_path());
  std::ofstream(folder / name) << text;
}

std::string TemporaryFolder::read(const std::string& name) const {
  std::ifstream in(folder / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace perfhint::server::cli
