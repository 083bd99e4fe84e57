// list-cast-iterated: `for x in list(E)`, where E, no list, can be iterated as it is: a tuple, a range, a
// dict and its views, map() and zip(). Copies that protect a loop from what it does, or may do, to E are left
// alone. What copies a list is slice-copy-iterated's.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause, Kind::call};
constexpr std::array<std::string_view, 5> callees = {"all", "any", "max", "min", "sum"};

// The iterable that goes through list(...) or tuple(...).
struct Cast {
  Node call, source;
  Node during;  // what runs between two elements; none in sum(list(...)) and the like
  Node loop;
};

Cast read_cast(const Facts& facts, Node node) {
  Cast cast;
  if (node.is(Kind::call)) {
    cast.call = unparenthesised(read_call(node).sole_argument());
    const bool taker = std::any_of(callees.begin(), callees.end(),
                                   [&](std::string_view name) { return facts.is_call_of(node, name); });
    if (!taker) return {};
  } else {
    const Node iterable = unparenthesised(node.child(Field::right));
    if (!iterable.is(Kind::call)) return {};
    const Iteration iteration = read_iteration(facts, node);
    if (!iteration) return {};
    cast = {iterable, {}, iteration.during, iteration.loop};
  }
  cast.source = sole_argument_of(facts, cast.call, "list");
  if (!cast.source) cast.source = sole_argument_of(facts, cast.call, "tuple");
  return cast.source ? cast : Cast();
}

enum class Sort : std::uint8_t { none, fixed, range, changing, view, lazy };

// map(len, xs), zip(xs, ys), enumerate(xs), reversed(xs), filter(None, xs).
bool is_lazy_builtin(const Facts& facts, Node call) {
  static constexpr std::array<std::string_view, 5> makers = {"enumerate", "filter", "map", "reversed", "zip"};
  return call.is(Kind::call) &&
         std::any_of(makers.begin(), makers.end(), [&](auto name) { return facts.is_call_of(call, name); });
}

Sort sort_of(const Facts& facts, Node source) {
  const Node value = unparenthesised(source);
  if (is_lazy_builtin(facts, value)) return Sort::lazy;
  const Type type = facts.type(value);
  switch (type.kind) {
    case TypeKind::tuple:
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::frozenset:
      return Sort::fixed;
    case TypeKind::range:
      return Sort::range;
    case TypeKind::set:
    case TypeKind::deque:
      return Sort::changing;
    case TypeKind::dict:
    case TypeKind::dict_view:
      return Sort::view;
    default:
      return Sort::none;
  }
}

// xs, xs.items(): a name or a display, by itself or through its view. Not locals(), not what a call gives.
bool is_named(Node source) {
  Node value = unparenthesised(source);
  if (const MethodCall view = read_method_call(value)) value = view.object;
  return value.is_any(Kind::identifier, Kind::dictionary, Kind::set, Kind::dictionary_comprehension,
                      Kind::set_comprehension);
}

// Every container of the expression is a local of this function or made here.
bool is_ours(const Facts& facts, Node source, Node at) {
  for (Node node : descendants(source)) {
    if (node.is(Kind::attribute) && !(node.parent().is(Kind::call) && node.field() == Field::function))
      return false;
    if (!node.is(Kind::identifier) || node.field() == Field::attribute) continue;
    const Binding* binding = facts.binding(node);
    if (binding == nullptr || facts.is_builtin(node, node.text())) continue;
    if (!is_own_local(facts, *binding, at) || binding->captured) return false;
  }
  return true;
}

// A list that is needed: the loop may change what it goes through, or others do while it pauses.
bool protects(const Facts& facts, const Cast& cast, Sort sort) {
  if (sort == Sort::fixed || sort == Sort::range) return false;
  if (sort == Sort::lazy) {
    for (Node argument : read_call(unparenthesised(cast.source)).positional) {
      if (facts.type(argument).is(TypeKind::iterator) || facts.type(argument).says_nothing()) {
        // The function of map() and filter() must be a builtin.
        if (argument.is(Kind::identifier) && facts.is_builtin(argument, argument.text())) continue;
        if (!argument.is(Kind::none_literal)) return true;
      }
      if (facts.type(argument).is(TypeKind::function) &&
          !(argument.is(Kind::identifier) && facts.is_builtin(argument, argument.text()))) {
        return true;
      }
    }
  }
  if (!cast.during) return false;
  if (first_pause(cast.during) || (sort != Sort::lazy && !is_named(cast.source))) return true;
  if (!is_ours(facts, cast.source, cast.loop)) return true;
  return static_cast<bool>(facts.may_change_within(cast.source, cast.during));
}

void check(const Facts& facts, Node node, Report& report) {
  const Cast cast = read_cast(facts, node);
  if (!cast.source) return;
  const std::string maker(cast.call.child(Field::function).text());
  if (maker == "tuple" && facts.type(cast.source).is(TypeKind::tuple)) return;  // the very tuple
  const Sort sort = sort_of(facts, cast.source);
  if (sort == Sort::none || protects(facts, cast, sort)) return;
  // any() and all() stop early: map() and the like would not be run to their end.
  if (node.is(Kind::call) && sort == Sort::lazy &&
      (facts.is_call_of(node, "any") || facts.is_call_of(node, "all"))) {
    return;
  }
  const std::string name = "`" + shown(cast.source) + "`";
  Finding& finding = report.add(
      cast.call, "`" + shown(cast.call) + "` makes a " + maker + " of " + name +
                     " to go through it once: O(n) time, 8 bytes an element; go through " + name + " itself");
  report.remark().evidence_case = sort == Sort::range  ? "range"
                                  : sort == Sort::lazy ? "iterator"
                                  : sort == Sort::view ? "view"
                                                       : "container";
  finding.no_fix = {"Go through " + name + " itself", "a comment would be lost"};
  auto edits = unwrapped(cast.call, cast.source);
  if (!edits) return;
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits = std::move(*edits);
  const Purity purity = facts.purity(cast.source);
  fix.safety = sort == Sort::lazy && purity.may_raise && cast.during ? Safety::unsafe : Safety::safe;
  fix.why = fix.safety == Safety::safe ? "nothing can change " + name + " meanwhile"
                                       : "an error in " + name + " would come after the rounds before it";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule list_cast_iterated;
const Rule list_cast_iterated = {"list-cast-iterated", Impact::factor, Topic::copy, kinds, check, callees};

}  // namespace perfhint
