// The sub-commands as a user runs them, in process: what they print, what they leave on disk, their exit
// codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "analysis/rules/rule.h"
#include "server/cli/commands.h"
#include "tests/support/command.h"

namespace perfhint::server::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

constexpr const char* fast =
    "from collections import deque\n"
    "def drain(n: int):\n"
    "    queue = deque([n])\n"
    "    while queue:\n"
    "        print(queue.popleft())\n";

class CliCommands : public testing::Test, protected TemporaryFolder {
 protected:
  CliCommands() {
    write("pyproject.toml", "[tool.perfhint]\npython-version = '3.12'\n");
    write("slow.py", slow);
    write("clean.py", "x = 1\n");
  }
  Outcome check(Words words) {
    words.push_back(folder.string());
    return run(check_command, words);
  }
};

TEST_F(CliCommands, ExitCodes) {
  EXPECT_EQ(run(check_command, {at("clean.py")}).code, exit_clean);
  EXPECT_EQ(run(check_command, {at("slow.py")}).code, exit_findings);
  EXPECT_EQ(check({}).code, exit_findings);
  EXPECT_EQ(check({"--exit-zero"}).code, exit_clean);
  EXPECT_EQ(check({"--ignore", "list-pop0"}).code, exit_clean);
  EXPECT_EQ(check({"--select", "manual-sum,list-pop0"}).code, exit_findings);
  EXPECT_EQ(check({"--select", "manual-sum"}).code, exit_clean);
  EXPECT_EQ(check({"--target", "2.7"}).code, exit_failed);
  EXPECT_EQ(check({"--nonsense"}).code, exit_failed);
  EXPECT_EQ(check({"--help"}).code, exit_clean);
  EXPECT_EQ(run(check_command, {at("none.py")}).code, exit_failed);
}

TEST_F(CliCommands, AProblemDoesNotStopTheRest) {
  write("bad.py", "s = '\xE9'\n");
  write("pyproject.toml", "[tool.perfhint]\nmax-bytes = 500\n");
  write("large.py", std::string(600, '\n'));
  const Outcome made = check({"--output-format", "concise"});
  EXPECT_EQ(made.code, exit_failed);
  EXPECT_THAT(made.err, HasSubstr("bad.py: is not UTF-8 (line 1)"));
  EXPECT_THAT(made.err, HasSubstr("large.py: is too large (600 bytes; the limit is 500)"));
  EXPECT_THAT(made.out, HasSubstr("slow.py:4:15: list-pop0 "));
}

TEST_F(CliCommands, UnknownRuleNamesTheNearest) {
  EXPECT_THAT(check({"--select", "list-pop"}).err,
              HasSubstr("no rule \"list-pop\": did you mean list-pop0?"));
}

TEST_F(CliCommands, FullShowsTheLine) {
  const Outcome made = check({});
  EXPECT_THAT(made.out, HasSubstr("--> " + at("slow.py") + ":4:15\n"));
  EXPECT_THAT(made.out, HasSubstr("4 |         print(queue.pop(0))\n  |               ^^^^^^^^^^^^\n"));
  EXPECT_THAT(made.out, HasSubstr("(safe fix: "));
  EXPECT_THAT(made.out, HasSubstr("Found 1 hint in 1 file (1 fixable with --fix).\n"));
}

TEST_F(CliCommands, Json) {
  write("second.py", slow);
  const Json array = Json::parse(check({"--output-format", "json"}).out);
  ASSERT_EQ(array.size(), 2u);
  const Json& hint = array[1];
  EXPECT_EQ(hint.at("path"), at("slow.py"));
  EXPECT_EQ(hint.at("rule"), "list-pop0");
  EXPECT_EQ(hint.at("line"), 4);
  EXPECT_EQ(hint.at("column"), 15);
  EXPECT_EQ(hint.at("endLine"), 4);
  EXPECT_EQ(hint.at("endColumn"), 27);
  EXPECT_EQ(hint.at("impact"), "growth");
  EXPECT_EQ(hint.at("fixes").at(0).at("safety"), "safe");
  EXPECT_FALSE(hint.at("fixes").at(0).at("edits").empty());
  EXPECT_EQ(Json::parse(run(check_command, {"--format=json", at("clean.py")}).out), Json::array());
}

TEST_F(CliCommands, DiffWritesNothing) {
  const Outcome made = check({"--diff"});
  EXPECT_EQ(made.code, exit_findings);
  EXPECT_THAT(made.out, HasSubstr("-        print(queue.pop(0))\n+        print(queue.popleft())\n"));
  EXPECT_EQ(read("slow.py"), slow);
}

