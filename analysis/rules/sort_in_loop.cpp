// sort-in-loop: a list that is sorted again after each append to it, and sorted(xs) of an xs that the loop
// leaves alone. The first wants bisect.insort(), the second to be sorted once before the loop.
#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// So many are sorted in no time.
constexpr std::int64_t few = 10;

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"sort", "sorted"};

// --- xs.append(x) and xs.sort() ---

// The only xs.append(x) of the loop that stands before the sort in the same round; none if the loop changes
// xs in any other way that is seen.
Node append_before(const Facts& facts, const Binding& list, Node sort, Node loop) {
  Node append;
  for (Node use : facts.uses_within(list, loop)) {
    if (facts.use(use) == UseKind::read) continue;
    const Node call = use.parent().parent();
    const MethodCall method = read_method_call(call);
    if (call == sort) continue;
    if (!method || method.object != use) return {};
    if (method.method == "pop" || method.method == "remove") continue;  // it stays sorted
    if (method.method != "append" || append || !method.call.sole_argument()) return {};
    append = call;
  }
  const bool in_order = append && append.index() < sort.index() && facts.enclosing_loop(append) == loop &&
                        append.within(sort.parent().parent());
  return in_order ? append : Node();
}

// `xs = []` is all that ever gives xs elements but for this append.
bool starts_sorted(const Facts& facts, const Binding& list, Node append, Node sort) {
  if (list.definitions.size() != 1) return false;
  const Node assignment = facts.syntax().node(list.definitions[0].name).parent();
  const Node value = assignment.is(Kind::assignment) ? assignment.child(Field::right) : Node();
  if (!value.is(Kind::list) || value.named_child_count() != 0) return false;
  for (const std::uint32_t at : list.uses) {
    const Node use = facts.syntax().node(at);
    if (facts.use(use) == UseKind::mutates && !use.within(append) && !use.within(sort)) return false;
  }
  return true;
}

std::string insort_objection(const Facts& facts, const Binding& list, Node append, Node sort, Node added) {
  const std::string name(list.name);
  const Type type = facts.type(added);
  if (!type.is(TypeKind::str) && !type.is(TypeKind::integer) && !type.is(TypeKind::bytes))
    return "`" + shown(added) + "` may have no total order: insort() would put it elsewhere";
  if (!facts.is_local(list) || facts.escapes(list) || !starts_sorted(facts, list, append, sort))
    return "`" + name + "` may not be sorted before the loop";
  return "";
}

void offer_insort(const Facts& facts, const Binding& list, Node append, Node sort, Finding& finding) {
  const std::string name(list.name);
  finding.no_fix = {"Put elements in their place with bisect.insort()", ""};
  const Node statement = sort.parent(), adding = append.parent();
  const Call arguments = read_call(sort);
  std::string key;
  for (const Call::Keyword& keyword : arguments.keywords) {
    if (keyword.name == "key" && facts.oldest_python() >= Python{10}) {
      key = ", key=" + std::string(keyword.value.text());
    } else {
      finding.no_fix.reason = keyword.name == "key" ? "insort() takes no key before Python 3.10"
                                                    : "insort() keeps ascending order only";
    }
  }
  if (!adding.is(Kind::expression_statement) || previous_statement(statement) != adding) {
    finding.no_fix.reason = "append() and sort() are no two statements in a row";
  } else if (!means_import(facts, sort, "bisect", "insort")) {
    finding.no_fix.reason = "`insort` means something else here";
  } else if (has_comment(facts.syntax(), {adding.span().begin, statement.span().end})) {
    finding.no_fix.reason = "a comment would be lost";
  }
  if (!finding.no_fix.reason.empty()) return;
  const Node added = read_call(append).sole_argument();
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.imports = {"from bisect import insort"};
  fix.edits.push_back({{adding.span().begin, statement.span().end},
                       "insort(" + name + ", " + std::string(added.text()) + key + ")"});
  fix.why = key.empty() ? insort_objection(facts, list, append, sort, added)
                        : "keys may have no total order: insort() would put elements elsewhere";
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "`" + name + "` is sorted whenever `" + shown(added) + "` is added";
  finding.fixes.push_back(std::move(fix));
}

