// recursion-without-cache: a function that calls itself twice or more on one way through it, each time with
// its own parameters a step further (n - 1, n - 2), and does nothing but compute: the same arguments come
// again and again, so that the number of calls is exponential. Halves of a range or of a tree never meet
// again; they are not of that form.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::function_definition};

struct Recursion {
  FunctionHead head;
  Node definition;
  std::vector<Parameter> parameters;
  std::vector<Node> calls;  // of itself
};

bool is_parameter(const Recursion& one, Node name) {
  return name.is(Kind::identifier) &&
         std::any_of(one.parameters.begin(), one.parameters.end(),
                     [&](const Parameter& parameter) { return parameter.name.text() == name.text(); });
}

// n - 1, i + step: a step away from a parameter.
bool is_step(const Recursion& one, Node argument) {
  argument = unparenthesised(argument);
  const Kind op = argument.child(Field::operator_).kind();
  return argument.is(Kind::binary_operator) && (op == Kind::minus || op == Kind::plus) &&
         is_parameter(one, argument.child(Field::left)) &&
         argument.child(Field::right).is_any(Kind::integer, Kind::identifier);
}

bool is_further(const Recursion& one, Node call) {
  const Call parts = read_call(call);
  if (parts.splats || parts.generator || !parts.keywords.empty() ||
      parts.positional.size() != one.parameters.size()) {
    return false;
  }
  bool steps = false;
  for (Node argument : parts.positional) {
    if (is_step(one, argument))
      steps = true;
    else if (!is_parameter(one, unparenthesised(argument)))
      return false;
  }
  return steps;
}

Node common_ancestor(Node a, Node b) {
  Node at = a;
  while (!b.within(at)) at = at.parent();
  return at;
}

// Both are evaluated on one way through the function.
bool on_one_way(Node first, Node second) {
  const Node common = common_ancestor(first, second);
  if (common.is_any(Kind::if_statement, Kind::conditional_expression, Kind::elif_clause)) return false;
  if (!common.is(Kind::block)) return common != first && common != second;
  Node statement = first;
  while (statement.parent() != common) statement = statement.parent();
  return statement.is(Kind::expression_statement);
}

bool meets_again(const Facts& facts, const Recursion& one) {
  for (std::size_t i = 0; i < one.calls.size(); ++i) {
    const Node loop = facts.enclosing_loop(one.calls[i]);
    const bool left = loop.is_any(Kind::for_statement, Kind::while_statement) &&
                      statement_of(one.calls[i]).is(Kind::return_statement);
    if (loop && !left) return true;
    for (std::size_t j = i + 1; j < one.calls.size(); ++j) {
      if (on_one_way(one.calls[i], one.calls[j])) return true;
    }
  }
  return false;
}

bool computes_only(const Facts& facts, Node call) {
  static constexpr std::array<std::string_view, 16> pure = {"abs",   "all",   "any", "bool", "chr", "divmod",
                                                            "int",   "len",   "max", "min",  "ord", "pow",
                                                            "range", "round", "str", "sum"};
  const std::string name = facts.qualified_name(call.child(Field::function));
  return name.starts_with("math.") || (std::find(pure.begin(), pure.end(), name) != pure.end() &&
                                       facts.is_builtin(call.child(Field::function), name));
}

// A name from outside that always means the same value.
bool is_constant(const Facts& facts, Node name, Node function) {
  const Binding* binding = facts.binding(name);
  if (binding == nullptr) return true;  // an attribute's or a keyword's
  if (facts.is_builtin(name, name.text())) return true;
  const ModuleEntry* entry = binding->scope == 0 ? facts.module().find(binding->name) : nullptr;
  if (entry) return entry->definitions == 1 && !entry->mutated && !facts.module().star_import();
  const Scope& scope = facts.names().scopes()[binding->scope];
  if (facts.syntax().node(scope.node).within(function)) return true;  // its own local
  return facts.is_closed(*binding) && binding->definitions.size() == 1 && !binding->rebound_elsewhere &&
         !facts.mutated_within(*binding, facts.syntax().root());
}