TEST_F(CliCommands, FixWritesOnce) {
  EXPECT_EQ(check({"--fix"}).code, exit_clean);
  EXPECT_EQ(read("slow.py"), fast);
  EXPECT_EQ(check({"--diff"}).code, exit_clean);
}

// What is left is neither told nor counted; whose fixes were taken is.
TEST_F(CliCommands, FixesAlone) {
  write("left.py",
        "def common(a: list[int], b: list[int], take):\n    return [take(x) for x in a if x in b]\n");
  const Outcome shown = check({"--diff", "--show-fixes"});
  EXPECT_THAT(shown.err, HasSubstr("Would fix:\n" + at("slow.py") + ": 1 list-pop0\n"));
  const Outcome made = check({"--fix-only", "--show-fixes"});
  EXPECT_EQ(made.code, exit_clean);
  EXPECT_EQ(read("slow.py"), fast);
  EXPECT_THAT(made.out, HasSubstr("Fixed:\n" + at("slow.py") + ": 1 list-pop0\nApplied 1 fix in 1 file.\n"));
  EXPECT_THAT(made.out, Not(HasSubstr("left.py")));
  EXPECT_EQ(check({"--fix-only"}).out, "No fixes in 3 files.\n");
  EXPECT_EQ(check({"--fix"}).code, exit_findings);
  EXPECT_EQ(check({"--fix-only", "--write-baseline", at("b.json")}).code, exit_failed);
}

TEST_F(CliCommands, ExcludesCountForNamedFilesWhereForced) {
  write("pyproject.toml", "[tool.perfhint]\nexclude = ['slow.py']\n");
  EXPECT_EQ(run(check_command, {at("slow.py")}).code, exit_findings);
  EXPECT_EQ(run(check_command, {"--force-exclude", at("slow.py")}).code, exit_clean);
  const Outcome piped =
      run(check_command, {"--force-exclude", "--stdin-filename", at("slow.py"), "--fix"}, slow);
  EXPECT_EQ(piped.code, exit_clean);
  EXPECT_EQ(piped.out, slow);
}

TEST_F(CliCommands, Stdin) {
  const Outcome hints = run(check_command, {"--stdin-filename", at("new.py"), "--format", "concise"}, slow);
  EXPECT_EQ(hints.code, exit_findings);
  EXPECT_THAT(hints.out, HasSubstr("new.py:4:15: list-pop0 "));
  const Outcome fixed = run(check_command, {"--stdin-filename", at("new.py"), "--fix"}, slow);
  EXPECT_EQ(fixed.code, exit_clean);
  EXPECT_EQ(fixed.out, fast);
  EXPECT_THAT(run(check_command, {"-", "--diff"}, slow).out, HasSubstr("--- stdin.py\n"));
  EXPECT_EQ(run(check_command, {"--stdin-filename", "x.py", at("slow.py")}, slow).code, exit_failed);
}

TEST_F(CliCommands, ProjectSettingsCountAndFlagsWin) {
  write("pyproject.toml", "[tool.perfhint]\nignore = ['list-pop0']\n");
  EXPECT_EQ(check({}).code, exit_clean);
  write("pyproject.toml", "[tool.perfhint]\nexclude = ['slow.py']\n");
  EXPECT_EQ(check({}).code, exit_clean);
  EXPECT_EQ(run(check_command, {at("slow.py")}).code, exit_findings);
  write("pyproject.toml", "[tool.perfhint]\nselect = ['manual-sum']\n");
  EXPECT_EQ(check({}).code, exit_clean);
  EXPECT_EQ(check({"--select", "list-pop0"}).code, exit_findings);
}

// A base class in another file decides: as in an editor.
TEST_F(CliCommands, ClassesOfOtherFilesAreKnown) {
  const char* main =
      "from lib import Point\n\n\nclass Dot(Point):\n    def __init__(self, x, y):\n        "
      "super().__init__(x)\n"
      "        self.y = y\n\n\ndots = [Dot(i, i) for i in range(1000)]\n";
  write("main.py", main);
  write("lib.py", "from shapes import Point\n");
  write("shapes.py", "class Point:\n    __slots__ = (\"x\",)\n");
  const Outcome slotted = run(check_command, {at("main.py"), "--format", "concise"});
  EXPECT_THAT(slotted.out, HasSubstr("missing-slots"));
  EXPECT_EQ(run(check_command, {"--stdin-filename", at("main.py"), "--format", "concise"}, main).out,
            slotted.out);
  EXPECT_THAT(run(check_command, {at("main.py"), "--diff", "--unsafe-fixes"}).out,
              HasSubstr("+    __slots__ = (\"y\",)"));
  write("shapes.py", "class Point:\n    pass\n");
  EXPECT_EQ(run(check_command, {at("main.py")}).code, exit_clean);
}

