// Edits of a fix as far as its cell goes.
#include "server/view_edits.h"

#include <gtest/gtest.h>

namespace perfhint::server {
namespace {

constexpr std::string_view hinted = "def f(a: list[int], b: list[int]):\n    return [x for x in a if x in b]";

struct Row {
  const char* name;
  std::vector<std::string_view> cells;  // the hint is in the second
  std::string_view replaced, by;        // in the joined text, where it is first
  std::vector<std::string> imports;
  std::optional<std::string> cell;  // the second afterwards; none: the fix is not offered
};

const Row rows[] = {
    {"within",
     {"x = 1", hinted},
     "return",
     "yield",
     {},
     "def f(a: list[int], b: list[int]):\n    yield [x for x in a if x in b]"},
    {"before", {"x = 1", hinted}, "x = 1", "x = 2", {}, std::nullopt},
    {"across", {"x = 1", hinted}, "1\ndef", "2\ndef", {}, std::nullopt},
    {"over_a_magic",
     {"x = 1", "def f(a: list[int], b: list[int]):\n    %time\n    return [x for x in a if x in b]"},
     "):\n    _()",
     ")",
     {},
     std::nullopt},
    {"the_last_line_end",
     {"x = 1", hinted, "y = 1"},
     "in b]\n",
     "in c]\n",
     {},
     "def f(a: list[int], b: list[int]):\n    return [x for x in a if x in c]"},
    {"into_the_next", {"x = 1", hinted, "y = 1"}, "in b]\n", "in c] + ", {}, std::nullopt},
    {"import",
     {"x = 1", hinted},
     "return",
     "yield",
     {"import os"},
     "import os\ndef f(a: list[int], b: list[int]):\n    yield [x for x in a if x in b]"},
    {"imported_before",
     {"import os", hinted},
     "return",
     "yield",
     {"import os"},
     "def f(a: list[int], b: list[int]):\n    yield [x for x in a if x in b]"},
    {"imported_behind",
     {"x = 1", hinted, "import os"},
     "return",
     "yield",
     {"import os"},
     "import os\ndef f(a: list[int], b: list[int]):\n    yield [x for x in a if x in b]"},
    {"behind_imports",
     {"x = 1", "%%time\nimport re\ndef f(a: list[int], b: list[int]):\n    return [x for x in a if x in b]"},
     "return",
     "yield",
     {"from os import path"},
     "%%time\nimport re\nfrom os import path\ndef f(a: list[int], b: list[int]):\n    yield [x for x in a if "
     "x in b]"},
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ViewEditsTest : public testing::TestWithParam<Row> {};

TEST_P(ViewEditsTest, StayInTheirCell) {
  const Row& row = GetParam();
  Cells cells;
  cells.text = joined_cells(row.cells);
  for (std::size_t i = 0; i < row.cells.size(); ++i) cells.cells.push_back({"cell:" + std::to_string(i), 0});
  const std::string text = cells.text.text;
  const NotebookText::Cell cell = cells.text.cells[1];
  const View view(std::make_shared<const Cells>(std::move(cells)), 1);
  const Checked checked = check(std::make_shared<const Module>(text), Settings());
  ASSERT_EQ(checked.findings().size(), 1u);
  const Located located = checked.findings().front();
  const std::size_t at = text.find(row.replaced);
  ASSERT_NE(at, std::string::npos);
  const Offset begin = static_cast<Offset>(at) - located.begin;  // may wrap: absolute() adds it back
  Fix fix;
  fix.edits = {{{begin, begin + static_cast<Offset>(row.replaced.size())}, std::string(row.by)}};
  fix.imports = row.imports;

  const auto edits = edits_within(view, checked, located, fix);
  ASSERT_EQ(edits.has_value(), row.cell.has_value());
  if (!edits) return;
  std::vector<Edit> own = *edits;
  for (Edit& edit : own) edit.span = {edit.span.begin - cell.span.begin, edit.span.end - cell.span.begin};
  EXPECT_EQ(apply_edits(std::string(row.cells[1]), own), *row.cell);
}

INSTANTIATE_TEST_SUITE_P(All, ViewEditsTest, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace perfhint::server
