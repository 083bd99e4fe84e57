// How sizes read: one row a question, asked of the node whose text is named, the last that has it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analysis/layout/size.h"

namespace perfhint {
namespace {

struct Row {
  const char* code;
  const char* asked;              // the node's text
  std::vector<const char*> says;  // words of its lines; "-word": a word that is not there
};

std::optional<SizeAnswer> asked(const Module& module, std::string_view text, Python python) {
  const Block* holder = nullptr;
  Node found;
  for (const Module::Entry& entry : module.blocks()) {
    for (Node node : descendants(entry.block->syntax->root())) {
      const bool unit = node.is_any(Kind::module, Kind::block, Kind::expression_statement);
      const bool target =
          node.field() == Field::left || node.field() == Field::name || !node.is(Kind::identifier);
      const bool inside = holder == entry.block.get() && found && node.within(found);
      if (node.named() && !unit && target && node.text() == text && !inside) {
        found = node;
        holder = entry.block.get();
      }
    }
  }
  return found ? size_of(module, *holder, found, python) : std::nullopt;
}

std::string joined(const SizeAnswer& answer) {
  std::string all;
  for (const std::string& line : answer.lines) all += line + "\n";
  return all;
}

void check(const Row& row) {
  SCOPED_TRACE(row.code);
  const Module module{std::string(row.code)};
  const auto answer = asked(module, row.asked, Python{12});
  if (row.says.empty()) {
    EXPECT_FALSE(answer) << joined(*answer);
    return;
  }
  ASSERT_TRUE(answer);
  EXPECT_LE(answer->lines.size(), 8u);
  const std::string text = joined(*answer);
  for (const std::string word : row.says) {
    const bool absent = word.starts_with('-');
    EXPECT_EQ(text.find(absent ? word.substr(1) : word) == std::string::npos, absent) << word << "\n" << text;
  }
}

constexpr const char* grid =
    "class Point:\n    def __init__(self, x, y, z):\n        self.x = x\n        self.y = y\n        self.z "
    "= z\n"
    "def grid(n):\n    pts = [Point(i, j, 0) for i in range(n) for j in range(n)]\n";
constexpr const char* comprehension = "[Point(i, j, 0) for i in range(n) for j in range(n)]";

TEST(SizeTexts, OfValues) {
  const Row rows[] = {
      {"[1, 2, 3]",
       "[1, 2, 3]",
       {"**list of 3 int** \u00B7 88 B \u00B7 CPython 3.12, 64-bit", "As a tuple: 64 B"}},
      {"(1, 2)", "(1, 2)", {"tuple of 2 int", "A constant of the code"}},
      {"'caf\u00E9s'", "'caf\u00E9s'", {"str of 5, Latin-1", "62 B"}},
      {"'ok \U0001F600'", "'ok \U0001F600'", {"4 bytes a character", "makes all of them 4 bytes wide"}},
      {"[i * 0.5 for i in range(1000)]",
       "[i * 0.5 for i in range(1000)]",
       {"list of 1,000 float", "8,856 B, 32.1 KB", "1,000 x 24 B", "array('d')",
        "As a generator: 360 B, its iterator aside."}},
      {"{'id': 1, 'tags': []}", "{'id': 1, 'tags': []}", {"dict of 2", "184 B, 240 B", "`__slots__`: 48 B"}},
      {"{1, 2, 3}", "{1, 2, 3}", {"set of 3 int", "216 B", "As a list: 80 B"}},
      {"def f(a, b=[]):\n    return a\n",
       "f",
       {"**f()** \u00B7 function object 160 B, 264 B", "A call takes a frame"}},
      {"def f(a):\n    yield a\n", "f", {"A call makes a generator of about 184 B."}},
      {"async def f(a):\n    return a\n", "f", {"A call makes a coroutine of about 184 B."}},
      {"async def f(a):\n    yield a\n", "f", {"A call makes an async generator of about"}},
      {"def f(a):\n    pass\n", "f", {"1 variable."}},
      {"import weakref\nw = weakref.WeakSet()\n",
       "w",
       {"48 B, 872 B with what it holds", "tables                824\n", "weakref.WeakSet        48\n"}},
      {"from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\n    y: int\n",
       "P",
       {"**class P** \u00B7 56 B an instance", "fields             16   x y\n", "On 3.14-3.15: 64 B."}},
      {"from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\nclass Q(P):\n    pass\n",
       "Q",
       {"base `tuple` has a layout of its own"}},
      {grid, "Point", {"88 B an instance", "With `__slots__`: 56 B", "inline values"}},
      {grid,
       "pts",
       {"list of n\u00B2 Point", "114.9 MB at n = 1,000", "56 B + 8 B x n\u00B2", "88 B x n\u00B2",
        "32 B x up to n\u00B2"}},
      {"class P:\n    __slots__ = ('a', 'b')\n    def __init__(self):\n        self.b = [1]\n",
       "self.b",
       {"list of 1 int", "In `P`: the slot at offset 24"}},
      {"class P:\n    __slots__ = ('b', 'a')\n    def __init__(self):\n        self.b = [1]\n",
       "self.b",
       {"In `P`: the slot at offset 24"}},  // type() sorts them
      {"class B:\n    __slots__ = ('z',)\nclass P(B):\n    __slots__ = ('__x', 'a')\n"
       "    def __init__(self):\n        self.__x = [1]\n",
       "self.__x",
       {"In `P`: the slot at offset 24"}},  // _P__x comes before a
      {grid, "self.y", {"**self.y** \u00B7 inline value 2 of 3 in `Point`, 8 B \u00B7 CPython 3.12"}},
      {"def f(n):\n    kept = []\n    for i in range(n):\n        kept.append(i * 1.5)\n",
       "kept",
       {"list of 0", "At the function's end: **list of n float**"}},
      {"def f():\n    kept = [1]\n    kept.append(2)\n", "kept", {"64 B", "At the function's end: 120 B"}},
  };
  for (const Row& row : rows) check(row);
}

// Names that may stand for anything, shadowed builtins, what other code had in its hands.
TEST(SizeTexts, SilentWhereUnsure) {
  const Row rows[] = {
      {"x = foo()", "foo()", {}},
      {"def f(xs):\n    return xs\n", "xs", {}},
      {"from m import *\nx = list(range(3))", "list(range(3))", {}},
      {"def list(x):\n    return 7\ny = list((1, 2))", "list((1, 2))", {"-list of"}},
      {"range = 3\ny = list(range(3))", "list(range(3))", {}},
      {"def f(g):\n    a = [1]\n    g(a)\n    return [a, a][0]\n", "[a, a][0]", {}},
      {"def f(g):\n    a = [1]\n    h = lambda: a.append(2)\n    g(h)\n    return a[:]\n", "a[:]", {}},
      {"cache = []\ndef add(x):\n    cache.append(x)\ndef f():\n    return list(cache)\n", "list(cache)", {}},
      {"def f(c):\n    a = [1]\n    if c:\n        a.append(2)\n    return a * 1\n", "a * 1", {}},
      {"class A(Base):\n    pass\nx = A()", "A()", {}},
      {"class A:\n    items = [1]\nA.items.append(3)\nx = A.items[:]", "A.items[:]", {}},
      {"class A:\n    n = 1\nA.n = [1] * 30\nx = A.n * 1", "A.n * 1", {}},
      {"import m\n@m.wrap\nclass A:\n    pass\nx = A()", "A()", {}},
  };
  for (const Row& row : rows) check(row);
}

// The example of the README: bytes that tracemalloc saw at n = 1,000.
TEST(SizeTexts, GridOfPointsIsWithinTwoPercent) {
  struct Measured {
    std::uint8_t minor;
    std::uint64_t bytes;
  };
  constexpr Measured measured[] = {
      {8, 181'522'460}, {11, 128'248'448}, {12, 120'248'448}, {13, 128'248'448}, {14, 128'245'336}};
  const Module module{std::string(grid)};
  for (const Measured& row : measured) {
    const auto answer = asked(module, comprehension, Python{row.minor});
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->retained.sort, Bytes::Sort::formula);
    EXPECT_NEAR(static_cast<double>(answer->retained.most) / static_cast<double>(row.bytes), 1.0, 0.02)
        << "3." << +row.minor;
  }
}

}  // namespace
}  // namespace perfhint
