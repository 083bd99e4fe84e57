// `perfhint measure` with a real Python, told by what it prints; how fast anything is, no test asks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/command.h"

namespace perfhint::server::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr const char* code =
    "def drain(n: int):\n    queue = list(range(n))\n    while queue:\n        queue.pop(0)\n\n"
    "def have(items, other: list[int]):\n    return [x for x in items if x in other]\n\n"
    "def key(d: dict[str, int], k: str):\n    return k in d.keys()\n\n"
    "def last(d: dict[str, list[int]]):\n    return d['no such key'].pop(0) in d.keys()\n";

class MeasureCommand : public ::testing::Test {
 protected:
  MeasureCommand() { folder_.write("a.py", code); }
  Outcome measured(Words words) {
    words[0] = folder_.at(words[0]);
    return run(measure_command, words);
  }
  TemporaryFolder folder_;
};

TEST_F(MeasureCommand, PrintsALineForEachSize) {
  const Outcome outcome = measured({"a.py:4", "--runs", "1", "--python", "python3"});
  EXPECT_EQ(outcome.code, exit_clean) << outcome.err;
  const std::string number = "[0-9,.]+", result = "(" + number + "x (faster|slower) \\(" + number + " -> " +
                                                  number +
                                                  " (s|ms|us|ns), |no difference \\()\\+-[0-9]+ %, n = ";
  EXPECT_THAT(outcome.out, MatchesRegex("(" + result + "[0-9,]+\\)(, [-+]" + number + " .?B peak)?\n)+"));
  EXPECT_THAT(outcome.err,
              HasSubstr("measuring list-pop0 (Make `queue` a deque, and pop with popleft()) with python3: "
                        "1 run in child processes, at most 60 s and 2048 MiB"));
}

TEST_F(MeasureCommand, AnswersInJson) {
  const Outcome outcome = measured({"a.py:10:17", "--runs", "1", "--json", "--rule", "in-dict-keys"});
  ASSERT_EQ(outcome.code, exit_clean) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["rule"], "in-dict-keys");
  EXPECT_EQ(json["problem"], nullptr);
  EXPECT_EQ(json["sizes"][0]["n"], 10);
  EXPECT_GT(json["sizes"][0]["ratio"], 0);
}

