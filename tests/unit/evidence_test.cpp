// The evidence: what clears the bar, how it is told, which Python speaks for a missing one; and the
// compiled-in tables.
#include "analysis/evidence/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <tuple>

#include "analysis/rules/pages.h"

namespace perfhint {
namespace {

Measurement row(long n, double time, double low, double high, long before = -1, long after = -1,
                Python python = Python{12}) {
  return {"some-rule", "", python, n, time, low, high, before, after};
}

TEST(Evidence, IsWorthIt) {
  const struct {
    const char* what;
    std::vector<Measurement> rows;
    bool worth;
  } cases[] = {
      {"no measurements", {}, false},
      {"a clear gain", {row(10, 2.0, 1.9, 2.1)}, true},
      {"just at the bar", {row(10, 1.15, 1.05, 1.3)}, true},
      {"just below the bar", {row(10, 1.149, 1.14, 1.16)}, false},
      {"above the bar, but perhaps no gain", {row(10, 1.4, 0.9, 1.9)}, false},
      {"a gain at one n is enough", {row(10, 0.7, 0.6, 0.8), row(1000, 3.0, 2.9, 3.1)}, true},
      {"slower at every n", {row(10, 0.7, 0.6, 0.8), row(1000, 0.9, 0.8, 1.0)}, false},
      {"slower, but a quarter of the bytes less", {row(10, 0.7, 0.6, 0.8, 4000, 3000)}, true},
      {"a little less than a quarter", {row(10, 1.0, 0.9, 1.1, 4004, 3004)}, false},
      {"half the bytes, but few of them", {row(10, 1.0, 0.9, 1.1, 1998, 999)}, false},
      {"more bytes", {row(10, 1.0, 0.9, 1.1, 4000, 40000)}, false},
      {"bytes not measured", {row(10, 1.0, 0.9, 1.1)}, false},
  };
  for (const auto& test : cases) EXPECT_EQ(is_worth_it(test.rows), test.worth) << test.what;
}

TEST(Evidence, Sentence) {
  const struct {
    std::vector<Measurement> rows;
    const char* sentence;
  } cases[] = {
      {{}, ""},
      {{row(1000, 352.4, 340, 360)}, "Measured on CPython 3.12: 350x faster at n = 1,000."},
      {{row(10, 1.5, 1.4, 1.6), row(1000000, 12.4, 12, 13)},
       "Measured on CPython 3.12: 12x faster at n = 1,000,000."},
      {{row(10, 1234, 1200, 1300)}, "Measured on CPython 3.12: 1,200x faster at n = 10."},
      {{row(10, 9.96, 9, 11)}, "Measured on CPython 3.12: 10x faster at n = 10."},
      {{row(10, 3.449, 3, 4)}, "Measured on CPython 3.12: 3.4x faster at n = 10."},
      {{row(1, 2, 2, 2)}, "Measured on CPython 3.12: 2.0x faster."},
      {{row(10, 5, 5, 5, 120, 30)}, "Measured on CPython 3.12: 5.0x faster at n = 10."},
      {{row(10, 5, 5, 5, 8500000, 100000)},
       "Measured on CPython 3.12: 5.0x faster at n = 10, 8.0 MB less at peak."},
      {{row(10, 5, 5, 5, 1000, 41000)},
       "Measured on CPython 3.12: 5.0x faster at n = 10, 39.1 KB more at peak."},
      {{row(1000, 0.8, 0.7, 0.9, 4000000, 512)},
       "Measured on CPython 3.12: 0.8x the speed (slower), 3.8 MB -> 512 B at n = 1,000."},
      {{row(1000, 0.834, 0.8, 0.9, 4000, 3000), row(100000, 0.5, 0.4, 0.6, 1073741000, 300000)},
       "Measured on CPython 3.12: 0.5x the speed (slower), 1.0 GB -> 293 KB at n = 100,000."},
      {{row(10, 1.02, 0.98, 1.05, 9000, 3000)},
       "Measured on CPython 3.12: about the same speed, 8.8 KB -> 2.9 KB at n = 10."},
      {{row(10, 1.09, 1.06, 1.12, 9000, 3000)},
       "Measured on CPython 3.12: 1.1x faster, 8.8 KB -> 2.9 KB at n = 10."},
      {{row(10, 0.83, 0.8, 0.9), row(1000, 0.7, 0.6, 0.8)},
       "Measured on CPython 3.12: 0.83x the speed (slower) at n = 10."},
      {{row(10, 0.87, 0.8, 0.9, 400, 300), row(100, 0.85, 0.8, 0.9), row(1000, 1.5, 1.4, 1.6, 4000000, 500)},
       "Measured on CPython 3.12: 1.5x faster at n = 1,000, 3.8 MB less at peak; 0.85x the speed (slower) at "
       "n = 100."},
      {{row(10, 0.97, 0.96, 0.98), row(1000, 1.5, 1.4, 1.6)},
       "Measured on CPython 3.12: 1.5x faster at n = 1,000."},
      {{row(10, 0.8, 0.7, 1.1), row(1000, 1.5, 1.4, 1.6)},
       "Measured on CPython 3.12: 1.5x faster at n = 1,000."},
      {{row(10, 7.0, 0.9, 20), row(1000, 1.3, 1.2, 1.4)},
       "Measured on CPython 3.12: 1.3x faster at n = 1,000."},
  };
  for (const auto& test : cases) EXPECT_EQ(evidence_sentence(test.rows), test.sentence);
}

TEST(Evidence, TheNearestMeasuredPythonSpeaksForAMissingOne) {
  const std::vector<Measurement> table{
      {"a-rule", "", Python{9}, 10, 1, 1, 1, -1, -1},
      {"some-rule", "", Python{8}, 10, 1, 1, 1, -1, -1},
      {"some-rule", "", Python{11}, 10, 2, 2, 2, -1, -1},
      {"some-rule", "", Python{11}, 1000, 3, 3, 3, -1, -1},
      {"some-rule", "", Python{13}, 10, 4, 4, 4, -1, -1},
      {"some-rule", "cold", Python{14}, 10, 5, 5, 5, -1, -1},
      {"some-rule", "hot", Python{15}, 10, 6, 6, 6, -1, -1},
      {"z-rule", "", Python{15}, 10, 7, 7, 7, -1, -1},
  };
  const struct {
    const char *rule, *bench;
    int minor;
    std::vector<double> times;
  } cases[] = {
      {"some-rule", "", 8, {1}},     {"some-rule", "", 9, {1}},    {"some-rule", "", 10, {2, 3}},
      {"some-rule", "", 11, {2, 3}}, {"some-rule", "", 12, {4}},   {"some-rule", "", 15, {4}},
      {"some-rule", "cold", 8, {5}}, {"some-rule", "hot", 8, {6}}, {"some-rule", "warm", 8, {}},
      {"other-rule", "", 12, {}},    {"a-rule", "", 15, {1}},      {"z-rule", "", 8, {7}},
  };
  for (const auto& test : cases) {
    std::vector<double> times;
    for (const Measurement& found :
         measured(table, test.rule, test.bench, Python{static_cast<std::uint8_t>(test.minor)})) {
      times.push_back(found.time);
    }
    EXPECT_EQ(times, test.times) << test.rule << " " << test.bench << " 3." << test.minor;
  }
}

TEST(Evidence, TheCompiledInTableIsSortedAndSound) {
  const auto key = [](const Measurement& row) {
    return std::tie(row.rule, row.bench, row.python.minor, row.n);
  };
  const auto is_before = [&](const Measurement& a, const Measurement& b) { return key(a) < key(b); };
  EXPECT_TRUE(std::is_sorted(measurements().begin(), measurements().end(), is_before));
  for (const Measurement& row : measurements()) {
    SCOPED_TRACE(std::string(row.rule) + " " + std::string(row.bench) + " " + to_string(row.python));
    EXPECT_TRUE(parse_python(to_string(row.python)));
    EXPECT_GT(row.low, 0);
    EXPECT_LE(row.low, row.time);
    EXPECT_LE(row.time, row.high);
    EXPECT_EQ(row.bytes_before < 0, row.bytes_after < 0);
  }
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Pages, AreSortedAndVerbatim) {
  EXPECT_TRUE(std::ranges::is_sorted(pages(), {}, &Page::rule));
  for (const Page& page : pages()) {
    std::string file(page.rule);
    std::ranges::replace(file, '-', '_');
    EXPECT_EQ(page.text, content_of(PERFHINT_SOURCE_DIR "/analysis/rules/" + file + ".md")) << page.rule;
    EXPECT_EQ(page_of(page.rule).data(), page.text.data());
  }
  EXPECT_EQ(page_of("no-such-rule"), "");
  EXPECT_EQ(page_of(""), "");
}

}  // namespace
}  // namespace perfhint
