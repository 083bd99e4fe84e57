// Questions about flow: what a use may see, and what may still be used.
#include "tests/facts/question.h"

namespace perfhint::testing {

std::vector<QuestionKind> flow_questions();

namespace {

// "2, here, unbound, elsewhere".
std::string reaches(const Question& question) {
  const Reaching seen = question.facts.reaching_definitions(question.node);
  std::vector<Node> places;
  for (const Definition& one : seen.definitions) {
    places.push_back(question.facts.syntax().node(one.name));
  }
  std::string text = question.lines(places);
  const auto add = [&](std::string_view word) { text += (text.empty() ? "" : ", ") + std::string(word); };
  if (seen.unbound) add("unbound");
  if (seen.elsewhere) add("elsewhere");
  return text;
}

// Of the definition that the subject is.
std::string seen_at(const Question& question) {
  const Binding* binding = question.facts.binding(question.node);
  if (binding == nullptr) return "no name";
  for (const Definition& one : binding->definitions) {
    if (one.name == question.node.index()) return question.lines(question.facts.uses_of(*binding, one));
  }
  return "no definition";
}

std::string may_be_unbound(const Question& question) {
  return yes(question.facts.may_be_unbound(question.node));
}

std::string live(const Question& question) {
  const Binding* binding = named(question);
  return binding ? yes(question.facts.live_after(*binding, question.node)) : "no name";
}

std::string used_after(const Question& question) {
  const Binding* binding = named(question);
  return binding ? yes(question.facts.used_after(*binding, question.node)) : "no name";
}

std::string carried(const Question& question) {
  const Binding* binding = named(question);
  return binding ? yes(question.facts.is_loop_carried(*binding, question.node)) : "no name";
}

}  // namespace

std::vector<QuestionKind> flow_questions() {
  return {{"reaches", reaches},
          {"seen at", seen_at},
          {"unbound", may_be_unbound},
          {"live", live, true},
          {"used after", used_after, true},
          {"carried", carried, true}};
}

}  // namespace perfhint::testing
