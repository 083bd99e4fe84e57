// Questions about types.
#include "tests/facts/question.h"

namespace perfhint::testing {

std::vector<QuestionKind> types_questions();

namespace {

std::string type_of(const Question& question) {
  const Type type = question.facts.type(question.node);
  std::string text(name_of(type.kind));
  if (type.element != TypeKind::unknown) text += "[" + std::string(name_of(type.element)) + "]";
  return text;
}

}  // namespace

std::vector<QuestionKind> types_questions() { return {{"type", type_of}}; }

}  // namespace perfhint::testing
