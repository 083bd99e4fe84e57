#include <gtest/gtest.h>

#include <array>

#include "server/cli/nearest.h"

namespace perfhint::server::cli {
namespace {

constexpr std::array<std::string_view, 4> names = {"list-pop0", "manual-sum", "missing-slots",
                                                   "str-concat-in-loop"};

struct Row {
  std::string_view word, nearest;
};

constexpr Row rows[] = {
    {"list-pop0", "list-pop0"},
    {"list-pop", "list-pop0"},
    {"lsit-pop0", "list-pop0"},
    {"manual_sum", "manual-sum"},
    {"string-concat-in-loop", "str-concat-in-loop"},
    {"str-concat-loop", "str-concat-in-loop"},
    {"slots", ""},
    {"nothing-like-any", ""},
    {"", ""},
};

TEST(CliNearest, Table) {
  for (const Row& row : rows) EXPECT_EQ(nearest(row.word, names), row.nearest) << row.word;
}

}  // namespace
}  // namespace perfhint::server::cli
