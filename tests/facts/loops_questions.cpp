// Questions about loops.
#include "tests/facts/question.h"

namespace perfhint::testing {

std::vector<QuestionKind> loops_questions();

namespace {

std::string loop_depth(const Question& question) {
  return std::to_string(question.facts.loop_depth(question.node));
}

std::string enclosing_loop(const Question& question) {
  const Node loop = question.facts.enclosing_loop(question.node);
  return loop ? question.line(loop) : "none";
}

}  // namespace

std::vector<QuestionKind> loops_questions() { return {{"depth", loop_depth}, {"loop", enclosing_loop}}; }

}  // namespace perfhint::testing