// A package's relative imports start in it, whether or not another module has led there before.
TEST_F(CliCommands, ClassesBesideAPackageAreKnown) {
  write("pkg/__init__.py",
        "from .shapes import Point\n\n\nclass Dot(Point):\n    def __init__(self, x, y):\n        "
        "super().__init__(x)\n"
        "        self.y = y\n\n\ndots = [Dot(i, i) for i in range(1000)]\n");
  write("pkg/shapes.py", "class Point:\n    __slots__ = (\"x\",)\n");
  EXPECT_THAT(run(check_command, {at("pkg/__init__.py"), "--format", "concise"}).out,
              HasSubstr("missing-slots"));
}

TEST_F(CliCommands, OnGithubHintsAreAnnotationsToo) {
  const std::string annotation = "::notice title=perfhint (list-pop0),file=" + at("slow.py") + ",line=4,";
  const Outcome plain = check({});
  for (const char* value : {"true", "false"}) {
    setenv("GITHUB_ACTIONS", value, 1);
    const Outcome made = check({}), chosen = check({"--format", "concise"}), counts = check({"--statistics"});
    unsetenv("GITHUB_ACTIONS");
    EXPECT_THAT(made.out, HasSubstr("--> " + at("slow.py") + ":4:15\n"));
    EXPECT_EQ(made.out.find(annotation) != std::string::npos, value == std::string("true")) << made.out;
    EXPECT_EQ(made.out.size() > plain.out.size(), value == std::string("true"));
    EXPECT_THAT(chosen.out, Not(HasSubstr("::")));
    EXPECT_THAT(counts.out, Not(HasSubstr("::")));
  }
}

TEST_F(CliCommands, OutputDoesNotDependOnJobs) {
  for (int i = 0; i < 40; ++i) write("m" + std::to_string(i) + ".py", slow);
  const Outcome one = check({"-j1"}), many = check({"-j8"});
  EXPECT_EQ(one.out, many.out);
  EXPECT_THAT(check({"--statistics"}).out, HasSubstr("     41  list-pop0\n"));
}

TEST_F(CliCommands, AFileUnderTwoNamesIsCheckedOnce) {
  fs::create_symlink("slow.py", folder / "alias.py");
  EXPECT_THAT(run(check_command, {folder.string(), at("slow.py")}).out, HasSubstr("Found 1 hint in 1 file"));
}

TEST_F(CliCommands, ABaselineHidesWhatItKnows) {
  const Outcome written = check({"--write-baseline", at("base.json")});
  EXPECT_EQ(written.code, exit_clean) << written.err;
  const Outcome known = check({"--baseline", at("base.json")});
  EXPECT_EQ(known.code, exit_clean) << known.out;
  EXPECT_THAT(known.out, HasSubstr("No hints in 2 files; 1 of the baseline not shown."));
  // Lines before it, and other white space around it, leave a hint the same; a second one like it is new.
  write("slow.py", "x = 1\n\n" + std::string(slow) + "        print(queue.pop(0))\n");
  const Outcome one = check({"--baseline", at("base.json"), "--format", "concise"});
  EXPECT_EQ(one.code, exit_findings);
  EXPECT_THAT(one.out, HasSubstr("slow.py:7:15: list-pop0"));
  EXPECT_THAT(one.out, Not(HasSubstr("slow.py:6:")));
}

TEST_F(CliCommands, ABrokenBaselineIsSaid) {
  write("base.json", "{\"version\": 2, \"hints\": []}");
  const Outcome version = check({"--baseline", at("base.json")});
  EXPECT_EQ(version.code, exit_failed);
  EXPECT_THAT(version.err,
              HasSubstr("is no baseline: its version is not 1; --write-baseline makes a new one"));
  for (const char* text : {"{", "[]", "{\"hints\": 1}", "{\"version\": 1, \"hints\": [{}]}"}) {
    write("base.json", text);
    EXPECT_EQ(check({"--baseline", at("base.json")}).code, exit_failed) << text;
  }
  EXPECT_THAT(check({"--baseline", at("none.json")}).err, HasSubstr("cannot be read"));
}

TEST_F(CliCommands, AddsIgnoreComments) {
  write("slow.py", std::string(slow) + "        queue.pop(0); queue.pop(0)\n");
  const Outcome made = check({"--add-ignore"});
  EXPECT_EQ(made.code, exit_clean) << made.out << made.err;
  const std::string text = read("slow.py");
  EXPECT_THAT(text, HasSubstr("print(queue.pop(0))  # perfhint: ignore[list-pop0]\n"));
  EXPECT_THAT(text, HasSubstr("queue.pop(0); queue.pop(0)  # perfhint: ignore[list-pop0]\n"));
  EXPECT_EQ(check({"--add-ignore", "--fix"}).code, exit_failed);
}

