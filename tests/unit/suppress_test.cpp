// Which comments silence which rules, on which lines.
#include "analysis/suppress.h"

#include <gtest/gtest.h>

#include "analysis/syntax/parser.h"

namespace perfhint {
namespace {

TEST(Suppressions, OnTheFindingsLine) {
  const struct {
    const char* code;  // the finding is `any(x)`, of rule list-pop0
    bool silent;
  } cases[] = {
      {"any(x)\n", false},
      {"any(x)  # perfhint: ignore\n", true},
      {"any(x)  # perfhint:ignore\n", true},
      {"any(x)  # perfhint: ignore[list-pop0]\n", true},
      {"any(x)  # perfhint: ignore[manual-sum, list-pop0]\n", true},
      {"any(x)  # perfhint: ignore[manual-sum]\n", false},
      {"any(x)  # perfhint: ignore[]\n", false},
      {"any(x)  # perfhint: ignored\n", false},
      {"any(x)  # why  # perfhint: ignore[list-pop0]  # more\n", true},
      {"any(x)  # noqa\n", true},
      {"any(x)  # NOQA\n", true},
      {"any(x)  # noqa: list-pop0\n", true},
      {"any(x)  # noqa:E501,list-pop0\n", true},
      {"any(x)  # noqa: E501\n", false},
      {"any(x)  # noqa is for others\n", false},
      {"any(x)  # perfhint: ignore-file\n", false},  // not of the line: of the file
      {"any(x); y = '# perfhint: ignore'\n", false},
      {"any(x)\n# perfhint: ignore\n", false},
      {"# perfhint: ignore\nany(x)\n", false},
  };
  for (const auto& c : cases) {
    const std::string code = c.code;
    const auto syntax = parse(code);
    const auto begin = static_cast<Offset>(code.find("any(x)"));
    EXPECT_EQ(Suppressions(*syntax).silences("list-pop0", {begin, begin + 6}), c.silent) << code;
  }
}

TEST(Suppressions, OnTheFirstOrLastLineOfALongFinding) {
  const std::string code =
      "f(  # perfhint: ignore\n    1,\n    2)\ng(\n    1,\n    2)  # noqa\nh(\n    1,  # noqa\n    2)\n";
  const auto syntax = parse(code);
  const Suppressions suppressions(*syntax);
  EXPECT_TRUE(suppressions.silences("a", {0, static_cast<Offset>(code.find("\ng("))}));
  EXPECT_TRUE(suppressions.silences(
      "a", {static_cast<Offset>(code.find("g(")), static_cast<Offset>(code.find("  # noqa\nh"))}));
  EXPECT_FALSE(suppressions.silences(
      "a", {static_cast<Offset>(code.find("h(")), static_cast<Offset>(code.size() - 1)}));
}

TEST(Suppressions, OfTheWholeFile) {
  const auto ignores = [](const char* code) { return file_ignores(*parse(code)); };
  EXPECT_EQ(ignores("x = 1\n"), std::vector<std::string>{});
  EXPECT_EQ(ignores("# perfhint: ignore-file\n"), std::vector<std::string>{"*"});
  EXPECT_EQ(ignores("# perfhint: ignore-file[b, a]\n"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(ignores("x = '# perfhint: ignore-file'\n"), std::vector<std::string>{});
}

}  // namespace
}  // namespace perfhint
