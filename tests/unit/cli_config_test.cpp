// Settings files as a user has them: which one counts for a file, over what, and what `perfhint config`
// tells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/project_settings.h"
#include "server/settings_table.h"
#include "tests/support/command.h"

namespace perfhint::server::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

class CliConfig : public testing::Test, protected TemporaryFolder {
 protected:
  // The value and the origin of a setting for a file.
  Json told(const std::string& file, const std::string& key, Words flags = {}) {
    flags.insert(flags.end(), {"--json", at(file)});
    const Json all = Json::parse(run(config_command, flags).out);
    for (const Json& setting : all.at("settings"))
      if (setting.at("key") == key) return {setting.at("value"), setting.at("origin")};
    return nullptr;
  }
  Outcome check(Words words) {
    words.push_back(folder.string());
    words.insert(words.end(), {"--output-format", "json"});
    return run(check_command, words);
  }
  std::string severity_of_the_hint() {
    const Json hints = Json::parse(check({}).out);
    return hints.size() == 1 ? hints[0].at("severity").get<std::string>() : "none";
  }
};

TEST_F(CliConfig, TheNearestFileCounts) {
  write("pyproject.toml", "[tool.perfhint]\nmax-hints = 1\n");
  EXPECT_EQ(told("a.py", "max-hints"), Json({1, at("pyproject.toml:2")}));
  write("in/pyproject.toml", "[project]\nrequires-python = '>=3.10'\n");
  EXPECT_EQ(told("in/deep/a.py", "max-hints"), Json({1, at("pyproject.toml:2")}));
  EXPECT_EQ(told("in/deep/a.py", "oldest-python"),
            Json({"3.10", "requires-python of " + at("in/pyproject.toml")}));
  write("in/pyproject.toml", "[tool.perfhint]\nmax-hints = 2\n");
  EXPECT_EQ(told("in/deep/a.py", "max-hints"), Json({2, at("in/pyproject.toml:2")}));
  write("in/perfhint.toml", "\n\nmax-hints = 3\n");
  EXPECT_EQ(told("in/deep/a.py", "max-hints"), Json({3, at("in/perfhint.toml:3")}));
  write("in/perfhint.toml", "");
  EXPECT_EQ(told("in/deep/a.py", "max-hints"), Json({20, "default"}));
}

TEST_F(CliConfig, OriginsAreTold) {
  write("pyproject.toml", "[project]\nrequires-python = '>=3.9'\n[tool.black]\nline-length = 99\n");
  write("perfhint.toml", "ignore = ['list-pop0']\n[severity]\nmanual-sum = 'warning'\n");
  const std::string requires_python = "requires-python of " + at("pyproject.toml");
  EXPECT_EQ(told("a.py", "python-version"), Json({"3.9", requires_python}));
  EXPECT_EQ(told("a.py", "python-version", {"--target", "3.12"}), Json({"3.12", "--target"}));
  EXPECT_EQ(told("a.py", "oldest-python", {"--target", "3.12"}), Json({"3.9", requires_python}));
  EXPECT_EQ(told("a.py", "oldest-python", {"--target", "3.8"}), Json({"3.8", "--target"}));
  EXPECT_EQ(told("a.py", "line-length"), Json({99, "line-length of " + at("pyproject.toml")}));
  EXPECT_EQ(told("a.py", "ignore", {"--ignore", "manual-sum"}),
            Json({{"list-pop0", "manual-sum"}, at("perfhint.toml:1") + ", --ignore"}));
  EXPECT_EQ(told("a.py", "severity"), Json({"warning", at("perfhint.toml:3")}));
  EXPECT_EQ(told("a.py", "hover"), Json({true, "default"}));
}

