// The diff's text by a table; and, for many random pairs, that applying it to the first text gives the
// second.
#include <gtest/gtest.h>

#include <random>
#include <sstream>
#include <vector>

#include "server/cli/unified_diff.h"

namespace perfhint::server::cli {
namespace {

struct Row {
  const char *name, *before, *after, *diff;
};

constexpr Row rows[] = {
    {"equal", "a\nb\n", "a\nb\n", ""},
    {"one line", "a\nb\nc\n", "a\nB\nc\n", "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
    {"to nothing", "a\n", "", "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n"},
    {"from nothing", "", "a\nb\n", "--- f\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n"},
    {"insert at the top", "a\nb\nc\nd\n", "x\na\nb\nc\nd\n",
     "--- f\n+++ f\n@@ -1,3 +1,4 @@\n+x\n a\n b\n c\n"},
    {"no newline at the end", "a\nb", "a\nb\n",
     "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
    {"crlf is kept", "a\r\nb\r\n", "a\r\nc\r\n", "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"},
    {"two hunks", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
     "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"},
    {"near changes share a hunk", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
     "--- f\n+++ f\n@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n"},
};

TEST(CliDiff, Table) {
  for (const Row& row : rows) EXPECT_EQ(unified_diff("f", row.before, row.after), row.diff) << row.name;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// A strict reader: every context and removed line must stand where the hunk says.
std::string patched(const std::string& before, const std::string& diff) {
  const auto old_lines = lines_of(before), script = lines_of(diff);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 2; i < script.size(); ++i) {
    const std::string& line = script[i];
    if (line.starts_with("@@")) {
      std::size_t first = std::stoul(line.substr(4));
      if (line.find(",0 +") == std::string::npos) --first;
      while (at < first) out += old_lines.at(at++) + "\n";
    } else if (line[0] == '+') {
      out += line.substr(1) + "\n";
    } else {
      EXPECT_EQ(old_lines.at(at++), line.substr(1));
      if (line[0] == ' ') out += line.substr(1) + "\n";
    }
  }
  while (at < old_lines.size()) out += old_lines[at++] + "\n";
  return out;
}

TEST(CliDiff, AppliesBack) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const auto text = [&] {
      std::string made;
      for (auto count = random() % 30; count > 0; --count)
        made += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
      return made;
    };
    const std::string before = text(), after = text();
    if (before == after) continue;
    ASSERT_EQ(patched(before, unified_diff("f", before, after)), after) << before << "---\n" << after;
  }
}

TEST(CliDiff, TextsWithoutACommonLine) {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  EXPECT_EQ(patched(before, unified_diff("f", before, after)), after);
}

}  // namespace
}  // namespace perfhint::server::cli
