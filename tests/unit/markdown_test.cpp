// The Markdown of hovers: what clients get, and its plain form.
#include <gtest/gtest.h>

#include "server/markdown.h"

namespace perfhint::server {
namespace {

TEST(Markdown, KeepsLinesApartAndFencesAlone) {
  struct Row {
    std::vector<std::string> lines;
    const char* markdown;
  };
  const Row rows[] = {
      {{}, ""},
      {{"one"}, "one"},
      {{"one", "two"}, "one  \ntwo"},
      {{"one", "```text", "a  1", "b  2", "```", "two", "three"},
       "one\n```text\na  1\nb  2\n```\ntwo  \nthree"},
      {{"one", "```text", "a", "```"}, "one\n```text\na\n```"},
  };
  for (const Row& row : rows) EXPECT_EQ(markdown_of(row.lines), row.markdown);
}

// What a module may hold in its names and strings, and would like the reader's client to fetch or run.
TEST(Markdown, WordsOfTheCodeStayWords) {
  struct Row {
    const char *text, *markdown;
  };
  const Row rows[] = {
      {"`x` is fine", "`x` is fine"},
      {"![a](http://b/c.png)", "!\\[a](http://b/c.png)"},
      {"`a`![b](c)`d`", "`a`!\\[b](c)`d`"},
      {"`a `` b` c", "`a `` b` c"},
      {"`open [x](command:y)", "\\`open \\[x](command:y)"},
      {"``` [x](y)", "\\`\\`\\` \\[x](y)"},
      {"<img src=x> and \\[", "\\<img src=x> and \\\\\\["},
      {"one\n\n# two\r\n```", "one  # two  \\`\\`\\`"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(prose_of(row.text), row.markdown);
    EXPECT_EQ(markdown_of({row.text}), row.markdown);
  }
  EXPECT_EQ(markdown_of({"```text", "a  ``` \n```\n![x](y)", "```", "b"}),
            "```text\na  ```  ``` ![x](y)\n```\nb");
}

TEST(Markdown, AsPlainText) {
  struct Row {
    const char *markdown, *plain;
  };
  const Row rows[] = {
      {"", ""},
      {"**list** \u00B7 88 B", "list \u00B7 88 B"},
      {"one  \ntwo", "one\ntwo"},
      {"one\n```text\na  1\n```\ntwo", "one\na  1\ntwo"},
      {"one\n```text\na\n```", "one\na\n"},
      {"use `x` or [y](https://z)", "use x or y (https://z)"},
      {"!\\[a](b) `\\[` \\\\ \\< \\`", "![a](b) \\[ \\ < `"},
      {"```text\na \\[ `b\n```\n`` c`d ``", "a \\[ `b\n c`d "},
  };
  for (const Row& row : rows) EXPECT_EQ(plain_text(row.markdown), row.plain);
}

TEST(Markdown, ParagraphsAreUnwrapped) {
  EXPECT_EQ(unwrapped("one\ntwo\n\nthree\n"), "one two\n\nthree\n");
  EXPECT_EQ(unwrapped("# head\none\n- a\n- b\n\n| x |\n|---|\n    code\n    more"),
            "# head\none\n- a\n- b\n\n| x |\n|---|\n    code\n    more");
  EXPECT_EQ(unwrapped("one\n```\na\nb\n```\ntwo\nthree"), "one\n```\na\nb\n```\ntwo three");
  EXPECT_EQ(unwrapped("one  \ntwo"), "one  \ntwo");
  EXPECT_EQ(unwrapped(""), "");
}

}  // namespace
}  // namespace perfhint::server
