// CPython's own library: nothing crashes, no block shows a syntax error that the whole file does not have,
// and after all safe fixes every file that parsed still parses and no fixed hint is left.
#include <gtest/gtest.h>

#include <map>

#include "analysis/check.h"
#include "analysis/rules/rule.h"
#include "analysis/syntax/parser.h"
#include "tests/support/corpus.h"

namespace perfhint {
namespace {

bool is_broken(const Module& module) {
  for (const Module::Entry& entry : module.blocks()) {
    if (entry.block->open || entry.block->syntax->root().broken()) return true;
  }
  return false;
}

std::size_t safe_fixes(const Checked& checked) {
  std::size_t count = 0;
  for (const Located& located : checked.findings()) {
    for (const Fix& fix : located.finding->fixes) count += fix.safety == Safety::safe;
  }
  return count;
}

TEST(Library, IsCheckedAndFixedWhole) {
  const std::vector<std::string> paths = testing::library_paths();
  ASSERT_GT(paths.size(), 400u) << testing::library_folder();
  std::map<std::string_view, int> by_rule;
  std::size_t lines = 0, broken = 0;
  int fixed = 0;
  for (const std::string& path : paths) {
    const std::string text = testing::read_file(path);
    const auto module = std::make_shared<const Module>(text);
    ASSERT_EQ(module->text(), text) << path;
    lines += module->line_count();
    const bool was_broken = is_broken(*module);
    broken += was_broken;
    // Implications: was broken -> the whole file is; was not -> it is not after its fixes either.
    EXPECT_TRUE(!was_broken || parse(text)->root().broken())
        << path << ": the whole file parses, a block does not";
    const Settings settings;
    const Checked checked = check(module, settings);
    for (const Located& located : checked.findings()) ++by_rule[located.finding->rule->name];
    if (safe_fixes(checked) == 0) continue;
    const FixedText result = apply_fixes(text, settings, false);
    EXPECT_FALSE(result.applied.empty()) << path;
    fixed += static_cast<int>(result.applied.size());
    const auto after = std::make_shared<const Module>(result.text);
    EXPECT_TRUE(was_broken || !is_broken(*after)) << path << ": does not parse after its fixes";
    EXPECT_EQ(safe_fixes(check(after, settings)), 0u) << path << ": a fixed hint is left";
  }
  std::printf("%s: %zu files, %zu lines, %zu not parsed, %d safe fixes\n", testing::library_folder().c_str(),
              paths.size(), lines, broken, fixed);
  for (const auto& [rule, count] : by_rule)
    std::printf("  %5d %.*s\n", count, static_cast<int>(rule.size()), rule.data());
}

}  // namespace
}  // namespace perfhint
