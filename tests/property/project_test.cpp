// I6 across files: whatever is edited in one module of a project, what incremental checks say of all of them
// is what a fresh start says. Modules are made of statements that bind, import, subclass and use each other's
// names.
#include <gtest/gtest.h>

#include <random>

#include "analysis/check.h"
#include "analysis/facts/project.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr int module_count = 4;
constexpr std::size_t class_count = 24;  // C0, C4, ... are at home in m0, C1, C5, ... in m1

std::string class_name(std::size_t index) { return "C" + std::to_string(index); }

std::string place(int module) { return "/w/m" + std::to_string(module); }

class Author {
 public:
  explicit Author(std::uint32_t seed) : random_(seed) {}

  std::uint32_t pick(std::size_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  // Of a module: each class has a home, where it is defined, and from where others import it.
  std::string statement(std::size_t home) {
    const std::string own = class_name(home + module_count * pick(class_count / module_count));
    const std::size_t index = pick(class_count);
    const std::string other = class_name(index);
    const std::string module = "m" + std::to_string(index % module_count);
    const std::string attribute(1, static_cast<char>('a' + pick(3)));
    const std::string init = "    def __init__(self):\n        self." + attribute + " = 1\n";
    switch (pick(9)) {
      case 0:
      case 1:
        return "from " + module + " import " + other + "\n";
      case 2:
        return "import " + module + "\n";
      case 3:
        return "class " + own + ":\n    __slots__ = ('" + attribute + "',)\n";
      case 4:
        return "class " + own + ":\n" + init;
      case 5:
        return "from " + module + " import " + other + "\nclass " + own + "(" + other + "):\n" + init;
      case 6:
        return "import " + module + "\nclass " + own + "(" + module + "." + other + "):\n" + init;
      case 7:
        return "def f():\n    from " + module + " import " + other + "\n    class Local(" + other +
               "): pass\n    return Local\n";
      default:
        return "all_ = [" + own + "() for i in range(1000)]\n";
    }
  }

  // What an edit replaces: a whole statement, nothing, or, seldom, some bytes of a line.
  Span piece_of(const std::string& text) {
    const std::size_t line = text.rfind('\n', pick(text.size()));
    const auto begin = static_cast<Offset>(line == std::string::npos ? 0 : line + 1);
    const auto size = static_cast<Offset>(text.size());
    if (pick(3) == 0) return {begin, begin};
    if (pick(8) == 0) return {begin, std::min<Offset>(begin + pick(9), size)};
    std::size_t end = text.find('\n', begin);
    while (end != std::string::npos && end + 1 < text.size() && text[end + 1] == ' ')
      end = text.find('\n', end + 1);
    return {begin, end == std::string::npos ? size : static_cast<Offset>(end + 1)};
  }

  std::string module(std::size_t home) {
    std::string text;
    for (int i = 0; i < 8; ++i) text += statement(home);
    return text;
  }

 private:
  std::mt19937 random_;
};

std::string describe(const Checked& checked) {
  std::string all;
  for (const Located& located : checked.findings()) {
    all += std::string(located.finding->rule->name) + " " + std::to_string(located.span().begin) + " " +
           located.finding->message + "\n";
  }
  for (const ModuleEntry* entry : checked.module().facts().entries()) {
    if (!entry->shape) continue;
    const auto facts = class_facts(checked.module().facts(), entry->name);
    if (!facts) continue;
    all += entry->name;
    for (const std::string& slot : facts->slots) all += " " + slot;
    all += " | " + facts->unknown + "\n";
  }
  return all;
}

std::shared_ptr<const Interface> interface_of(const std::string& text) {
  return std::make_shared<const Interface>(perfhint::interface_of(Module(text).facts(), false));
}

TEST(Incremental, EqualsFreshAcrossTheFilesOfAProject) {
  int findings = 0, differences = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Author author(seed);
    std::vector<std::string> texts;
    auto project = std::make_shared<const Project>(std::vector<std::string>{"/w"});
    for (int i = 0; i < module_count; ++i) {
      texts.push_back(author.module(static_cast<std::size_t>(i)));
      project = project->with({{place(i), interface_of(texts.back())}});
    }
    std::vector<std::shared_ptr<const Module>> modules;
    std::vector<Checked> checked;
    for (int i = 0; i < module_count; ++i) {
      modules.push_back(std::make_shared<const Module>(
          Module(texts[static_cast<std::size_t>(i)]).within(project, place(i))));
      checked.push_back(check(modules.back(), Settings()));
    }
    for (int edit = 0; edit < 25; ++edit) {
      const std::size_t at = author.pick(module_count);
      std::string& text = texts[at];
      const Span span = author.piece_of(text);
      const std::string added = author.pick(3) > 0 ? author.statement(at) : "";
      modules[at] = std::make_shared<const Module>(modules[at]->edited({span, added}));
      text.replace(span.begin, span.size(), added);
      if (text.empty())
        text = "x = 1\n",
        modules[at] =
            std::make_shared<const Module>(Module(text).within(project, place(static_cast<int>(at))));
      project = author.pick(8) == 0 ? project->with({{place(static_cast<int>(at)), nullptr}})
                                    : project->with({{place(static_cast<int>(at)), interface_of(text)}});
      for (int i = 0; i < module_count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const std::string before = describe(checked[index]);
        modules[index] = std::make_shared<const Module>(modules[index]->within(project, place(i)));
        checked[index] = check(modules[index], Settings(), &checked[index]);
        const Checked fresh =
            check(std::make_shared<const Module>(Module(texts[index]).within(project, place(i))), Settings());
        ASSERT_EQ(describe(checked[index]), describe(fresh)) << "seed " << seed << " edit " << edit << "\n"
                                                             << texts[index];
        findings += static_cast<int>(fresh.findings().size());
        differences += index != at && before != describe(fresh);
      }
    }
  }
  EXPECT_GT(findings, 100);
  EXPECT_GT(differences, 50) << "edits of one module must matter in others, or this tests nothing";
}

}  // namespace
}  // namespace perfhint
