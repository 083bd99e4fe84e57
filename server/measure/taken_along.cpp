#include "server/measure/taken_along.h"

#include <algorithm>
#include <array>

#include "analysis/syntax/python.h"
#include "server/measure/fragment.h"
#include "server/measure/stand_ins.h"

namespace perfhint::server {

namespace {

TakenAlong refused(std::string problem) { return {"", std::move(problem), {}}; }

// With its decorators, from the beginning of their line.
TakenAlong whole(Node definition) {
  const Node outer = definition.parent().is(Kind::decorated_definition) ? definition.parent() : definition;
  const std::string_view source = definition.syntax()->source();
  const Span span = outer.span();
  const std::size_t line = source.rfind('\n', span.begin) + 1;  // npos + 1 is 0
  const std::string_view indent = source.substr(line, span.begin - line);
  if (indent.find_first_not_of(" \t") != std::string_view::npos) return refused("shares a line");
  const bool is_class = definition.is(Kind::class_definition);
  return {dedented(std::string(source.substr(line, span.end - line))), "", span, true, is_class};
}

bool is_harmless_value(const Facts& facts, Node value) {
  return facts.is_pure(value) || !facts.purity(value).has_effect;
}

// A decorator or base that is a harmless import's, or a call of such with constants.
bool is_harmless_name(const Facts& facts, Node expression) {
  const Call call = read_call(expression);
  if (call) {
    for (Node argument : call.positional) {
      if (!is_harmless_value(facts, argument)) return false;
    }
    for (const Call::Keyword& keyword : call.keywords) {
      if (!is_harmless_value(facts, keyword.value)) return false;
    }
  }
  const Node function = call ? call.function : expression;
  static constexpr std::array<std::string_view, 4> known = {"property", "staticmethod", "classmethod",
                                                            "object"};
  const std::string name = facts.qualified_name(function);
  return is_harmless_import(name) || std::ranges::find(known, name) != known.end();
}

bool has_harmless_head(const Facts& facts, const FunctionHead& head) {
  for (Node decorator : head.decorators) {
    if (!is_harmless_name(facts, decorator)) return false;
  }
  for (const Parameter& parameter : read_parameters(head.parameters)) {
    if (parameter.value && !is_harmless_value(facts, parameter.value)) return false;
  }
  return true;
}

bool only_defines(const Facts& facts, Node statement) {
  const Node inner =
      statement.is(Kind::decorated_definition) ? statement.child(Field::definition) : statement;
  if (inner.is(Kind::function_definition)) {
    for (Node decorator : read_function(inner).decorators) {
      if (!is_harmless_name(facts, decorator) && !decorator.is(Kind::attribute)) return false;  // @x.setter
    }
    return true;
  }
  if (statement.is(Kind::pass_statement)) return true;
  const Node expression = sole_expression(statement);
  if (expression.is_any(Kind::string, Kind::concatenated_string, Kind::ellipsis)) return true;
  if (!expression.is(Kind::assignment)) return false;
  const Node value = expression.child(Field::right);
  return !value || is_harmless_value(facts, value) || is_harmless_name(facts, value);
}

}  // namespace

TakenAlong taken_import(const Facts& facts, const Definition& definition) {
  const Node name = facts.syntax().node(definition.name);
  Node statement = name;
  while (statement && !statement.is_any(Kind::import_statement, Kind::import_from_statement,
                                        Kind::future_import_statement)) {
    statement = statement.parent();
  }
  Node item = name;  // `a.b`, `a as b`: the statement's own child
  while (item && item.parent() != statement) item = item.parent();
  if (!item) return refused("is imported in a way that cannot be told");
  const std::string text = "import " + std::string(item.text());
  const Node from = statement.child(Field::module_name);
  return {from ? "from " + std::string(from.text()) + " " + text : text, "", {}, true};
}

TakenAlong taken_function(const Facts& facts, Node function) {
  const FunctionHead head = read_function(function);
  if (head.async) return refused("is a coroutine");
  if (!has_harmless_head(facts, head)) return refused("has decorators or defaults that run code");
  return whole(function);
}

TakenAlong taken_class(const Facts& facts, Node definition) {
  const ClassHead head = read_class(definition);
  for (Node decorator : head.decorators) {
    if (!is_harmless_name(facts, decorator)) return refused("has decorators that run code");
  }
  for (Node base : children(head.superclasses)) {
    if (base.is(Kind::keyword_argument)) return refused("has a metaclass");
  }
  for (Node statement : statements(head.body)) {
    if (!only_defines(facts, statement)) return refused("has a body that runs code");
  }
  return whole(definition);
}

TakenAlong taken_value(const Facts& facts, const Definition& definition) {
  const Node name = facts.syntax().node(definition.name), assignment = name.parent();
  const Node value = assignment.child(Field::right);
  if (!assignment.is(Kind::assignment) || assignment.child(Field::left) != name || !value ||
      value.is(Kind::assignment))
    return refused("is bound in a way that cannot be taken along");
  if (!is_harmless_value(facts, value) && !is_harmless_name(facts, value))
    return refused("is bound to what code gives");
  return {std::string(name.text()) + " = " + std::string(value.text()), "", value.span()};
}

}  // namespace perfhint::server
