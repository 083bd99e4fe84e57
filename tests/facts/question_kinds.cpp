// Every kind of question: a room's table is declared here and joined below.
#include "tests/facts/question.h"

namespace perfhint::testing {

std::vector<QuestionKind> names_questions();
std::vector<QuestionKind> loops_questions();
std::vector<QuestionKind> flow_questions();
std::vector<QuestionKind> objects_questions();
std::vector<QuestionKind> types_questions();

const std::vector<QuestionKind>& question_kinds() {
  static const std::vector<QuestionKind> all = [] {
    std::vector<QuestionKind> kinds;
    for (auto* room :
         {names_questions, loops_questions, flow_questions, objects_questions, types_questions}) {
      for (const QuestionKind& kind : room()) kinds.push_back(kind);
    }
    return kinds;
  }();
  return all;
}

}  // namespace perfhint::testing
