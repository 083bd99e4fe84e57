// double-conversion: list(sorted(xs)), sorted(list(xs)), set(list(xs)), set(sorted(xs)), list(list(xs)): the
// inner or the outer call copies for nothing. sorted(set(xs)) and the like do something, and are left alone.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 5> callees = {"frozenset", "list", "set", "sorted", "tuple"};

std::string_view builtin_of(const Facts& facts, Node call) {
  for (const std::string_view name : callees) {
    if (facts.is_call_of(call, name)) return name;
  }
  return {};
}

bool is_set(std::string_view name) { return name == "set" || name == "frozenset"; }

// Which of outer(inner(xs)) is for nothing.
enum class Idle : std::uint8_t { none, outer, inner };

Idle idle_of(std::string_view outer, std::string_view inner) {
  if (inner == "list" || inner == "tuple") {
    return outer == "frozenset" || outer == "set" || outer == "sorted" || outer == "list" || outer == "tuple"
               ? Idle::inner
               : Idle::none;
  }
  if (inner == "sorted") return is_set(outer) ? Idle::inner : outer == "list" ? Idle::outer : Idle::none;
  return outer == inner && is_set(outer) ? Idle::inner : Idle::none;
}

std::string case_of(std::string_view outer, std::string_view inner) {
  if (inner == "sorted") return outer == "list" ? "list-sorted" : "set-sorted";
  return outer == "sorted" ? "sorted-list" : is_set(outer) ? "set-list" : "list-list";
}

void check(const Facts& facts, Node node, Report& report) {
  const Node first = node.child(Field::arguments).named_child(0);
  if (!first.is(Kind::call) || !node.child(Field::function).is(Kind::identifier)) return;
  const std::string_view outer = builtin_of(facts, node);
  if (outer.empty()) return;
  const std::string_view inner = builtin_of(facts, first);
  const Idle idle = inner.empty() ? Idle::none : idle_of(outer, inner);
  if (idle == Idle::none) return;
  // sorted(list(xs), key=key), sorted(xs, key=key): else only one argument each.
  const Call outer_call = read_call(node), inner_call = read_call(first);
  if (outer_call.splats || inner_call.splats || outer_call.positional.size() != 1) return;
  if (outer != "sorted" && !outer_call.keywords.empty()) return;
  if (inner_call.positional.size() + (inner_call.generator ? 1 : 0) != 1) return;
  // The order of equal elements is seen in a set: its first is kept.
  if (inner == "sorted" && is_set(outer) && !inner_call.keywords.empty()) return;

  const Node source = inner_call.generator ? inner_call.generator : inner_call.positional[0];
  const Node idler = idle == Idle::outer ? node : first;
  Finding& finding = report.add(
      node, "`" + std::string(outer) + "(" + std::string(inner) + "(...))` " +
                (inner == "sorted" && is_set(outer) ? "sorts what the set forgets the order of, O(n log n)"
                                                    : "copies twice, O(n)") +
                "; drop the " + (idle == Idle::outer ? "outer" : "inner") + " " +
                std::string(idle == Idle::outer ? outer : inner) + "()");
  report.remark().evidence_case = case_of(outer, inner);
  Fix fix;
  fix.title = "Drop " + std::string(idle == Idle::outer ? outer : inner) + "()";
  finding.no_fix = {fix.title, "a comment would be lost"};
  auto edits = unwrapped(idler, idle == Idle::outer ? first : source);
  if (!edits) return;
  fix.edits = std::move(*edits);
  fix.safety = Safety::safe;
  fix.why = "the result is the same";
  const TypeKind element = facts.type(source).element;
  if (inner == "sorted" && is_set(outer) && element != TypeKind::integer && element != TypeKind::str) {
    fix.safety = Safety::unsafe;
    fix.why = "elements that cannot be compared would no longer be refused";
  }
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule double_conversion;
const Rule double_conversion = {"double-conversion", Impact::micro, Topic::copy, kinds, check, callees};

}  // namespace perfhint
