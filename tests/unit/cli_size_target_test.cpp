// What `perfhint sizeof` is about: FILE:LINE:COLUMN, and the node that stands there.
#include <gtest/gtest.h>

#include "server/cli/size_target.h"

namespace perfhint::server::cli {
namespace {

struct PlaceRow {
  const char* text;
  const char* path;            // null: no place
  std::uint32_t line, column;  // column 0: none
};

constexpr PlaceRow places[] = {
    {"a.py:3", "a.py", 3, 0},       {"a.py:3:7", "a.py", 3, 7},
    {"C:/a.py:3", "C:/a.py", 3, 0}, {"a:b.py:12:1", "a:b.py", 12, 1},
    {"a.py", nullptr, 0, 0},        {"x[1:2]", nullptr, 0, 0},
    {"a.py:0", nullptr, 0, 0},      {":3", nullptr, 0, 0},
    {"a.py:3x", nullptr, 0, 0},     {"a.py:99999999999", nullptr, 0, 0},
};

TEST(CliSizeTarget, Places) {
  for (const PlaceRow& row : places) {
    const auto place = parse_place(row.text);
    ASSERT_EQ(place.has_value(), row.path != nullptr) << row.text;
    if (!place) continue;
    EXPECT_EQ(place->path, row.path);
    EXPECT_EQ(place->line, row.line);
    EXPECT_EQ(place->column.value_or(0), row.column);
  }
}

struct TargetRow {
  const char* text;
  std::uint32_t line, column;  // column 0: none
  const char* node;            // the text of what is found; empty: a problem
};

constexpr TargetRow targets[] = {
    {"[1, 2]", 1, 0, "[1, 2]"},
    {"(1, 2)", 1, 0, "(1, 2)"},
    {"x = [1]", 1, 0, "[1]"},
    {"x = y = [1]\n", 1, 0, "[1]"},
    {"x: list[int] = []\n", 1, 0, "[]"},
    {"class P:\n    pass\n", 1, 0, "P"},
    {"def f():\n    pass\n", 1, 0, "f"},
    {"def f():\n    x = {}\n    return [x]\n", 2, 0, "{}"},
    {"def f():\n    x = {}\n    return [x]\n", 3, 0, "[x]"},
    {"a = 1\n\nb = 'two'\n", 3, 0, "'two'"},
    {"a = 1\n\nb = 'two'\n", 2, 0, ""},
    {"a = 1\n", 7, 0, ""},
    {"for x in y:\n    pass\n", 1, 0, ""},
    {"x = [1, 2\n", 1, 0, ""},
    {"x = = 2\n", 1, 0, ""},
    {"a = 1\nb = [c, (2, 3)]\n", 2, 5, "[c, (2, 3)]"},
    {"a = 1\nb = [c, (2, 3)]\n", 2, 9, "(2, 3)"},
    {"a = 1\nb = [c, (2, 3)]\n", 2, 10, "2"},
    {"a = 1\nb = [c, (2, 3)]\n", 2, 1, "b"},
    {"s = '\xC3\xA9\xC3\xA9', [1]\n", 1, 11, "[1]"},
    {"f(x for x in range(9))\n", 1, 14, "range(9)"},
};

TEST(CliSizeTarget, Targets) {
  for (const TargetRow& row : targets) {
    const Module module{std::string(row.text)};
    const auto column = row.column == 0 ? std::nullopt : std::optional(row.column);
    const Target target = find_target(module, row.line, column);
    EXPECT_EQ(target.node.text(), row.node) << row.text << " at " << row.line << ":" << row.column;
    EXPECT_EQ(target.problem.empty(), target.block != nullptr);
  }
}

}  // namespace
}  // namespace perfhint::server::cli
