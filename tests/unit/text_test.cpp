// Lines, and columns in three encodings.
#include "analysis/source/text.h"

#include <gtest/gtest.h>

namespace perfhint {
namespace {

TEST(Text, LinesEndAtNewlineCarriageReturnOrBoth) {
  const Text text("a\nbb\r\nccc\rd");
  ASSERT_EQ(text.line_count(), 4u);
  const char* const lines[] = {"a", "bb", "ccc", "d"};
  for (std::uint32_t i = 0; i < 4; ++i) EXPECT_EQ(text.slice(text.line(i)), lines[i]) << i;
  EXPECT_EQ(Text("").line_count(), 1u);
  EXPECT_EQ(Text("x\n").line_count(), 2u);
}

struct ColumnCase {
  const char* line;
  Offset byte;
  std::uint32_t utf8, utf16, utf32;
};

TEST(Text, ColumnsOfEachEncoding) {
  const ColumnCase cases[] = {
      {"abc", 2, 2, 2, 2},
      {"\xC3\xA9x", 2, 2, 1, 1},          // e acute
      {"\xE2\x82\xACx", 3, 3, 1, 1},      // euro
      {"\xF0\x9F\x90\x8Dx", 4, 4, 2, 1},  // snake: a surrogate pair
      {"a\xF0\x9F\x90\x8D\xC3\xA9z", 7, 7, 4, 3},
      {"\xFF\xFEz", 2, 2, 2, 2},  // no UTF-8: a unit a byte
  };
  for (const ColumnCase& c : cases) {
    EXPECT_EQ(column_of(c.line, c.byte, Encoding::utf8), c.utf8) << c.line;
    EXPECT_EQ(column_of(c.line, c.byte, Encoding::utf16), c.utf16) << c.line;
    EXPECT_EQ(column_of(c.line, c.byte, Encoding::utf32), c.utf32) << c.line;
    EXPECT_EQ(byte_of(c.line, c.utf8, Encoding::utf8), c.byte) << c.line;
    EXPECT_EQ(byte_of(c.line, c.utf16, Encoding::utf16), c.byte) << c.line;
    EXPECT_EQ(byte_of(c.line, c.utf32, Encoding::utf32), c.byte) << c.line;
  }
}

TEST(Text, PositionsClampAndRoundDown) {
  const Text text("x = '\xF0\x9F\x90\x8D'\ny\n");
  EXPECT_EQ(text.offset({0, 6}, Encoding::utf16), 5u);  // inside the surrogate pair
  EXPECT_EQ(text.offset({0, 7}, Encoding::utf16), 9u);
  EXPECT_EQ(text.offset({0, 99}, Encoding::utf16), 10u);  // the line's end
  EXPECT_EQ(text.offset({99, 0}, Encoding::utf16), text.size());
  EXPECT_EQ(text.position(9, Encoding::utf16), (Position{0, 7}));
  EXPECT_EQ(text.position(7, Encoding::utf16), (Position{0, 5}));  // in the middle of the character
  EXPECT_EQ(text.position(text.size(), Encoding::utf32), (Position{2, 0}));
}

}  // namespace
}  // namespace perfhint
