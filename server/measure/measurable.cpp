// The smallest piece that can be run is measured: what lies around it would hide what the fix gains.
#include "server/measure/measurable.h"

#include <algorithm>

#include "analysis/facts/effects.h"
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

// The counter of a loop that was rewritten may be left with another value, if nothing reads it behind the
// loop, and no one else holds what it names.
std::vector<std::string> unseen_names(const Facts& facts, const Fragment& fragment) {
  std::vector<std::string> unseen;
  const Node first = fragment.statements.front(), function = facts.enclosing_function(first);
  if (facts.enclosing_loop(first)) return unseen;  // its next round may read what this one leaves
  const auto is_inside = [&](std::uint32_t node) { return fragment.holds(facts.syntax().node(node)); };
  for (const Binding& binding : facts.names().bindings()) {
    const Scope& scope = facts.names().scopes()[binding.scope];
    if (!function || scope.node != function.index() || scope.open || binding.captured) continue;
    const auto reads_outside = [&](const Definition& one) {
      return one.kind == DefinitionKind::augmented && !is_inside(one.name);
    };
    const bool is_bound_here = std::ranges::any_of(binding.definitions, is_inside, &Definition::name);
    const bool is_read_outside = !std::ranges::all_of(binding.uses, is_inside) ||
                                 std::ranges::any_of(binding.definitions, reads_outside);
    if (is_bound_here && !is_read_outside && is_immutable(facts.type(binding).kind))
      unseen.emplace_back(binding.name);
  }
  return unseen;
}

constexpr const char* awaiting = "the code awaits, and is not run outside of its event loop";

bool holds(Node code, Kind kind) {
  for (Node node : descendants(code)) {
    if (node.is(kind)) return true;
  }
  return false;
}

bool awaits(Node code) { return holds(code, Kind::await_expression); }

// The snippet with all that its code needs, which lies in the lines.
Measurable with_stand_ins(const Module& module, std::size_t block, Span lines, Python python,
                          Snippet snippet) {
  StandIns stand_ins = stand_ins_for(module, block, lines, snippet.in_module, python);
  snippet.module = std::move(stand_ins.module);
  snippet.setup = std::move(stand_ins.setup);
  return {std::move(snippet), problem_of(stand_ins.missing)};
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

// What takes time where it stands: no name, constant or generator, and no target.
bool is_worth_measuring(Node expression) {
  const Node parent = expression.parent();
  const bool is_target =
      expression.field() == Field::left &&
      parent.is_any(Kind::assignment, Kind::augmented_assignment, Kind::for_statement, Kind::for_in_clause);
  const bool is_method = expression.field() == Field::function && parent.is(Kind::call);
  if (expression.is_any(Kind::string, Kind::concatenated_string))
    return holds(expression, Kind::interpolation);
  return !is_target && !is_method &&
         expression.is_any(Kind::call, Kind::subscript, Kind::attribute, Kind::binary_operator,
                           Kind::boolean_operator, Kind::comparison_operator, Kind::not_operator,
                           Kind::unary_operator, Kind::conditional_expression, Kind::list, Kind::set,
                           Kind::tuple, Kind::dictionary, Kind::list_comprehension, Kind::set_comprehension,
                           Kind::dictionary_comprehension);
}

bool is_blank(char character) { return character == ' ' || character == '\t'; }

}  // namespace

Measurable measurable_fix(const Checked& checked, const Located& located, const Fix& fix) {
  const Module& module = checked.module();
  const Block& block = *module.blocks()[located.block].block;
  const Facts facts(*block.syntax, *block.names, module.facts(), checked.settings().python);
  const Span edited = around(located.finding->span, fix.edits);
  Measurable first;
  for (const Fragment& fragment : fragments_around(facts, block, edited)) {
    if (std::ranges::any_of(fragment.statements, awaits)) return {std::nullopt, awaiting};
    Snippet snippet;
    snippet.before = fragment_text(block, fragment, {});
    snippet.after = fragment_text(block, fragment, fix.edits);
    if (snippet.after.empty()) continue;
    snippet.in_module = !fragment.in_function;
    snippet.unseen = unseen_names(facts, fragment);
    Measurable found =
        with_stand_ins(module, located.block, fragment.lines, checked.settings().python, std::move(snippet));
    import_what_the_fix_does(fix, *found.snippet);
    if (found.problem.empty()) return found;
    if (!first.snippet) first = std::move(found);
  }
  return first.snippet ? first : measurable_class(checked, located, fix, facts, edited);
}

