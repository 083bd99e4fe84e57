// Questions about names: which scope binds them, and where.
#include "analysis/facts/exports.h"
#include "tests/facts/question.h"

namespace perfhint::testing {

std::vector<QuestionKind> names_questions();

namespace {

// "module", "function f", "class A", "lambda", "comprehension", "none".
std::string scope_of(const Question& question) {
  const Binding* binding = question.facts.binding(question.node);
  if (binding == nullptr) return "none";
  const Scope& scope = question.facts.names().scopes()[binding->scope];
  static constexpr std::string_view names[] = {"module",        "class",           "function",  "lambda",
                                               "comprehension", "type parameters", "annotation"};
  std::string text(names[static_cast<int>(scope.kind)]);
  const Node name = question.facts.syntax().node(scope.node).child(Field::name);
  if (name && scope.kind != ScopeKind::module) text += " " + std::string(name.text());
  return text;
}

std::string definitions_of(const Question& question) {
  const Binding* binding = question.facts.binding(question.node);
  std::vector<Node> places;
  if (binding != nullptr) {
    for (const Definition& definition : binding->definitions) {
      places.push_back(question.facts.syntax().node(definition.name));
    }
  }
  return question.lines(places);
}

std::string uses_of(const Question& question) {
  const Binding* binding = question.facts.binding(question.node);
  std::vector<Node> places;
  if (binding != nullptr) {
    for (const std::uint32_t use : binding->uses) places.push_back(question.facts.syntax().node(use));
  }
  return question.lines(places);
}

std::string is_builtin(const Question& question) {
  return yes(question.facts.is_builtin(question.node, question.subject));
}

std::string is_closed(const Question& question) {
  const Binding* binding = question.facts.binding(question.node);
  return yes(binding != nullptr && question.facts.is_closed(*binding));
}

std::string is_captured(const Question& question) {
  const Binding* binding = question.facts.binding(question.node);
  return yes(binding != nullptr && binding->captured);
}

std::string exports(const Question& question) {
  const auto names = exported_names(question.facts.syntax(), question.facts.names());
  if (!names) return "unknown";
  std::string text;
  for (const std::string& name : *names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string qualified_name(const Question& question) { return question.facts.qualified_name(question.node); }

}  // namespace

std::vector<QuestionKind> names_questions() {
  return {{"scope", scope_of},     {"definitions", definitions_of}, {"uses", uses_of},
          {"builtin", is_builtin}, {"closed", is_closed},           {"captured", is_captured},
          {"exports", exports},    {"qualified", qualified_name}};
}

}  // namespace perfhint::testing
