// A cell's positions in its document and back.
#include "server/view.h"

#include <gtest/gtest.h>

namespace perfhint::server {
namespace {

// x = 1 | %time, y = 2, "" | z = 3
View second_cell() {
  Cells cells;
  cells.text = joined_cells({"x = 1", "%time\ny = 2\n", "z = 3"});
  cells.cells = {{"cell:a", 1}, {"cell:b", 2}, {"cell:c", 3}};
  return {std::make_shared<const Cells>(std::move(cells)), 1};
}

TEST(View, ACellIsSomeLinesOfItsDocument) {
  const View view = second_cell();
  EXPECT_EQ(view.uri(), "cell:b");
  EXPECT_EQ(view.version(), 2);
  struct {
    lsp::Position outer, inner;
  } const rows[] = {{{0, 0}, {1, 0}}, {{1, 4}, {2, 4}}, {{2, 0}, {3, 0}}};
  for (const auto& [outer, inner] : rows) {
    EXPECT_EQ(view.inner(outer), inner);
    EXPECT_EQ(view.outer(inner), outer);
    EXPECT_TRUE(view.holds(inner));
  }
  EXPECT_EQ(view.inner(lsp::Position{9, 9}).line, 3u);  // its last
  EXPECT_FALSE(view.holds(lsp::Position{0, 0}));
  EXPECT_FALSE(view.holds(lsp::Position{4, 0}));
  // What ends behind it is cut at its end.
  EXPECT_EQ(view.outer(lsp::Range{{2, 0}, {4, 3}}), (lsp::Range{{1, 0}, {3, 0}}));
}

TEST(View, HoldsThePythonOfItsCell) {
  const View view = second_cell();
  const std::string_view text = "x = 1\n_()  \ny = 2\n\nz = 3\n";
  for (Offset at = 0; at < text.size(); ++at) {
    EXPECT_EQ(view.holds(at), at >= text.find('\n', 6) && at < text.find('z')) << at;
  }
}

TEST(View, OfAnotherCellIsThere) {
  const lsp::Location there = second_cell().location({{4, 0}, {4, 1}});
  EXPECT_EQ(there.uri, "cell:c");
  EXPECT_EQ(there.range, (lsp::Range{{0, 0}, {0, 1}}));
}

TEST(View, OfADocumentIsAllOfIt) {
  const View whole("file:///a.py", 7);
  EXPECT_EQ(whole.inner(lsp::Position{5, 6}), (lsp::Position{5, 6}));
  EXPECT_TRUE(whole.holds(Offset{12}));
  EXPECT_TRUE(whole.may_edit({0, 12}));
  EXPECT_EQ(whole.location({{1, 2}, {3, 4}}).uri, "file:///a.py");
  const View none = View::none("cell:x");
  EXPECT_FALSE(none.holds(Offset{0}));
  EXPECT_FALSE(none.holds(lsp::Position{0, 0}));
  EXPECT_FALSE(none.may_edit({0, 0}));
}

}  // namespace
}  // namespace perfhint::server