// What is printed can be kept as a perfhint.toml that says the same.
TEST_F(CliConfig, TheTextIsTomlOfTheSameSettings) {
  write("perfhint.toml",
        "exclude = ['gen \"x\"']\npython-version = '3.11'\nseverity.manual-sum = 'off'\n"
        "per-file-ignores = {'tests/*' = ['list-pop0']}\ncode-lens.classes = true\n");
  const Outcome made = run(config_command, {at("tests/a.py"), "--all"});
  EXPECT_EQ(made.err, "");
  EXPECT_THAT(made.out, HasSubstr("# ignored in it: list-pop0\n"));
  std::vector<SettingProblem> problems;
  const auto again = parse_settings_file(made.out, folder / "perfhint.toml", problems);
  ASSERT_TRUE(again && problems.empty());
  EXPECT_TRUE(again->problems.empty());
  SettingValues values = project_settings(folder / "tests").values;
  values.push_back({find_setting("micro"), "", true, "", ""});
  for (const char* file : {"tests/a.py", "gen \"x\"", "b.py"}) {
    EXPECT_EQ(config_for(at(file), folder.string(), again->values),
              config_for(at(file), folder.string(), values))
        << file;
  }
}

TEST_F(CliConfig, ProblemsAreToldOnceAndTheRestCounts) {
  write("pyproject.toml",
        "[tool.perfhint]\nignor = []\nselect = ['manual-sum', 'list-pop']\nmax-bytes = 'x'\n");
  write("in/slow.py", slow);
  write("slow.py", slow);
  const Outcome made = check({});
  EXPECT_EQ(made.code, exit_clean);
  const std::string path = "perfhint: " + at("pyproject.toml");
  EXPECT_EQ(made.err.substr(0, made.err.find("No hints")),
            path + ":2: perfhint knows no setting \"ignor\": did you mean \"ignore\"?\n" + path +
                ":3: \"select\": no rule \"list-pop\": did you mean list-pop0?; perfhint rules lists all\n" +
                path + ":4: \"max-bytes\" must be a number from 1 to 4294967295, not \"x\"\n");
}

TEST_F(CliConfig, RulesAreIgnoredByFile) {
  write("tools/slow.py", slow);
  write("slow.py", slow);
  EXPECT_EQ(Json::parse(check({}).out).size(), 2u);
  write("perfhint.toml", "[per-file-ignores]\n\"tools/*\" = [\"list-pop0\"]\n");
  const Json hints = Json::parse(check({}).out);
  ASSERT_EQ(hints.size(), 1u);
  EXPECT_EQ(hints[0].at("path"), at("slow.py"));
  EXPECT_EQ(run(check_command, {at("tools/slow.py")}).code, exit_clean);
  write("perfhint.toml", "[per-file-ignores]\n\"*.py\" = [\"manual-sum\"]\n\"slow.*\" = [\"list-pop0\"]\n");
  EXPECT_EQ(check({}).code, exit_clean);
}

TEST_F(CliConfig, AFolderInsideCanExclude) {
  write("in/slow.py", slow);
  write("in/perfhint.toml", "exclude = ['slow.py']\n");
  EXPECT_EQ(check({}).code, exit_clean);
  EXPECT_EQ(run(check_command, {at("in/slow.py")}).code, exit_findings);
  EXPECT_THAT(run(config_command, {at("in/slow.py")}).out, HasSubstr("# It gets no hints"));
}

TEST_F(CliConfig, SeverityIsByRule) {
  write("slow.py", slow);
  EXPECT_EQ(severity_of_the_hint(), "information");
  for (const char* severity : {"hint", "information", "warning"}) {
    write("perfhint.toml", "severity.list-pop0 = '" + std::string(severity) + "'\n");
    EXPECT_EQ(severity_of_the_hint(), severity);
  }
  write("perfhint.toml", "severity.list-pop0 = 'off'\n");
  EXPECT_EQ(severity_of_the_hint(), "none");
  // A micro rule is shown for being named; tests stay quiet.
  write("slow.py", "def keys(d: dict[str, int], k: str):\n    return k in d.keys()\n");
  write("perfhint.toml", "");
  EXPECT_EQ(severity_of_the_hint(), "none");
  write("perfhint.toml", "severity.in-dict-keys = 'information'\n");
  EXPECT_EQ(severity_of_the_hint(), "information");
  write("tests/slow.py", read("slow.py"));
  EXPECT_EQ(severity_of_the_hint(), "information");
}

TEST_F(CliConfig, WrongWordsAreTold) {
  const Outcome made = run(config_command, {at("a.py"), "--select", "list-pop"});
  EXPECT_EQ(made.code, exit_failed);
  EXPECT_THAT(made.err, HasSubstr("perfhint config: no rule \"list-pop\": did you mean list-pop0?"));
}

}  // namespace
}  // namespace perfhint::server::cli