TEST(CliExplain, EveryRuleHasAPageAndNumbers) {
  for (const Rule* rule : all_rules()) {
    const Outcome made = run(explain_command, {std::string(rule->name)});
    EXPECT_EQ(made.code, exit_clean);
    EXPECT_TRUE(made.out.starts_with("# " + std::string(rule->name) + "\n")) << rule->name;
    EXPECT_THAT(made.out, HasSubstr("## Measured\n\nTime before / time after"));
    EXPECT_THAT(made.out, Not(HasSubstr("```")));
  }
  const Outcome unknown = run(explain_command, {"string-concat-in-loop"});
  EXPECT_EQ(unknown.code, exit_failed);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean str-concat-in-loop?"));
}

TEST(CliExplain, TellsWhyThereIsNoRule) {
  ASSERT_FALSE(rejected_rules().empty());
  EXPECT_TRUE(std::ranges::is_sorted(rejected_rules(), {}, &RejectedRule::name));
  for (const RejectedRule& rejected : rejected_rules()) {
    EXPECT_EQ(find_rule(rejected.name), nullptr) << rejected.name;
    const Outcome made = run(explain_command, {std::string(rejected.name)});
    EXPECT_EQ(made.code, exit_clean);
    EXPECT_THAT(made.out, HasSubstr("Rejected: " + std::string(rejected.reason)));
  }
}

TEST(CliRules, ListsAll) {
  const Json array = Json::parse(run(rules_command, {"--json", "--target", "3.12"}).out);
  ASSERT_EQ(array.size(), all_rules().size());
  for (const Json& rule : array) {
    EXPECT_FALSE(rule.at("summary").get<std::string>().empty()) << rule;
    EXPECT_FALSE(rule.at("gain").empty()) << rule;
  }
  EXPECT_THAT(run(rules_command, {}).out, HasSubstr("\nlist-pop0"));
}

struct SizeRow {
  const char *expression, *python;
  int bytes;  // shallow
};

constexpr SizeRow sizes[] = {
    {"[1, 2, 3]", "3.12", 88}, {"()", "3.12", 40}, {"'abc'", "3.12", 44}, {"x = {}", "3.12", 64}};

TEST(CliSizeof, Expressions) {
  for (const SizeRow& row : sizes) {
    const Outcome made = run(sizeof_command, {row.expression, "--python", row.python, "--json"});
    ASSERT_EQ(made.code, exit_clean) << made.err;
    const Json answer = Json::parse(made.out);
    EXPECT_EQ(answer.at("python"), row.python);
    EXPECT_EQ(answer.at("shallow"), (Json{{"bytes", row.bytes}})) << row.expression;
  }
  EXPECT_EQ(run(sizeof_command, {"[1, 2"}).code, exit_failed);
}

TEST_F(CliCommands, SizeofAPlace) {
  write("data.py", "a = 1\nb = [1, 2, 3]\n");
  const Outcome made = run(sizeof_command, {at("data.py") + ":2", "--json"});
  EXPECT_EQ(Json::parse(made.out).at("python"), "3.12");
  EXPECT_EQ(Json::parse(made.out).at("type"), "list");
  EXPECT_EQ(run(sizeof_command, {at("data.py") + ":9"}).code, exit_failed);
}

// The base's file is read: it has no __dict__ to give.
TEST_F(CliCommands, SizeofAClassWhoseBaseIsElsewhere) {
  write("shapes.py", "class Point:\n    __slots__ = ('x',)\n");
  write("dots.py", "from shapes import Point\n\nclass Dot(Point):\n    __slots__ = ('y',)\n");
  const Outcome made = run(sizeof_command, {at("dots.py") + ":3", "--json", "--python", "3.12"});
  EXPECT_EQ(Json::parse(made.out).at("shallow"), (Json{{"bytes", 48}})) << made.out;
  write("lost.py", "from nowhere import Point\n\nclass Dot(Point):\n    __slots__ = ('y',)\n");
  const Outcome lost = run(sizeof_command, {at("lost.py") + ":3", "--json", "--python", "3.12"});
  EXPECT_TRUE(Json::parse(lost.out).at("shallow").is_null()) << lost.out;
}

TEST(CliVersion, IsOneLine) { EXPECT_EQ(run(version_command, {}).out, "perfhint " PERFHINT_VERSION "\n"); }

}  // namespace
}  // namespace perfhint::server::cli
