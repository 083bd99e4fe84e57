// first-element-materialise: list(xs)[0], tuple(xs)[0], [... for ...][0], list(xs).pop(0): everything is
// copied, or made, for the sake of one element. Where an error for none is looked for, and in generators,
// where StopIteration means something else, this stays silent.
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/key_match.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::subscript, Kind::call};
constexpr std::array<std::string_view, 1> callees = {"pop"};

constexpr std::int64_t few = 10;

// The xs of `xs[0]`, or of `xs.pop(0)`.
Node whole_of(Node node) {
  if (node.is(Kind::call)) {
    const MethodCall method = read_method_call(node);
    return method.method == "pop" && method.call.sole_argument().text() == "0" ? method.object : Node();
  }
  const Node value = node.child(Field::value);
  if (!value.is_any(Kind::call, Kind::list_comprehension, Kind::parenthesized_expression)) return {};
  if (node.parent().is(Kind::delete_statement) || node.field() == Field::left) return {};
  const Subscript subscript = read_subscript(node);
  return subscript.index.text() == "0" ? subscript.object : Node();
}

// A handler around, in the same function, that an IndexError would reach; or suppress().
bool awaits_index_error(const Facts& facts, Node node) {
  Node from = node;
  for (Node at = node.parent(); at; from = at, at = at.parent()) {
    if (at.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition)) return false;
    if (at.is(Kind::with_statement)) {
      for (Node item : descendants(at.named_child(0))) {
        if (facts.is_call_of(item, "contextlib.suppress")) return true;
      }
    }
    if (!at.is(Kind::try_statement) || from.field() != Field::body) continue;
    for (Node clause : children(at)) {
      if (clause.is(Kind::except_clause)) return true;
    }
  }
  return false;
}

bool is_generator(Node function) {
  for (Node node : descendants(function.child(Field::body))) {
    if (node.is(Kind::yield_expression)) return true;
  }
  return false;
}

bool has_positions(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::range:
    case TypeKind::deque:
      return true;
    default:
      return false;
  }
}

// Where a pause or a binding would happen for the first element only.
bool is_plain(Node comprehension) {
  for (Node node : descendants(comprehension)) {
    if (node.is(Kind::named_expression)) return false;
  }
  return !first_pause(comprehension);
}

void add_fix(const Facts& facts, Node node, Node source, bool made, Finding& finding) {
  Fix fix;
  const std::string text(source.text());
  std::string code;
  if (made) {
    fix.title = "Make the first element only: next(...)";
    code = "next(" + text.substr(1, text.size() - 2) + ")";
    if (source.is(Kind::generator_expression)) code = "next" + text;
    fix.why = "where there is no element, next() raises StopIteration, not IndexError";
  } else if (has_positions(facts.type(source).kind)) {
    fix.title = "Index `" + shown(source) + "` itself";
    const bool atom = source.is_any(Kind::identifier, Kind::attribute, Kind::call, Kind::subscript);
    code = (atom ? text : "(" + text + ")") + "[0]";
  } else {
    fix.title = "Take the first element only: next(iter(...))";
    code = "next(iter(" + text + "))";
    fix.why = "where there is no element, next() raises StopIteration, not IndexError";
  }
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (!means_builtin(facts, node, "next") || !means_builtin(facts, node, "iter")) {
    finding.no_fix.reason = "`next` or `iter` means something else here";
    return;
  }
  const auto edit = replaced(node, std::move(code));
  if (!edit) return;
  fix.edits.push_back(*edit);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "`" + shown(source) + "` is a " + std::string(name_of(facts.type(source).kind)) +
              ": it has a first element or raises IndexError alike";
  finding.fixes.push_back(std::move(fix));
}

bool has_condition(Node comprehension) {
  for (Node child : children(comprehension)) {
    if (child.is(Kind::if_clause)) return true;
  }
  return false;
}

// [x for x in xs if x.key == wanted][0] in a loop: linear-search-in-loop tells it.
bool is_keyed_search(const Facts& facts, Node node, Node comprehension) {
  if (comprehension.named_child_count() != 3 || !repeating_loop(facts, node)) return false;
  const ForHead head = read_for(comprehension.named_child(1));
  const Node condition = comprehension.named_child(2);
  const Node collection = unparenthesised(head.iterable);
  return head.target.is(Kind::identifier) && condition.is(Kind::if_clause) &&
         is_searchable(facts, collection) && widest_loop(facts, collection, node) &&
         read_match(facts, condition.named_child(0), head.target);
}

// What a container is asked of: d of d.items().
Node asked_object(Node source) {
  const MethodCall method = read_method_call(source);
  const bool view = method.method == "keys" || method.method == "values" || method.method == "items";
  return unparenthesised(view ? method.object : source);
}

// Round after round copies a container that the loop uses up: a name that it does not bind, and that it asks
// for in its condition or changes.
bool is_used_up(const Facts& facts, Node node, Node source) {
  const Node loop = repeating_loop(facts, node);
  const Binding* binding = facts.binding(asked_object(source));
  if (!loop || !binding || facts.rebound_within(*binding, loop)) return false;
  if (facts.mutated_within(*binding, loop)) return true;
  const Node condition = loop.is(Kind::while_statement) ? loop.child(Field::condition) : Node();
  return condition && !facts.uses_within(*binding, condition).empty();
}

// Nothing shows that there are many elements, or that they are copied again and again.
bool is_minor(const Facts& facts, Node node, Node source, bool made) {
  const Node elements = made ? first_iterable(source) : source;
  if (is_plenty(facts, elements)) return false;
  if (made && has_condition(source)) return true;
  return !is_used_up(facts, node, elements);
}

void check(const Facts& facts, Node node, Report& report) {
  const Node whole = whole_of(node);
  if (!whole) return;
  Node source = whole;
  bool made = whole.is(Kind::list_comprehension);
  if (!made) {
    source = argument_or_generator(facts, whole, "list");
    if (!source) source = argument_or_generator(facts, whole, "tuple");
    if (!source) return;
    made = unparenthesised(source).is(Kind::generator_expression);
    if (made) source = unparenthesised(source);
  }
  if (made && !is_plain(source)) return;
  if (made && is_keyed_search(facts, node, source)) return;
  const Node function = facts.enclosing_function(node);
  if (function && is_generator(function)) return;
  if (awaits_index_error(facts, node)) return;
  const auto length = facts.length(source);
  if (length && length->most().value_or(few + 1) <= few) return;

  const std::string code = "`" + shown(node) + "`";
  Finding& finding = report.add(
      node, made ? code +
                       " makes every element for the first one's sake: O(n) time and memory; next() on a "
                       "generator makes one"
                 : code + " copies all of `" + shown(source) +
                       "` for its first element: O(n) time and memory; " +
                       (has_positions(facts.type(source).kind) ? "index it as it is, O(1)"
                                                               : "next(iter(...)) takes one, O(1)"));
  report.remark().evidence_case = made ? "comprehension" : "list";
  // With a condition next() goes on until the first match: half the way on average, no other order of growth.
  report.remark().has_impact = made && has_condition(source);
  report.remark().impact = Impact::factor;
  if (is_minor(facts, node, source, made)) make_micro(report);
  add_fix(facts, node, source, made, finding);
}

}  // namespace

extern const Rule first_element_materialise;
const Rule first_element_materialise = {
    "first-element-materialise", Impact::growth, Topic::copy, kinds, check, callees};

}  // namespace perfhint
