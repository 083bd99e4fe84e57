// Measuring, as far as no clock is needed: what is run for which code, what is told of which numbers.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <span>

#include "analysis/rules/rule.h"
#include "server/measure/fragment.h"
#include "server/measure/measurable.h"
#include "server/measure/measurement.h"
#include "server/measure/result_line.h"

namespace perfhint::server {
namespace {

// The first fix of the rule's first hint.
Measurable of(const std::string& code, const std::string& rule) {
  auto module = std::make_shared<const Module>(code);
  const Checked checked = check_within(module, Settings{}, {0, static_cast<Offset>(code.size())});
  for (const Located& located : checked.findings()) {
    if (located.finding->rule->name != rule || located.finding->fixes.empty()) continue;
    return measurable_fix(checked, located, located.finding->fixes[0]);
  }
  return {std::nullopt, "no fix of " + rule};
}

struct FixCase {
  const char* what;
  const char* code;
  const char* rule;
  const char* snippet;  // behind its first two lines
};

const FixCase fix_cases[] = {
    {"A loop, and the statement before it that the fix rewrites; parameters by their types.",
     "def drain(n: int):\n    queue = list(range(n))\n    while queue:\n        queue.pop(0)\n", "list-pop0",
     "\n# module\nfrom collections import deque\n"
     "\n# setup\nn = _n\n"
     "\n# before\nqueue = list(range(n))\nwhile queue:\n    queue.pop(0)\n"
     "\n# after\nqueue = deque(range(n))\nwhile queue:\n    queue.popleft()\n"},
    {"Functions and constants of the module go along, and only those.",
     "LIMIT = 5\nother = 6\ndef helper(x):\n    return x + LIMIT\n\n"
     "def common(a: list[int], b: list[int]):\n    out = []\n    for x in a:\n"
     "        if x in b:\n            out.append(helper(x))\n    return out\n",
     "list-membership-in-loop",
     "\n# module\nLIMIT = 5\ndef helper(x):\n    return x + LIMIT\n"
     "\n# setup\na = [i * 7919 % _n for i in range(_n)]\nb = [i * 7919 % _n for i in range(_n)]\nout = []\n"
     "\n# before\nfor x in a:\n    if x in b:\n        out.append(helper(x))\n"
     "\n# after\nb_set = set(b)\nfor x in a:\n    if x in b_set:\n        out.append(helper(x))\n"},
    {"Code of the module itself; imports that are used.",
     "import math\nd = {1: 2}\nfor i in range(9):\n    print(math.floor(i) in d.keys())\n", "in-dict-keys",
     "# names of the module\n\n# module\nimport math\n"
     "\n# setup\nd = {1: 2}\n"
     "\n# before\nfor i in range(9):\n    print(math.floor(i) in d.keys())\n"
     "\n# after\nfor i in range(9):\n    print(math.floor(i) in d)\n"},
    {"What a method reads of self.",
     "class A:\n    def __init__(self):\n        self.items: dict[str, int] = {}\n"
     "    def have(self, key: str):\n        return key in self.items.keys()\n",
     "in-dict-keys",
     "\n# module\nimport types\n"
     "\n# setup\nkey = str(_n // 2)\nself = types.SimpleNamespace(items={str(i): i for i in range(_n)})\n"
     "\n# before\nreturn key in self.items.keys()\n"
     "\n# after\nreturn key in self.items\n"},
    {"A class is measured by its instances.",
     "from dataclasses import dataclass\n\n@dataclass\nclass Point:\n    x: int\n    name: str\n\n"
     "def many():\n    return [Point(i, str(i)) for i in range(100000)]\n",
     "dataclass-slots",
     "\n# module\nfrom dataclasses import dataclass\n"
     "\n# definition before\n@dataclass\nclass Point:\n    x: int\n    name: str\n"
     "\n# definition after\n@dataclass(slots=True)\nclass Point:\n    x: int\n    name: str\n"
     "\n# setup\n"
     "\n# before\n[Point(i, str(i)) for i in range(_n)]\n"
     "\n# after\n[Point(i, str(i)) for i in range(_n)]\n"},
};

TEST(Measure, CutsOutWhatAFixRewrites) {
  for (const FixCase& c : fix_cases) {
    const Measurable found = of(c.code, c.rule);
    EXPECT_EQ(found.problem, "") << c.what;
    ASSERT_TRUE(found.snippet) << c.what;
    const std::string text = to_text(*found.snippet);
    EXPECT_EQ(text.substr(text.find("\n", text.find("# sizes")) + 1), c.snippet) << c.what;
  }
}

// What is read in the loop alone; not what is returned, or read by a function of its own.
TEST(Measure, KnowsWhichNamesNothingReadsAfterwards) {
  const std::string head = "def f(n: int):\n    i = 0\n    total = 0\n",
                    loop = "    while i < n:\n        total += i\n        i += 1\n";
  EXPECT_EQ(of(head + loop + "    return total\n", "while-counter").snippet->unseen,
            (std::vector<std::string>{"i"}));
  EXPECT_EQ(of(head + loop, "while-counter").snippet->unseen, (std::vector<std::string>{"i", "total"}));
  EXPECT_EQ(of(head + "    again = lambda: total\n" + loop, "while-counter").snippet->unseen,
            (std::vector<std::string>{"i"}));
  const std::string twice =
      "def f(n: int, m: int):\n    for k in range(m):\n        i = 0\n        while i < n:\n            "
      "print(i)\n            i += 1\n";
  EXPECT_TRUE(of(twice, "while-counter").snippet->unseen.empty()) << "the next round may read it";
  EXPECT_TRUE(of(fix_cases[0].code, fix_cases[0].rule).snippet->unseen.empty())
      << "a list may be held by others";
  EXPECT_TRUE(of(fix_cases[2].code, fix_cases[2].rule).snippet->unseen.empty())
      << "a module's names are everyone's";
}

struct ProblemCase {
  const char* code;
  const char* rule;
  const char* problem;
};

TEST(Measure, TellsWhichNameHasNoStandIn) {
  const ProblemCase cases[] = {
      {"def f(items, other: list[int]):\n    return [x for x in items if x in other]\n",
       "list-membership-in-loop", "no stand-in for `items` (nothing tells its type)"},
      {"import os\ndef f(d: dict[str, int], k: str):\n    return os.remove(k) if k in d.keys() else 0\n",
       "in-dict-keys", "no stand-in for `os` (it is imported: `os.remove` may do more than compute)"},
      {"from app.db import session\ndef f(d: dict[str, int]):\n    return session.key in d.keys()\n",
       "in-dict-keys",
       "no stand-in for `session` (it is imported: `app.db.session.key` may do more than compute)"},
      {"def f(d: dict[str, int], k: str):\n    return open(k) if k in d.keys() else 0\n", "in-dict-keys",
       "no stand-in for `open` (it may do more than compute)"},
      {"KEYS = compute()\ndef f(d: dict[str, int]):\n    return KEYS in d.keys()\n", "in-dict-keys",
       "no stand-in for `KEYS` (it is bound to what code gives)"},
      {"@register\ndef key():\n    return 'a'\n\ndef f(d: dict[str, int]):\n    return key() in d.keys()\n",
       "in-dict-keys", "no stand-in for `key` (it has decorators or defaults that run code)"},
      {"def key():\n    return open('a').read()\n\ndef f(d: dict[str, int]):\n    return key() in d.keys()\n",
       "in-dict-keys", "no stand-in for `key` (`open`, which it needs: it may do more than compute)"},
      {"class A:\n    def f(self, d: dict[str, int]):\n        return self.key() in d.keys()\n",
       "in-dict-keys", "no stand-in for `self` (the lines call its method `key`)"},
      {"async def f(d: dict[str, int], k: str):\n    return await g(k in d.keys())\n", "in-dict-keys",
       "the code awaits, and is not run outside of its event loop"},
  };
  for (const ProblemCase& c : cases) EXPECT_EQ(of(c.code, c.rule).problem, c.problem) << c.code;
}

// What `name` in the code is: the body of the function on its line.
Measurable function_in(const std::string& code, const std::string& line) {
  const auto module = std::make_shared<const Module>(code);
  const auto at = static_cast<Offset>(code.find(line));
  const CodeAt found = function_on(*module, module->position(at, Encoding::utf8).line);
  if (!found.node) return {std::nullopt, "no function"};
  return measurable_function(*module, found, Settings().python);
}

Measurable expression_in(const std::string& code, const std::string& text) {
  const auto module = std::make_shared<const Module>(code);
  const auto at = static_cast<Offset>(code.find(text));
  const Span span{at, at + static_cast<Offset>(text.size())};
  const CodeAt found = expression_at(*module, span);
  if (!found.node) return {std::nullopt, "no expression"};
  return measurable_expression(*module, found, Settings().python);
}

std::string below_sizes(const Measurable& found) {
  if (!found.snippet) return "";
  const std::string text = to_text(*found.snippet);
  return text.substr(text.find('\n', text.find("# sizes")) + 1);
}

struct CodeCase {
  const char* code;
  const char* what;  // a line of the function; the expression
  const char* snippet;
  const char* problem = "";
};

void expect_snippets(std::span<const CodeCase> cases,
                     Measurable (*measurable)(const std::string& code, const std::string& what)) {
  for (const CodeCase& c : cases) {
    const Measurable found = measurable(c.code, c.what);
    EXPECT_EQ(found.problem, c.problem) << c.code;
    EXPECT_EQ(below_sizes(found), c.snippet) << c.code;
  }
}

TEST(Measure, TakesTheBodyOfAFunction) {
  const CodeCase cases[] = {
      {"import math\n@cache\ndef rows(xs: list[int]):\n    'doc'\n    for x in xs:\n        yield "
       "math.sqrt(x)\n",
       "@cache",
       "\n# module\nimport math\n"
       "\n# setup\nxs = [i * 7919 % _n for i in range(_n)]\n"
       "\n# before\n'doc'\nfor x in xs:\n    yield math.sqrt(x)\n"},
      {"class A:\n    def __init__(self):\n        self.items: list[int] = []\n"
       "    def total(self, more: int):\n        return sum(self.items) + more\n",
       "        return sum",
       "\n# module\nimport types\n"
       "\n# setup\nself = types.SimpleNamespace(items=[i * 7919 % _n for i in range(_n)])\nmore = _n // 2\n"
       "\n# before\nreturn sum(self.items) + more\n"},
      {"def outer(n: int):\n    def inner(k: int):\n        return k * n\n    return inner(n)\n",
       "    def inner", "\n# setup\nk = _n // 2\nn = _n // 2\n\n# before\nreturn k * n\n"},
      {"def f(xs):\n    return len(xs)\n", "def f", "\n# setup\nxs = ...\n\n# before\nreturn len(xs)\n",
       "no stand-in for `xs` (nothing tells its type)"},
      {"x = 1\n", "x", "", "no function"},
      {"def f(n: int):\n    return n n\n", "def", "", "no function"},
      {"def f(n: int): return n\n", "def", "", "its body stands in the line of its head"},
      {"async def f(n: int):\n    return n\n", "async", "",
       "the code awaits, and is not run outside of its event loop"},
      {"total = 0\ndef f(n: int):\n    global total\n    total += n\n", "def", "",
       "it binds names that are not its own (global, nonlocal)"},
  };
  expect_snippets(cases, function_in);
}

TEST(Measure, TakesAnExpression) {
  const CodeCase cases[] = {
      {"def f(a: list[int], b: set[int]):\n    return len(a) + len( [x\n  for x in a if x in b])\n",
       " [x\n  for x in a if x in b]",
       "\n# setup\na = [i * 7919 % _n for i in range(_n)]\nb = set(range(_n))\n"
       "\n# before\n([x\n  for x in a if x in b]\n)\n"},
      {"def f(a: list[int], k: int):\n    return [x + k * k for x in a]\n", "k * k ",
       "\n# setup\nk = _n // 2\n\n# before\nk * k\n"},
      {"n = 3\nprint(n + 1)\n", "n + 1", "# names of the module\n\n# setup\nn = 3\n\n# before\nn + 1\n"},
      {"import os\nos.remove('a')\n", "os.remove('a')",
       "# names of the module\n\n# setup\nos = ...\n\n# before\nos.remove('a')\n",
       "no stand-in for `os` (it is imported: `os.remove` may do more than compute)"},
      {"def f(n: int):\n    x = yield n + 1\n", "yield n + 1", "", "no expression"},
      {"def f(n: int):\n    return [(yield n)]\n", "[(yield n)]", "", "it yields"},
      {"async def f(n: int):\n    return await g(n)\n", "await g(n)", "", "no expression"},
      {"async def f(n: int):\n    return [await g(n)]\n", "[await g(n)]", "",
       "the code awaits, and is not run outside of its event loop"},
      {"def f(n: int):\n    return n + 1\n", "return n + 1", "", "no expression"},
      {"def f(n: int):\n    return n + 1\n", "+ 1", "", "no expression"},
      {"def f(n: int):\n    return 'n' + g(n)\n", "'n'", "", "no expression"},
      {"def f(n: int):\n    return f'{n}' + g(n)\n", "f'{n}'",
       "\n# setup\nn = _n // 2\n\n# before\nf'{n}'\n"},
      {"def f(n: int):\n    return n + 1\n", "  ", "", "no expression"},
      {"def f(d: dict[int, int]):\n    d[0] = 1\n", "d[0]", "", "no expression"},
      {"def f(a: list[int]):\n    a.sort()\n", "a.sort", "", "no expression"},
      {"def f(a: list[int]):\n    g(x for x in a)\n", "(x for x in a)", "", "no expression"},
      {"x = [1,\n", "[1,", "", "no expression"},
      {"x = g(1 2)\n", "g(1 2)", "", "no expression"},
  };
  expect_snippets(cases, expression_in);
}

TEST(Measure, ShortensCodeBetweenCharacters) {
  EXPECT_EQ(short_code("sum(xs)"), "sum(xs)");
  EXPECT_EQ(short_code("[x\n for x in y]"), "[x...");
  EXPECT_EQ(short_code(std::string(60, 'a')), std::string(60, 'a'));
  EXPECT_EQ(short_code(std::string(61, 'a')), std::string(57, 'a') + "...");
  EXPECT_EQ(short_code(std::string(56, 'a') + "\u00E9\u00E9\u00E9"), std::string(56, 'a') + "...");
}

TEST(Measure, ASnippetIsReadAsItIsWritten) {
  const Measurable found = of(fix_cases[0].code, fix_cases[0].rule);
  std::string problem;
  const auto read = parse_snippet(to_text(*found.snippet), problem);
  ASSERT_TRUE(read) << problem;
  EXPECT_EQ(to_text(*read), to_text(*found.snippet));
  const auto setup = parse_snippet("# sizes 7, 50\nxs = [1] * _n\n", problem);
  ASSERT_TRUE(setup);
  EXPECT_EQ(setup->setup, "xs = [1] * _n\n");
  EXPECT_EQ(setup->sizes, (std::vector<std::int64_t>{7, 50}));
  for (const char* wrong :
       {"x = 1\n# sizes ten\n", "x = 1\n# sizes\n", "x = 1\n# sizes 0\n", "x = 1\n# sizes 1 2 3 4 5 6\n"}) {
    EXPECT_FALSE(parse_snippet(std::string(wrong), problem)) << wrong;
    EXPECT_EQ(problem, "line 2: `# sizes` takes up to five whole numbers");
  }
}

TEST(Measure, StringsKeepTheirLines) {
  EXPECT_EQ(dedented("    x = '''a\n    b\n  '''\n    y = 1\n\n    z = (2,\n        3)\n"),
            "x = '''a\n    b\n  '''\ny = 1\n\nz = (2,\n    3)\n");
  EXPECT_EQ(dedented("x = 1\n  # odd\n"), "x = 1\n  # odd\n");
}

struct LineCase {
  MeasuredSize size;
  bool depends;
  const char* line;
  const char* brief;
};

TEST(Measure, TellsResultsInOneLine) {
  const std::vector<double> slow = {0.400, 0.412, 0.424}, fast = {0.2062, 0.2124, 0.2185};
  const LineCase cases[] = {
      {{10000, {{slow, fast}}, 12'582'912, 8'388'608, {}},
       true,
       "1.94x faster (412 -> 212 ms, +-1 %, n = 10,000), -4.0 MB peak",
       "1.94x faster (n = 10,000)"},
      {{10, {{fast, slow}}, 1000, 1500, {}},
       true,
       "1.94x slower (212 -> 412 ms, +-1 %, n = 10)",
       "1.94x slower (n = 10)"},
      {{1, {{{1e-6, 1.1e-6, 0.9e-6}, {1e-6, 1e-6, 1e-6}}}, {}, {}, {}},
       false,
       "no difference (+-10 %)",
       "no difference"},
      {{1000000, {{{2}, {4e-3}}}, 100, 90'000, {}},
       true,
       "500x faster (2.00 -> 0.004 s, +-1 %, n = 1,000,000), +87.8 KB peak",
       "500x faster (n = 1,000,000)"},
      {{100, {{{3.25e-8}, {}}}, 2048, {}, {}},
       true,
       "32.5 ns (+-1 %, n = 100), peak 2,048 B",
       "32.5 ns (n = 100)"},
      {{100, {}, {}, {}, {{"the result", "[1]", "[2]"}}},
       true,
       "not measured: the result differs after the fix: [1] became [2]",
       ""},
  };
  for (const LineCase& c : cases) {
    EXPECT_EQ(result_line(c.size, c.depends), c.line);
    EXPECT_EQ(short_result(c.size, c.depends), c.brief);
  }
}

TEST(Measure, TellsOfCodeAloneHowItGrows) {
  MeasuredSnippet measured;
  measured.sizes = {{10, {{{2e-6}, {}}}, 100, {}, {}}, {1000, {{{4e-4}, {}}}, 2048, {}, {}}};
  EXPECT_EQ(result_line(measured), "2.00 us (n = 10), 400 us (+-1 %, n = 1,000), peak 2,048 B");
  for (MeasuredSize& size : measured.sizes) size.processes[0].after = {1e-6};
  EXPECT_EQ(result_line(measured), "400x faster (400 -> 1.00 us, +-1 %, n = 1,000)");
}

// As evidence is judged: of 25 processes the 8th and the 18th; each counts by the median of its pairs.
TEST(Measure, AProcessCountsOnce) {
  MeasuredSize size;
  for (int i = 0; i < 25; ++i) size.processes.push_back({{100.0 + i, 900, 1}, {100, 100, 100}});
  const Middle ratio = ratio_of(size);
  EXPECT_DOUBLE_EQ(ratio.value, 1.12);
  EXPECT_DOUBLE_EQ(ratio.low, 1.07);
  EXPECT_DOUBLE_EQ(ratio.high, 1.17);
  EXPECT_DOUBLE_EQ(seconds_before(size).value, 112);
  EXPECT_DOUBLE_EQ(seconds_after(size).value, 100);
}

// Between two speeds, the middle of ten processes is not one of them; a disturbed one has no say.
TEST(Measure, ProcessesOfTwoSpeedsAreMeanInTheMiddle) {
  MeasuredSize size;
  for (const double after : {1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 50.0})
    size.processes.push_back({{4}, {after}});
  const Middle ratio = ratio_of(size);
  EXPECT_DOUBLE_EQ(ratio.value, 3);
  EXPECT_DOUBLE_EQ(ratio.low, 2);
  EXPECT_DOUBLE_EQ(ratio.high, 4);
}

const Snippet example{"", "xs = [1] * _n\n", "sum(xs)\n", "len(xs)\n", "", "", false, {}, {10, 1000}};

ChildResult answering(const std::string& out) { return {ChildEnd::exited, 0, out, "", ""}; }

TEST(Measure, RunsOfSeveralProcessesAreJoined) {
  std::vector<nlohmann::json> tasks;
  std::vector<int> begun;
  const RunChild run = [&](const ChildTask& task, std::stop_token) {
    tasks.push_back(nlohmann::json::parse(task.input));
    EXPECT_EQ(task.words[0], "/usr/bin/python3");
    EXPECT_EQ(task.limits.memory_bytes, 2ull << 30);
    EXPECT_LE(task.limits.wall, std::chrono::seconds(60));
    return answering(
        "{\"python\": \"3.12.3\"}\n{\"n\": 10, \"before\": [2], \"after\": [1], \"peak_before\": 5}\n");
  };
  MeasureOptions options;
  options.python = "/usr/bin/python3";
  options.runs = 3;
  const MeasuredSnippet measured =
      measure(example, options, run, {}, [&](int at, int) { begun.push_back(at); });
  EXPECT_EQ(measured.problem, "");
  EXPECT_EQ(measured.python, "3.12.3");
  ASSERT_EQ(measured.sizes.size(), 1u);
  ASSERT_EQ(measured.sizes[0].processes.size(), 3u);
  EXPECT_EQ(measured.sizes[0].processes[2].before, (std::vector<double>{2}));
  EXPECT_EQ(measured.sizes[0].peak_before, 5);
  EXPECT_EQ(begun, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(tasks[0]["sizes"], (std::vector<int>{10, 1000}));
  EXPECT_EQ(tasks[1]["sizes"], (std::vector<int>{10})) << "those that the first had time for";
}

TEST(Measure, TellsWhatCodeAloneRaises) {
  Snippet alone = example;
  alone.after.clear();
  const MeasuredSnippet measured = measure(alone, {}, [](const ChildTask&, std::stop_token) {
    return answering("{\"python\": \"3.12.3\"}\n{\"part\": \"before\", \"error\": \"KeyError: 1\"}\n");
  });
  EXPECT_EQ(measured.problem, "the code raises KeyError: 1");
}

TEST(Measure, TellsWhatAChildCouldNotDo) {
  struct Case {
    ChildResult result;
    const char* problem;
  };
  const std::string hello = "{\"python\": \"3.12.3\"}\n";
  const Case cases[] = {
      {{ChildEnd::wall_time, 9, hello, "", "stopped after 60000 ms, the limit of time"},
       "stopped after 60000 ms, the limit of time"},
      {answering(hello + "{\"part\": \"before\", \"error\": \"KeyError: 1\"}\n"),
       "the code before the fix raises KeyError: 1"},
      {answering(hello + "{\"part\": \"setup\", \"error\": \"KeyError: 1\"}\n"),
       "the stand-ins' setup raises KeyError: 1"},
      {{ChildEnd::exited, 1, "", "Traceback\nSyntaxError: no\n", ""},
       "python2 does not answer as a CPython from 3.8 on: SyntaxError: no"},
      {answering("hello\n[1, 2]\n{\"n\": \"x\"}\n"), "python2 does not answer as a CPython from 3.8 on: "},
      {{ChildEnd::not_started, 0, "", "", "there is no program python2"}, "there is no program python2"},
  };
  for (const Case& c : cases) {
    MeasureOptions options;
    options.python = "python2";
    const MeasuredSnippet measured =
        measure(example, options, [&](const ChildTask&, std::stop_token) { return c.result; });
    EXPECT_EQ(measured.problem, c.problem);
    EXPECT_TRUE(measured.sizes.empty());
  }
}

}  // namespace
}  // namespace perfhint::server
