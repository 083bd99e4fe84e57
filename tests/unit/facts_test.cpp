// Names, loops, types, uses: one row a question.
#include "analysis/facts/facts.h"

#include <gtest/gtest.h>

#include "tests/support/annotated.h"

namespace perfhint {
namespace {

using testing::Snippet;

struct TypeCase {
  const char* code;
  const char* expression;
  const char* type;  // "list[int]", "str", "unknown"
};

std::string described(Type type) {
  std::string text(name_of(type.kind));
  if (type.element != TypeKind::unknown) text += "[" + std::string(name_of(type.element)) + "]";
  return text;
}

TEST(Types, OfExpressions) {
  const TypeCase cases[] = {
      {"x = 1", "1", "int"},
      {"x = 1j", "1j", "complex"},
      {"x = [1, 2]", "[1, 2]", "list[int]"},
      {"x = [1, 'a']", "[1, 'a']", "list"},
      {"x = ('a', 'b')", "('a', 'b')", "tuple[str]"},
      {"x = 1, 2", "1, 2", "tuple[int]"},
      {"x = {'a': 1}", "{'a': 1}", "dict[str]"},
      {"x = [str(i) for i in y]", "[str(i) for i in y]", "list[str]"},
      {"x = {i for i in range(3)}", "{i for i in range(3)}", "set[int]"},
      {"x = (i for i in y)", "(i for i in y)", "iterator"},
      {"x = list(range(3))", "list(range(3))", "list[int]"},
      {"x = sorted('abc')", "sorted('abc')", "list[str]"},
      {"x = 'a'.split()", "'a'.split()", "list[str]"},
      {"x = 'a' % y", "'a' % y", "str"},
      {"x = [0] * 3", "[0] * 3", "list[int]"},
      {"x = 1 / 2", "1 / 2", "float"},
      {"x = 2 ** y", "2 ** y", "unknown"},
      {"x = open('f')", "open('f')", "text file"},
      {"x = open('f', 'rb')", "open('f', 'rb')", "binary file"},
      {"x = open('f', m)", "open('f', m)", "unknown"},
      {"x = a if b else c", "a if b else c", "unknown"},
      {"x = 'a' if b else 'c'", "'a' if b else 'c'", "str"},
      {"x = y or []", "y or []", "unknown"},
      // A shadowed builtin is not the builtin.
      {"def list(x): pass\nx = list(3)", "list(3)", "None"},
      {"from m import *\nx = list(3)", "list(3)", "unknown"},
      // Imports.
      {"from collections import deque as dq\nx = dq([1])", "dq([1])", "deque[int]"},
      {"import collections\nx = collections.deque()", "collections.deque()", "deque"},
  };
  for (const TypeCase& c : cases) {
    const Snippet snippet(c.code);
    const auto [facts, node] = snippet.find(c.expression);
    EXPECT_EQ(described(facts.type(node)), c.type) << c.code;
  }
}

struct NameCase {
  const char* code;
  const char* name;
  int occurrence;
  const char* type;
};

TEST(Types, OfNames) {
  const NameCase cases[] = {
      {"def f():\n    xs = []\n    return xs\n", "xs", 1, "list"},
      {"def f(c):\n    xs = []\n    if c: xs = ()\n    return xs\n", "xs", 2, "unknown"},
      {"def f(xs: list[int]):\n    return xs\n", "xs", 1, "list[int]"},
      {"def f(xs: 'List[str]'):\n    return xs\n", "xs", 1, "list[str]"},
      {"def f(xs: list[int] | None):\n    return xs\n", "xs", 1, "unknown"},
      {"def f(xs: Optional[list]):\n    return xs\n", "xs", 1, "unknown"},
      {"def f(xs: int = 3):\n    return xs\n", "xs", 1, "int"},
      {"def f(xs=[]):\n    return xs\n", "xs", 1, "unknown"},
      {"def f(*xs):\n    return xs\n", "xs", 1, "tuple"},
      {"def f(y):\n    s = ''\n    s += y\n    return s\n", "s", 2, "str"},
      {"def f(y):\n    n = 0\n    n += y\n    return n\n", "n", 3, "unknown"},
      {"def f():\n    n = 0\n    n += 1\n    return n\n", "n", 3, "int"},
      {"def f():\n    for line in open('f'):\n        print(line)\n", "line", 1, "str"},
      {"def f():\n    with open('f') as g:\n        print(g)\n", "g", 1, "text file"},
      // Module-level names, across blocks.
      {"STOP = ['a']\ndef f():\n    print(STOP)\n", "STOP", 1, "list[str]"},
      {"STOP = ['a']\ndef f():\n    return STOP\n", "STOP", 1, "list"},  // others may put other things in
      {"STOP = ['a']\nSTOP = 3\ndef f():\n    return STOP\n", "STOP", 2, "unknown"},
      {"def f():\n    global g\n    g = []\n    return g\n", "g", 3, "list"},
  };
  for (const NameCase& c : cases) {
    const Snippet snippet(c.code);
    const auto [facts, node] = snippet.find(c.name, c.occurrence);
    ASSERT_TRUE(node.is(Kind::identifier)) << c.code;
    EXPECT_EQ(described(facts.type(node)), c.type) << c.code;
  }
}

TEST(Types, OfAttributesOfSelf) {
  const Snippet snippet(
      "class A:\n    def __init__(self):\n        self.q = []\n        self.s = ''\n"
      "    def f(self, x):\n        self.s += x\n        return self.q, self.s\n");
  const auto q = snippet.find("self.q", 1), s = snippet.find("self.s", 2);
  EXPECT_EQ(described(q.facts.type(q.node)), "list");
  EXPECT_EQ(described(s.facts.type(s.node)), "str");
}

struct ScopeCase {
  const char* code;
  const char* name;
  int occurrence;
  const char* scope;  // of the binding: "module", "class", "function", "lambda", "comprehension"
};

TEST(Names, BindByPythonsRules) {
  const ScopeCase cases[] = {
      {"x = 1\n", "x", 0, "module"},
      {"def f(x):\n    return x\n", "x", 1, "function"},
      {"def f(x=y):\n    y = 1\n", "y", 0, "module"},  // a default is evaluated outside
      {"class A:\n    x = 1\n    def f(self):\n        return x\n", "x", 1,
       "module"},  // class scopes are skipped
      {"class A:\n    x = 1\n    y = x\n", "x", 1, "class"},
      {"class A:\n    x = 1\n    y = [x for _ in x]\n", "x", 1, "module"},
      {"class A:\n    x = 1\n    y = [z for z in x]\n", "x", 1, "class"},  // the first iterable is outside
      {"def f():\n    y = [i for i in z]\n    return i\n", "i", 0, "comprehension"},
      {"def f():\n    y = [i for i in z]\n    return i\n", "i", 3, "module"},
      {"def f():\n    [y := i for i in z]\n    return y\n", "y", 1, "function"},
      {"def f():\n    global x\n    x = 1\n", "x", 1, "module"},
      {"def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n", "x", 2, "function"},
      {"f = lambda x: x\n", "x", 1, "lambda"},
      {"def f():\n    import a.b\n    return a\n", "a", 1, "function"},
      {"def f():\n    from a import b as c\n    return c\n", "return c", 0, ""},
      {"def f():\n    with a as (b, c):\n        return c\n", "c", 1, "function"},
      {"def f():\n    try: pass\n    except E as err: print(err)\n", "err", 1, "function"},
      {"def f(v):\n    match v:\n        case [a, *rest]: return rest\n", "rest", 1, "function"},
      {"def f(v):\n    match v:\n        case Point(x=px): return px\n", "px", 1, "function"},
  };
  for (const ScopeCase& c : cases) {
    if (*c.scope == '\0') continue;
    const Snippet snippet(c.code);
    const auto [facts, node] = snippet.find(c.name, c.occurrence);
    const Binding* binding = facts.binding(node);
    ASSERT_TRUE(binding) << c.code << " " << c.name;
    static constexpr const char* names[] = {"module", "class", "function", "lambda", "comprehension"};
    EXPECT_STREQ(names[static_cast<int>(facts.names().scopes()[binding->scope].kind)], c.scope) << c.code;
  }
}

TEST(Names, AttributesAndKeywordsAreNoNames) {
  const Snippet snippet("f(key=1).attr\n");
  EXPECT_EQ(snippet.find("key").facts.binding(snippet.find("key").node), nullptr);
  EXPECT_EQ(snippet.find("attr").facts.binding(snippet.find("attr").node), nullptr);
}

struct LoopCase {
  const char* code;
  const char* text;
  int depth;
};

TEST(Loops, DepthOfAPlace) {
  const LoopCase cases[] = {
      {"for a in bb:\n    cc\nelse:\n    dd\n", "bb", 0},
      {"for a in bb:\n    cc\nelse:\n    dd\n", "cc", 1},
      {"for a in bb:\n    cc\nelse:\n    dd\n", "dd", 0},
      {"while aa:\n    for x in bb:\n        cc\n", "aa", 1},
      {"while aa:\n    for x in bb:\n        cc\n", "bb", 1},
      {"while aa:\n    for x in bb:\n        cc\n", "cc", 2},
      {"[aa for x in bb for y in cc if dd]\n", "aa", 1},
      {"[aa for x in bb for y in cc if dd]\n", "bb", 0},
      {"[aa for x in bb for y in cc if dd]\n", "cc", 1},
      {"for a in b:\n    def f(x=cc):\n        return dd\n", "cc", 1},
      {"for a in b:\n    def f(x=cc):\n        return dd\n", "dd", 0},
      {"for a in b:\n    f = lambda: dd\n", "dd", 0},
      {"for a in b:\n    class C:\n        x = dd\n", "dd", 1},
  };
  for (const LoopCase& c : cases) {
    const Snippet snippet(c.code);
    const auto [facts, node] = snippet.find(c.text);
    EXPECT_EQ(facts.loop_depth(node), c.depth) << c.code << " " << c.text;
  }
}

struct UseCase {
  const char* code;  // asks about the last `xs`
  UseKind use;
};

TEST(Uses, WhatTheyDoWithTheObject) {
  const UseCase cases[] = {
      {"len(xs)\n", UseKind::read},
      {"for x in xs: pass\n", UseKind::read},
      {"y in xs\n", UseKind::read},
      {"xs[0]\n", UseKind::read},
      {"xs[1:]\n", UseKind::read},
      {"xs.index(3)\n", UseKind::read},
      {"xs.append(3)\n", UseKind::mutates},
      {"xs.frobnicate()\n", UseKind::mutates},
      {"xs[0] = 1\n", UseKind::mutates},
      {"del xs[0]\n", UseKind::mutates},
      {"xs += y\n", UseKind::mutates},
      {"xs.a = 1\n", UseKind::mutates},
      {"f(xs)\n", UseKind::escapes},
      {"f(k=xs)\n", UseKind::escapes},
      {"y = xs\n", UseKind::escapes},
      {"y = z or xs\n", UseKind::escapes},
      {"y = [xs]\n", UseKind::escapes},
      {"y.append(xs)\n", UseKind::escapes},
      {"y.extend(xs)\n", UseKind::read},
      {"def f():\n    return xs\n", UseKind::escapes},
      {"if xs: pass\n", UseKind::read},
      {"print(f'{xs}')\n", UseKind::read},
      {"','.join(xs)\n", UseKind::read},
      {"y = z if xs else w\n", UseKind::read},
      {"def len(a): pass\nlen(xs)\n", UseKind::escapes},
      {"del xs\n", UseKind::rebinds},
  };
  for (const UseCase& c : cases) {
    const Snippet snippet(c.code);
    const auto [facts, node] = snippet.find("xs");
    EXPECT_EQ(static_cast<int>(facts.use(node)), static_cast<int>(c.use)) << c.code;
  }
}

TEST(QualifiedNames, ThroughImportsAndAliases) {
  const struct {
    const char* code;
    const char* expression;
    const char* name;
  } cases[] = {
      {"import numpy as np\nnp.append(a, b)\n", "np.append", "numpy.append"},
      {"import os.path\nos.path.join(a)\n", "os.path.join", "os.path.join"},
      {"from os import path as p\np.join(a)\n", "p.join", "os.path.join"},
      {"from . import x\nx.y\n", "x.y", ".x.y"},
      {"len(a)\n", "len", "len"},
      {"def len(a): pass\nlen(a)\n", "len(a)\n", ""},
      {"try:\n    import json\nexcept ImportError:\n    json = None\njson.loads(a)\n", "json.loads", ""},
      {"def f():\n    from collections import deque\n    return deque()\n", "deque()", ""},
  };
  for (const auto& c : cases) {
    const Snippet snippet(c.code);
    const auto [facts, node] = snippet.find(c.expression);
    EXPECT_EQ(facts.qualified_name(node), c.name) << c.code;
  }
}

TEST(ModuleFacts, TellClassesAcrossBlocks) {
  const Snippet snippet(
      "class P:\n    __slots__ = ('x',)\n    def __init__(self, x):\n        self.x = x\n"
      "ps = [P(i) for i in range(3)]\n");
  const ModuleEntry* entry = snippet.module().facts().find("P");
  ASSERT_TRUE(entry && entry->shape);
  EXPECT_TRUE(entry->shape->has_slots);
  EXPECT_EQ(entry->shape->slots, std::vector<std::string>{"x"});
  EXPECT_EQ(entry->shape->attributes, std::vector<std::string>{"x"});
  EXPECT_TRUE(entry->instantiated_in_loop);
}

TEST(ModuleFacts, TellHowManyAcrossBlocks) {
  const Snippet snippet(
      "class P: pass\nclass Q: pass\nclass R: pass\n"
      "ps = [P() for _ in range(9)]\nqs = [Q() for _ in range(1000)]\nrs = [R() for x in ps for y in qs]\n"
      "few = (1, 2, 3)\nnames = {'a': 1}\nmore = [*few]\nagain = [1]\nagain = [2]\n");
  const ModuleFacts& facts = snippet.module().facts();
  EXPECT_FALSE(facts.find("P")->instantiated_often);
  EXPECT_TRUE(facts.find("Q")->instantiated_often);
  EXPECT_FALSE(facts.find("R")->instantiated_often) << "nothing says how many";
  EXPECT_EQ(facts.find("few")->written, 3);
  EXPECT_EQ(facts.find("names")->written, 1);
  EXPECT_EQ(facts.find("more")->written, -1);
  EXPECT_EQ(facts.find("again")->written, -1);
}

TEST(ModuleFacts, TellWhatIsKeptAcrossBlocks) {
  struct Case {
    const char* code;
    bool starts_empty, released, let_go;
  };
  constexpr const char* fill = "def fill(k):\n    C[k] = 1\n";
  const Case cases[] = {
      {"C = {}\n", true, false, false},
      {"C = dict()\n", true, false, false},
      {"from collections import defaultdict\nC = defaultdict(list)\n", false, false, false},
      {"C = {'a': 1}\n", false, false, false},
      {"C = {}\ndef look(k):\n    return C[k], k in C, C.get(k)\n", true, false, false},
      {"C = {}\ndef drop(k):\n    del C[k]\n", true, true, false},
      {"C = {}\ndef drop():\n    C.clear()\n", true, true, false},
      {"C = {}\ndef size():\n    return len(C) > 9\n", true, true, false},
      {"C = {}\ndef all():\n    return C\n", true, false, true},
      {"C = {}\ndef give(to):\n    to(C)\n", true, false, true},
      {"C = {}\ndef anew():\n    global C\n    C = {}\n", false, false, false},
  };
  for (const auto& c : cases) {
    const Snippet snippet(std::string(c.code) + fill);
    const ModuleEntry* entry = snippet.module().facts().find("C");
    ASSERT_TRUE(entry) << c.code;
    EXPECT_EQ(entry->starts_empty, c.starts_empty) << c.code;
    EXPECT_EQ(entry->released, c.released) << c.code;
    EXPECT_EQ(entry->let_go, c.let_go) << c.code;
  }
}

}  // namespace
}  // namespace perfhint
