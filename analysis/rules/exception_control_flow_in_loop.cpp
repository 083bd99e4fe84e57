// exception-control-flow-in-loop: `try: v = d[k]` whose handler only gives a default or goes on, in a loop, d
// being a dict; or the same with an attribute. A try that succeeds costs next to nothing; an exception that
// is raised and caught costs several lookups.
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::try_statement};

// try: NAME = VALUE / except ERROR: NAME = DEFAULT, or continue.
struct Attempt {
  Node statement, target, value;
  Node handler;   // the only statement of the only except clause
  Node fallback;  // what it assigns to the target; none for `continue`
  std::string error;
  explicit operator bool() const { return static_cast<bool>(statement); }
};

// The only statement of a block; none if there are several.
Node sole_statement(Node block) { return block.named_child_count() == 1 ? block.named_child(0) : Node(); }

Node assignment_in(Node statement) {
  const Node assignment = statement.is(Kind::expression_statement) ? sole_expression(statement) : Node();
  const bool plain = assignment.is(Kind::assignment) && !assignment.child(Field::type) &&
                     assignment.child(Field::left).is(Kind::identifier);
  return plain ? assignment : Node();
}

Attempt read_attempt(const Facts& facts, Node node) {
  Node clause;
  for (Node part : children(node)) {
    if (part.is(Kind::block)) continue;
    if (!part.is(Kind::except_clause) || clause) return {};
    clause = part;
  }
  const Node assigned = assignment_in(sole_statement(node.child(Field::body)));
  const Node error = clause.child(Field::value);
  if (!assigned || !error.is(Kind::identifier) || !facts.is_builtin(error, error.text())) return {};
  Node block;
  for (Node part : children(clause)) {
    if (part.is(Kind::block)) block = part;
  }
  Attempt attempt;
  attempt.handler = sole_statement(block);
  attempt.error = std::string(error.text());
  attempt.target = assigned.child(Field::left);
  attempt.value = unparenthesised(assigned.child(Field::right));
  if (const Node other = assignment_in(attempt.handler)) {
    if (other.child(Field::left).text() != attempt.target.text()) return {};
    attempt.fallback = other.child(Field::right);
  } else if (!attempt.handler.is(Kind::continue_statement)) {
    return {};
  }
  attempt.statement = node;
  return attempt;
}

bool is_cheap(Node value) {
  return unparenthesised(value).is_any(Kind::identifier, Kind::integer, Kind::float_number, Kind::string,
                                       Kind::none_literal, Kind::true_literal, Kind::false_literal);
}

bool is_plain_dict(const Facts& facts, Node object) {
  const Type type = facts.type(object);
  return type.is(TypeKind::dict) && type.class_name() != "collections.defaultdict" &&
         type.class_name() != "collections.Counter";
}

// The lookup is evaluated without effect: names, constants, attributes.
bool is_simple(Node node) {
  for (Node part : descendants(node)) {
    if (part.is_any(Kind::call, Kind::await_expression, Kind::yield_expression, Kind::named_expression,
                    Kind::lambda_expression))
      return false;
  }
  return true;
}

struct Lookup {
  std::string evidence, instead;
  explicit operator bool() const { return !evidence.empty(); }
};

Lookup read_lookup(const Facts& facts, const Attempt& attempt) {
  const Node value = attempt.value;
  if (!is_simple(value) || (attempt.fallback && !is_cheap(attempt.fallback))) return {};
  if (value.is(Kind::subscript) && attempt.error == "KeyError") {
    const Subscript subscript = read_subscript(value);
    if (!subscript.index || !is_plain_dict(facts, subscript.object)) return {};
    const std::string object(subscript.object.text()), key(subscript.index.text());
    if (attempt.fallback)
      return {"key", object + ".get(" + key + ", " + std::string(attempt.fallback.text()) + ")"};
    return {"skip", key + " not in " + object};
  }
  if (value.is(Kind::attribute) && attempt.error == "AttributeError" && attempt.fallback) {
    const Node object = value.child(Field::object);
    if (!object.is(Kind::identifier)) return {};
    return {"attribute", "getattr(" + std::string(object.text()) + ", \"" +
                             std::string(value.child(Field::attribute).text()) + "\", " +
                             std::string(attempt.fallback.text()) + ")"};
  }
  return {};
}

void add_fix(const Facts& facts, const Attempt& attempt, const Lookup& lookup, Finding& finding) {
  const auto indent = indentation(attempt.statement);
  if (!indent || has_comment(facts.syntax(), attempt.statement.span())) {
    finding.no_fix = {"Ask with a default",
                      indent ? "a comment stands in the try statement" : "the try statement shares its line"};
    return;
  }
  const std::string target(attempt.target.text());
  Fix fix;
  std::string code;
  if (attempt.fallback) {
    fix.title = "Use `" + lookup.instead + "`";
    code = target + " = " + lookup.instead;
  } else {
    fix.title = "Test `" + lookup.instead + "`";
    const std::string end(line_end(facts.syntax()));
    const Node inner = attempt.statement.child(Field::body).named_child(0);
    const auto inner_indent = indentation(inner);
    if (!inner_indent) {
      finding.no_fix = {fix.title, "the try statement's parts share their lines"};
      return;
    }
    code = "if " + lookup.instead + ":" + end + std::string(*inner_indent) + "continue" + end +
           std::string(*indent) + target + " = " + std::string(attempt.value.text());
  }
  fix.edits.push_back({attempt.statement.span(), code});
  fix.why = lookup.evidence == "attribute"
                ? "an AttributeError from inside a property is swallowed alike, but hits cost more"
                : "a class derived from dict may make missing keys, and hits cost more";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node loop = facts.enclosing_loop(node);
  if (!loop) return;
  const Attempt attempt = read_attempt(facts, node);
  if (!attempt) return;
  const Lookup lookup = read_lookup(facts, attempt);
  if (!lookup || is_short_loop(facts, loop, 8)) return;
  Finding& finding =
      report.add(node, "`" + attempt.error +
                           "` is raised and caught on each round that misses: a miss costs several "
                           "times a lookup, O(1) each; where misses are common, `" +
                           lookup.instead + "` asks without raising (n: one round in n misses)");
  report.remark().evidence_case = lookup.evidence;
  add_fix(facts, attempt, lookup, finding);
}

}  // namespace

extern const Rule exception_control_flow_in_loop;
const Rule exception_control_flow_in_loop = {"exception-control-flow-in-loop", Impact::micro, Topic::cpu,
                                             kinds, check};

}  // namespace perfhint
