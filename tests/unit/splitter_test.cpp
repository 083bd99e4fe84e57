// Where blocks begin. Each case is a text with | where the blocks are parted.
#include "analysis/source/splitter.h"

#include <gtest/gtest.h>

#include <string>

#include "analysis/module.h"

namespace perfhint {
namespace {

std::string parted(const std::string& text) {
  std::string result;
  const Module module(text);
  for (const Module::Entry& entry : module.blocks()) {
    if (entry.begin > 0) result += '|';
    result += entry.block->text.bytes();
  }
  return result;
}

// A byte order mark amid the text, too.
TEST(Splitter, LooksAtNothingBeforeTheBlock) {
  const std::string before = "x = 1\n", behind = "\xEF\xBB\xBF# a\n# b\n\\import c\n# d\ny = 2\n";
  const auto begin = static_cast<Offset>(before.size());
  EXPECT_EQ(next_block(before + behind, begin).end - begin, next_block(behind, 0).end);
}

TEST(Splitter, PartsTextIntoStatements) {
  const char* const cases[] = {
      "",
      "x = 1\n",
      "x = 1\n|y = 2\n",
      "x = 1; y = 2\n|z = 3",
      // What stands before a statement is its own; what stands behind the last belongs to the last.
      "# head\n\nx = 1\n|\n# of y\n\ny = 2\n# tail\n",
      // Compound statements and their continuations.
      "if a:\n    b\nelif c:\n    d\n# between\nelse:\n    e\n|f\n",
      "try:\n    a\nexcept E:\n    b\nfinally:\n    c\n|elsewhere = 1\n",
      "for x in y:\n    pass\nelse:\n    pass\n|while 1:\n    pass\n",
      "def f():\n    a\n# at column 0, inside\n    b\n|def g():\n    c\n",
      // Decorators belong to what they decorate, over comments and blank lines.
      "@a\n@b(\n    1)\n\n# why\ndef f():\n    pass\n|@c\nclass D:\n    pass\n",
      // Strings, brackets and continuations reach over lines at column 0.
      "x = '''\ny\n''' + \"\"\"\nz\n\"\"\"\n|w\n",
      "x = [\n1,\n2,\n]\n|y = (\n)\n",
      "x = 1 + \\\n2\n|y\n",
      "x = 'a\\\nb'\n|y\n",
      "x = '\"' \"'\" # ' \" ( [ {\n|y\n",
      "x = r'\\'\n|y = '''\\'''\n'''\n|z\n",
      // f-strings, nested quotes, format specifications, doubled braces.
      "x = f'{a}' f\"{d['k']}\"\n|y\n",
      "x = f\"{d[\"k\"]:>{w}}\"\n|y\n",
      "x = f'{{' f'{a!r:^{w}.{p}}' t'{b}'\n|y\n",
      "x = f'''{\na\n}\n'''\n|y\n",
      "x = f'{a:%H:%M}'\n|y\n",
      // Line ends and form feeds.
      "x = 1\r\n|y = [\r\n1]\r\n|z\r\n",
      "x = 1\n|\f\ny = 2\n",
      // A bracket that was forgotten ends before what can only be a statement.
      "x = foo(\n|def g():\n    pass\n|y = 1\n",
      "x = [1,\n|import os\n|y\n",
      "x = (\nfromage = 1\n|from a import b\n",
      "x = {\n|if __name__ == '__main__':\n    y\n",
      "x = (a\n|@deco\ndef f(): pass\n",
      // A string of one line that is not closed ends with its line.
      "x = 'abc\n|y = 1\n",
      "x = f'abc\n|y = 1\n",
  };
  for (const char* expected : cases) {
    std::string text;
    for (const char* at = expected; *at; ++at) {
      if (*at != '|') text += *at;
    }
    EXPECT_EQ(parted(text), expected);
  }
}

TEST(Splitter, SaysWhatIsOpen) {
  const struct {
    const char* text;
    bool open, exhausted;
  } cases[] = {
      {"x = 1\n", false, true},
      {"x = (\n", true, true},
      {"x = '''\n", true, true},
      {"x = 'a\n", false, true},
      {"x = (\ndef f(): pass\n", true, false},
      {"x\ny\n", false, false},
      {"x = 1 \\\n", true, true},
      {"f'''{a", true, true},
  };
  for (const auto& c : cases) {
    const Extent extent = next_block(c.text, 0);
    EXPECT_EQ(extent.open, c.open) << c.text;
    EXPECT_EQ(extent.exhausted, c.exhausted) << c.text;
  }
}

TEST(Module, AnUnclosedStringKeepsTheBlocksBehindIt) {
  const Module before("a = 1\nb = 2\nc = 3\nd = 4\n");
  const Module during = before.edited({{10, 11}, "\"\"\"2"});
  ASSERT_EQ(during.blocks().size(), 4u);
  EXPECT_TRUE(during.blocks()[1].block->open);
  EXPECT_EQ(during.blocks()[3].block, before.blocks()[3].block);
  const Module after = during.edited({{14, 14}, "\"\"\""});
  ASSERT_EQ(after.blocks().size(), 4u);
  EXPECT_FALSE(after.blocks()[1].block->open);
  EXPECT_EQ(after.text(), "a = 1\nb = \"\"\"2\"\"\"\nc = 3\nd = 4\n");
  EXPECT_EQ(after.blocks()[0].block, before.blocks()[0].block);
}

TEST(Module, AnEditSharesEveryOtherBlock) {
  const Module before("a = 1\nb = 2\nc = 3\n");
  const Module after = before.edited({{10, 11}, "22\n22"});
  ASSERT_EQ(after.blocks().size(), 4u);
  EXPECT_EQ(after.blocks()[0].block, before.blocks()[0].block);
  EXPECT_EQ(after.blocks()[3].block, before.blocks()[2].block);
  EXPECT_EQ(after.blocks()[3].line, 3u);
  EXPECT_EQ(after.position(after.blocks()[3].begin, Encoding::utf16), (Position{3, 0}));
  EXPECT_EQ(after.offset({3, 2}, Encoding::utf16), after.blocks()[3].begin + 2);
}

}  // namespace
}  // namespace perfhint
