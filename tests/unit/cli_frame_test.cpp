// What a hint looks like, frame by frame.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "analysis/rules/rule.h"
#include "server/cli/formats.h"
#include "server/cli/frame.h"

namespace perfhint::server::cli {
namespace {

struct Row {
  const char *name, *text;
  Place place;
  const char* frame;
};

const Row rows[] = {
    {"a span with context",
     "def f(a, b):\n    return [x for x in a if x in b]\n\nf(1, 2)\n",
     {2, 29, 2, 35},
     "  |\n"
     "1 | def f(a, b):\n"
     "2 |     return [x for x in a if x in b]\n"
     "  |                             ^^^^^^\n"
     "  |\n"},
    {"the first line, and a blank one after", "x = 1\n\n", {1, 1, 1, 2}, "  |\n1 | x = 1\n  | ^\n  |\n"},
    {"an empty span still has a caret", "x\n", {1, 2, 1, 2}, "  |\n1 | x\n  |  ^\n  |\n"},
    {"tabs", "if x:\n\ty = z\n", {2, 6, 2, 7}, "  |\n1 | if x:\n2 |     y = z\n  |         ^\n  |\n"},
    {"wide and combining characters",
     "s = '\xE4\xBD\xA0"
     "e\xCC\x81' + t\n",
     {1, 13, 1, 14},
     "  |\n1 | s = '\xE4\xBD\xA0"
     "e\xCC\x81' + t\n  |             ^\n  |\n"},
    {"control characters cannot reach the terminal",
     "s = '\x1b[2J'\n",
     {1, 1, 1, 2},
     "  |\n1 | s = '?[2J'\n  | ^\n  |\n"},
    {"a byte order mark is no column",
     "\xEF\xBB\xBFx = y\n",
     {1, 5, 1, 6},
     "  |\n1 | x = y\n  |     ^\n  |\n"},
    {"several lines",
     "a\n  for x in y:\n    z += x\nb\n",
     {2, 3, 3, 11},
     "  |\n1 |   a\n2 | /   for x in y:\n3 | |     z += x\n  | |__________^\n4 |   b\n  |\n"},
    {"several lines from the middle of one",
     "f(a,\n  b)\n",
     {1, 2, 2, 5},
     "  |\n1 |   f(a,\n  |  __^\n2 | |   b)\n  | |____^\n  |\n"},
    {"a span that ends with a line end",
     "for x in y:\n    z\nb\n",
     {1, 1, 3, 1},
     "  |\n1 | / for x in y:\n2 | |     z\n  | |_____^\n3 |   b\n  |\n"},
    {"ten lines grow the gutter", "\n\n\n\n\n\n\n\nx\n", {9, 1, 9, 2}, "   |\n 9 | x\n   | ^\n   |\n"},
    {"a long place loses its middle",
     "c\n1\n2\n3\n4\n5\n6\n7\n8\n9\ne\n",
     {1, 1, 11, 2},
     "   |\n 1 | / c\n 2 | | 1\n 3 | | 2\n 4 | | 3\n 5 | | 4\n...  |\n10 | | 9\n11 | | e\n   | |_^\n   |\n"},
};

TEST(CliFrame, Table) {
  for (const Row& row : rows) {
    EXPECT_EQ(frame(Text(row.text), row.place, Painter(false)), row.frame) << row.name;
  }
}

TEST(CliFrame, ColoursOnlyWhereWanted) {
  const Text text("x = 1\n");
  EXPECT_EQ(frame(text, {1, 1, 1, 2}, Painter(false)).find('\x1b'), std::string::npos);
  EXPECT_NE(frame(text, {1, 1, 1, 2}, Painter(true)).find("\x1b[1;33m^\x1b[0m"), std::string::npos);
}

TEST(CliFrame, PlacesAreCodePoints) {
  const Text text(
      "\xEF\xBB\xBF"
      "a\xF0\x9F\x98\x80"
      "b\n\xC3\xA9x\n");
  EXPECT_EQ(place_of(text, {8, 9}), (Place{1, 3, 1, 4}));
  EXPECT_EQ(place_of(text, {12, 13}), (Place{2, 2, 2, 3}));
}

Hint sample() {
  return {"a/b.py",
          "list-pop0",
          {2, 5, 2, 13},
          "pop(0) moves every element.",
          Impact::growth,
          Severity::warning,
          {{{1, 1, 1, 2}, "a list here"}},
          {{"Use a deque", "nothing else holds the list", Safety::safe, {{{2, 5, 2, 13}, "q.popleft()"}}}},
          {},
          std::nullopt};
}

TEST(CliFormats, Full) {
  EXPECT_EQ(full(sample(), Text("q = []\nx = q.pop(0)\n"), Painter(false)),
            "list-pop0: pop(0) moves every element.\n"
            " --> a/b.py:2:5\n"
            "  |\n"
            "1 | q = []\n"
            "2 | x = q.pop(0)\n"
            "  |     ^^^^^^^^\n"
            "  |\n"
            "  = note: a list here (a/b.py:1:1)\n"
            "help: Use a deque (safe fix: nothing else holds the list)\n\n");
}

TEST(CliFormats, SaysWhyThereIsNoFix) {
  Hint hint = sample();
  hint.fixes.clear();
  hint.no_fix = {"Use a deque", "`q.sort()` does not work on a deque"};
  const Text text("q = []\nx = q.pop(0)\n");
  EXPECT_TRUE(full(hint, text, Painter(false))
                  .ends_with("\nno fix: Use a deque: `q.sort()` does not work on a deque\n\n"));
  EXPECT_NE(json(hint).find("\"reason\": \"`q.sort()` does not work on a deque\""), std::string::npos);
  hint.no_fix = {"", "a comment would be lost"};
  EXPECT_TRUE(full(hint, text, Painter(false)).ends_with("\nno fix: a comment would be lost\n\n"));
}

TEST(CliFormats, Concise) {
  EXPECT_EQ(concise(sample(), Painter(false)), "a/b.py:2:5: list-pop0 pop(0) moves every element.\n");
}

TEST(CliFormats, Json) {
  EXPECT_EQ(
      json(sample()),
      "  {\n    \"path\": \"a/b.py\",\n    \"rule\": \"list-pop0\",\n    \"line\": 2,\n    \"column\": 5,\n"
      "    \"endLine\": 2,\n    \"endColumn\": 13,\n    \"message\": \"pop(0) moves every element.\",\n"
      "    \"impact\": \"growth\",\n    \"severity\": \"warning\",\n    \"fixes\": [\n      {\n"
      "        \"title\": \"Use a deque\",\n        \"safety\": \"safe\",\n"
      "        \"why\": \"nothing else holds the list\",\n        \"edits\": [\n          {\n"
      "            \"line\": 2,\n            \"column\": 5,\n            \"endLine\": 2,\n"
      "            \"endColumn\": 13,\n            \"text\": \"q.popleft()\"\n          }\n        ]\n      "
      "}\n"
      "    ]\n  }");
}

std::string written(Format format, std::vector<Hint> hints) {
  const Writer& writer = writer_of(format);
  return writer.file(hints, Text("q = []\nx = q.pop(0)\n"), Painter(false));
}

TEST(CliFormats, EveryFormatHasItsRow) {
  for (const Writer& writer : writers()) {
    EXPECT_EQ(&writer_of(writer.format), &writer);
    EXPECT_NE(written(writer.format, {sample()}).find("list-pop0"), std::string::npos) << writer.name;
  }
}

TEST(CliFormats, GithubEscapesWhatItReads) {
  Hint hint = sample();
  hint.path = "a,b:c.py";
  hint.message = "100 %\nof it: all, too";
  EXPECT_EQ(written(Format::github, {hint}),
            "::warning title=perfhint (list-pop0),file=a%2Cb%3Ac.py,line=2,endLine=2,col=5,endColumn=13::"
            "100 %25%0Aof it: all, too\n");
  hint.severity = Severity::hint;
  hint.place.end_line = 3;
  EXPECT_TRUE(written(Format::github, {hint})
                  .starts_with("::notice title=perfhint (list-pop0),file=a%2Cb%3Ac.py,line=2,endLine=3::"));
}

TEST(CliFormats, GitlabTellsHintsApart) {
  const auto array = nlohmann::json::parse("[" + written(Format::gitlab, {sample(), sample()}) + "]");
  ASSERT_EQ(array.size(), 2U);
  EXPECT_EQ(array[0].at("check_name"), "list-pop0");
  EXPECT_EQ(array[0].at("severity"), "major");
  EXPECT_EQ(array[0].at("location").at("positions").at("begin").at("line"), 2);
  EXPECT_NE(array[0].at("fingerprint"), array[1].at("fingerprint"));
}

TEST(CliFormats, JunitEscapesXml) {
  Hint hint = sample();
  hint.path = "a&b.py";
  hint.message = "<\"\x01>";
  EXPECT_EQ(written(Format::junit, {hint}),
            "  <testsuite name=\"a&amp;b.py\" tests=\"1\" failures=\"1\">\n"
            "    <testcase name=\"list-pop0 at 2:5\" classname=\"a&amp;b.py\">\n"
            "      <failure type=\"list-pop0\" message=\"&lt;&quot; &gt;\">a&amp;b.py:2:5: &lt;&quot; "
            "&gt;</failure>\n"
            "    </testcase>\n  </testsuite>\n");
}

TEST(CliFormats, SarifIsOneRunWithEveryRule) {
  const Writer& writer = writer_of(Format::sarif);
  const std::string results = written(Format::sarif, {sample(), sample()});
  const auto log = nlohmann::json::parse(writer.open() + results + std::string(writer.between) + results +
                                         std::string(writer.close));
  EXPECT_EQ(log.at("version"), "2.1.0");
  const auto& run = log.at("runs").at(0);
  EXPECT_EQ(run.at("tool").at("driver").at("rules").size(), all_rules().size());
  ASSERT_EQ(run.at("results").size(), 4U);
  const auto& result = run.at("results").at(0);
  EXPECT_EQ(result.at("level"), "warning");
  EXPECT_EQ(result.at("locations").at(0).at("physicalLocation").at("artifactLocation").at("uri"), "a/b.py");
  EXPECT_EQ(result.at("relatedLocations").at(0).at("message").at("text"), "a list here");
  EXPECT_EQ(result.at("fixes").at(0).at("artifactChanges").at(0).at("replacements").size(), 1U);
  EXPECT_TRUE(nlohmann::json::parse(writer.none()).at("runs").at(0).at("results").empty());
}

struct SummaryRow {
  std::size_t files, files_with_hints, hints, fixable, unsafe, fixed, changed, problems;
  const char* summary;
};

constexpr SummaryRow summaries[] = {
    {1, 0, 0, 0, 0, 0, 0, 0, "No hints in 1 file.\n"},
    {5, 2, 3, 1, 0, 0, 0, 0, "Found 3 hints in 2 files (1 fixable with --fix).\n"},
    {5, 1, 1, 0, 0, 0, 0, 0, "Found 1 hint in 1 file.\n"},
    {5, 1, 2, 0, 2, 0, 0, 0, "Found 2 hints in 1 file (2 fixable with --fix --unsafe-fixes).\n"},
    {5, 1, 3, 1, 2, 0, 0, 0,
     "Found 3 hints in 1 file (1 fixable with --fix, 2 with --fix --unsafe-fixes).\n"},
    {5, 0, 0, 0, 0, 4, 2, 1, "No hints in 5 files; applied 4 fixes in 2 files; 1 problem.\n"},
};

TEST(CliFormats, Summary) {
  for (const SummaryRow& row : summaries) {
    Totals totals;
    totals.files = row.files;
    totals.files_with_hints = row.files_with_hints;
    totals.hints = row.hints;
    totals.fixable = row.fixable;
    totals.unsafely_fixable = row.unsafe;
    totals.fixed = row.fixed;
    totals.files_changed = row.changed;
    totals.problems = row.problems;
    EXPECT_EQ(summary(totals), row.summary);
  }
}

TEST(CliFormats, SummaryOfADiff) {
  Totals totals;
  totals.files = 3;
  EXPECT_EQ(summary(totals, Told::diff), "No fixes in 3 files.\n");
  totals.fixed = 2;
  totals.files_changed = 1;
  EXPECT_EQ(summary(totals, Told::diff), "2 fixes would change 1 file.\n");
  EXPECT_EQ(summary(totals, Told::fixes), "Applied 2 fixes in 1 file.\n");
}

TEST(CliFormats, Statistics) {
  Totals totals;
  totals.by_rule = {{"a-rule", 2}, {"b-rule", 10}};
  EXPECT_EQ(statistics(totals, Format::full), "     10  b-rule\n      2  a-rule\n");
  EXPECT_EQ(statistics({}, Format::json), "[]\n");
}

}  // namespace
}  // namespace perfhint::server::cli
