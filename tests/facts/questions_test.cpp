// One test a file of questions.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/facts/question.h"

namespace perfhint::testing {
namespace {

std::vector<std::string> pages() {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(PERFHINT_SOURCE_DIR "/tests/facts/questions")) {
    if (entry.path().extension() == ".py") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class FactQuestions : public ::testing::TestWithParam<std::string> {};

TEST_P(FactQuestions, AreAnswered) {
  const int asked = ask_all(GetParam());
  EXPECT_GT(asked, 0) << GetParam() << " asks nothing";
  std::printf("%d questions\n", asked);
}

INSTANTIATE_TEST_SUITE_P(Files, FactQuestions, ::testing::ValuesIn(pages()),
                         [](const auto& page) { return std::filesystem::path(page.param).stem().string(); });

}  // namespace
}  // namespace perfhint::testing
