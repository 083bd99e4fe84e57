// manual-sum: `t = 0`, then a for loop whose whole body is `t += x`, x being what it iterates.
// Sums of anything computed from x are left alone: sum() over a generator is no faster.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::augmented_assignment};

struct Sum {
  FillingLoop all;
  Node total, item;  // identifiers
  Start start;       // total = 0
};

bool is_zero(Node value) {
  return value.text() == "0" || value.text() == "0.0" || value.text() == "0." || value.text() == ".0";
}

bool read_sum(const Facts& facts, Node node, Sum& sum) {
  const Node added = unparenthesised(node.child(Field::right));
  sum.total = node.child(Field::left);
  if (!added.is(Kind::identifier) || !sum.total.is(Kind::identifier) ||
      !node.child(Field::operator_).is(Kind::plus_equal)) {
    return false;
  }
  sum.all = read_filling_loop(node);
  sum.item = sum.all.target;
  if (!sum.all || sum.all.condition || !sum.item.is(Kind::identifier) || added.text() != sum.item.text() ||
      sum.total.text() == sum.item.text()) {
    return false;
  }
  const Binding* total = facts.binding(sum.total);
  if (total == nullptr || !facts.uses_within(*total, sum.all.iterable).empty()) return false;
  sum.start = start_of(facts, *total, sum.all.loop);
  return sum.start && !sum.start.annotation && is_zero(sum.start.value);
}

// Elements that sum() would refuse, or add by copying, or that say nothing of a number.
bool is_no_number(TypeKind kind) {
  return kind != TypeKind::unknown && kind != TypeKind::boolean && kind != TypeKind::integer &&
         kind != TypeKind::floating && kind != TypeKind::complex && kind != TypeKind::instance;
}

std::string objection(const Facts& facts, const Sum& sum) {
  const TypeKind element = facts.type(sum.item).kind;
  const Binding* container = facts.binding(sum.all.iterable);
  if (element == TypeKind::floating || sum.start.value.is(Kind::float_number)) {
    return "sum() of floats rounds differently from Python 3.12 on";
  }
  const std::string item = "`" + std::string(sum.item.text()) + "`";
  const bool number = element == TypeKind::integer || element == TypeKind::boolean;
  if (!number || (container && !is_element_proven(facts, *container)))
    return item + " may be no int: sum() of floats rounds differently from Python 3.12 on";
  return half_made_objection(facts, *facts.binding(sum.total), sum.start, sum.all);
}

void add_fix(const Facts& facts, const Sum& sum, Finding& finding) {
  const std::string name(sum.item.text());
  finding.no_fix = {"Replace the loop by sum()", "`" + name + "` is used outside the loop"};
  if (used_afterwards(facts, sum.all) == Afterwards::code) return;
  if (!means_builtin(facts, sum.all.loop, "sum")) {
    finding.no_fix.reason = "`sum` means something else here";
    return;
  }
  const std::string zero = sum.start.value.is(Kind::float_number) ? ", 0.0" : "";
  offer(in_one_go(sum.all, sum.total.text(), sum.start, {"sum(" + argument_of(sum.all) + zero + ")"}),
        objection(facts, sum), "the elements are ints, and nothing uses `" + name + "` after the loop",
        finding);
}

void check(const Facts& facts, Node node, Report& report) {
  Sum sum;
  if (!read_sum(facts, node, sum)) return;
  const Type iterable = facts.type(sum.all.iterable);
  if (iterable.is(TypeKind::str) || iterable.is(TypeKind::text_file) || iterable.is(TypeKind::binary_file) ||
      is_no_number(facts.type(sum.item).kind)) {
    return;
  }
  Finding& finding = report.add(node, "adding up with `" + shown(node) +
                                          "` runs several bytecodes an element, O(n) in the interpreter; " +
                                          std::string(sum.total.text()) + " = sum(" +
                                          shown(sum.all.iterable) + ") adds in C");
  add_fix(facts, sum, finding);
}

}  // namespace

extern const Rule manual_sum;
const Rule manual_sum = {"manual-sum", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
