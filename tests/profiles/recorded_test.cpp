// Profiles by the real tools (tests/profiles/record.py), of a program that says itself what they have to
// show: tests/profiles/programs/orders/orders.py lists its marks. PERFHINT_PROFILES: a folder with others of
// the same names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "server/profiles/profile.h"

namespace perfhint::server {
namespace {

enum class Knows : std::uint8_t { nothing, functions, lines };

struct Recording {
  const char* file;
  Knows time, memory;
};

constexpr Recording recordings[] = {
    {"cprofile-3.8.pstats", Knows::functions, Knows::nothing},
    {"cprofile-3.11.pstats", Knows::functions, Knows::nothing},
    {"cprofile-3.13.pstats", Knows::functions, Knows::nothing},
    {"sampling.pstats", Knows::lines, Knows::nothing},
    {"sampling.txt", Knows::lines, Knows::nothing},
    {"py-spy.speedscope.json", Knows::lines, Knows::nothing},
    {"py-spy.txt", Knows::lines, Knows::nothing},
    {"pyinstrument.speedscope.json", Knows::functions, Knows::nothing},
    {"austin.txt", Knows::lines, Knows::nothing},
    {"austin.speedscope.json", Knows::lines, Knows::nothing},
    {"scalene.json", Knows::lines, Knows::lines},
    {"memray.csv", Knows::nothing, Knows::lines},
    {"memray.gprof2dot.json", Knows::nothing, Knows::functions},
    {"memray.stats.json", Knows::nothing, Knows::lines},
    {"line_profiler.txt", Knows::lines, Knows::nothing},
    {"memory_profiler.txt", Knows::nothing, Knows::lines},
    {"mprof.dat", Knows::nothing, Knows::functions},
    {"perfhint-time.json", Knows::functions, Knows::nothing},
    {"perfhint-lines.json", Knows::lines, Knows::nothing},
    {"perfhint-memory.json", Knows::nothing, Knows::lines},
};

const std::string program = PERFHINT_SOURCE_DIR "/tests/profiles/programs/orders/";

// Where the program has a mark.
struct Marked {
  std::string file;
  std::uint32_t line = 0;  // from 1
  std::string function;    // that the line is of, or defines
};

std::string name_defined(std::string_view line) {
  const std::size_t at = line.find("def ");
  if (at == std::string_view::npos) return "";
  return std::string(line.substr(at + 4, line.find('(') - at - 4));
}

std::vector<Marked> marked(std::string_view mark) {
  std::vector<Marked> out;
  for (const char* file : {"orders.py", "stock.py"}) {
    std::ifstream source(program + file);
    std::string line, function;
    for (std::uint32_t number = 1; std::getline(source, line); ++number) {
      if (const std::string name = name_defined(line); !name.empty()) function = name;
      if (line.ends_with("  # " + std::string(mark))) out.push_back({file, number, function});
    }
  }
  EXPECT_FALSE(out.empty()) << "no mark \"" << mark << '"';
  return out;
}

// A line or function of a profile, with its file's name.
struct Place {
  std::string file, name;
  Cost cost;
};

bool is_of(const std::string& path, const std::string& file) {
  return path == file || path.ends_with("/" + file);
}

class RecordedProfiles : public testing::TestWithParam<Recording> {
 protected:
  RecordedProfiles() {
    const char* folder = std::getenv("PERFHINT_PROFILES");
    const std::string recorded = PERFHINT_SOURCE_DIR "/tests/profiles/recorded";
    std::ifstream file((folder == nullptr ? recorded : folder) + std::string("/") + GetParam().file,
                       std::ios::binary);
    EXPECT_TRUE(file) << GetParam().file;
    profile_ = read_profile(file);
  }

