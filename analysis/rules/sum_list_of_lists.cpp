// sum-list-of-lists: sum(lists, []) and sum(tuples, ()). Each + makes a new list of all that came before.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"sum"};

// With fewer lists the plain sum is the faster one.
constexpr std::int64_t few = 10;

// The start of sum(lists, []) or sum(lists, start=[]), written as a list or tuple; none otherwise.
Node start_of(const Call& call) {
  if (call.splats || call.generator || call.positional.empty()) return {};
  Node start;
  if (call.positional.size() == 2 && call.keywords.empty()) start = call.positional[1];
  if (call.positional.size() == 1 && call.keywords.size() == 1 && call.keywords[0].name == "start")
    start = call.keywords[0].value;
  start = unparenthesised(start);
  return start.is_any(Kind::list, Kind::tuple) ? start : Node();
}

void add_fix(const Facts& facts, Node node, Node lists, Node start, Finding& finding) {
  const bool list = start.is(Kind::list);
  const std::string maker = list ? "list" : "tuple";
  Fix fix;
  fix.title = "Chain them: " + maker + "(chain.from_iterable(...))";
  finding.no_fix = {fix.title, "the sum does not start empty"};
  if (start.named_child_count() != 0) return;
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), node.span())) return;
  finding.no_fix.reason = "`chain` or `" + maker + "` means something else here";
  if (!means_import(facts, node, "itertools", "chain") || !means_builtin(facts, node, maker)) return;
  fix.edits.push_back({node.span(), maker + "(chain.from_iterable(" + std::string(lists.text()) + "))"});
  fix.imports.push_back("from itertools import chain");
  const bool proven = facts.type(lists).element_type().is(list ? TypeKind::list : TypeKind::tuple);
  fix.safety = proven ? Safety::safe : Safety::unsafe;
  fix.why = proven ? "all that is summed are " + maker + "s"
                   : "`" + shown(lists) + "` may hold something else than " + maker +
                         "s: chain takes any iterables, sum() refuses them";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Call call = read_call(node);
  const Node start = start_of(call);
  if (!start || !facts.is_call_of(node, "sum")) return;
  const Node lists = call.positional[0];
  // sum(tag_all([words]), []): one list for the one that is given.
  const Node given = read_call(lists).sole_argument();
  if (given.is_any(Kind::list, Kind::tuple) && given.named_child_count() <= 1) return;
  const auto length = facts.length(lists);
  if (length && length->most().value_or(few + 1) <= few) return;
  Finding& finding = report.add(
      node, "`sum(..., " + shown(start) + ")` copies all that is gathered so far for each further " +
                std::string(start.is(Kind::list) ? "list" : "tuple") +
                ": O(n^2); itertools.chain.from_iterable() goes through each once, O(n)");
  add_fix(facts, node, lists, start, finding);
}

}  // namespace

extern const Rule sum_list_of_lists;
const Rule sum_list_of_lists = {"sum-list-of-lists", Impact::growth, Topic::copy, kinds, check, callees};

}  // namespace perfhint
