// `perfhint check --profile`: every format tells the share, and what is cold is left out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/heat/loaded.h"
#include "tests/support/command.h"

namespace perfhint::server::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;
using namespace std::chrono_literals;

constexpr const char* adding =
    "def total(xs: list[int]):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n";

class CliProfile : public testing::Test, protected TemporaryFolder {
 protected:
  CliProfile() {
    write("w/perfhint.toml", "python-version = '3.13'\n");
    write("w/slow.py", slow);
    write("w/sum.py", adding);
    profile("run.json", {{at("w/slow.py"), line(4, 6)}, {at("w/sum.py"), line(4, 0.001)}});
  }
  static Json line(int number, double self) { return {{"lines", {{{"line", number}, {"self", self}}}}}; }
  void profile(const std::string& name, const Json& files) const {
    write(name, Json{{"perfhint_profile", 1}, {"total", 10}, {"files", files}}.dump());
  }
  Outcome check(Words words, const std::string& input = "") {
    words.insert(words.end(), {"--profile", at("run.json")});
    return run(check_command, words, input);
  }
  Json hints(const Words& words = {}) {
    Words all = {at("w"), "--output-format", "json"};
    all.insert(all.end(), words.begin(), words.end());
    return Json::parse(check(all).out);
  }
};

TEST_F(CliProfile, EachFormatTellsTheShare) {
  const char* share = "60 % of the run (6.00 s of 10.0 s, run.json).";
  for (const char* format : {"full", "concise", "json"}) {
    const Outcome made = check({at("w"), "--output-format", format});
    EXPECT_EQ(made.code, exit_findings) << format;
    EXPECT_THAT(made.out, AllOf(HasSubstr(share), Not(HasSubstr("manual-sum")))) << format;
  }
  const Json hint = hints().at(0);
  EXPECT_EQ(hint.at("severity"), "warning");
  EXPECT_DOUBLE_EQ(hint.at("profile").at("share"), 0.6);
  EXPECT_GT(hint.at("profile").at("saving"), 0.5);
  EXPECT_LE(hint.at("profile").at("saving"), 0.6);
}

TEST_F(CliProfile, SarifHasARank) {
  const auto results = [&](const Words& words) {
    return Json::parse(run(check_command, words).out).at("runs").at(0).at("results");
  };
  const Json result =
      results({at("w/slow.py"), "--output-format", "sarif", "--profile", at("run.json")}).at(0);
  EXPECT_EQ(result.at("level"), "warning");
  EXPECT_GT(result.at("rank"), 50);
  EXPECT_LE(result.at("rank"), 60);
  EXPECT_FALSE(results({at("w/slow.py"), "--output-format", "sarif"}).at(0).contains("rank"));
}

TEST_F(CliProfile, HotIsOrderedByWhatMayBeSaved) {
  write("w/join.py",
        "def join(parts: list[str]):\n    text = ''\n    for part in parts:\n        text += part\n    "
        "return text\n");
  profile("run.json", {{at("w/slow.py"), line(4, 2)}, {at("w/join.py"), line(4, 7)}});
  const auto hot = [&](Words words) {
    words.insert(words.end(), {"--profile", at("run.json")});
    return run(hot_command, words);
  };
  const Outcome all = hot({at("w")});
  EXPECT_EQ(all.code, exit_clean);
  const std::size_t join = all.out.find(" 1. up to "), slow = all.out.find(" 2. up to ");
  ASSERT_NE(slow, std::string::npos) << all.out;
  EXPECT_THAT(all.out.substr(join, slow - join), AllOf(HasSubstr(" of 10.0 s"), HasSubstr("join.py:4:9")));
  EXPECT_THAT(all.out.substr(slow), HasSubstr("slow.py:4:15"));
  EXPECT_THAT(hot({at("w"), "--top", "1"}).out,
              AllOf(HasSubstr("1 of 2 hints; --top 0 lists all."), Not(HasSubstr("slow.py"))));
  EXPECT_EQ(Json::parse(hot({at("w"), "--json"}).out).size(), 2U);
}

// What is hot is told even where there is nothing to say of it.
TEST_F(CliProfile, HotTellsTheHottestPlaceOfNoHints) {
  profile("run.json", {{at("w/slow.py"), line(2, 9)}});
  const Outcome none = run(hot_command, {at("w"), "--profile", at("run.json")});
  EXPECT_THAT(none.out, AllOf(HasSubstr("No hints"), HasSubstr("slow.py:2, 90 % of it")));
  EXPECT_EQ(run(hot_command, {at("w"), "--profile", at("w/slow.py")}).code, exit_failed);
}

TEST_F(CliProfile, AllShowsWhatIsCold) {
  EXPECT_EQ(hints().size(), 1U);
  const Json all = hints({"--all"});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(1).at("rule"), "manual-sum");
  EXPECT_THAT(all.at(1).at("message"), Not(HasSubstr("of the run")));
  profile("run.json", Json::object());
  EXPECT_EQ(check({at("w")}).code, exit_clean);
}