TEST_F(MeasureCommand, SaysWhatIsMissing) {
  struct Case {
    Words words;
    const char* problem;
  };
  const Case cases[] = {
      {{"a.py:1"}, "a.py:1: no hint there\n"},
      {{"a.py:100"}, "a.py:100: there is no such line\n"},
      {{"a.py:4", "--rule", "in-dict-keys"}, "a.py:4: no hint of in-dict-keys there\n"},
      {{"a.py:4", "--rule", "list-pop"}, "no rule \"list-pop\": did you mean list-pop0?"},
      {{"a.py"}, "names no line: FILE:LINE or FILE:LINE:COLUMN is needed\n"},
      {{"none.py:1"}, "none.py: "},
      {{"a.py:7"},
       "a.py:7: list-membership-in-loop: no stand-in for `items` (nothing tells its type).\n"
       "Write the text that --snippet prints to a file, complete it, and pass it by --with FILE.\n"},
      {{"a.py:4", "--python", "/no/python"}, "there is no program /no/python\n"},
      {{"a.py:4", "--timeout", "0"}, "--timeout"},
  };
  for (const Case& c : cases) {
    const Outcome outcome = measured(c.words);
    EXPECT_EQ(outcome.code, exit_failed) << c.problem;
    EXPECT_THAT(outcome.err, HasSubstr(c.problem));
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(MeasureCommand, RunsWhatTheUserCompletes) {
  const Outcome asked = measured({"a.py:7", "--snippet"});
  EXPECT_EQ(asked.code, exit_clean);
  EXPECT_THAT(asked.out, HasSubstr("# setup\nitems = ...\nother = [i * 7919 % _n for i in range(_n)]\n"));
  std::string text = asked.out;
  text.replace(text.find("items = ..."), 11, "items = range(_n)");
  text.replace(text.find("10 1000 100000"), 14, "20");
  folder_.write("setup.txt", text);
  const Outcome outcome = measured({"a.py:7", "--with", folder_.at("setup.txt"), "--runs", "1"});
  EXPECT_EQ(outcome.code, exit_clean) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("n = 20)"));
  folder_.write("setup.txt", "items = other = []\n# sizes many\n");
  EXPECT_THAT(measured({"a.py:7", "--with", folder_.at("setup.txt")}).err,
              HasSubstr("setup.txt: line 2: `# sizes` takes up to five whole numbers"));
}

// `i` is bound by the code, and inside the comprehension that makes `xs`.
TEST_F(MeasureCommand, LeavesTheNamesInsideOfComprehensionsToThem) {
  folder_.write("b.py",
                "def total(xs: list[int]):\n    total = 0\n    for i in range(len(xs)):\n"
                "        total += xs[i]\n    return total\n");
  const Outcome outcome = measured({"b.py:3", "--rule", "range-len-index", "--runs", "1"});
  EXPECT_EQ(outcome.code, exit_clean) << outcome.err;
}

TEST_F(MeasureCommand, TellsWhatTheCodeRaises) {
  const Outcome outcome = measured({"a.py:13", "--rule", "in-dict-keys", "--runs", "1"});
  EXPECT_EQ(outcome.code, exit_failed);
  EXPECT_THAT(outcome.err, HasSubstr("the code before the fix raises KeyError: 'no such key'"));
}

TEST_F(MeasureCommand, TellsWhereResultsDiffer) {
  folder_.write("setup.txt", "# sizes 5\n# before\nx = [1]\n# after\nx = [2]\n");
  const Outcome outcome = measured({"a.py:4", "--with", folder_.at("setup.txt"), "--runs", "1"});
  EXPECT_EQ(outcome.code, exit_failed);
  EXPECT_EQ(outcome.out, "not measured: x differs after the fix: [1] became [2]\n");
}

TEST_F(MeasureCommand, StopsAtItsLimits) {
  folder_.write("setup.txt", "# before\nwhile True: pass\n# after\nx = 1\n");
  Outcome outcome = measured({"a.py:4", "--with", folder_.at("setup.txt"), "--timeout", "1"});
  EXPECT_EQ(outcome.code, exit_failed);
  EXPECT_THAT(outcome.err, HasSubstr("ms, the limit of time"));
  folder_.write("setup.txt", "# before\nx = bytearray(1 << 40)\n# after\nx = 1\n");
  outcome = measured({"a.py:4", "--with", folder_.at("setup.txt"), "--memory-limit", "1000000000"});
  EXPECT_EQ(outcome.code, exit_failed);
  EXPECT_THAT(outcome.err, HasSubstr("the code before the fix raises MemoryError"));
}

TEST_F(MeasureCommand, RunsThePythonOfTheSettings) {
  folder_.write("perfhint.toml", "measure.python = 'no/python'\n");
  EXPECT_THAT(measured({"a.py:4"}).err, HasSubstr("there is no program " + folder_.at("no/python")));
}

TEST_F(MeasureCommand, MeasuresAFunctionOrAnExpressionAlone) {
  const std::string line = "[0-9.]+ (s|ms|us|ns) \\(\\+-[0-9]+ %, n = [0-9,]+\\)(, peak [0-9.,]+ .?B)?\n";
  Outcome outcome = measured({"a.py:2", "--function", "--runs", "1"});
  EXPECT_EQ(outcome.code, exit_clean) << outcome.err;
  EXPECT_THAT(outcome.out, MatchesRegex("(" + line + ")+"));
  EXPECT_THAT(outcome.err, HasSubstr("measuring `drain` (its body) with "));
  outcome = measured({"a.py:2", "--expression", "--runs", "1", "--json"});
  ASSERT_EQ(outcome.code, exit_clean) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["code"], "`list(range(n))`");
  EXPECT_EQ(json["rule"], nullptr);
  EXPECT_EQ(json["sizes"][0]["ratio"], nullptr);
  EXPECT_GT(json["sizes"][0]["seconds_before"], 0);
  EXPECT_THAT(measured({"a.py:2:18", "--expression", "--snippet"}).out, HasSubstr("# before\nrange(n)\n"));
  EXPECT_THAT(measured({"a.py:5", "--function"}).err, HasSubstr("a.py:5: no function there\n"));
  EXPECT_THAT(measured({"a.py:6", "--function"}).err,
              HasSubstr("a.py:6: `have`: no stand-in for `items` (nothing tells its type).\n"));
  EXPECT_THAT(measured({"a.py:3:12", "--expression"}).err,
              HasSubstr("a.py:3: no expression that takes time\n"));
  EXPECT_THAT(measured({"a.py:3", "--expression", "--function"}).err, HasSubstr("--function"));
}

// Making the values takes quadratic time, too.
TEST_F(MeasureCommand, CountsTheSetupToo) {
  folder_.write(
      "setup.txt",
      "# sizes 10 1000 100000\nxs = [i for i in range(_n) if i in list(range(_n))]\n# before\nlen(xs)\n");
  const Outcome outcome =
      measured({"a.py:2", "--function", "--with", folder_.at("setup.txt"), "--runs", "1", "--timeout", "10"});
  EXPECT_EQ(outcome.code, exit_clean) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("n = 1,000)"));
}

// What the measured code prints or reads is not taken for an answer.
TEST_F(MeasureCommand, KeepsItsStreamsToItself) {
  folder_.write(
      "setup.txt",
      "# sizes 5\n# before\nimport os\nos.write(1, b'{\"n\": 1}\\n')\nprint('x')\n# after\nimport sys\n"
      "assert sys.stdin.read() == ''\n");
  const Outcome outcome = measured({"a.py:4", "--with", folder_.at("setup.txt"), "--runs", "1"});
  EXPECT_EQ(outcome.code, exit_clean) << outcome.err;
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1) << outcome.out;
}

}  // namespace
}  // namespace perfhint::server::cli
