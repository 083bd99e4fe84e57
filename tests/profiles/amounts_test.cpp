// Amounts as people read them, steps of heat, and which lines of two texts are the same.
#include "analysis/amounts.h"

#include <gtest/gtest.h>

#include <limits>

#include "server/heat/heat.h"
#include "server/line_diff.h"

namespace perfhint::server {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Row {
  double amount;
  const char* text;
};

void expect_texts(std::string (*text)(double), std::initializer_list<Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(text(row.amount), row.text) << row.amount;
}

TEST(Amounts, OfPercent) {
  expect_texts(percent_text, {{1, "100 %"},
                              {0.58, "58 %"},
                              {0.0995, "10 %"},
                              {0.0994, "9.9 %"},
                              {0.042, "4.2 %"},
                              {0.00996, "1.0 %"},
                              {0.0099, "0.99 %"},
                              {0.001, "0.10 %"},
                              {0, "0.00 %"},
                              {0.99999, "100 %"},
                              {none, "0.00 %"},
                              {-1, "0.00 %"}});
}

TEST(Amounts, OfSeconds) {
  expect_texts(seconds_text, {{127, "127 s"},
                              {99.96, "100 s"},
                              {99.94, "99.9 s"},
                              {9.996, "10.0 s"},
                              {9.994, "9.99 s"},
                              {2.41, "2.41 s"},
                              {1, "1.00 s"},
                              {0.9996, "1.00 s"},
                              {0.9994, "999 ms"},
                              {0.412, "412 ms"},
                              {0.0124, "12.4 ms"},
                              {0.0009996, "1.00 ms"},
                              {0.0009994, "999 us"},
                              {8.4e-6, "8.40 us"},
                              {0, "0.00 s"},
                              {-1, "0.00 s"},
                              {none, "0.00 s"}});
}

TEST(Amounts, OfCountsAndBytes) {
  expect_texts(count_text, {{1200, "1,200"},
                            {0.4, "0"},
                            {0.5, "1"},
                            {-3, "0"},
                            {none, "0"},
                            {infinite, "1,000,000,000,000,000,000"},
                            {1e300, "1,000,000,000,000,000,000"}});
  expect_texts(bytes_text,
               {{88, "88 B"}, {12'595, "12.3 KB"}, {4.3e6, "4.1 MB"}, {-1, "0 B"}, {none, "0 B"}});
}

TEST(Amounts, StepsOfHeat) {
  const struct {
    double share;
    std::uint32_t step;
  } rows[] = {{-1, 0},     {0, 0},    {0.000999, 0}, {0.001, 1}, {0.00999, 1}, {0.01, 2},
              {0.0499, 2}, {0.05, 3}, {0.199, 3},    {0.2, 4},   {0.4999, 4},  {0.5, 5},
              {1, 5},      {1.5, 5},  {infinite, 5}, {none, 0}};
  for (const auto& row : rows) EXPECT_EQ(heat_step(row.share), row.step) << row.share;
}

TEST(Amounts, WordsOfCosts) {
  const struct {
    Cost cost;
    const char* words;
  } rows[] = {
      {{}, ""},
      {{2.41, 3.02, 1200, 12'582'912}, "2.41 s self · 3.02 s total · 1,200 calls · peak 12.0 MB"},
      {{0, 3, 1, 0}, "0.00 s self · 3.00 s total · 1 call"},
      {{3, 0, 0, 0}, "3.00 s self"},
      {{0, 0, 0, 100}, "peak 100 B"},
  };
  for (const auto& row : rows) EXPECT_EQ(cost_words(row.cost, TimeUnit::seconds), row.words);
  EXPECT_EQ(cost_words({40, 1200, 0, 0}, TimeUnit::samples), "40 samples self · 1,200 samples total");
}

TEST(LineDiff, TellsWhatIsStillThere) {
  const struct {
    const char *from, *to, *steps;
    std::ptrdiff_t most_changes = 9;
  } rows[] = {
      {"", "", ""},
      {"a\n", "a\n", " a"},
      {"a\nb\nc\n", "a\nc\n", " a-b c"},
      {"a\nc\n", "a\nb\nc\n", " a+b c"},
      {"", "a\n", "+a"},
      {"a\n", "", "-a"},
      {"a\na\na\n", "a\na\n", " a a-a"},
      {"a\nb\n", "b\na\n", "-a b+a"},
      {"a\nb\nc\nd\n", "x\nb\ny\nd\n", "-a+x b-c+y d"},
      {"a\nb\nc\nd\n", "x\nb\ny\nd\n", "-a-b-c+x+b+y d", 3},
      {"a\nb", "a\nb\n", " a-b+b"},
  };
  for (const auto& row : rows) {
    std::string steps;
    for (const Step& step : diff_lines(split_lines(row.from), split_lines(row.to), row.most_changes))
      steps += std::string{static_cast<char>(step.sort), step.line.at(0)};
    EXPECT_EQ(steps, row.steps) << row.from << "to\n" << row.to;
  }
}

}  // namespace
}  // namespace perfhint::server
