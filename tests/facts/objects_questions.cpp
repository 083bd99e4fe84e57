// Questions about objects: what changes them, who else has them, what evaluating an expression does, how long
// it is, how hot a place.
#include "tests/facts/question.h"

namespace perfhint::testing {

std::vector<QuestionKind> objects_questions();

namespace {

std::string use_of_object(const Question& question) {
  static constexpr std::string_view names[] = {"reads", "mutates", "escapes", "rebinds"};
  return std::string(names[static_cast<int>(question.facts.use(question.node))]);
}

std::string mutated(const Question& question) {
  const Binding* binding = named(question);
  return binding ? yes(question.facts.mutated_within(*binding, question.node)) : "no name";
}

std::string escape(const Question& question) {
  const Binding* binding = named(question);
  if (binding == nullptr) return "no name";
  const Node use = question.facts.first_escape_within(*binding, question.node);
  return use ? question.line(use) : "none";
}

std::string aliases(const Question& question) {
  const Binding* binding = named(question);
  if (binding == nullptr) return "no name";
  std::string text;
  for (const Binding* other : question.facts.aliases(*binding)) {
    text += (text.empty() ? "" : ", ") + std::string(other->name);
  }
  return text;
}

bool is_definition(const Question& question, Node node) {
  const Binding* binding = question.facts.binding(node);
  if (binding == nullptr) return false;
  for (const Definition& one : binding->definitions) {
    if (one.name == node.index()) return true;
  }
  return false;
}

// The subject, wherever it is read in the block, or else bound outside of the statement, which is the region.
std::string changed_by(const Question& question) {
  Node expression;
  for (Node node : descendants(question.facts.syntax().root())) {
    if (node.text() != question.subject || node.is_any(Kind::block, Kind::module)) continue;
    if (node.is(Kind::identifier) && question.facts.binding(node) == nullptr) continue;
    const bool bound = is_definition(question, node);
    if (bound && (expression || node.within(question.node))) continue;
    if (!expression || is_definition(question, expression)) expression = node;
  }
  if (!expression) return "no expression";
  const Node culprit = question.facts.may_change_within(expression, question.node);
  return culprit ? std::string(culprit.text().substr(0, culprit.text().find('\n'))) : "none";
}

std::string purity(const Question& question) {
  const Purity found = question.facts.purity(question.node);
  std::string text;
  const auto add = [&](bool yes, std::string_view word) {
    if (yes) text += (text.empty() ? "" : ", ") + std::string(word);
  };
  add(found.has_effect, "effect");
  add(found.may_raise, "raises");
  add(found.may_differ, "differs");
  return text.empty() ? "none" : text;
}

std::string hashable(const Question& question) {
  static constexpr std::string_view names[] = {"unknown", "yes", "no"};
  return std::string(names[static_cast<int>(question.facts.hashability(question.node))]);
}

std::string length(const Question& question) {
  const auto found = question.facts.length(question.node);
  if (!found) return "unknown";
  const bool most = found->sort == Length::Sort::at_most || found->sort == Length::Sort::at_most_like;
  std::string text = most ? "at most " : "";
  return text + (found->of ? "like " + std::string(found->of->name) : std::to_string(found->count));
}

std::string constant(const Question& question) {
  const auto found = question.facts.constant(question.node);
  return found ? std::to_string(*found) : "unknown";
}

std::string heat(const Question& question) {
  const Heat found = question.facts.heat(question.node);
  static constexpr std::string_view said[] = {"", " hot", " cold"};
  return std::to_string(found.loops) + std::string(said[static_cast<int>(found.said)]);
}

}  // namespace

std::vector<QuestionKind> objects_questions() {
  return {{"use", use_of_object},           {"mutated", mutated, true},
          {"escape", escape, true},         {"aliases", aliases, true},
          {"changed by", changed_by, true}, {"does", purity},
          {"hashable", hashable},           {"length", length},
          {"constant", constant},           {"heat", heat}};
}

}  // namespace perfhint::testing