// Statements and expressions that only compute a value.
bool is_pure(const Facts& facts, const Recursion& one) {
  for (Node node : descendants(one.head.body)) {
    switch (node.kind()) {
      case Kind::yield_expression:
      case Kind::await_expression:
      case Kind::lambda_expression:
      case Kind::function_definition:
      case Kind::class_definition:
      case Kind::global_statement:
      case Kind::nonlocal_statement:
      case Kind::import_statement:
      case Kind::import_from_statement:
      case Kind::with_statement:
      case Kind::try_statement:
      case Kind::delete_statement:
      case Kind::print_statement:
      case Kind::exec_statement:
      case Kind::attribute:
        if (node.is(Kind::attribute) && node.field() == Field::function &&
            facts.qualified_name(node).starts_with("math.")) {
          break;
        }
        return false;
      case Kind::assignment:
      case Kind::augmented_assignment:
        if (!node.child(Field::left).is_any(Kind::identifier, Kind::pattern_list)) return false;
        break;
      case Kind::call:
        if (std::find(one.calls.begin(), one.calls.end(), node) == one.calls.end() &&
            !computes_only(facts, node))
          return false;
        break;
      case Kind::identifier:
        if (!is_constant(facts, node, one.definition)) return false;
        break;
      default:
        break;
    }
  }
  return true;
}

bool is_number_there(Node use) {
  const Node around = use.parent();
  if (!around.is_any(Kind::binary_operator, Kind::comparison_operator)) return false;
  for (Node operand : children(around)) {
    if (operand.is(Kind::integer)) return true;
  }
  return false;
}

// Annotated with a hashable type, or used as a number.
bool can_be_key(const Facts& facts, const Recursion& one, const Parameter& parameter) {
  if (parameter.sort != Parameter::Sort::plain || (parameter.value && !parameter.value.is(Kind::integer)))
    return false;
  const Type type = facts.type(parameter.name);
  if (type) return is_hashable(type);
  const Binding* binding = facts.binding(parameter.name);
  if (binding == nullptr) return false;
  const auto uses = facts.uses_within(*binding, one.head.body);
  return std::any_of(uses.begin(), uses.end(), is_number_there);
}

bool read(const Facts& facts, Node node, Recursion& one) {
  one.definition = node;
  const Binding* function = facts.binding(node.child(Field::name));
  if (function == nullptr || function->definitions.size() != 1) return false;
  const Node body = node.child(Field::body);
  for (Node use : facts.uses_within(*function, body)) {
    if (use.field() != Field::function || !use.parent().is(Kind::call)) return false;
    one.calls.push_back(use.parent());
  }
  if (one.calls.empty()) return false;
  one.head = read_function(node);
  one.parameters = read_parameters(one.head.parameters);
  if (one.head.async || node.parent().is(Kind::decorated_definition) || one.parameters.empty() ||
      node.parent().parent().is(Kind::class_definition)) {
    return false;
  }
  return std::all_of(one.calls.begin(), one.calls.end(), [&](Node call) { return is_further(one, call); }) &&
         meets_again(facts, one);
}

void add_fix(const Facts& facts, const Recursion& one, Finding& finding) {
  const bool short_name = facts.oldest_python().minor >= 9;
  const std::string name = short_name ? "cache" : "lru_cache";
  finding.no_fix.title = "Keep the results with @" + name;
  const auto edit = line_before(one.definition, short_name ? "@cache" : "@lru_cache(maxsize=None)");
  if (!edit || !means_import(facts, one.definition, "functools", name)) {
    finding.no_fix.reason = "`" + name + "` means something else here";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back(*edit);
  fix.imports.push_back("from functools import " + name);
  fix.why = "every result is kept as long as `" + std::string(one.head.name.text()) + "` is";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  Recursion one;
  if (!read(facts, node, one) || !is_pure(facts, one)) return;
  for (const Parameter& parameter : one.parameters) {
    if (!can_be_key(facts, one, parameter)) return;
  }
  const std::string name(one.head.name.text());
  const std::string calls = "`" + shown(one.calls.front()) + "`" +
                            (one.calls.size() > 1 ? " and `" + shown(one.calls[1]) + "`" : " in a loop");
  Finding& finding =
      report.add(one.head.name,
                 "`" + name + "` computes the same results again and again through " + calls +
                     ": exponentially many calls; keep them with functools.cache, one call for each argument "
                     "(and the memory for its result)");
  for (Node call : one.calls) finding.related.push_back({call.span(), "calls itself here"});
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule recursion_without_cache;
const Rule recursion_without_cache = {"recursion-without-cache", Impact::growth, Topic::cpu, kinds, check};

}  // namespace perfhint
