// manual-sum: `t = 0`, then a for loop whose whole body is `t += x`, x being what it iterates.
// Sums of anything computed from x are left alone: sum() over a generator is no faster.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::augmented_assignment};

struct Sum {
  Node total, item, iterable;  // identifiers, and what the loop iterates
  Node loop;
  Node start, start_value;  // the statement `t = 0` and its 0
};

bool is_zero(Node value) {
  return value.text() == "0" || value.text() == "0.0" || value.text() == "0." || value.text() == ".0";
}

// The nearest statement before the loop, in its block, that says the name: it must be `name = 0`.
Node start_of(const Facts& facts, const Binding& total, Node loop) {
  for (Node before = previous_statement(loop); before; before = previous_statement(before)) {
    if (!facts.rebound_within(total, before) && facts.uses_within(total, before).empty()) continue;
    const Node assignment = before.is(Kind::expression_statement) ? sole_expression(before) : Node();
    const bool plain = assignment.is(Kind::assignment) && !assignment.child(Field::type) &&
                       assignment.child(Field::left).is(Kind::identifier) &&
                       is_zero(assignment.child(Field::right));
    return plain ? before : Node();
  }
  return {};
}

bool read_sum(const Facts& facts, Node node, Sum& sum) {
  const Node body = node.parent().parent();
  sum.loop = body.parent();
  if (!node.parent().is(Kind::expression_statement) || !sum.loop.is(Kind::for_statement) ||
      body != sum.loop.child(Field::body) || statements(body).size() != 1 ||
      sum.loop.child(Field::alternative) || !node.child(Field::operator_).is(Kind::plus_equal)) {
    return false;
  }
  const ForHead head = read_for(sum.loop);
  sum.total = node.child(Field::left);
  sum.item = head.target;
  sum.iterable = head.iterable;
  const Node added = unparenthesised(node.child(Field::right));
  if (head.async || !sum.total.is(Kind::identifier) || !sum.item.is(Kind::identifier) ||
      !added.is(Kind::identifier) || added.text() != sum.item.text() || sum.total.text() == sum.item.text()) {
    return false;
  }
  const Binding* total = facts.binding(sum.total);
  if (total == nullptr || !facts.uses_within(*total, sum.iterable).empty()) return false;
  sum.start = start_of(facts, *total, sum.loop);
  sum.start_value = sole_expression(sum.start).child(Field::right);
  return static_cast<bool>(sum.start);
}

// Elements that sum() would refuse, or add by copying, or that say nothing of a number.
bool is_no_number(TypeKind kind) {
  return kind != TypeKind::unknown && kind != TypeKind::boolean && kind != TypeKind::integer &&
         kind != TypeKind::floating && kind != TypeKind::complex && kind != TypeKind::instance;
}

std::string objection(const Facts& facts, const Sum& sum, const Binding& item) {
  const TypeKind element = facts.type(sum.item).kind;
  const Binding* container = facts.binding(sum.iterable);
  if (element == TypeKind::floating || sum.start_value.is(Kind::float_number)) {
    return "sum() of floats rounds differently from Python 3.12 on";
  }
  const bool number = element == TypeKind::integer || element == TypeKind::boolean;
  if (!number || (container && !is_element_proven(facts, *container))) {
    return "`" + std::string(item.name) +
           "` may be no int: sum() of floats rounds differently from Python 3.12 on";
  }
  if (!is_own_local(facts, item, sum.loop))
    return "`" + std::string(item.name) + "` would no longer be bound by the loop";
  const Binding* total = facts.binding(sum.total);
  if (!is_own_local(facts, *total, sum.loop) || total->captured) {
    return "other code may read `" + std::string(total->name) + "` while the loop runs";
  }
  if (inside_try(sum.loop))
    return "an error in the loop would leave `" + std::string(sum.total.text()) + "` unbound";
  return {};
}

void add_fix(const Facts& facts, const Sum& sum, Finding& finding) {
  const Binding* item = facts.binding(sum.item);
  const std::string name(sum.item.text());
  finding.no_fix = {"Replace the loop by sum()", "`" + name + "` is used outside the loop"};
  const Node function = facts.enclosing_function(sum.loop);
  const std::size_t inside = facts.uses_within(*item, sum.loop).size();
  if (facts.uses_within(*item, function ? function : facts.syntax().root()).size() != inside) return;
  if (item->captured || item->rebound_elsewhere) return;
  if (!means_builtin(facts, sum.loop, "sum")) {
    finding.no_fix.reason = "`sum` means something else here";
    return;
  }

  const bool adjacent = previous_statement(sum.loop) == sum.start && indentation(sum.start).has_value();
  const Span replaced{adjacent ? sum.start.span().begin : sum.loop.span().begin, sum.loop.span().end};
  if (has_comment(facts.syntax(), replaced)) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  std::string iterable(sum.iterable.text());
  if (sum.iterable.is_any(Kind::expression_list, Kind::yield_expression)) iterable = "(" + iterable + ")";
  const std::string start = sum.start_value.is(Kind::float_number) ? ", 0.0" : "";

  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({replaced, std::string(sum.total.text()) + " = sum(" + iterable + start + ")"});
  fix.why = objection(facts, sum, *item);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "the elements are ints, and nothing uses `" + name + "` after the loop";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  Sum sum;
  if (!read_sum(facts, node, sum)) return;
  const Type iterable = facts.type(sum.iterable);
  if (iterable.is(TypeKind::str) || iterable.is(TypeKind::text_file) || iterable.is(TypeKind::binary_file) ||
      is_no_number(facts.type(sum.item).kind)) {
    return;
  }
  Finding& finding =
      report.add(node, "adding up with `" + shown(node) +
                           "` runs several bytecodes an element, O(n) in the interpreter; " +
                           std::string(sum.total.text()) + " = sum(" + shown(sum.iterable) + ") adds in C");
  add_fix(facts, sum, finding);
}

}  // namespace

extern const Rule manual_sum;
const Rule manual_sum = {"manual-sum", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
