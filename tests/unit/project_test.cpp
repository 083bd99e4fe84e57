// What modules of a project tell each other: imports looked up by place, classes through their bases, and
// findings that follow when another module changes.
#include "analysis/facts/project.h"

#include <gtest/gtest.h>

#include <map>

#include "analysis/check.h"
#include "analysis/facts/class_facts.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

using Files = std::map<std::string, std::string>;  // by path

std::string place_of(std::string path) {
  path.resize(path.size() - 3);
  if (path.ends_with("/__init__")) path.resize(path.size() - 9);
  return path;
}

std::shared_ptr<const Interface> read(const std::string& path, const std::string& text) {
  return std::make_shared<const Interface>(
      interface_of(Module(text).facts(), path.ends_with("/__init__.py")));
}

std::shared_ptr<const Project> project_of(const Files& files, std::vector<std::string> roots = {"/w"}) {
  std::vector<Project::Change> changes;
  for (const auto& [path, text] : files) changes.emplace_back(place_of(path), read(path, text));
  return Project(std::move(roots)).with(changes);
}

struct Lookup {
  const char* from;
  const char* qualified;
  const char* found;  // "place:name", "place" for a module, "" for nothing
};

TEST(Project, LooksUpImportsAsThePathSays) {
  const auto project = project_of({
      {"/w/shapes.py", "class Point: pass\n"},
      {"/w/pkg/__init__.py", "from .inner import Deep\nfrom . import inner as alias\nclass Top: pass\n"},
      {"/w/pkg/inner.py", "class Deep: pass\nfrom shapes import Point as Again\n"},
      {"/w/pkg/sub/__init__.py", ""},
      {"/w/pkg/sub/leaf.py", "class Leaf: pass\n"},
      {"/w/tool/helper.py", "class Aid: pass\n"},
      {"/w/tool/main.py", ""},
      {"/w/star.py", "from shapes import *\n"},
      {"/w/loop_a.py", "from loop_b import X\n"},
      {"/w/loop_b.py", "from loop_a import X\n"},
  });
  const Lookup cases[] = {
      {"/w/main", "shapes.Point", "/w/shapes:Point"},
      {"/w/main", "shapes", "/w/shapes"},
      {"/w/main", "shapes.Line", ""},
      {"/w/main", "pkg.Top", "/w/pkg:Top"},
      {"/w/main", "pkg.Deep", "/w/pkg/inner:Deep"},        // re-exported
      {"/w/main", "pkg.alias.Deep", "/w/pkg/inner:Deep"},  // through a module
      {"/w/main", "pkg.inner.Again", "/w/shapes:Point"},   // twice
      {"/w/main", "pkg.sub.leaf.Leaf", "/w/pkg/sub/leaf:Leaf"},
      {"/w/pkg/sub/leaf", "..inner.Deep", "/w/pkg/inner:Deep"},
      {"/w/pkg/sub/leaf", "...shapes.Point", "/w/shapes:Point"},
      {"/w/pkg", ".inner.Deep", "/w/pkg/inner:Deep"},  // a package is its own folder
      {"/w/pkg", ".inner", "/w/pkg/inner"},
      {"/w/pkg/inner", ".Top", "/w/pkg:Top"},
      {"/w/pkg/sub/leaf", "shapes.Point", "/w/shapes:Point"},  // absolute: from the topmost package's folder
      {"/w/tool/main", "helper.Aid", "/w/tool/helper:Aid"},    // a script's own folder
      {"/w/tool/main", "shapes.Point", "/w/shapes:Point"},     // a root
      {"/w/main", "helper.Aid", ""},
      {"/w/main", "star.Point", ""},  // a star tells nothing
      {"/w/main", "loop_a.X", ""},
      {"/w/main", "os.path", ""},
      {"/elsewhere/main", "shapes.Point", "/w/shapes:Point"},
  };
  for (const Lookup& c : cases) {
    const Project::Found found = project->find(c.from, c.qualified);
    EXPECT_EQ(found.place + (found ? ":" + found.name->name : ""), c.found) << c.from << " " << c.qualified;
  }
}

