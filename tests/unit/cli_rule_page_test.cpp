// Pages and numbers as a terminal shows them.
#include <gtest/gtest.h>

#include "server/cli/rule_page.h"

namespace perfhint::server::cli {
namespace {

constexpr const char* page = R"(# some-rule

`a.b` is slow in
a loop. It copies.

**Cost.** O(n).

## Cases
```python
quiet()
```
```python
loud()  # hint: some-rule
```
```python fixed unsafe
better()
```

## Evidence
```python bench n=10
# before
loud()
```
)";

TEST(CliRulePage, FirstSentence) {
  EXPECT_EQ(first_sentence(page), "`a.b` is slow in a loop.");
  EXPECT_EQ(first_sentence("# t\n\nNo full stop\n"), "No full stop");
  EXPECT_EQ(first_sentence(""), "");
}

TEST(CliRulePage, ReadablePageShowsOneExample) {
  EXPECT_EQ(readable_page(page),
            "# some-rule\n\n`a.b` is slow in\na loop. It copies.\n\n**Cost.** O(n).\n\n"
            "## Example\n\n    loud()  # hint: some-rule\n\nbecomes\n\n    better()\n\n");
  EXPECT_EQ(readable_page("# t\n\ntext\n"), "# t\n\ntext\n\n");
}

TEST(CliRulePage, FixesAreThoseOfTheCases) {
  EXPECT_EQ(fixes_of(page), "unsafe");
  EXPECT_EQ(fixes_of("# r\n## Cases\n```python\n```\n"), "none");
  EXPECT_EQ(fixes_of("# r\n## Cases\n```python fixed safe\n```\n"), "safe");
  EXPECT_EQ(fixes_of("# r\n## Cases\n```python fixed safe\n```\n```python fixed unsafe\n```\n"),
            "safe or unsafe");
  EXPECT_EQ(fixes_of("# r\n## Other\n```python fixed safe\n```\n"), "none");
}

TEST(CliRulePage, Table) {
  const std::vector<Measurement> all = {
      {"r", "", Python{8}, 10, 1.291, 1.2, 1.4, -1, -1},
      {"r", "", Python{8}, 1000, 350.4, 340, 360, -1, -1},
      {"r", "", Python{12}, 1000, 12.34, 12, 13, 4'000'000, 500},
  };
  EXPECT_EQ(evidence_table(all),
            "          n     3.8    3.12\n"
            "         10   1.29x        \n"
            "       1000    350x     12x\n"
            "  Peak memory on 3.12, before -> after:\n"
            "       1000     3.8 MB -> 500 B\n");
  EXPECT_EQ(evidence_table({}), "");
}

TEST(CliRulePage, NamesTheCases) {
  const std::vector<Measurement> all = {
      {"r", "deep", Python{8}, 1, 2, 2, 2, -1, -1},
      {"r", "flat", Python{8}, 1, 3, 3, 3, -1, -1},
  };
  EXPECT_EQ(evidence_table(all),
            "  deep:\n          n     3.8\n          1   2.00x\n"
            "  flat:\n          n     3.8\n          1   3.00x\n");
}

}  // namespace
}  // namespace perfhint::server::cli
