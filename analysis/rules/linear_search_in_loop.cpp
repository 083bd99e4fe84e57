// linear-search-in-loop: next(x for x in xs if x.key == ...) or [x for x in xs if x.key == ...][0] in a loop
// that leaves xs alone: a scan for each round, where an index built before the loop would answer.
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/key_match.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call, Kind::subscript};
constexpr std::array<std::string_view, 1> callees = {"next"};

struct Search {
  Node whole;          // next(...), or [...][0]
  Node comprehension;  // ELEMENT for TARGET in COLLECTION if CONDITION
  Node fallback;       // next(..., fallback)
  Node element, target, collection, condition;
  explicit operator bool() const { return static_cast<bool>(condition); }
};

Search read_search(const Facts& facts, Node node) {
  Search search;
  search.whole = node;
  if (node.is(Kind::subscript)) {
    const Subscript first = read_subscript(node);
    if (first.index.text() != "0" || !first.object.is(Kind::list_comprehension)) return {};
    search.comprehension = first.object;
  } else {
    if (!facts.is_call_of(node, "next")) return {};
    const Call call = read_call(node);
    search.comprehension = call.generator ? call.generator : Node();
    if (!call.positional.empty()) search.comprehension = unparenthesised(call.positional[0]);
    if (call.positional.size() == 2) search.fallback = call.positional[1];
    if (call.splats || !call.keywords.empty()) return {};
  }
  if (!search.comprehension.is_any(Kind::generator_expression, Kind::list_comprehension) ||
      search.comprehension.named_child_count() != 3) {
    return {};
  }
  search.element = search.comprehension.child(Field::body);
  const ForHead head = read_for(search.comprehension.named_child(1));
  const Node condition = search.comprehension.named_child(2);
  if (head.async || !head.target.is(Kind::identifier) || !condition.is(Kind::if_clause)) return {};
  search.target = head.target;
  search.collection = unparenthesised(head.iterable);
  search.condition = condition.named_child(0);
  return search;
}

void add_fix(const Facts& facts, const Search& search, const Match& match, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, search.collection, loop);
  const std::string collection(search.collection.text());
  finding.no_fix = {"Build an index of `" + shown(search.collection) + "` before the loop", hoist.refusal};
  if (!hoist) return;
  if (!match.whole) {
    finding.no_fix.reason = "the condition asks for more than the key";
    return;
  }
  if (!means_builtin(facts, hoist.before, "list") || !means_builtin(facts, hoist.before, "reversed")) {
    finding.no_fix.reason = "`list` or `reversed` means something else here";
    return;
  }
  if (has_comment(facts.syntax(), search.whole.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  const std::string name = index_name(facts, search.collection, match.key, hoist.before);
  const TypeKind kind = facts.type(search.collection).kind;
  const bool sequence = kind == TypeKind::list || kind == TypeKind::tuple;
  Fix fix;
  fix.title = "Build the index `" + name + "` before the loop and look it up";
  fix.edits.push_back(*line_before(
      hoist.before, name + " = {" + std::string(match.key.text()) + ": " +
                        std::string(search.element.text()) + " for " + std::string(search.target.text()) +
                        " in reversed(" + (sequence ? collection : "list(" + collection + ")") + ")}"));
  const std::string wanted(match.wanted.text());
  fix.edits.push_back({search.whole.span(), search.fallback ? name + ".get(" + wanted + ", " +
                                                                  std::string(search.fallback.text()) + ")"
                                                            : name + "[" + wanted + "]"});
  fix.why = hoist.objection;
  if (fix.why.empty()) {
    fix.why = search.fallback               ? "keys are taken to be hashable"
              : search.whole.is(Kind::call) ? "a missing key raises KeyError, not StopIteration"
                                            : "a missing key raises KeyError, not IndexError";
  }
  if (hoist.culprit)
    finding.related.push_back({hoist.culprit.span(), "this may change `" + collection + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Search search = read_search(facts, node);
  if (!search || !is_searchable(facts, search.collection)) return;
  const Node loop = repeating_loop(facts, node);
  if (!loop) return;
  const Match match = read_match(facts, search.condition, search.target);
  if (!match || !varies_within(facts, match.wanted, loop)) return;
  const Node widest = widest_loop(facts, search.collection, node);
  if (!widest) return;
  const std::string name = shown(search.collection);
  Finding& finding = report.add(
      node, "this looks through `" + name + "` for `" + shown(match.key) + " == " + shown(match.wanted) +
                "` on each round: O(n) a search, O(n*m) for the loop; build a dict of `" + name + "` by `" +
                shown(match.key) + "` once before the loop, O(1) a look-up");
  if (!searches_add_up(facts, search.collection, loop)) make_micro(report);
  add_fix(facts, search, match, widest, finding);
}

}  // namespace

extern const Rule linear_search_in_loop;
const Rule linear_search_in_loop = {
    "linear-search-in-loop", Impact::growth, Topic::lookup, kinds, check, callees};

}  // namespace perfhint
