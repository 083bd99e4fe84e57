// Our names against CPython's: every scope of its library's files, as its own symtable module tells them.
// PERFHINT_FULL=1 takes every file for each Python found; otherwise every file for the first one, and
// a sample for the others.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <sstream>

#include "analysis/syntax/parser.h"
#include "tests/facts/interpreters.h"
#include "tests/facts/symbols.h"
#include "tests/support/corpus.h"

namespace perfhint::testing {
namespace {

// A scope's line without the symbols that the same scope has among `others`.
std::string without_shared(const std::string& line, const std::vector<std::string>& others) {
  const std::size_t head = line.rfind('\t') + 1;
  const auto same = std::find_if(others.begin(), others.end(), [&](const std::string& other) {
    return other.compare(0, head, line, 0, head) == 0;
  });
  if (same == others.end()) return line;
  std::string text = line.substr(0, head);
  std::istringstream symbols(line.substr(head));
  for (std::string symbol; symbols >> symbol;) {
    if ((" " + same->substr(head) + " ").find(" " + symbol + " ") == std::string::npos) text += symbol + " ";
  }
  return text;
}

// "file scope" of symtable_explained.txt.
std::set<std::string> explained() {
  std::set<std::string> all;
  std::istringstream lines(read_file(PERFHINT_SOURCE_DIR "/tests/facts/symtable_explained.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#")) all.insert(line.substr(0, line.find("   ")));
  }
  return all;
}

class Counted {
 public:
  void compare(const std::string& path, std::vector<std::string> theirs, bool inlined) {
    const std::string text = read_file(path);
    const auto syntax = parse(text);
    if (syntax->root().broken()) {
      ++broken;
      return;
    }
    ++files;
    scopes += theirs.size();
    std::sort(theirs.begin(), theirs.end());
    const std::vector<std::string> ours = symbols(*syntax, Names(*syntax), inlined);
    if (ours == theirs) return;
    std::vector<std::string> only_ours, only_theirs;
    std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                        std::back_inserter(only_ours));
    std::set_difference(theirs.begin(), theirs.end(), ours.begin(), ours.end(),
                        std::back_inserter(only_theirs));
    remove_explained(path, only_ours);
    remove_explained(path, only_theirs);
    if (only_ours.empty() && only_theirs.empty()) return;
    differing += std::max(only_ours.size(), only_theirs.size());
    if (++shown > 40) return;
    std::string all;
    for (const auto& one : only_theirs) all += "\n  CPython: " + without_shared(one, only_ours);
    for (const auto& one : only_ours) all += "\n  ours:    " + without_shared(one, only_theirs);
    ADD_FAILURE() << path << all;
  }

  void remove_explained(const std::string& path, std::vector<std::string>& lines) {
    std::erase_if(lines, [&](const std::string& line) {
      const std::size_t begin = line.find('\t') + 1;
      const std::string scope = line.substr(begin, line.find('\t', begin) - begin);
      return std::any_of(explained_.begin(), explained_.end(), [&](const std::string& one) {
        const std::size_t blank = one.find(' ');
        return path.ends_with("/" + one.substr(0, blank)) && one.substr(blank + 1) == scope && ++excused > 0;
      });
    });
  }

  std::size_t excused = 0;
  std::size_t files = 0, broken = 0, scopes = 0, differing = 0;
  int shown = 0;

 private:
  const std::set<std::string> explained_ = explained();
};

void compare_library(const Interpreter& python, int step) {
  Counted counted;
  const bool ran = dump_library(python, "symtable_dump.py", step, [&](const std::string& path, auto lines) {
    counted.compare(path, std::move(lines), python.minor >= 12);
  });
  ASSERT_TRUE(ran);
  std::printf("%s: %zu files, %zu scopes; %zu scopes differ, %zu lines explained, %zu files not parsed\n",
              python.program.c_str(), counted.files, counted.scopes, counted.differing, counted.excused,
              counted.broken);
  EXPECT_GT(counted.files, 50u);
  EXPECT_EQ(counted.differing, 0u);
  EXPECT_LE(counted.broken * 200, counted.files);
}

TEST(Symtable, AgreesWithCPython) {
  const std::vector<Interpreter> all = interpreters();
  ASSERT_FALSE(all.empty()) << "no CPython 3.10 to 3.13 with its library";
  const bool full = std::getenv("PERFHINT_FULL") != nullptr;
  for (const Interpreter& python : all) {
    // 3.12 and later tell of comprehensions in another form than 3.11: one of each, at least.
    const bool first = &python == &all.front();
    if (!first && !full && python.minor != 11) continue;
    compare_library(python, full || first ? 1 : 5);
  }
}

}  // namespace
}  // namespace perfhint::testing