TEST_F(CliProfile, ThatCannotBeReadIsSaid) {
  const auto problem = [&](const std::string& path) {
    const Outcome made = run(check_command, {at("w"), "--profile", path});
    EXPECT_EQ(made.code, exit_failed) << path;
    EXPECT_EQ(made.out, "") << path;
    return made.err;
  };
  EXPECT_EQ(problem(at("none.json")), "perfhint check: " + at("none.json") + ": No such file or directory\n");
  EXPECT_EQ(problem(at("w")), "perfhint check: " + at("w") + ": a folder, not a profile\n");
  write("bad.json", "{\"perfhint_profile\": 1, \"files\": {");
  EXPECT_THAT(problem(at("bad.json")), HasSubstr(at("bad.json") + ": byte 35: the file ends"));
  write("text.txt", "hello\n");
  EXPECT_THAT(problem(at("text.txt")),
              HasSubstr(at("text.txt") + ": byte 0: no profile that perfhint knows"));
}

TEST_F(CliProfile, IsNotMixedWithTheCache) {
  const Words words = {at("w"), "--output-format", "json", "--cache-dir", at("cache")};
  const std::string without = run(check_command, words).out;
  EXPECT_EQ(Json::parse(without).size(), 2U);
  EXPECT_EQ(Json::parse(check(words).out).size(), 1U);
  EXPECT_EQ(run(check_command, words).out, without);
}

TEST_F(CliProfile, LeavesNotebooksAsTheyAre) {
  const Json cell = {{"cell_type", "code"},
                     {"metadata", Json::object()},
                     {"source", adding},
                     {"outputs", Json::array()},
                     {"execution_count", nullptr}};
  write("nb.ipynb",
        Json{{"cells", {cell}}, {"metadata", Json::object()}, {"nbformat", 4}, {"nbformat_minor", 4}}.dump());
  profile("run.json", {{at("nb.ipynb"), line(4, 9)}});
  const Words words = {at("nb.ipynb"), "--output-format", "concise"};
  const Outcome without = run(check_command, words);
  EXPECT_THAT(without.out, HasSubstr("manual-sum"));
  EXPECT_EQ(check(words).out, without.out);
}

TEST_F(CliProfile, OfStdinIsTheNamedFiles) {
  const Words words = {"--stdin-filename", at("w/slow.py"), "--output-format", "concise"};
  EXPECT_THAT(check(words, slow).out, HasSubstr("60 % of the run"));
  EXPECT_THAT(check(words, std::string("import os\n") + slow).out, HasSubstr("slow.py:5:15: list-pop0"));
}

TEST_F(CliProfile, FixesWhatIsShown) {
  EXPECT_EQ(check({at("w"), "--fix"}).code, exit_clean);
  EXPECT_THAT(read("w/slow.py"), HasSubstr("popleft()"));
  EXPECT_EQ(read("w/sum.py"), adding);
}

TEST_F(CliProfile, PathsAreMappedBySettings) {
  write("w/in/slow.py", slow);
  profile("run.json", {{"/app/code/slow.py", line(4, 6)}});
  const auto where = [&] {  // of the other file of that name nothing is known
    Json weighed = Json::array();
    for (const Json& hint : hints()) {
      if (hint.contains("profile")) weighed.push_back(hint.at("path"));
    }
    return weighed.size() == 1 ? weighed.at(0) : weighed;
  };
  EXPECT_EQ(where(), at("w/slow.py"));
  write("w/perfhint.toml", "[profile-path-map]\n'/app/code' = 'in'\n");
  EXPECT_EQ(where(), at("w/in/slow.py"));
}

TEST_F(CliProfile, RelativePathsAreTheProjects) {
  profile("run.json", {{"slow.py", line(4, 6)}});
  write("w/in/slow.py", slow);
  const Json all = hints();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.at(0).at("path"), at("w/slow.py"));
}

// With no text in the profile, what the file holds now is what ran, unless it is newer.
TEST_F(CliProfile, OfAnOlderTextIsStale) {
  const auto told = [&](fs::file_time_type::duration newer) {
    fs::last_write_time(at("w/slow.py"), fs::last_write_time(at("run.json")) + newer);
    const FileProfile file = file_profile(load_profile(at("run.json")), at("w/slow.py"), at("w"));
    EXPECT_TRUE(file.costs != nullptr);
    return file.text.has_value();
  };
  EXPECT_TRUE(told(0s));
  EXPECT_TRUE(told(-1h));
  EXPECT_FALSE(told(1s));
  const Json stale = hints();  // nothing but lines is known, and not where they are
  ASSERT_EQ(stale.size(), 1U);
  EXPECT_EQ(stale.at(0).at("severity"), "information");
  EXPECT_FALSE(stale.at(0).contains("profile"));
}

}  // namespace
}  // namespace perfhint::server::cli
