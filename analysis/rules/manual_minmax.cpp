// manual-minmax: `m = xs[0]`, then a for loop over xs whose whole body is `if x > m: m = x`; min() likewise.
// A step by itself, `m = max(m, x)`, is slower than the comparison: minmax-call-in-loop.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

struct Extreme {
  FillingLoop all;
  Node best, item;  // identifiers
  Start start;      // best = xs[0]
  std::string_view builtin;
};

// Which of max and min `item > best` and its like look for; empty: neither. `>=` takes the last of equals.
std::string_view sought_by(Node condition, std::string_view item, std::string_view best) {
  const Comparison test = read_comparison(unparenthesised(condition));
  const bool greater = test.op == Kind::greater;
  if (!test || (!greater && test.op != Kind::less)) return {};
  const std::string_view left = test.left.text(), right = test.right.text();
  if (left == item && right == best) return greater ? "max" : "min";
  if (left == best && right == item) return greater ? "min" : "max";
  return {};
}

bool is_first_of(Node value, Node sequence) {
  const Node index = value.child(Field::subscript);
  return value.is(Kind::subscript) && value.named_child_count() == 2 && index.text() == "0" &&
         value.child(Field::value).text() == sequence.text();
}

bool read_extreme(const Facts& facts, Node node, Extreme& extreme) {
  extreme.best = node.child(Field::left);
  const Node item = node.child(Field::right);
  if (!extreme.best.is(Kind::identifier) || !item.is(Kind::identifier) || node.child(Field::type))
    return false;
  extreme.all = read_filling_loop(node);
  extreme.item = extreme.all.target;
  if (!extreme.all || !extreme.all.condition || !extreme.item.is(Kind::identifier) ||
      !extreme.all.iterable.is(Kind::identifier) || item.text() != extreme.item.text()) {
    return false;
  }
  extreme.builtin = sought_by(extreme.all.condition, extreme.item.text(), extreme.best.text());
  const Binding* best = facts.binding(extreme.best);
  if (extreme.builtin.empty() || best == nullptr) return false;
  extreme.start = start_of(facts, *best, extreme.all.loop);
  return extreme.start && previous_statement(extreme.all.loop) == extreme.start.statement &&
         is_first_of(extreme.start.value, extreme.all.iterable);
}

void add_fix(const Facts& facts, const Extreme& extreme, Finding& finding) {
  const std::string builtin(extreme.builtin), name(extreme.item.text());
  finding.no_fix = {"Replace the loop by " + builtin + "()", "`" + name + "` is used outside the loop"};
  if (used_afterwards(facts, extreme.all) == Afterwards::code) return;
  if (!means_builtin(facts, extreme.all.loop, builtin)) {
    finding.no_fix.reason = "`" + builtin + "` means something else here";
    return;
  }
  const std::string sequence(extreme.all.iterable.text());
  offer(in_one_go(extreme.all, extreme.best.text(), extreme.start, {builtin + "(" + sequence + ")"}),
        "an empty `" + sequence + "` raises ValueError then, not IndexError", {}, finding);
}

void check(const Facts& facts, Node node, Report& report) {
  Extreme extreme;
  if (!read_extreme(facts, node, extreme)) return;
  const Type sequence = facts.type(extreme.all.iterable);
  if (sequence.kind != TypeKind::unknown && !sequence.is(TypeKind::list) && !sequence.is(TypeKind::tuple))
    return;
  const std::string call =
      std::string(extreme.builtin) + "(" + std::string(extreme.all.iterable.text()) + ")";
  const Span head{extreme.item.span().begin, extreme.all.iterable.span().end};
  Finding& finding =
      report.add(head, "looking for the best by `" + shown(unparenthesised(extreme.all.condition)) +
                           "` runs several bytecodes an element, O(n) in the interpreter; " +
                           std::string(extreme.best.text()) + " = " + call + " compares in C");
  add_fix(facts, extreme, finding);
}

}  // namespace

extern const Rule manual_minmax;
const Rule manual_minmax = {"manual-minmax", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
