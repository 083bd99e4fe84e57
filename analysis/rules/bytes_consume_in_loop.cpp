// bytes-consume-in-loop: `buf = buf[n:]` of bytes, round after round: each copies all that is left. A
// position that moves on copies nothing. Buffers that the loop fills again are short, and left alone.
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

constexpr int few = 8;

// buf = buf[n:]: the n.
Node taken_off(Node node) {
  const Node left = node.child(Field::left), right = node.child(Field::right);
  if (!right.is(Kind::subscript) || !left.is(Kind::identifier) ||
      !node.parent().is(Kind::expression_statement) || node.child(Field::type)) {
    return {};
  }
  const Subscript subscript = read_subscript(right);
  if (!subscript.index.is(Kind::slice) || subscript.index.named_child_count() != 1 ||
      subscript.object.text() != left.text()) {
    return {};
  }
  // Only `n:`: one colon, behind the bound.
  const Node bound = subscript.index.named_child(0);
  int colons = 0;
  for (Node part : all_children(subscript.index)) {
    if (!part.is(Kind::colon)) continue;
    if (part.span().begin < bound.span().begin) return {};
    ++colons;
  }
  return colons == 1 ? bound : Node();
}

bool is_step(Node node) { return static_cast<bool>(taken_off(node)); }

// Some loop around adds to the buffer: what is left in it is short.
bool is_filled_around(const Facts& facts, Node node) {
  const std::string_view name = node.child(Field::left).text();
  Node outermost;
  for (Node loop = facts.enclosing_loop(node); loop; loop = facts.enclosing_loop(loop)) outermost = loop;
  for (Node other : descendants(outermost)) {
    if (!other.is_any(Kind::assignment, Kind::augmented_assignment) ||
        other.child(Field::left).text() != name)
      continue;
    const Node right = unparenthesised(other.child(Field::right));
    if (other.is(Kind::augmented_assignment) || right.is(Kind::binary_operator)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node bound = taken_off(node);
  if (!bound || !facts.enclosing_loop(node)) return;
  const Node target = node.child(Field::left);
  const bool bytes = starts_as(facts, target, TypeKind::bytes, is_step);
  if (!bytes && !starts_as(facts, target, TypeKind::bytearray, is_step)) return;
  const Node loop = facts.enclosing_loop(node);
  if (loop.is(Kind::for_statement) && is_short(facts, read_for(loop).iterable, few)) return;
  if (is_reset_within(facts, target, loop, is_step)) return;
  if (is_filled_around(facts, node)) return;
  const std::string name = "`" + shown(target) + "`";
  Finding& finding =
      report.add(node, "`" + shown(node) + "` copies all that is left of " + name +
                           " on each round: O(n^2) to go through it; keep a position that moves on "
                           "by `" +
                           shown(bound) + "`, or slice a memoryview");
  if (!is_read_text(facts, target)) make_micro(report);
  finding.no_fix = {"Keep a position",
                    "every other use of " + name + " in the loop has to start at the position"};
}

}  // namespace

extern const Rule bytes_consume_in_loop;
const Rule bytes_consume_in_loop = {"bytes-consume-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
