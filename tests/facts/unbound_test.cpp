// Our flow against CPython's compiler: where it could not prove that a local is bound (LOAD_FAST_CHECK),
// neither may we. How often we could not and it could is told, not tested. And every use and definition of a
// local is an event of its unit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <sstream>

#include "analysis/facts/flow.h"
#include "analysis/syntax/parser.h"
#include "tests/facts/interpreters.h"
#include "tests/support/corpus.h"

namespace perfhint::testing {
namespace {

struct Tally {
  std::size_t files = 0, unproven = 0, uses = 0, ours_only = 0, differing = 0;
};

bool is_plain_local(const Names& names, const Binding& binding) {
  const ScopeKind kind = names.scopes()[binding.scope].kind;
  return (kind == ScopeKind::function || kind == ScopeKind::lambda) && !binding.captured &&
         !binding.rebound_elsewhere && !names.scopes()[binding.scope].open;
}

// A comprehension that is compiled in place clears a local of the same name for its time, and the compiler
// does not see that it comes back (PEP 709).
bool is_cleared(const Names& names, const std::vector<std::uint32_t>& units, const Syntax& syntax, Node use) {
  for (std::uint32_t scope = 0; scope < names.scopes().size(); ++scope) {
    const Scope& one = names.scopes()[scope];
    if (one.kind != ScopeKind::comprehension || units[scope] != units[names.scope_at(use.index())]) continue;
    if (!syntax.node(one.node).is(Kind::generator_expression) && names.find(scope, use.text()) != no_binding)
      return true;
  }
  return false;
}

// Nor does it see that what a handler of except* raises is raised.
bool handles_groups(Node use) {
  const Node function = use.ancestor(Kind::function_definition);
  for (Node node : descendants(function)) {
    if (node.is(Kind::star) && node.parent().is(Kind::except_clause)) return true;
  }
  return false;
}

void compare(const std::string& path, const std::vector<std::string>& lines, Tally& tally) {
  const std::string text = read_file(path);
  const auto syntax = parse(text);
  if (syntax->root().broken()) return;
  ++tally.files;
  const Names names(*syntax);
  // CPython takes every manager for one that may swallow.
  const Flow flow(*syntax, names, [](Node) { return true; });
  const std::vector<std::uint32_t> units = units_of(names);
  std::vector<Offset> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<Offset>(at + 1));
  std::set<std::uint32_t> checked;
  for (const std::string& line : lines) {
    std::istringstream fields(line);
    std::size_t row = 0, column = 0;
    std::string name;
    fields >> row >> column >> name;
    ++tally.unproven;
    const auto begin = static_cast<Offset>(starts[row - 1] + column);
    const Node use = syntax->covering({begin, begin + static_cast<Offset>(name.size())});
    if (!use.is(Kind::identifier) || names.binding_at(use.index()) == no_binding) continue;
    checked.insert(use.index());
    const Reaching seen = flow.reaching(use);
    if (seen.unbound || seen.elsewhere || seen.definitions.empty()) continue;
    if (is_cleared(names, units, *syntax, use) || handles_groups(use)) continue;
    if (++tally.differing < 40) ADD_FAILURE() << path << ":" << row << ":" << column << " " << name;
  }
  for (const Binding& binding : names.bindings()) {
    if (!is_plain_local(names, binding)) continue;
    for (const std::uint32_t use : binding.uses) {
      ++tally.uses;
      tally.ours_only += flow.reaching(syntax->node(use)).unbound && !checked.contains(use);
    }
  }
}

// Compilers that tell which uses they cannot prove bound: of CPython 3.12 and later. The newest that is here.
std::vector<Interpreter> telling_compilers() {
  std::vector<Interpreter> all = interpreters();
  std::erase_if(all, [](const Interpreter& one) { return one.minor < 12; });
  if (all.size() > 1) all.erase(all.begin() + 1, all.end());
  return all;
}

class FlowAgainst : public ::testing::TestWithParam<Interpreter> {};

TEST_P(FlowAgainst, ProvesNothingBoundThatCPythonCanNot) {
  Tally tally;
  ASSERT_TRUE(dump_library(GetParam(), "unbound_dump.py", std::getenv("PERFHINT_FULL") ? 1 : 3,
                           [&](const std::string& path, const auto& lines) { compare(path, lines, tally); }));
  std::printf("%s: %zu files; of %zu uses of plain locals %zu are unproven there, %zu here only\n",
              GetParam().program.c_str(), tally.files, tally.uses, tally.unproven, tally.ours_only);
  EXPECT_GT(tally.unproven, 100u);
  EXPECT_EQ(tally.differing, 0u);
}

// Where there is none, there is nothing to compare with.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FlowAgainst);
INSTANTIATE_TEST_SUITE_P(CPython, FlowAgainst, ::testing::ValuesIn(telling_compilers()),
                         [](const auto& one) { return "3_" + std::to_string(one.param.minor); });

TEST(Flow, SeesEveryUseAndDefinition) {
  std::size_t events = 0;
  for (const SourceFile& file : library_sample(300, 1'000, 200'000)) {
    const auto syntax = parse(file.text);
    const Names names(*syntax);
    const std::vector<std::uint32_t> units = units_of(names);
    std::set<std::uint32_t> seen;
    for (std::uint32_t scope = 0; scope < names.scopes().size(); ++scope) {
      if (units[scope] != scope) continue;
      const FlowGraph graph = build_flow_graph(*syntax, names, scope, units, [](Node) { return true; });
      for (const FlowGraph::Event& event : graph.events) seen.insert(event.node);
      events += graph.events.size();
    }
    for (const Binding& binding : names.bindings()) {
      for (const std::uint32_t use : binding.uses) {
        if (units[names.scope_at(use)] != units[binding.scope] || binding.name == class_cell) continue;
        EXPECT_TRUE(seen.contains(use)) << file.path << ": use of " << binding.name << " in "
                                        << syntax->node(use).parent().text().substr(0, 60);
      }
      for (const Definition& definition : binding.definitions) {
        if (definition.kind == DefinitionKind::annotation_only || binding.name == class_cell) continue;
        if (binding.rebound_elsewhere) continue;
        EXPECT_TRUE(seen.contains(definition.name))
            << file.path << ": definition of " << binding.name << " in "
            << syntax->node(definition.statement).text().substr(0, 60);
      }
    }
  }
  EXPECT_GT(events, 10'000u);
}

}  // namespace
}  // namespace perfhint::testing
