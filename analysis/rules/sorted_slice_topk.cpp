// sorted-slice-topk: sorted(xs)[:k], k a small constant: everything is sorted for the sake of a few.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::subscript};

constexpr std::int64_t most_taken = 50;
// Up to about this many elements sorting all of them is the faster way.
constexpr std::int64_t few = 500;

// sorted(xs, key=key, reverse=True)[:k]
struct Top {
  Call call;
  Node count, key;
  bool reverse = false;
  explicit operator bool() const { return static_cast<bool>(count); }
};

// The k of `[:k]`.
Node count_of(Node slice) {
  if (!slice.is(Kind::slice) || slice.named_child_count() != 1) return {};
  const Node bound = slice.named_child(0);
  int colons = 0;
  for (Node part : all_children(slice)) {
    if (!part.is(Kind::colon)) continue;
    if (part.span().begin > bound.span().begin) return {};
    ++colons;
  }
  return colons == 1 ? bound : Node();
}

Top read_top(const Facts& facts, Node node) {
  Top top;
  const Node value = node.child(Field::value);
  if (!value.is(Kind::call) || value.child(Field::function).text() != "sorted") return {};
  const Node count = count_of(read_subscript(node).index);
  const auto number = count ? facts.constant(count) : std::nullopt;
  if (!number || *number < 1 || *number > most_taken || !facts.is_call_of(value, "sorted")) return {};
  top.call = read_call(value);
  if (top.call.splats || (!top.call.generator && top.call.positional.size() != 1)) return {};
  for (const Call::Keyword& keyword : top.call.keywords) {
    if (keyword.name == "key") {
      top.key = keyword.value;
    } else if (keyword.name == "reverse" && keyword.value.is_any(Kind::true_literal, Kind::false_literal)) {
      top.reverse = keyword.value.is(Kind::true_literal);
    } else {
      return {};
    }
  }
  if (node.field() != Field::left && !node.parent().is(Kind::delete_statement)) top.count = count;
  return top;
}

void check(const Facts& facts, Node node, Report& report) {
  const Top top = read_top(facts, node);
  if (!top) return;
  const Node xs = top.call.generator ? top.call.generator : top.call.positional[0];
  const auto length = facts.length(xs);
  if (length && length->most().value_or(few + 1) <= few) return;
  const std::string function = top.reverse ? "nlargest" : "nsmallest";
  Finding& finding =
      report.add(node, "`" + shown(node) + "` sorts all for the first " + shown(top.count) +
                           ": O(n log n) time, O(n) memory; heapq." + function +
                           "() keeps only those, O(n), which pays from " + "several hundred elements on");
  // Once, of who knows how many: sorting a few hundred is the faster way.
  report.remark().has_impact = !(length && length->most()) && !facts.enclosing_loop(node);
  report.remark().impact = Impact::micro;
  report.remark().evidence_case = top.key ? "key" : top.reverse ? "largest" : "smallest";

  Fix fix;
  fix.title = "Take heapq." + function + "(...)";
  finding.no_fix = {fix.title, "`" + function + "` means something else here"};
  if (!means_import(facts, node, "heapq", function)) return;
  finding.no_fix.reason = "a comment would be lost";
  const auto edit =
      replaced(node, function + "(" + std::string(top.count.text()) + ", " + std::string(xs.text()) +
                         (top.key ? ", key=" + std::string(top.key.text()) : "") + ")");
  if (!edit) return;
  fix.edits.push_back(*edit);
  fix.imports.push_back("from heapq import " + function);
  const Type element = facts.type(xs).element_type();
  const bool plain = !top.key && (element.is(TypeKind::integer) || element.is(TypeKind::str));
  fix.safety = plain ? Safety::safe : Safety::unsafe;
  fix.why = plain ? "the elements have one order, and it gives the same list"
                  : "elements that cannot all be compared may no longer be refused";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule sorted_slice_topk;
const Rule sorted_slice_topk = {"sorted-slice-topk", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
