// while-counter: `i = c`, `while i < n:`, `i += step` as the body's last statement, n the same on each round.
// A for loop over range() counts in C. What the loop leaves in i is another number, so this stays silent
// where i is used later.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::while_statement};

struct Counted {
  Node loop, counter, bound;  // while counter < bound
  Node step;                  // the statement counter += 1
  Kind op = Kind::none;
  std::int64_t by = 0;  // < 0: counting down
  const Binding* binding = nullptr;
  Start start;
  explicit operator bool() const { return binding != nullptr; }
};

// i += 3 or i -= 3: by how much; 0 if it is another statement.
std::int64_t step_of(Node statement, std::string_view counter) {
  const Node node = sole_expression(statement);
  const Kind op = node.child(Field::operator_).kind();
  if (!node.is(Kind::augmented_assignment) || node.child(Field::left).text() != counter) return 0;
  const auto by = integer_value(node.child(Field::right));
  if (!by || (op != Kind::plus_equal && op != Kind::minus_equal)) return 0;
  return op == Kind::plus_equal ? *by : -*by;
}

// A continue of this very loop.
bool has_continue(Node loop) {
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::continue_statement)) continue;
    Node around = node.parent();
    while (!around.is_any(Kind::while_statement, Kind::for_statement)) around = around.parent();
    if (around == loop) return true;
  }
  return false;
}

Counted read_counted(const Facts& facts, Node loop) {
  Counted one;
  one.loop = loop;
  const Comparison test = read_comparison(unparenthesised(loop.child(Field::condition)));
  const Node body = loop.child(Field::body);
  one.counter = test.left;
  one.bound = test.right;
  one.op = test.op;
  if (!one.counter.is(Kind::identifier) || loop.child(Field::alternative) || body.named_child_count() < 2)
    return {};
  for (Node statement : children(body)) one.step = statement;
  one.by = step_of(one.step, one.counter.text());
  const bool up = one.op == Kind::less || one.op == Kind::less_equal;
  const bool down = one.op == Kind::greater || one.op == Kind::greater_equal;
  if (!(one.by > 0 && up) && !(one.by < 0 && down)) return {};
  const Binding* counter = facts.binding(one.counter);
  if (counter == nullptr || counter->captured || counter->rebound_elsewhere || has_continue(loop)) return {};
  int bindings = 0;
  for (const Definition& definition : counter->definitions) {
    if (definition.kind == DefinitionKind::deletion) return {};
    bindings += facts.syntax().node(definition.name).within(loop) ? 1 : 0;
  }
  if (bindings != 1 || !is_own_local(facts, *counter, loop)) return {};
  one.start = start_of(facts, *counter, loop);
  if (!one.start || one.start.annotation || !facts.type(one.start.value).is(TypeKind::integer)) return {};
  one.binding = counter;
  return one;
}

// Few rounds, or so much in each that counting is nothing beside it.
bool is_not_worth_it(const Counted& one) {
  constexpr std::int64_t few = 10;
  constexpr int most = 8, most_calls = 3;
  const auto first = integer_value(one.start.value), last = integer_value(one.bound);
  if (first && last && (one.by > 0 ? *last - *first : *first - *last) <= few) return true;
  int statements = 0, calls = 0;
  for (Node node : descendants(one.loop.child(Field::body))) {
    if (node.is_any(Kind::yield_expression, Kind::await_expression)) return true;
    statements += node.parent().is(Kind::block) ? 1 : 0;
    calls += node.is(Kind::call) ? 1 : 0;
  }
  return statements > most || calls > most_calls;
}

// The bound has the same value on each round: an integer, a name, or the len() of one.
bool is_same_bound(const Facts& facts, const Counted& one) {
  const Node length = facts.is_call_of(one.bound, "len") ? read_call(one.bound).sole_argument() : Node();
  const Node named = length ? length : one.bound;
  if (one.bound.is(Kind::integer)) return true;
  if (!named.is(Kind::identifier) || named.text() == one.counter.text()) return false;
  const Binding* binding = facts.binding(named);
  const Node body = one.loop.child(Field::body);
  if (binding == nullptr || !is_own_local(facts, *binding, one.loop) || binding->rebound_elsewhere ||
      facts.rebound_within(*binding, body)) {
    return false;
  }
  return !length || (facts.type(length) && !facts.may_change_within(length, body));
}

std::string range_of(const Counted& one) {
  std::string start(one.start.value.text()), stop(one.bound.text());
  const bool inclusive = one.op == Kind::less_equal || one.op == Kind::greater_equal;
  if (inclusive) {
    const auto number = integer_value(one.bound);
    const bool up = one.by > 0;
    stop = number && (up || *number > 0) ? std::to_string(up ? *number + 1 : *number - 1)
           : number                      ? "-1"
                                         : stop + (up ? " + 1" : " - 1");
  }
  if (one.by != 1) return "range(" + start + ", " + stop + ", " + std::to_string(one.by) + ")";
  return start == "0" ? "range(" + stop + ")" : "range(" + start + ", " + stop + ")";
}

// The statement's line, from the end of the one before it.
Span with_line_before(Node statement) {
  return {previous_statement(statement).span().end, statement.span().end};
}

std::string objection(const Facts& facts, const Counted& one) {
  const Type bound = facts.type(one.bound);
  if (!bound.is(TypeKind::integer))
    return "`" + shown(one.bound) + "` may be no int: range() would raise TypeError";
  return {};
}

void add_fix(const Facts& facts, const Counted& one, Finding& finding) {
  finding.no_fix.title = "Count with range()";
  const Syntax& syntax = facts.syntax();
  if (!means_builtin(facts, one.loop, "range")) {
    finding.no_fix.reason = "`range` means something else here";
    return;
  }
  const bool adjacent =
      previous_statement(one.loop) == one.start.statement && indentation(one.start.statement).has_value();
  if (!adjacent && !one.start.value.is(Kind::integer)) {
    finding.no_fix.reason = "what `" + shown(one.start.value) + "` names may change before the loop";
    return;
  }
  const Span head{adjacent ? one.start.statement.span().begin : one.loop.span().begin,
                  one.loop.child(Field::condition).span().end};
  if (has_comment(syntax, head) || has_comment(syntax, with_line_before(one.step))) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  if (!indentation(one.step)) {
    finding.no_fix.reason = "`" + shown(one.step) + "` shares its line";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({head, "for " + std::string(one.counter.text()) + " in " + range_of(one)});
  fix.edits.push_back({with_line_before(one.step), ""});
  fix.why = objection(facts, one);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) {
    fix.why = "`" + shown(one.bound) + "` is the same on each round, and nothing uses `" +
              std::string(one.counter.text()) + "` after the loop";
  }
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Counted one = read_counted(facts, node);
  if (!one || is_not_worth_it(one) || !is_same_bound(facts, one) ||
      facts.used_after(*one.binding, one.loop)) {
    return;
  }
  const std::string counter(one.counter.text());
  const Node test = node.child(Field::condition);
  Finding& finding = report.add(test, "counting `" + counter +
                                          "` by hand compares and adds on each round, O(n) in the "
                                          "interpreter; `for " +
                                          counter + " in " + range_of(one) + "` counts in C");
  report.remark().evidence_case = facts.is_call_of(one.bound, "len") ? "len" : "";
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule while_counter;
const Rule while_counter = {"while-counter", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
