// The README's tables of rules are those of the binary, and what it names exists.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
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

TEST(Readme, LinksFilesThatExist) {
  const std::string text = readme();
  const std::regex link(R"(\]\((?!https?:)([^)#\s]+)\))");
  std::size_t links = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at, ++links) {
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(PERFHINT_SOURCE_DIR) / (*at)[1].str()))
        << (*at)[0];
  }
  EXPECT_GT(links, 100u);
}

// A row of "What the server and the command can" without a test says "none" of what it tells.
TEST(Readme, NamesATestForEachFeature) {
  const std::string text = readme();
  const std::size_t from = text.find("## What the server and the command can"),
                    to = text.find("\n## ", from + 1);
  ASSERT_NE(from, std::string::npos);
  std::istringstream lines(text.substr(from, to - from));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || line.find("| test |") != std::string::npos) continue;
    const bool tests = line.find("](tests/") != std::string::npos || line.find("/test/") != std::string::npos;
    EXPECT_TRUE(tests || line.find("| none: ") != std::string::npos) << line;
    ++rows;
  }
  EXPECT_GT(rows, 35u);
}

}  // namespace
}  // namespace perfhint::server::cli
