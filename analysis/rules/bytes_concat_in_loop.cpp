// bytes-concat-in-loop: `data += chunk`, or `data = data + chunk`, of bytes, round after round: each makes a
// new bytes object of all that came before. The fix makes it a bytearray for the loop.
#include <algorithm>
#include <array>
#include <vector>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/looks.h"
#include "analysis/rules/plenty.h"
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

// What a name may be bound to, by assignments and by :=.
std::vector<Node> values_of(const Facts& facts, Node name) {
  std::vector<Node> values;
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || !facts.is_closed(*binding)) return values;
  for (const Definition& definition : binding->definitions) {
    const Node parent = facts.syntax().node(definition.name).parent();
    if (parent.is(Kind::assignment)) values.push_back(parent.child(Field::right));
    if (parent.is(Kind::named_expression)) values.push_back(parent.child(Field::value));
  }
  return values;
}

// read() of a size that is no handful of bytes, and not what is still missing, which mostly comes at once.
bool is_large_read(const Facts& facts, Node value) {
  const MethodCall method = read_method_call(value);
  const bool reads = method.method == "read" || method.method == "recv" || method.method == "read1";
  if (!reads) return false;
  constexpr std::int64_t small = 64;
  for (Node argument : method.call.positional) {
    const auto size = facts.constant(argument);
    if (size && *size <= small) return false;
    for (Node part : descendants(argument)) {
      if (part.is(Kind::binary_operator) && part.child(Field::operator_).is(Kind::minus)) return false;
    }
  }
  return true;
}

// The chunks are read from a file, a pipe or a socket.
bool are_large_reads(const Facts& facts, Node added) {
  const std::vector<Node> values = values_of(facts, added);
  return is_large_read(facts, added) || std::any_of(values.begin(), values.end(), [&](Node value) {
           return is_large_read(facts, unparenthesised(value));
         });
}

// `b"..." in data`, data.split(): all of it is gone through on each round anyway.
bool is_searched_within(Node target, Node loop) {
  static constexpr std::array<std::string_view, 5> methods = {"split", "splitlines", "decode", "find",
                                                              "partition"};
  for (Node node : descendants(loop)) {
    if (node.text() != target.text() || !node.is(target.kind())) continue;
    const Comparison test = read_comparison(node.parent());
    if (test.right == node && (test.op == Kind::kw_in || test.op == Kind::kw_not_in)) return true;
    const MethodCall method = read_method_call(node.parent().parent());
    if (method.object == node && std::find(methods.begin(), methods.end(), method.method) != methods.end())
      return true;
  }
  return false;
}

bool is_step(Node node) { return static_cast<bool>(added_by(node)); }

// `for key, event in selector.select()`: what is ready at the moment; the loop around it goes on.
bool goes_through_ready(const Facts& facts, Node loop) {
  const Node iterable = loop.is(Kind::for_statement) ? unparenthesised(read_for(loop).iterable) : Node();
  std::vector<Node> values = values_of(facts, iterable);
  values.push_back(iterable);
  return std::any_of(values.begin(), values.end(), [](Node value) {
    const std::string_view method = read_method_call(unparenthesised(value)).method;
    return method == "select" || method == "poll";
  });
}

// The loop is long, its chunks are large, and nothing in it looks at all of the data anyway.
bool adds_up(const Facts& facts, Node target, Node added, Node loop) {
  if (goes_through_ready(facts, loop)) {
    loop = facts.enclosing_loop(loop);
    if (!loop || is_reset_within(facts, target, loop, is_step)) return false;
  }
  return are_large_reads(facts, added) && !is_searched_within(target, loop);
}

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
  if (!adds_up(facts, target, added_by(node), loop)) make_micro(report);
  add_fix(facts, node, loop, finding);
}

}  // namespace

extern const Rule bytes_concat_in_loop;
const Rule bytes_concat_in_loop = {"bytes-concat-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
