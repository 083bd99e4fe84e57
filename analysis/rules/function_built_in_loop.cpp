// function-built-in-loop: a def or class in a loop that uses nothing of the round, a namedtuple(), a
// functools.partial() or a struct.Struct() of constants: each round makes the same thing anew.
#include <algorithm>
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::function_definition, Kind::class_definition, Kind::call};
constexpr std::array<std::string_view, 3> callees = {"Struct", "namedtuple", "partial"};

// --- def, class ---

// A name that the definition uses and the loop binds, or one that it binds outside itself.
bool depends_on_round(const Facts& facts, Node definition, Node loop) {
  const Binding* own = facts.binding(definition.child(Field::name));
  for (Node name : descendants(definition)) {
    if (name.is_any(Kind::nonlocal_statement, Kind::global_statement)) return true;
    if (!name.is(Kind::identifier)) continue;
    const Binding* binding = facts.binding(name);
    if (binding == nullptr || binding == own) continue;
    for (const Definition& other : binding->definitions) {
      const Node place = facts.syntax().node(other.name);
      if (place.within(loop) && !place.within(definition)) return true;
    }
  }
  return false;
}

bool has_constant_defaults(Node function) {
  for (const Parameter& parameter : read_parameters(function.child(Field::parameters))) {
    const Node value = unparenthesised(parameter.value);
    if (value && !value.is_any(Kind::integer, Kind::float_number, Kind::string, Kind::none_literal,
                               Kind::true_literal, Kind::false_literal))
      return false;
  }
  return true;
}

// A class with a base or a metaclass of someone's own may register itself; its body runs on each round.
bool is_simple_class(const Facts& facts, Node definition) {
  for (Node base : children(definition.child(Field::superclasses))) {
    const bool plain = base.is(Kind::identifier) &&
                       (facts.is_builtin(base, "object") || facts.is_builtin(base, "Exception"));
    if (!plain) return false;
  }
  for (Node statement : children(definition.child(Field::body))) {
    const Node value = statement.is(Kind::expression_statement) ? sole_expression(statement) : Node();
    const bool constant =
        value.is(Kind::string) || (value.is(Kind::assignment) && facts.is_pure(value.child(Field::right)));
    if (!constant && !statement.is_any(Kind::function_definition, Kind::pass_statement)) return false;
  }
  return true;
}

// The name is bound here only, and the rounds only call what it names, or pass it on.
bool is_changed(const Facts& facts, const Binding& name, Node loop) {
  return name.definitions.size() != 1 || name.rebound_elsewhere || facts.mutated_within(name, loop);
}

bool spans_lines_inside(Node definition) {
  for (Node node : descendants(definition)) {
    if (node.is(Kind::line_continuation)) return true;
    if (node.is(Kind::string) && node.text().find('\n') != std::string_view::npos) return true;
  }
  return false;
}

// The whole lines of the definition, moved before the loop and indented as that is.
void add_move(const Facts& facts, Node definition, const Binding& name, Node loop, Finding& finding) {
  finding.no_fix = {"Move `" + std::string(name.name) + "` before the loop", ""};
  const Node body = definition.parent();
  const Node before = statement_of(loop);
  const Node next = definition.next_sibling();
  const auto inner = indentation(definition), outer = indentation(before);
  if (body.parent() != loop || before != loop || loop.child(Field::body) != body ||
      !can_bind_before(facts, before)) {
    finding.no_fix.reason = "it does not stand in the loop's own body";
    return;
  }
  if (!inner || !outer || !next || !next.named() || !indentation(next) || spans_lines_inside(definition) ||
      !inner->starts_with(*outer)) {
    finding.no_fix.reason = "its lines cannot be moved as they are";
    return;
  }
  std::string moved;
  const std::string_view text = definition.text();
  const std::string_view extra = inner->substr(outer->size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find('\n', at);
    end = end == std::string_view::npos ? text.size() : end + 1;
    std::string_view line = text.substr(at, end - at);
    if (at > 0 && line.starts_with(*inner)) line.remove_prefix(extra.size());
    moved += line;
    at = end;
  }
  moved += line_end(facts.syntax());
  moved += *outer;
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({{before.span().begin, before.span().begin}, moved});
  fix.edits.push_back({{definition.span().begin, next.span().begin}, ""});
  const Node escape = facts.first_escape_within(name, loop);
  if (facts.used_after(name, loop))
    fix.why = "`" + std::string(name.name) +
              "` is used after the loop, and would be bound even if it runs no round";
  else if (escape)
    fix.why = "`" + shown(escape.parent()) + "` may keep it: all rounds would hand on the same object";
  else if (definition.is(Kind::class_definition))
    fix.why = "all rounds would share one class";
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "it uses nothing that the loop binds, and nothing keeps it";
  finding.fixes.push_back(std::move(fix));
}

