// Types, asked in Python: tests/facts/types/*.py hold lines that end with a question and its answer.
//     expression  # type: list[int]      the type of the line's expression (of a return, of an assignment's
//     right side) code        # type x: str | None   the type of the last x on the line; several with "; "
//     between
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/module.h"
#include "tests/support/corpus.h"

namespace perfhint {
namespace {

struct Question {
  std::string file;
  std::uint32_t line;  // from 1
  std::string name;    // "": the line's expression
  std::string answer;
};

class Asked {
 public:
  explicit Asked(const std::string& path) : text_(testing::read_file(path)), module_(text_) {
    for (const Module::Entry& entry : module_.blocks()) {
      facts_.push_back(std::make_unique<Facts>(*entry.block->syntax, *entry.block->names, module_.facts(),
                                               default_python));
    }
  }

  std::vector<Question> questions(const std::string& file) const {
    std::vector<Question> all;
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::string line = text_.substr(begin, end - begin);
      ++number;
      begin = end + 1;
      std::size_t mark = line.find("# type");
      if (mark == std::string::npos || (line[mark + 6] != ':' && line[mark + 6] != ' ')) continue;
      std::string rest = line.substr(mark + 6);
      while (!rest.empty()) {
        const std::size_t next = rest.find("; ");
        const std::string one = rest.substr(0, next);
        const std::size_t colon = one.find(':');
        std::string name = one.substr(0, colon);
        name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
        all.push_back({file, number, name, one.substr(one.find_first_not_of(' ', colon + 1))});
        rest = next == std::string::npos ? "" : rest.substr(next + 2);
      }
    }
    return all;
  }

  std::string answer(const Question& question) const {
    const Offset line = module_.offset({question.line - 1, 0}, Encoding::utf8);
    const std::size_t at = module_.block_at(line);
    const Facts& facts = *facts_[at];
    const Offset begin = line - module_.blocks()[at].begin;
    const std::size_t end_of_line = std::min(text_.find('\n', line), text_.size());
    const Offset end = static_cast<Offset>(end_of_line) - module_.blocks()[at].begin;
    Node found;
    for (Node node : descendants(facts.syntax().root())) {
      if (node.span().begin < begin || node.span().begin >= end) continue;
      if (!question.name.empty()) {
        if (node.is(Kind::identifier) && node.text() == question.name && facts.binding(node)) found = node;
      } else if (!found) {
        if (node.is(Kind::assignment)) found = node.child(Field::right);
        if (node.is(Kind::return_statement)) found = node.named_child(0);
        if (node.is(Kind::expression_statement) && !node.named_child(0).is(Kind::assignment))
          found = node.named_child(0);
      }
    }
    return found ? describe(facts.type(found)) : "no such expression";
  }

 private:
  std::string text_;
  Module module_;
  std::vector<std::unique_ptr<Facts>> facts_;
};

TEST(Types, AnswerTheQuestionsInPython) {
  const std::filesystem::path folder = std::string(PERFHINT_SOURCE_DIR) + "/tests/facts/types";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const Asked asked(entry.path().string());
    const std::vector<Question> questions = asked.questions(entry.path().filename().string());
    for (const Question& question : questions) {
      EXPECT_EQ(asked.answer(question), question.answer)
          << question.file << ":" << question.line << " " << question.name;
    }
    count += questions.size();
  }
  EXPECT_GT(count, 300u);
}

// [], {}, set(), "...": bound once, in a function.
bool is_evident(Node value, const Facts& facts) {
  value = unparenthesised(value);
  switch (value.kind()) {
    case Kind::list:
    case Kind::dictionary:
    case Kind::set:
    case Kind::string:
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
      return true;
    default: {
      const Node function = value.child(Field::function);
      for (const char* name : {"list", "dict", "set", "str"}) {
        if (value.is(Kind::call) && facts.is_builtin(function, name)) return true;
      }
      return false;
    }
  }
}

TEST(Types, OfNamesBoundOnceToDisplaysAreKnown) {
  const std::vector<std::string> paths = testing::library_paths();
  ASSERT_GT(paths.size(), 400u) << testing::library_folder();
  std::size_t evident = 0, typed = 0;
  for (const std::string& path : paths) {
    if (path.find("/test/") != std::string::npos) continue;
    const Module module(testing::read_file(path));
    for (const Module::Entry& entry : module.blocks()) {
      if (entry.block->syntax->root().broken()) continue;
      const Facts facts(*entry.block->syntax, *entry.block->names, module.facts(), default_python);
      for (const Binding& binding : facts.names().bindings()) {
        if (facts.names().scopes()[binding.scope].kind != ScopeKind::function) continue;
        if (binding.definitions.size() != 1) continue;
        const Definition& only = binding.definitions[0];
        if (only.kind != DefinitionKind::assignment) continue;
        const Node statement = facts.syntax().node(only.statement);
        const bool sole = statement.child(Field::left).index() == only.name;
        if (!sole || !is_evident(statement.child(Field::right), facts)) continue;
        ++evident;
        typed += static_cast<bool>(facts.type(binding));
      }
    }
  }
  std::printf("%zu of %zu names are typed\n", typed, evident);
  EXPECT_GT(evident, 1000u);
  EXPECT_GE(static_cast<double>(typed), 0.95 * static_cast<double>(evident));
}

}  // namespace
}  // namespace perfhint