Measurable measurable_function(const Module& module, const CodeAt& function, Python python) {
  const Block& block = *module.blocks()[function.block].block;
  const auto body = whole_body(block, function.node);
  if (!body) return {std::nullopt, "its body stands in the line of its head"};
  if (read_function(function.node).async || awaits(function.node)) return {std::nullopt, awaiting};
  if (!stands_alone(*body)) return {std::nullopt, "it binds names that are not its own (global, nonlocal)"};
  Snippet snippet;
  snippet.before = fragment_text(block, *body, {});
  return with_stand_ins(module, function.block, body->lines, python, std::move(snippet));
}

Measurable measurable_expression(const Module& module, const CodeAt& expression, Python python) {
  const Block& block = *module.blocks()[expression.block].block;
  if (awaits(expression.node)) return {std::nullopt, awaiting};
  if (holds(expression.node, Kind::yield_expression)) return {std::nullopt, "it yields"};
  const Facts facts(*block.syntax, *block.names, module.facts(), python);
  Snippet snippet;
  const std::string text(expression.node.text());  // inside brackets lines go on, whatever their indentation
  snippet.before = text.find('\n') == std::string::npos ? text + "\n" : "(" + text + "\n)\n";
  snippet.in_module = !facts.enclosing_function(expression.node);
  return with_stand_ins(module, expression.block, expression.node.span(), python, std::move(snippet));
}

std::string short_code(std::string_view code) {
  constexpr std::size_t most = 60;
  std::string_view line = code.substr(0, code.find('\n'));
  if (line.size() > most) {
    line = line.substr(0, most - 3);
    while (!line.empty() && (static_cast<unsigned char>(code[line.size()]) & 0xC0) == 0x80)
      line.remove_suffix(1);
  }
  return std::string(line) + (line.size() < code.size() ? "..." : "");
}

CodeAt function_on(const Module& module, std::uint32_t line) {
  Offset at = module.offset({line, 0}, Encoding::utf8);
  const std::size_t index = module.block_at(at);
  const Module::Entry& entry = module.blocks()[index];
  if (entry.block->open || at < entry.begin) return {};
  at -= entry.begin;
  const std::string_view text = entry.block->text.bytes();
  while (at < text.size() && is_blank(text[at])) ++at;
  Node node = entry.block->syntax->covering({at, at});
  while (node && !node.is_any(Kind::function_definition, Kind::decorated_definition)) node = node.parent();
  if (node.is(Kind::decorated_definition)) node = node.child(Field::definition);
  return {index, node.is(Kind::function_definition) && !node.broken() ? node : Node()};
}

CodeAt expression_at(const Module& module, Span span) {
  const std::size_t index = module.block_at(span.begin);
  const Module::Entry& entry = module.blocks()[index];
  const std::string_view text = entry.block->text.bytes();
  if (entry.block->open || span.begin < entry.begin || span.end > entry.begin + text.size()) return {};
  Offset begin = span.begin - entry.begin, end = span.end - entry.begin;
  while (begin < end && (is_blank(text[begin]) || text[begin] == '\n')) ++begin;
  while (begin < end && (is_blank(text[end - 1]) || text[end - 1] == '\n')) --end;
  if (begin == end) return {};
  const Node node = entry.block->syntax->covering({begin, end});
  const bool is_it = node.span() == Span{begin, end} && !node.broken() && is_worth_measuring(node);
  return {index, is_it ? node : Node()};
}

}  // namespace perfhint::server
