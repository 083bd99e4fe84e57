// Sizes, held against tables measured on CPython 3.8 to 3.15 (tests/layout/README.md).
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "server/cli/size_batch.h"

namespace perfhint {
namespace {

using Json = nlohmann::json;

std::string path_of(const std::string& name) {
  return std::string(PERFHINT_SOURCE_DIR) + "/tests/layout/" + name;
}

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, mark);) parts.push_back(part);
  return parts;
}

std::vector<std::uint64_t> numbers(const std::string& text) {
  std::vector<std::uint64_t> all;
  for (const std::string& part : split(text, ',')) all.push_back(std::stoull(part));
  return all;
}

struct Case {
  std::string id, kind;
};

std::vector<Case> read_cases(std::string& lines) {
  std::vector<Case> cases;
  std::ifstream file(path_of("cases.jsonl"));
  for (std::string line; std::getline(file, line);) {
    const Json json = Json::parse(line);
    cases.push_back({json["id"], json["kind"]});
    lines += line + "\n";
  }
  return cases;
}

std::map<std::string, std::vector<std::string>> read_truth() {
  std::map<std::string, std::vector<std::string>> truth;
  std::ifstream file(path_of("truth.tsv"));
  for (std::string line; std::getline(file, line);) {
    auto cells = split(line, '\t');
    const std::string id = cells.front();
    cells.erase(cells.begin());
    truth[id] = cells;
  }
  return truth;
}

struct Score {
  int exact = 0, within = 0, wrong = 0, silent = 0;
  int all() const { return exact + within + wrong + silent; }
  void add(const Score& other) {
    exact += other.exact, within += other.within, wrong += other.wrong, silent += other.silent;
  }
};

Score judged(const Json& claim, const std::vector<std::uint64_t>& truths) {
  Score score;
  if (claim.is_null()) {
    score.silent = 1;
    return score;
  }
  const bool interval = claim.is_array();
  const std::uint64_t least = interval ? claim[0].get<std::uint64_t>() : claim.get<std::uint64_t>();
  const std::uint64_t most = !interval            ? least
                             : claim[1].is_null() ? UINT64_MAX
                                                  : claim[1].get<std::uint64_t>();
  for (const std::uint64_t truth : truths) {
    if (least <= truth && truth <= most) {
      (interval ? score.within : score.exact) = 1;
      return score;
    }
  }
  score.wrong = 1;
  return score;
}

// Scores by column ("shallow", "retained") and kind.
using Scores = std::map<std::pair<std::string, std::string>, Score>;

Scores score_version(int minor, const std::string& lines, const std::vector<Case>& cases,
                     const std::map<std::string, std::vector<std::string>>& truth) {
  std::istringstream in(lines);
  std::ostringstream out;
  server::cli::answer_batch(in, out, Python{static_cast<std::uint8_t>(minor)});
  const auto answers = split(out.str(), '\n');
  EXPECT_EQ(answers.size(), cases.size());
  Scores scores;
  for (std::size_t i = 0; i < cases.size() && i < answers.size(); ++i) {
    const std::string& cell = truth.at(cases[i].id)[static_cast<std::size_t>(minor - 8)];
    if (cell == "-") continue;
    const auto columns = split(cell, '/');
    const Json answer = Json::parse(answers[i]);
    const std::array<const char*, 2> names = {"shallow", "retained"};
    for (std::size_t column = 0; column < names.size(); ++column) {
      const Score score = judged(answer[names[column]], numbers(columns[column]));
      scores[{names[column], cases[i].kind}].add(score);
      EXPECT_EQ(score.wrong, 0) << "3." << minor << " " << cases[i].id << " " << names[column] << ": "
                                << answer[names[column]] << ", measured " << columns[column];
    }
  }
  return scores;
}

class MeasuredSizes : public ::testing::TestWithParam<int> {};

TEST_P(MeasuredSizes, NoClaimIsWrongAndMostAreExact) {
  std::string lines;
  const auto cases = read_cases(lines);
  const Scores scores = score_version(GetParam(), lines, cases, read_truth());
  for (const std::string column : {"shallow", "retained"}) {
    Score all, certain;
    for (const auto& [key, score] : scores) {
      if (key.first != column) continue;
      all.add(score);
      std::printf("3.%d %-8s %-8s %4d exact, %2d within, %d wrong, %2d without a claim\n", GetParam(),
                  column.c_str(), key.second.c_str(), score.exact, score.within, score.wrong, score.silent);
      const bool is_certain = key.second == "exact" || key.second == "shape" || key.second == "layout";
      if (is_certain) certain.add(score);
      if (is_certain) {
        EXPECT_GE(score.exact * 100, 95 * score.all()) << column << " of " << key.second;
      }
    }
    EXPECT_GE(certain.exact * 100, 95 * certain.all()) << column;
    EXPECT_LE(all.silent * 100, 8 * all.all()) << column;
  }
}

INSTANTIATE_TEST_SUITE_P(CPython, MeasuredSizes, ::testing::Range(8, 16),
                         [](const auto& row) { return "3_" + std::to_string(row.param); });

}  // namespace
}  // namespace perfhint
