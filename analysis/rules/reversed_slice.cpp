// reversed-slice: `for x in xs[::-1]` of a list or tuple: a reversed copy, where reversed(xs) makes none.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

constexpr std::int64_t few = 50;

// xs[::-1]
bool is_reversal(Node slice) {
  if (!slice.is(Kind::slice) || slice.named_child_count() != 1 || slice.named_child(0).text() != "-1")
    return false;
  int colons = 0;
  for (Node part : all_children(slice)) {
    if (part.is(Kind::colon) && part.span().begin < slice.named_child(0).span().begin) ++colons;
  }
  return colons == 2;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node iterable = unparenthesised(node.child(Field::right));
  if (!iterable.is(Kind::subscript)) return;
  const Subscript subscript = read_subscript(iterable);
  if (!is_reversal(subscript.index)) return;
  const Iteration iteration = read_iteration(facts, node);
  const Type type = facts.type(subscript.object);
  const bool list = type.is(TypeKind::list);
  if (!iteration || (!list && !type.is(TypeKind::tuple)) || !subscript.object.is(Kind::identifier)) return;
  const auto length = facts.length(subscript.object);
  if (length && length->most().value_or(few + 1) <= few) return;
  const Binding* name = facts.binding(subscript.object);
  if (list) {
    if (first_pause(iteration.during)) return;
    if (name == nullptr || !is_own_local(facts, *name, iteration.loop)) return;
    if (facts.may_change_within(subscript.object, iteration.during)) return;
  }
  const std::string said = "`" + shown(subscript.object) + "`";
  Finding& finding = report.add(iterable, "`" + shown(iterable) + "` makes a reversed copy of " + said +
                                              ": 8 bytes an element; reversed() goes through " + said +
                                              " itself, for about the same time");
  Fix fix;
  fix.title = "Go through reversed(" + shown(subscript.object) + ")";
  finding.no_fix = {fix.title, "`reversed` means something else here"};
  if (!means_builtin(facts, node, "reversed")) return;
  finding.no_fix.reason = "a comment would be lost";
  const auto edit = replaced(iterable, "reversed(" + std::string(subscript.object.text()) + ")");
  if (!edit) return;
  fix.edits.push_back(*edit);
  fix.safety = Safety::safe;
  fix.why = "nothing in the loop can change " + said;
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule reversed_slice;
const Rule reversed_slice = {"reversed-slice", Impact::micro, Topic::memory, kinds, check};

}  // namespace perfhint
