// Where the costs of a run are in a text that has been edited since.
#include "server/heat/mapping.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace perfhint::server {
namespace {

constexpr const char* not_known = nullptr;

struct Told {
  const char* name;
  std::uint32_t line;
  double self;
};

struct Case {
  const char* what;
  const char* ran;  // not_known: the text is newer
  const char* now;
  std::vector<Told> functions;
  std::vector<Told> lines;  // without names
  const char* expected;
  bool partial = false;
};

std::string amount(const std::optional<Measured::Amount>& self) {
  return self ? fmt::format("{}", self->time) : "?";
}

// "2=1.5": the line, from 1, costs 1.5. "f:?": nothing is known of the function; ":" is the code outside of
// all, where that is known. "new 3": the run has not met the line.
std::string described(const MeasuredText& text) {
  const Measured& measured = text.measured;
  std::string out = text.stale ? "stale" : measured.by_line ? "lines" : "functions";
  for (const Measured::Line& line : measured.lines)
    out += fmt::format(" {}={}", line.line + 1, line.self.time);
  for (const Measured::Function& function : measured.functions)
    out += fmt::format(" {}:{}", function.name, amount(function.self));
  for (const std::uint32_t line : measured.unknown) out += fmt::format(" new {}", line + 1);
  return out;
}

FileCosts costs_of_case(const Case& one) {
  FileCosts costs;
  for (const Told& told : one.functions)
    costs.functions.push_back({told.name, told.line, {told.self, 9, 3, 0}});
  for (const Told& told : one.lines) costs.lines.push_back({told.line, {told.self, 0, 0, 0}});
  return costs;
}

FileProfile profile_of_costs(FileCosts costs, bool partial) {
  auto loaded = std::make_shared<LoadedProfile>();
  loaded->name = "run.pstats";
  loaded->profile.total = 10;
  loaded->profile.partial = partial;
  FileProfile file;
  file.costs = &loaded->profile.files.emplace("/w/a.py", std::move(costs)).first->second;
  file.loaded = std::move(loaded);
  return file;
}

MeasuredText measured_case(const Case& one) {
  FileProfile file = profile_of_costs(costs_of_case(one), one.partial);
  if (one.ran != not_known) file.text = one.ran;
  return measured_text(file, Module(one.now));
}

void expect_described(const std::vector<Case>& cases) {
  for (const Case& one : cases) EXPECT_EQ(described(measured_case(one)), one.expected) << one.what;
}

constexpr const char* two = "def f():\n    a()\n    b()\n\ndef g():\n    c()\n";

TEST(Mapping, FollowsLines) {
  expect_described({
      {"as it was", two, two, {{"f", 1, 3}}, {{"", 2, 1}, {"", 3, 2}}, "lines 2=1 3=2 :0 f:3 g:0"},
      {"lines above",
       two,
       "import x\n\n\ndef f():\n    a()\n    b()\n\ndef g():\n    c()\n",
       {{"f", 1, 3}},
       {{"", 2, 1}, {"", 3, 2}},
       "lines 5=1 6=2 :0 f:3 g:0 new 1 new 2 new 3"},
      {"a line is gone",
       two,
       "def f():\n    b()\n\ndef g():\n    c()\n",
       {{"f", 1, 3}},
       {{"", 2, 1}, {"", 3, 2}},
       "lines 2=2 :0 f:3 g:0"},
      {"a hot line changed: its function tells",
       two,
       "def f():\n    a()\n    b(1)\n\ndef g():\n    c()\n",
       {{"f", 1, 3}},
       {{"", 2, 1}, {"", 3, 2}},
       "lines 2=1 :0 f:3 g:0 new 3"},
      {"functions changed places",
       two,
       "def g():\n    c()\n\ndef f():\n    a()\n    b()\n",
       {{"f", 1, 3}, {"g", 5, 4}},
       {{"", 2, 1}, {"", 6, 4}},
       "lines 5=1 :0 g:4 f:3 new 1 new 2 new 3"},
      {"no line end at the end", "f()\ng()", "f()\ng()\n", {}, {{"", 2, 1}}, "lines 2=1"},
      {"only functions are known", two, two, {{"f", 1, 3}}, {}, "functions :0 f:3 g:0"},
      {"lines that were never there",
       two,
       two,
       {{"f", 1, 3}},
       {{"", 0, 1}, {"", 7, 1}, {"", 4294967295, 1}},
       "lines :0 f:3 g:0"},
      {"all is gone", two, "", {{"f", 1, 3}}, {{"", 2, 1}}, "lines"},
      {"nothing was there", "", two, {}, {}, "lines :0 f:0 g:0 new 1 new 2 new 3 new 4 new 5 new 6"},
  });
}

TEST(Mapping, DoesNotMindLineEnds) {
  constexpr const char* windows = "def f():\r\n    a()\r\n    b()\r\n\r\ndef g():\r\n    c()\r\n";
  constexpr const char* old_mac = "def f():\r    a()\r    b()\r\rdef g():\r    c()\r";
  const std::vector<Told> functions = {{"f", 1, 3}}, lines = {{"", 3, 2}};
  expect_described({
      {"both CRLF", windows, windows, functions, lines, "lines 3=2 :0 f:3 g:0"},
      {"CRLF ran", windows, two, functions, lines, "lines 3=2 :0 f:3 g:0"},
      {"CRLF now", two, windows, functions, lines, "lines 3=2 :0 f:3 g:0"},
      {"CR", old_mac, two, functions, lines, "lines 3=2 :0 f:3 g:0"},
      {"a CR within, which ends a line for Python, too",
       "# a\rx = 1\ny = 2\n",
       "# a\rx = 1\ny = 2\n",
       {{"<module>", 1, 1}},
       {{"", 3, 1}},
       "lines 3=1 :1"},
  });
}

TEST(Mapping, PlacesFunctions) {
  constexpr const char* nested =
      "class A:\n    def f(self):\n        def g():\n            pass\n        return g\n    def h(self): "
      "pass\n";
  constexpr const char* decorated = "@one\n@two\ndef f(): pass\n@one\ndef g(): pass\n";
  constexpr const char* inner = "x = [i for i in y]\ndef f():\n    return [i for i in y]\n";
  expect_described({
      {"qualified",
       nested,
       nested,
       {{"A.f", 2, 1}, {"A.f.<locals>.g", 3, 2}, {"A.h", 6, 3}},
       {},
       "functions :0 A.f:1 A.f.g:2 A.h:3"},
      {"by last names",
       nested,
       nested,
       {{"f", 2, 1}, {"g", 3, 2}, {"h", 6, 3}},
       {},
       "functions :0 A.f:1 A.f.g:2 A.h:3"},
      {"by the first decorator",
       decorated,
       decorated,
       {{"f", 1, 1}, {"g", 4, 2}},
       {},
       "functions :0 f:1 g:2"},
      {"by the def", decorated, decorated, {{"f", 3, 1}, {"g", 5, 2}}, {}, "functions :0 f:1 g:2"},
      {"comprehensions are their function's",
       inner,
       inner,
       {{"<module>", 1, 1}, {"<listcomp>", 1, 2}, {"f", 2, 4}, {"<listcomp>", 3, 8}},
       {},
       "functions :3 f:12"},
      {"so are generators and lambdas",
       inner,
       inner,
       {{"<genexpr>", 3, 1}, {"f.<locals>.<lambda>", 3, 2}, {"f.<locals>.<dictcomp>", 3, 4}},
       {},
       "functions :0 f:7"},
      {"a class's body is the module's",
       nested,
       nested,
       {{"A", 1, 5}},
       {},
       "functions :5 A.f:0 A.f.g:0 A.h:0"},
      {"the module's first line is a function's",
       two,
       two,
       {{"<module>", 1, 5}, {"f", 1, 1}},
       {},
       "functions :5 f:1 g:0"},
      {"without lines", two, two, {{"<module>", 0, 5}, {"f", 0, 1}}, {}, "functions :5 f:1 g:0"},
      {"twice the same name",
       "def f(): pass\ndef f(): pass\n",
       "def f(): pass\ndef f(): pass\n",
       {{"f", 1, 1}, {"f", 2, 2}},
       {},
       "functions :0 f:1 f:2"},
  });
}

TEST(Mapping, NeverGuesses) {
  constexpr const char* twins = "class A:\n    def f(self): pass\nclass B:\n    def f(self): pass\n";
  expect_described({
      {"stale: unique names only", not_known, twins, {{"f", 9, 1}}, {}, "stale A.f:? B.f:?"},
      {"stale: qualified names are unique", not_known, twins, {{"A.f", 9, 1}}, {}, "stale :0 A.f:1 B.f:?"},
      {"stale: several in the run",
       not_known,
       two,
       {{"f", 1, 1}, {"f", 8, 1}, {"g", 5, 2}},
       {},
       "stale f:? g:2"},
      {"stale: lines are not known", not_known, two, {{"f", 1, 1}}, {{"", 2, 1}}, "stale :0 f:1 g:?"},
      {"stale: nothing but lines", not_known, two, {}, {{"", 2, 1}}, "stale f:? g:?"},
      {"stale: a comprehension may be anyone's",
       not_known,
       two,
       {{"<listcomp>", 2, 1}, {"f", 1, 1}},
       {},
       "stale f:1 g:?"},
      {"a def changed: by its name",
       two,
       "def f(x):\n    a()\n    b()\n\ndef g():\n    c()\n",
       {{"f", 1, 3}},
       {},
       "functions :0 f:3 g:0 new 1"},
      {"the twin is gone: the other one has no part of it",
       twins,
       "class A:\n    pass\nclass B:\n    def f(self): pass\n",
       {{"f", 2, 1}},
       {},
       "functions B.f:? new 2"},
      {"a lambda's line changed",
       two,
       "def f():\n    a(1)\n    b()\n\ndef g():\n    c()\n",
       {{"<lambda>", 2, 3}, {"g", 5, 1}},
       {},
       "functions f:? g:1 new 2"},
      {"only lines are known: functions are not",
       two,
       "def f():\n    a(1)\n    b()\n\ndef g():\n    c()\n",
       {},
       {{"", 2, 3}},
       "lines f:? g:? new 2"},
  });
}

TEST(Mapping, OfPartialProfilesKnowsWhatTheyTell) {
  expect_described({
      {"some lines",
       two,
       two,
       {{"f", 1, 3}},
       {{"", 2, 1}},
       "lines 2=1 f:3 g:? new 1 new 3 new 4 new 5 new 6 new 7",
       true},
      {"nothing", two, two, {}, {}, "lines f:? g:? new 1 new 2 new 3 new 4 new 5 new 6 new 7", true},
  });
}

TEST(Mapping, OfAFileThatTheRunHasNotMetIsNothing) {
  FileProfile file = profile_of_costs({}, false);
  file.costs = nullptr;
  EXPECT_EQ(described(measured_text(file, Module(two))), "lines :0 f:0 g:0");
}

TEST(Mapping, CallsOfComprehensionsAreNotTheirFunctions) {
  const Case one = {"", two, two, {{"f", 1, 1}, {"<lambda>", 2, 2}}, {}, ""};
  const Cost cost = *measured_case(one).functions[0].cost;
  EXPECT_EQ(cost.self, 3);
  EXPECT_EQ(cost.total, 9);
  EXPECT_EQ(cost.calls, 3U);
}

TEST(Mapping, ATextThatIsReplacedWholeHasOnlyItsFunctions) {
  std::string ran = "def f():\n    pass\n", now = "def f():\n    return\n";
  for (int i = 0; i < 10'000; ++i) {
    ran += fmt::format("a{} = 1\n", i);
    now += fmt::format("b{} = 1\n", i);
  }
  const Case one = {"", ran.c_str(), now.c_str(), {{"f", 1, 3}}, {{"", 2, 1}, {"", 5000, 1}}, ""};
  const MeasuredText text = measured_case(one);
  EXPECT_FALSE(text.stale);
  EXPECT_TRUE(text.lines.empty());
  EXPECT_EQ(text.measured.unknown.size(), 10'001U);
  EXPECT_EQ(text.functions.at(0).cost->self, 3);
}

}  // namespace
}  // namespace perfhint::server
