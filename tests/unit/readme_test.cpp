// The README's tables of rules are those of the binary, and what it names exists.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "analysis/rules/rule.h"
#include "server/cli/commands.h"

namespace perfhint::server::cli {
namespace {

std::string readme() {
  std::ifstream in(std::string(PERFHINT_SOURCE_DIR) + "/README.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Readme, ShowsTheRulesAsTheyAre) {
  const std::string text = readme();
  const std::string begin = "<!-- rules: ./dev readme -->\n", end = "<!-- /rules -->";
  const std::size_t from = text.find(begin), to = text.find(end);
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  testing::internal::CaptureStdout();
  ASSERT_EQ(rules_command({"--markdown", "--target", "3.13"}), 0);
  const std::string tables = testing::internal::GetCapturedStdout();
  EXPECT_EQ(text.substr(from + begin.size(), to - from - begin.size()), tables + "\n") << "run ./dev readme";
}

TEST(Readme, NamesRulesThatExist) {
  const std::string text = readme();
  const std::regex link(R"(\[([a-z0-9-]+)\]\(analysis/rules/([a-z0-9_]+)\.md\))");
  std::size_t links = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at, ++links) {
    EXPECT_NE(find_rule((*at)[1].str()), nullptr) << (*at)[0];
  }
  EXPECT_GE(links, all_rules().size());
}

// "no rule (`name`)": one that was rejected, whose reason `perfhint explain` tells.
TEST(Readme, NamesRejectedRulesThatExist) {
  const std::string text = readme();
  const std::regex name(R"([Nn]o rule \(`([a-z0-9-]+)`\))");
  std::size_t names = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at, ++names) {
    EXPECT_NE(std::ranges::find(rejected_rules(), (*at)[1].str(), &RejectedRule::name),
              rejected_rules().end())
        << (*at)[0];
  }
  EXPECT_GT(names, 0u);
}

}  // namespace
}  // namespace perfhint::server::cli