void check_append(const Facts& facts, Node node, Report& report) {
  const MethodCall method = read_method_call(node);
  const Binding* list = facts.binding(method.object);
  if (list == nullptr || !node.parent().is(Kind::expression_statement)) return;
  const Node loop = repeating_loop(facts, node);
  if (!loop || loop != facts.enclosing_loop(node) || !facts.type(method.object).is(TypeKind::list)) return;
  if (!facts.is_closed(*list) || facts.rebound_within(*list, loop)) return;
  const Node append = append_before(facts, *list, node, loop);
  for (const Call::Keyword& keyword : method.call.keywords) {
    if (!is_left_alone(facts, keyword.value, loop)) return;  // another order each round
  }
  if (!append) return;
  const std::string name(list->name);
  Finding& finding = report.add(
      node,
      "`" + shown(node) + "` sorts all of `" + name +
          "` again for one element more: O(n) comparisons a round at best, O(n^2) for the loop; put the " +
          "element in its place with bisect.insort(), O(log n) comparisons, or sort once after the loop");
  finding.related.push_back({append.span(), "the element is added here"});
  offer_insort(facts, *list, append, node, finding);
}

// --- sorted(xs) ---

// The list that sorted() makes is only gone through, indexed or handed to a builtin that looks at it.
bool is_only_read(const Facts& facts, Node made) {
  while (made.parent().is(Kind::parenthesized_expression)) made = made.parent();
  const Node parent = made.parent();
  if (parent.is_any(Kind::for_statement, Kind::for_in_clause)) return made.field() == Field::right;
  if (parent.is(Kind::subscript)) return made.field() == Field::value && parent.field() != Field::left;
  if (parent.is(Kind::argument_list)) return facts.is_reading_call(parent.parent());
  return false;
}

void offer_sorted_once(const Facts& facts, Node node, Node source, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, source, loop);
  finding.no_fix = {"Sort `" + shown(source) + "` once before the loop", hoist.refusal};
  if (!hoist) return;
  if (has_comment(facts.syntax(), node.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  const std::string name = hoisted_name(facts, source, hoist.before, "_sorted");
  Fix fix;
  fix.title = finding.no_fix.title + ", as `" + name + "`";
  fix.edits.push_back(*line_before(hoist.before, name + " = " + std::string(node.text())));
  for (Node same : same_within(facts, node, loop)) {
    if (is_only_read(facts, same)) fix.edits.push_back({same.span(), name});
  }
  const Type type = facts.type(source);
  const TypeKind element = type.element_type().kind;
  const bool ordered = element == TypeKind::str || element == TypeKind::integer || element == TypeKind::bytes;
  const Binding* binding = facts.binding(unparenthesised(source));
  fix.why = hoist.objection;
  if (fix.why.empty() && !(ordered && binding && is_element_proven(facts, *binding) &&
                           node.child(Field::arguments).named_child_count() == 1)) {
    fix.why = "sorted() may raise, also where the loop never comes to it";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "nothing in the loop can change `" + shown(source) + "`";
  if (hoist.culprit)
    finding.related.push_back({hoist.culprit.span(), "this may change `" + shown(source) + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check_sorted(const Facts& facts, Node node, Report& report) {
  if (!facts.enclosing_loop(node) || !is_only_read(facts, node) || !facts.is_call_of(node, "sorted")) return;
  const Call call = read_call(node);
  if (call.positional.size() != 1 || call.splats || call.generator) return;
  const Node source = call.positional[0];
  const Node named = read_method_call(source) ? read_method_call(source).object : source;
  if (!named.is_any(Kind::identifier, Kind::attribute) || !facts.is_pure(node)) return;
  if (facts.type(source).is(TypeKind::iterator) || is_few(facts, source) || is_short(facts, source, few))
    return;
  const Node loop = widest_loop(facts, source, node);
  if (!loop || !is_left_alone(facts, node, loop)) return;
  const std::string said = shown(node);
  Finding& finding =
      report.add(node, "`" + said + "` sorts the same elements on each round: O(n log n) time " +
                           "and a new list each; sort once before the loop");
  report.remark().evidence_case = "invariant";
  offer_sorted_once(facts, node, source, loop, finding);
}

void check(const Facts& facts, Node node, Report& report) {
  if (node.child(Field::function).is(Kind::attribute))
    check_append(facts, node, report);
  else
    check_sorted(facts, node, report);
}

}  // namespace

extern const Rule sort_in_loop;
const Rule sort_in_loop = {"sort-in-loop", Impact::growth, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
