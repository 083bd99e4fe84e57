// Each profile in files/ tells what its .expected file says (README.md there).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/profiles/render.h"

namespace perfhint::server {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> profiles() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(PERFHINT_SOURCE_DIR "/tests/profiles/files"))
    if (entry.path().extension() == ".expected") out.push_back(fs::path(entry.path()).replace_extension());
  std::sort(out.begin(), out.end());
  return out;
}

class ProfileFiles : public testing::TestWithParam<fs::path> {};

TEST_P(ProfileFiles, TellWhatIsExpected) {
  std::ifstream file(GetParam(), std::ios::binary);
  ASSERT_TRUE(file) << "there is an .expected, but no profile";
  std::ifstream expected(GetParam().string() + ".expected", std::ios::binary);
  std::ostringstream text;
  text << expected.rdbuf();
  EXPECT_EQ(render(read_profile(file)), text.str());
}

INSTANTIATE_TEST_SUITE_P(All, ProfileFiles, testing::ValuesIn(profiles()), [](const auto& row) {
  std::string name = row.param.filename().string();
  for (char& letter : name)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  return name;
});

}  // namespace
}  // namespace perfhint::server
