// Cells joined to a module: what of them is no Python, and where each is.
#include "server/notebook_text.h"

#include <gtest/gtest.h>

namespace perfhint::server {
namespace {

struct Row {
  const char* name;
  std::vector<std::string_view> cells;
  std::string_view text;
};

const Row rows[] = {
    {"plain", {"x = 1", "y = 2\n", ""}, "x = 1\ny = 2\n\n\n"},
    {"magic", {"%matplotlib inline\nx = 1"}, "_()               \nx = 1\n"},
    {"shell", {"!ls -l\n!a\n!"}, "_()   \n0 \n0\n"},
    {"indented", {"if x:\n    !ls\n    y = 1"}, "if x:\n    _()\n    y = 1\n"},
    {"help",
     {"?xs\nxs.append?\nxs??\nx = 1  # why?\n# why?"},
     "_()\n_()       \n_() \nx = 1  # why?\n# why?\n"},
    {"assigned", {"files = !ls\nt = %time f()\nx == !y"}, "files = _()\nt = _()      \nx == !y\n"},
    {"remainder", {"x = (a\n% b)\nz = a \\\n% b\n"}, "x = (a\n% b)\nz = a \\\n% b\n\n"},
    {"in_string", {"s = '''\n%time\n'''"}, "s = '''\n%time\n'''\n"},
    {"quote_in_magic", {"!echo '''\n%time"}, "_()      \n_()  \n"},
    {"continued", {"!ls \\\n  -l\nx = 1"}, "_()  \n    \nx = 1\n"},
    {"timed_cell", {"%%time\nx = 1"}, "_()   \nx = 1\n"},
    {"other_cell", {"%%bash\nls | wc\n", "x = 1"}, "_()   \n       \n\nx = 1\n"},
    {"no_cell_magic", {"x = 1\n%%time"}, "x = 1\n_()   \n"},
    {"open_cell", {"x = (", "y = 1"}, "     \ny = 1\n"},
    {"continued_to_the_end", {"x = \\", "y = 1"}, "     \ny = 1\n"},
    {"letters", {"!ls \xC3\xA9\r\nx = 1"}, "_()   \r\nx = 1\n"},
    {"magics_between_carriage_returns", {"??\rx = 1\r!ls\ry"}, "0 \rx = 1\r_()\ry\n"},
    {"carriage_return", {"x = 1\r", "y"}, "x = 1\n\ny\n"},
};

class NotebookTextTest : public testing::TestWithParam<Row> {};

TEST_P(NotebookTextTest, JoinsCells) {
  const NotebookText joined = joined_cells(GetParam().cells);
  EXPECT_EQ(joined.text, GetParam().text);
  const Text text(joined.text);
  for (std::size_t i = 0; i < joined.cells.size(); ++i) {
    const NotebookText::Cell& cell = joined.cells[i];
    const std::string_view given = GetParam().cells[i];
    EXPECT_EQ(cell.span.begin, text.line_start(cell.line));
    EXPECT_EQ(cell.span.size(), given.size() + 1);
    EXPECT_EQ(cell.lines, line_starts(given).size());
    EXPECT_EQ(joined.cell_of_line(cell.line + cell.lines - 1), i);
    EXPECT_EQ(joined.cell_at(cell.span.end - 1), i);
    for (Offset at = cell.span.begin; at + 1 < cell.span.end; ++at) {
      const char was = given[at - cell.span.begin];
      if (was == '\r' || joined.is_blanked({at, at + 1})) continue;
      EXPECT_EQ(joined.text[at], was);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, NotebookTextTest, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace perfhint::server