struct ClassCase {
  const char* code;  // a module "/w/m.py" with a class C
  const char* told;  // "kind attributes | slots | dict weakref | native | unknown"
};

std::string told(const std::optional<ClassFacts>& facts) {
  if (!facts) return "none";
  static constexpr const char* kinds[] = {"plain",     "dataclass", "attrs",   "namedtuple",
                                          "typeddict", "enum",      "protocol"};
  std::string text = kinds[static_cast<int>(facts->kind)];
  for (const std::string& name : facts->attributes) text += " " + name;
  text += " |";
  for (const std::string& name : facts->slots) text += " " + name;
  text += " |" + std::string(facts->has_dict ? " dict" : "") + (facts->has_weakref ? " weakref" : "");
  text += " |" + (facts->native.empty() ? "" : " " + facts->native);
  return text + " |" + (facts->unknown.empty() ? "" : " " + facts->unknown);
}

TEST(Classes, AreKnownThroughTheirBases) {
  const auto project = project_of({
      {"/w/shapes.py",
       "from .base import Far\nfrom dataclasses import dataclass\n"
       "class Point:\n    __slots__ = ('x', 'y')\n    def __init__(self):\n        self.x = self.y = 0\n"
       "class Open:\n    def __init__(self):\n        self.a = 1\n"
       "class Child(Far): pass\n"
       "@dataclass\nclass Data:\n    p: int\n    q: str = ''\n"},
      {"/w/base.py", "class Far:\n    __slots__ = ['f']\n"},
  });
  const ClassCase cases[] = {
      {"class C:\n    def __init__(self):\n        self.a = 1\n", "plain a | | dict weakref | |"},
      {"class C:\n    __slots__ = 'a'\n", "plain | a | | |"},
      {"class C:\n    __slots__ = 'a', '__weakref__'\n", "plain | a | weakref | |"},
      {"class C:\n    __slots__ = names()\n", "plain | | | | its `__slots__` are computed"},
      {"class B:\n    __slots__ = ('a',)\nclass C(B):\n    __slots__ = ('b',)\n", "plain | a b | | |"},
      {"class B:\n    __slots__ = ('a',)\nclass C(B): pass\n", "plain | a | dict weakref | |"},
      {"class B: pass\nclass C(B):\n    __slots__ = ('b',)\n", "plain | b | dict weakref | |"},
      {"class C(dict): pass\n", "plain | | dict weakref | dict |"},
      {"class C(ValueError): pass\n", "plain | | dict weakref | ValueError |"},
      {"from abc import ABC\nclass C(ABC):\n    __slots__ = ()\n", "plain | | | |"},
      {"from abc import ABCMeta\nclass C(metaclass=ABCMeta):\n    __slots__ = ()\n", "plain | | | |"},
      {"class C(metaclass=Meta):\n    __slots__ = ()\n",
       "plain | | | | metaclass `Meta` may change the class"},
      {"from collections.abc import Mapping\nclass C(Mapping):\n    __slots__ = ('m',)\n", "plain | m | | |"},
      {"from other import B\nclass C(B): pass\n", "plain | | dict weakref | | base `B` is not known here"},
      {"class B: pass\nclass B: pass\nclass C(B): pass\n",
       "plain | | dict weakref | | base `B` is not known here"},
      {"from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int\n    b: str = ''\n",
       "dataclass a b | | dict weakref | |"},
      {"import dataclasses\n@dataclasses.dataclass(slots=True)\nclass C:\n    a: int\n",
       "dataclass a | a | | |"},
      {"import attrs\n@attrs.define\nclass C:\n    a: int\n", "attrs a | a | weakref | |"},
      {"@register\nclass C: pass\n", "plain | | dict weakref | | decorator `register` may change the class"},
      {"from typing import NamedTuple\nclass C(NamedTuple):\n    a: int\n", "namedtuple a | | | tuple |"},
      {"import enum\nclass C(enum.Enum):\n    A = 1\n", "enum | | dict weakref | |"},
      {"from typing import Generic, TypeVar\nT = TypeVar('T')\nclass C(Generic[T]):\n    __slots__ = "
       "('t',)\n",
       "plain | t | | |"},
      {"C = 3\n", "none"},
      // Of other modules.
      {"from shapes import Point\nclass C(Point):\n    __slots__ = ('z',)\n", "plain x y | x y z | | |"},
      {"import shapes\nclass C(shapes.Point):\n    __slots__ = ()\n", "plain x y | x y | | |"},
      {"from shapes import Point as C\n", "plain x y | x y | | |"},
      {"from shapes import Open\nclass C(Open):\n    __slots__ = ()\n", "plain a | | dict weakref | |"},
      {"from shapes import Child as C\n", "plain | f | dict weakref | |"},
      {"from shapes import Data\nclass C(Data): pass\n", "dataclass p q | | dict weakref | |"},
      {"try:\n    from shapes import Point\nexcept ImportError:\n    Point = object\nclass C(Point): pass\n",
       "plain | | dict weakref | | base `Point` is not known here"},
  };
  for (const ClassCase& c : cases) {
    const Module module = Module(c.code).within(project, "/w/m");
    EXPECT_EQ(told(class_facts(module.facts(), "C")), c.told) << c.code;
  }
}