  // Of the functions "known" is also what a tool calls "Stock.known".
  std::vector<Place> places(Knows kind) const {
    std::vector<Place> out;
    for (const auto& [path, costs] : profile_.files) {
      const std::string file = path.substr(path.find_last_of('/') + 1);
      if (kind == Knows::lines)
        for (const LineCost& each : costs.lines) out.push_back({file, std::to_string(each.line), each.cost});
      if (kind == Knows::functions)
        for (const FunctionCost& each : costs.functions)
          out.push_back({file, each.name.substr(each.name.rfind('.') + 1), each.cost});
    }
    return out;
  }
  static std::string name(const Marked& mark, Knows kind) {
    return kind == Knows::lines ? std::to_string(mark.line) : mark.function;
  }
  Cost cost(const Marked& mark, Knows kind) const {
    Cost sum;
    for (const Place& place : places(kind)) {
      if (place.file != mark.file || place.name != name(mark, kind)) continue;
      sum.self += place.cost.self;
      sum.total += place.cost.total;
      sum.peak_bytes += place.cost.peak_bytes;
    }
    return sum;
  }
  // The places with the most, "stock.py 17": Scalene shares what it cannot tell apart.
  std::vector<std::string> top(Knows kind, double Cost::*member) const {
    double most = 0;
    std::vector<std::string> out;
    for (const Place& place : places(kind)) {
      if (place.cost.*member > most) out.clear();
      if (place.cost.*member >= most) out.push_back(place.file + " " + place.name);
      most = std::max(most, place.cost.*member);
    }
    return out;
  }
  static std::string place(const Marked& mark, Knows kind) { return mark.file + " " + name(mark, kind); }

  Profile profile_;
};

TEST_P(RecordedProfiles, PutTimeOnTheHotLine) {
  const Knows kind = GetParam().time;
  if (kind == Knows::nothing) {
    EXPECT_EQ(profile_.total, 0);
    return;
  }
  const Marked hot = marked("time: hot")[0], warm = marked("time: warm")[0];
  EXPECT_THAT(top(kind, &Cost::self), testing::Contains(place(hot, kind)));
  EXPECT_GT(cost(hot, kind).self, profile_.total * 0.25);
  // Nearly all of it is the library's.
  EXPECT_GT(cost(warm, kind).self, profile_.total * 0.05);
  for (const Marked& method : marked("method"))
    EXPECT_GT(cost(method, Knows::functions).self, 0) << method.function;
  for (const Marked& cold : marked("cold"))
    EXPECT_LT(cost(cold, Knows::functions).self, profile_.total * 0.02) << cold.function;
}

TEST_P(RecordedProfiles, PutMemoryOnTheHotLine) {
  const Knows kind = GetParam().memory;
  if (kind == Knows::nothing) {
    EXPECT_EQ(profile_.peak_bytes, 0);
    return;
  }
  const Marked hot = marked("memory: hot")[0];
  EXPECT_THAT(top(kind, &Cost::peak_bytes), testing::Contains(place(hot, kind)));
  EXPECT_GT(profile_.peak_bytes, 30e6);
  EXPECT_GT(cost(hot, kind).peak_bytes, 0);
}

TEST_P(RecordedProfiles, CountNoTimeTwice) {
  const double most = profile_.total * 1.001;
  double lines = 0, functions = 0;
  for (const Place& each : places(Knows::lines)) {
    EXPECT_LE(each.cost.total, most) << each.file << " " << each.name;
    lines += each.cost.self;
  }
  for (const Place& each : places(Knows::functions)) {
    EXPECT_LE(each.cost.total, most) << each.file << " " << each.name;
    functions += each.cost.self;
  }
  EXPECT_LE(lines, most);
  EXPECT_LE(functions, most);
}

TEST_P(RecordedProfiles, KnowTheProjectsFilesOnly) {
  for (const auto& [path, costs] : profile_.files)
    // profiling.sampling leaves out the folders of its stacks, and so not every library is known as one.
    EXPECT_TRUE(path.find('/') == std::string::npos || is_of(path, "orders.py") || is_of(path, "stock.py"))
        << path;
}

INSTANTIATE_TEST_SUITE_P(Tools, RecordedProfiles, testing::ValuesIn(recordings), [](const auto& each) {
  std::string name = each.param.file;
  std::ranges::replace_if(
      name, [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
});

}  // namespace
}  // namespace perfhint::server
