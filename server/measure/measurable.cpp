// The smallest piece that can be run is measured: what lies around it would hide what the fix gains.
#include "server/measure/measurable.h"

#include <algorithm>

#include "analysis/facts/facts.h"
#include "analysis/syntax/python.h"
#include "server/measure/fragment.h"
#include "server/measure/needed_names.h"

namespace perfhint::server {

namespace {

constexpr std::size_t names_told = 3;

// "no stand-in for `session` (...), `row` (...) and 2 more".
std::string problem_of(const std::vector<StandIns::Missing>& missing) {
  std::string text;
  for (std::size_t at = 0; at < std::min(missing.size(), names_told); ++at) {
    text += (at == 0 ? "no stand-in for `" : ", `") + missing[at].name + "` (" + missing[at].why + ")";
  }
  if (missing.size() > names_told) text += " and " + std::to_string(missing.size() - names_told) + " more";
  return text;
}

Span around(Span span, const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    span.begin = std::min(span.begin, edit.span.begin);
    span.end = std::max(span.end, edit.span.end);
  }
  return span;
}

void import_what_the_fix_does(const Fix& fix, Snippet& snippet) {
  for (const std::string& line : fix.imports) {
    if (snippet.module.find(line + "\n") == std::string::npos) snippet.module = line + "\n" + snippet.module;
  }
}

bool awaits(const Fragment& fragment) {
  for (Node statement : fragment.statements) {
    for (Node node : descendants(statement)) {
      if (node.is(Kind::await_expression)) return true;
    }
  }
  return false;
}

// Class(i, str(i)), by the annotations of its fields or its __init__; empty if they do not tell.
std::string construction(const Facts& facts, Node definition) {
  const ClassHead head = read_class(definition);
  std::string arguments;
  const auto add = [&](const Type& type) {
    const auto value = small_stand_in_of(type);
    if (value) arguments += (arguments.empty() ? "" : ", ") + *value;
    return value.has_value();
  };
  bool has_init = false;
  for (Node statement : statements(head.body)) {
    const Node inner =
        statement.is(Kind::decorated_definition) ? statement.child(Field::definition) : statement;
    if (inner.child(Field::name).text() != "__init__") continue;
    has_init = true;
    const auto parameters = read_parameters(inner.child(Field::parameters));
    for (std::size_t at = 1; at < parameters.size(); ++at) {
      if (parameters[at].sort != Parameter::Sort::plain || parameters[at].value) continue;
      const Binding* binding = facts.binding(parameters[at].name);
      if (binding == nullptr || !add(facts.type(*binding))) return "";
    }
  }
  for (Node statement : statements(head.body)) {
    const Node field = sole_expression(statement);
    if (has_init || !field.is(Kind::assignment) || field.child(Field::right) || !field.child(Field::type))
      continue;
    if (!add(facts.attribute_type(definition, field.child(Field::left).text()))) return "";
  }
  return std::string(head.name.text()) + "(" + arguments + ")";
}

Node class_of(const Facts& facts, Span span) {
  Node node = facts.syntax().covering(span);
  while (node && !node.is_any(Kind::class_definition, Kind::decorated_definition)) node = node.parent();
  if (node.is(Kind::decorated_definition)) node = node.child(Field::definition);
  return node.is(Kind::class_definition) ? node : Node();
}

// The fix of a class is measured by making instances of it.
Measurable measurable_class(const Checked& checked, const Located& located, const Fix& fix,
                            const Facts& facts, Span edited) {
  const Block& block = *checked.module().blocks()[located.block].block;
  const Node definition = class_of(facts, edited);
  const Node outer = definition.parent().is(Kind::decorated_definition) ? definition.parent() : definition;
  const bool at_top = outer.parent().is(Kind::module);
  const std::string made = at_top ? construction(facts, definition) : "";
  if (made.empty()) {
    return {std::nullopt, !definition ? "the fix rewrites code that cannot be run by itself"
                          : at_top    ? "nothing tells what its instances are made of"
                                      : "the class is inside a function or a class"};
  }
  Fragment whole;
  whole.statements = {outer};
  whole.lines = {block.text.line(block.text.line_of(outer.span().begin)).begin,
                 std::min(outer.span().end + 1, static_cast<Offset>(block.text.bytes().size()))};
  StandIns stand_ins =
      stand_ins_for(checked.module(), located.block, outer.span(), true, checked.settings().python);
  Snippet snippet;
  snippet.module = stand_ins.module;
  snippet.definition_before = fragment_text(block, whole, {});
  snippet.definition_after = fragment_text(block, whole, fix.edits);
  snippet.before = snippet.after = "[" + made + " for i in range(_n)]\n";
  import_what_the_fix_does(fix, snippet);
  std::erase_if(stand_ins.missing,
                [&](const auto& one) { return one.name == read_class(definition).name.text(); });
  return {snippet, problem_of(stand_ins.missing)};
}

}  // namespace

Measurable measurable_fix(const Checked& checked, const Located& located, const Fix& fix) {
  const Module& module = checked.module();
  const Block& block = *module.blocks()[located.block].block;
  const Facts facts(*block.syntax, *block.names, module.facts(), checked.settings().python);
  const Span edited = around(located.finding->span, fix.edits);
  Measurable first;
  for (const Fragment& fragment : fragments_around(facts, block, edited)) {
    if (awaits(fragment)) return {std::nullopt, "the code awaits, and is not run outside of its event loop"};
    Snippet snippet;
    snippet.before = fragment_text(block, fragment, {});
    snippet.after = fragment_text(block, fragment, fix.edits);
    if (snippet.after.empty()) continue;
    snippet.in_module = !fragment.in_function;
    StandIns stand_ins =
        stand_ins_for(module, located.block, fragment.lines, snippet.in_module, checked.settings().python);
    snippet.module = std::move(stand_ins.module);
    snippet.setup = std::move(stand_ins.setup);
    import_what_the_fix_does(fix, snippet);
    Measurable found{std::move(snippet), problem_of(stand_ins.missing)};
    if (found.problem.empty()) return found;
    if (!first.snippet) first = std::move(found);
  }
  return first.snippet ? first : measurable_class(checked, located, fix, facts, edited);
}

}  // namespace perfhint::server
