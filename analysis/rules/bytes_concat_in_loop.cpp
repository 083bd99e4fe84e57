// bytes-concat-in-loop: `data += chunk`, or `data = data + chunk`, of bytes, round after round: each makes a
// new bytes object of all that came before. The fix makes it a bytearray for the loop.
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/looks.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::augmented_assignment, Kind::assignment};

constexpr int few = 8;

// What is added: data += chunk, data = data + chunk.
Node added_by(Node node) {
  const Node left = node.child(Field::left), right = unparenthesised(node.child(Field::right));
  if (!left.is_any(Kind::identifier, Kind::attribute) || !node.parent().is(Kind::expression_statement))
    return {};
  if (right.is_any(Kind::integer, Kind::float_number)) return {};
  if (node.is(Kind::augmented_assignment))
    return node.child(Field::operator_).is(Kind::plus_equal) ? right : Node();
  const bool sum = right.is(Kind::binary_operator) && right.child(Field::operator_).is(Kind::plus) &&
                   right.child(Field::left).text() == left.text() && !node.child(Field::type);
  return sum ? right.child(Field::right) : Node();
}

bool is_step(Node node) { return static_cast<bool>(added_by(node)); }

// A use that a bytearray answers alike: tests, lengths, comparisons, searches.
bool works_on_bytearray(const Facts& facts, Node use) {
  const Node parent = use.parent();
  if (facts.use(use) != UseKind::read) return false;
  if (parent.is(Kind::argument_list)) return facts.is_call_of(parent.parent(), "len");
  if (parent.is(Kind::attribute)) {
    const std::string_view method = parent.child(Field::attribute).text();
    return method == "endswith" || method == "startswith" || method == "find" || method == "rfind" ||
           method == "count" || method == "index";
  }
  return parent.is_any(Kind::not_operator, Kind::comparison_operator, Kind::if_statement, Kind::elif_clause,
                       Kind::while_statement);
}

// `data = b""` directly before the loop: its value.
Node empty_start(Node target, Node loop) {
  const Node assignment = sole_expression(previous_statement(loop));
  const Node value = assignment.child(Field::right);
  const bool plain = assignment.is(Kind::assignment) && !assignment.child(Field::type) &&
                     assignment.child(Field::left).text() == target.text() && value.is(Kind::string);
  const auto literal = plain ? read_string(value).value : std::nullopt;
  return literal && literal->empty() ? value : Node();
}

void add_fix(const Facts& facts, Node node, Node loop, Finding& finding) {
  const Node target = node.child(Field::left);
  const std::string name(target.text());
  Fix fix;
  fix.title = "Make `" + name + "` a bytearray for the loop";
  finding.no_fix = {fix.title, "`" + name + "` is no plain name"};
  const Binding* data = facts.binding(target);
  if (data == nullptr) return;
  for (Node use : facts.uses_within(*data, loop)) {
    if (use.parent().is(Kind::augmented_assignment) || works_on_bytearray(facts, use)) continue;
    if (is_step(sole_expression(statement_of(use))) && use.parent().is(Kind::binary_operator)) continue;
    finding.no_fix.reason = "`" + shown(use.parent()) + "` needs bytes";
    finding.related.push_back({use.span(), "this needs bytes"});
    return;
  }
  finding.no_fix.reason = "the lines that make the bytearray, and bytes of it, cannot stand around this loop";
  if (!can_bind_before(facts, loop) || !means_builtin(facts, loop, "bytearray") ||
      !means_builtin(facts, loop, "bytes")) {
    return;
  }
  const auto after = line_after(loop, name + " = bytes(" + name + ")");
  if (!after) return;
  if (const Node start = empty_start(target, loop)) {
    fix.edits.push_back({start.span(), "bytearray()"});
  } else {
    fix.edits.push_back(*line_before(loop, name + " = bytearray(" + name + ")"));
  }
  for (Node step : descendants(loop)) {
    if (!step.is(Kind::assignment) || step.child(Field::left).text() != name || !is_step(step)) continue;
    fix.edits.push_back({{target.span().end, target.span().end}, ""});
    fix.edits.back() = {{step.child(Field::left).span().end, added_by(step).span().begin}, " += "};
  }
  fix.edits.push_back(*after);
  if (!is_own_local(facts, *data, node) || data->captured) {
    fix.why = "other code may read `" + name + "` during the loop";
  } else if (!is_bound_before(facts, *data, loop)) {
    fix.why = "`" + name + "` may not be bound before the loop";
  } else if (inside_try(loop)) {
    fix.why = "an error in the loop would leave `" + name + "` a bytearray";
  } else if (!facts.type(added_by(node)).is(TypeKind::bytes)) {
    fix.why = "`" + shown(added_by(node)) + "` may be no bytes: a bytearray takes more than that";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "what the loop asks of `" + name + "`, a bytearray answers alike";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  if (!added_by(node) || !facts.enclosing_loop(node)) return;
  const Node target = node.child(Field::left);
  if (!starts_as(facts, target, TypeKind::bytes, is_step)) return;
  const Node loop = growing_loop(facts, node, is_step, few);
  if (!loop) return;
  const std::string name = "`" + shown(target) + "`";
  Finding& finding = report.add(node, "`" + shown(node) + "` copies all of " + name +
                                          " on each round, as bytes never grow in place: O(n^2); a bytearray "
                                          "does, or a list of chunks that b\"\".join() takes");
  add_fix(facts, node, loop, finding);
}

}  // namespace

extern const Rule bytes_concat_in_loop;
const Rule bytes_concat_in_loop = {"bytes-concat-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
