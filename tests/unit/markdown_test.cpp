// The Markdown of hovers: what clients get, and its plain form.
#include <gtest/gtest.h>

#include "server/convert.h"

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
  };
  for (const Row& row : rows) EXPECT_EQ(plain_text(row.markdown), row.plain);
}

}  // namespace
}  // namespace perfhint::server
