// Facts are total: every question about every node of real files, of the same files with pieces torn out, and
// of very deep ones, is answered.
#include <gtest/gtest.h>

#include <random>

#include "tests/support/annotated.h"
#include "tests/support/corpus.h"

namespace perfhint::testing {
namespace {

// Answers counted, so that no question is optimised away. Of larger blocks no more than `most` nodes are
// asked about, spread evenly.
std::size_t ask_everything(const Facts& facts, std::uint32_t most) {
  std::size_t answers = 0;
  const std::uint32_t step = facts.syntax().size() / most + 1;
  std::vector<Node> loops;
  for (std::uint32_t at = 0; at < facts.syntax().size(); at += step) {
    const Node node = facts.syntax().node(at);
    if (node.is_any(Kind::for_statement, Kind::while_statement, Kind::list_comprehension))
      loops.push_back(node);
    if (node.is_any(Kind::call, Kind::binary_operator, Kind::subscript, Kind::tuple, Kind::list,
                    Kind::comparison_operator, Kind::identifier)) {
      const Purity purity = facts.purity(node);
      answers += purity.has_effect + purity.may_raise + purity.may_differ;
      answers += facts.hashability(node) == Hashability::hashable;
      answers += facts.length(node).has_value() + facts.constant(node).has_value();
      answers += static_cast<std::size_t>(facts.heat(node).loops);
    }
    if (!node.is(Kind::identifier) || facts.binding(node) == nullptr) continue;
    answers += facts.reaching_definitions(node).definitions.size() + facts.may_be_unbound(node);
    answers += facts.use(node) == UseKind::mutates;
  }
  std::size_t asked = 0;
  for (Node loop : loops) {
    for (const Binding& binding : facts.names().bindings()) {
      if (binding.uses.empty() || ++asked > 400) continue;
      answers += facts.used_after(binding, loop) + facts.is_loop_carried(binding, loop);
      answers += facts.mutated_within(binding, loop) + facts.live_after(binding, loop);
      const Node use = facts.syntax().node(binding.uses.front());
      answers += static_cast<bool>(facts.may_change_within(use, loop));
    }
  }
  for (const Binding& binding : facts.names().bindings()) {
    if (++asked > 800) break;
    answers += facts.aliases(binding).size();
    for (const Definition& definition : binding.definitions)
      answers += facts.uses_of(binding, definition).size();
  }
  return answers;
}

std::size_t ask_everything(const std::string& text, std::uint32_t most = 100'000) {
  const Snippet snippet(text);
  std::size_t answers = 0;
  for (std::size_t block = 0; block < snippet.module().blocks().size(); ++block)
    answers += ask_everything(snippet.facts(block), most);
  return answers;
}

TEST(Facts, AnswerForRealFiles) {
  std::size_t answers = 0;
  for (const SourceFile& file : library_sample(60, 1'000, 40'000)) answers += ask_everything(file.text);
  EXPECT_GT(answers, 10'000u);
}

TEST(Facts, AnswerForTornFiles) {
  std::mt19937 random(7);
  std::size_t answers = 0;
  for (const SourceFile& file : library_sample(60, 500, 8'000)) {
    std::string text = file.text;
    for (int cut = 0; cut < 6 && text.size() > 64; ++cut) {
      const std::size_t at = random() % (text.size() - 32);
      text.erase(at, random() % 32);
    }
    answers += ask_everything(text);
  }
  EXPECT_GT(answers, 1'000u);
}

std::string repeated(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

std::string nested(const std::string& head, const std::string& tail, int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + head + "\n";
  text += std::string(static_cast<std::size_t>(depth), ' ') + "x = y\n";
  for (int i = depth; i-- > 0 && !tail.empty();) {
    text += std::string(static_cast<std::size_t>(i), ' ') + tail + "\n";
    text += std::string(static_cast<std::size_t>(i), ' ') + " y = x\n";
  }
  return text;
}

TEST(Facts, AnswerForDeepFiles) {
  const std::string cases[] = {
      "x = " + repeated("(", 10'000) + "y" + repeated(")", 10'000) + "\n",
      "x = y" + repeated(" + y", 10'000) + "\n",
      "x = y" + repeated(" and y", 10'000) + "\n",
      "if " + repeated("not ", 10'000) + "y:\n    x = y\n",
      "x = " + repeated("y if z else ", 1'000) + "y\n",
      "x = y" + repeated(".z", 5'000) + "\n",
      repeated("x = ", 1'000) + "y\n",
      "x = " + repeated("[", 1'000) + "y" + repeated("]", 1'000) + "\n",
      nested("if y:", "", 90),
      nested("for x in y:", "else:", 90),
      nested("try:", "finally:", 60),
      nested("try:", "except x as y:", 60),
      nested("with x as y:", "", 60),
      nested("def x(y):", "", 60),
      nested("class x(y):", "", 60),
  };
  for (const std::string& text : cases) EXPECT_GT(ask_everything(text, 24), 0u) << text.substr(0, 40);
}

}  // namespace
}  // namespace perfhint::testing