std::size_t hints(const Checked& checked, std::string_view rule) {
  std::size_t count = 0;
  for (const Located& located : checked.findings()) count += located.finding->rule->name == rule;
  return count;
}

TEST(Project, AnotherModulesChangeIsFollowed) {
  const std::string slotted =
      "class Point:\n    __slots__ = ('x',)\n    def __init__(self, x):\n        self.x = x\n";
  const std::string open = "class Point:\n    def __init__(self, x):\n        self.x = x\n";
  for (const std::string import : {"from shapes import Point\n", "from lib import Point\n"}) {
    auto project = project_of({{"/w/shapes.py", slotted}, {"/w/lib.py", "from shapes import Point\n"}});
    auto module =
        std::make_shared<const Module>(Module(import + "class Dot(Point):\n    def __init__(self, x, y):\n   "
                                                       "     super().__init__(x)\n        self.y = y\n"
                                                       "dots = [Dot(i, i) for i in range(1000)]\n")
                                           .within(project, "/w/main"));
    Checked checked = check(module, Settings());
    EXPECT_EQ(hints(checked, "missing-slots"), 1u) << "a slotted base, and no slots here";
    const auto change = [&](const std::string& text) {
      project = project->with({{"/w/shapes", read("/w/shapes.py", text)}});
      module = std::make_shared<const Module>(module->within(project, "/w/main"));
      checked = check(module, Settings(), &checked);
    };
    change(open);
    EXPECT_EQ(hints(checked, "missing-slots"), 0u) << "slots gain nothing below a base with a __dict__";
    change(slotted);
    EXPECT_EQ(hints(checked, "missing-slots"), 1u);
    project = project->with({{"/w/shapes", nullptr}});
    module = std::make_shared<const Module>(module->within(project, "/w/main"));
    checked = check(module, Settings(), &checked);
    EXPECT_EQ(hints(checked, "missing-slots"), 0u) << "gone: unknown";
  }
}

TEST(Project, AnEditKeepsWhatTheProjectTells) {
  const auto project = project_of({{"/w/shapes.py", "class Point:\n    __slots__ = ('x',)\n"}});
  const Module module =
      Module("from shapes import Point\n\n\nclass C(Point): pass\n").within(project, "/w/main");
  const Module edited = module.edited({{25, 25}, "y = 1\n"});
  EXPECT_EQ(told(class_facts(edited.facts(), "C")), "plain | x | dict weakref | |");
}

}  // namespace
}  // namespace perfhint
