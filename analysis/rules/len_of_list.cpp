// len-of-list: len(list(xs)) of what has a length itself. len([... if ...]) is left alone: counting by
// sum(1 for ...) takes more time, for less memory.
#include <array>

#include "analysis/rules/looks.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"len"};

// The xs of list(xs), tuple(xs), sorted(xs).
Node copied(const Facts& facts, Node call) {
  for (const auto* maker : {"list", "tuple", "sorted"}) {
    if (const Node source = sole_argument_of(facts, call, maker)) return source;
  }
  return {};
}

void check(const Facts& facts, Node node, Report& report) {
  const Node argument = node.child(Field::arguments).named_child(0);
  if (!argument.is(Kind::call) || !facts.is_call_of(node, "len")) return;
  if (read_call(node).sole_argument() != argument) return;
  const Node source = copied(facts, argument);
  if (!source || !is_sized(facts.type(source).kind)) return;
  Finding& finding = report.add(node, "`" + shown(node) + "` copies all of `" + shown(source) +
                                          "` to count it: O(n) time and memory; len() of `" + shown(source) +
                                          "` itself is O(1)");
  report.remark().evidence_case = "sized";
  Fix fix;
  fix.title = "Take the length of `" + shown(source) + "` itself";
  finding.no_fix = {fix.title, "a comment would be lost"};
  auto edits = unwrapped(argument, source);
  if (!edits) return;
  fix.edits = std::move(*edits);
  const bool sorts = argument.child(Field::function).text() == "sorted";
  const TypeKind element = facts.type(source).element;
  const bool safe = !sorts || element == TypeKind::integer || element == TypeKind::str;
  fix.safety = safe ? Safety::safe : Safety::unsafe;
  fix.why = safe ? "the copy is as long as what it copies"
                 : "elements that cannot be compared would no longer be refused";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule len_of_list;
const Rule len_of_list = {"len-of-list", Impact::factor, Topic::memory, kinds, check, callees};

}  // namespace perfhint