void check_definition(const Facts& facts, Node node, Node loop, Report& report) {
  if (node.parent().is(Kind::decorated_definition) ||
      !loop.is_any(Kind::for_statement, Kind::while_statement))
    return;
  const bool is_class = node.is(Kind::class_definition);
  const Node name = node.child(Field::name);
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || is_changed(facts, *binding, loop) || is_rare(node, loop) ||
      is_conditional(node, loop) || is_short_loop(facts, loop, 8))
    return;
  if (facts.enclosing_class(node) != facts.enclosing_class(loop)) return;  // told with its class
  if (is_class ? !is_simple_class(facts, node) : !has_constant_defaults(node)) return;
  if (depends_on_round(facts, node, loop)) return;
  Finding& finding = report.add(Span{node.span().begin, name.span().end},
                                "`" + shown(name) + "` is made anew on each round: O(n) " +
                                    (is_class ? "classes" : "functions") +
                                    " for one that uses nothing of the round; define it before the loop");
  report.remark().evidence_case = is_class ? "class" : "def";
  add_move(facts, node, *binding, loop, finding);
}

// --- namedtuple("P", "x y"), partial(f, 1), Struct("<I") ---

bool is_constant_argument(Node argument) {
  argument = unparenthesised(argument);
  if (argument.is_any(Kind::list, Kind::tuple)) {
    for (Node element : children(argument)) {
      if (!is_constant_argument(element)) return false;
    }
    return true;
  }
  if (argument.is(Kind::string)) return !read_string(argument).interpolated;
  return argument.is_any(Kind::integer, Kind::float_number, Kind::none_literal, Kind::true_literal,
                         Kind::false_literal, Kind::concatenated_string);
}

bool is_steady(const Facts& facts, Node argument, Node loop) {
  if (is_constant_argument(argument)) return true;
  const Node name = unparenthesised(argument);
  if (!name.is(Kind::identifier)) return false;
  const Binding* binding = facts.binding(name);
  return binding && !facts.rebound_within(*binding, loop);
}

void check_call(const Facts& facts, Node node, Node loop, Report& report) {
  const std::string function = facts.qualified_name(node.child(Field::function));
  const bool partial = function == "functools.partial";
  if (!partial && function != "collections.namedtuple" && function != "struct.Struct") return;
  const Call call = read_call(node);
  if (call.splats || call.generator || call.positional.empty() || is_rare(node, loop) ||
      is_conditional(node, loop) || is_short_loop(facts, loop, 8))
    return;
  // What is handed on may be kept: a partial() of its own each time may be meant.
  if (!node.parent().is(Kind::assignment)) return;
  std::vector<Node> arguments = call.positional;
  for (const Call::Keyword& keyword : call.keywords) arguments.push_back(keyword.value);
  const bool steady = std::all_of(arguments.begin(), arguments.end(), [&](Node argument) {
    return partial ? is_steady(facts, argument, loop) : is_constant_argument(argument);
  });
  if (!steady) return;
  const std::string_view made = partial ? "partial" : function == "struct.Struct" ? "struct" : "namedtuple";
  Finding& finding = report.add(node, "`" + shown(node) + "` makes the same " +
                                          (made == "namedtuple" ? "class"
                                           : made == "struct"   ? "reader"
                                                                : "function") +
                                          " anew on each round, O(n) for one; make it once before the loop");
  report.remark().evidence_case = std::string(made);
  add_hoist(facts, node, {node}, loop,
            made == "namedtuple" ? "Row"
            : made == "struct"   ? "layout"
                                 : "bound",
            "all rounds would share one object", finding);
}

// The round calls little: beside much else a class more is nothing.
bool is_light_round(const Facts& facts, Node loop, Node made) {
  constexpr int few = 2;
  int others = 0;
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::call) || node.within(made) || facts.is_reading_call(node)) continue;
    if (++others > few) return false;
  }
  return true;
}

// A class takes a hundred times as long to make as a function, for which it takes plenty of rounds.
bool is_heavy(const Facts& facts, Node loop, Node made) {
  if (!made.is(Kind::function_definition)) return is_light_round(facts, loop, made);
  return loop.is(Kind::for_statement) && is_plenty(facts, read_for(loop).iterable);
}

void check(const Facts& facts, Node node, Report& report) {
  const Node loop = facts.enclosing_loop(node);
  if (!loop) return;
  if (node.is(Kind::call))
    check_call(facts, node, loop, report);
  else
    check_definition(facts, node, loop, report);
  if (!report.findings().empty() && !is_heavy(facts, loop, node)) make_micro(report);
}

}  // namespace

extern const Rule function_built_in_loop;
const Rule function_built_in_loop = {
    "function-built-in-loop", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
