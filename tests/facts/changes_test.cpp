// may_change_within against what happens: where running a random function's loop changed a list, we must have
// named a culprit. How often we name one and nothing happened is told, not tested.
#include <gtest/gtest.h>

#include <cstdio>

#include "tests/facts/interpreters.h"
#include "tests/support/annotated.h"

namespace perfhint::testing {
namespace {

TEST(Changes, AreForeseen) {
  const std::vector<Interpreter> all = interpreters();
  ASSERT_FALSE(all.empty()) << "no CPython 3.10 to 3.13 with its library";
  std::size_t changed = 0, named = 0, functions = 0, missed = 0;
  const auto compare = [&](const std::string& number, const std::vector<std::string>& lines) {
    std::string code;
    for (std::size_t i = 1; i < lines.size(); ++i) code += lines[i] + "\n";
    const Snippet snippet(code);
    const Facts& facts = snippet.facts();
    Node loop, a;
    for (Node node : descendants(facts.syntax().root())) {
      if (node.is(Kind::for_statement) && node.child(Field::left).text() == "i") loop = node;
      if (node.is(Kind::return_statement)) a = node.named_child(0);
    }
    ASSERT_TRUE(loop && a) << code;
    ++functions;
    const Node culprit = facts.may_change_within(a, loop);
    named += static_cast<bool>(culprit);
    if (lines.front() != "changed") return;
    ++changed;
    if (!culprit && ++missed < 20) ADD_FAILURE() << "function " << number << ":\n" << code;
  };
  ASSERT_TRUE(dump_library(all.front(), "changes_dump.py", 6'000, compare));
  std::printf("%zu functions: %zu changed the list, %zu may\n", functions, changed, named);
  EXPECT_GT(changed, 500u);
  EXPECT_GT(functions - named, 500u);
  EXPECT_EQ(missed, 0u);
}

}  // namespace
}  // namespace perfhint::testing
