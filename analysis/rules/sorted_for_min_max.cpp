// sorted-for-min-max: sorted(xs)[0] and sorted(xs)[-1]: O(n log n) and a copy, where one pass finds it.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::subscript};

constexpr std::int64_t few = 5;

// sorted(xs, key=key, reverse=True)[0]
struct Extreme {
  Node xs, key;
  bool last = false, reverse = false, with_key = false;
  explicit operator bool() const { return static_cast<bool>(xs); }
  bool is_min() const { return last == reverse; }
};

Extreme read_extreme(const Facts& facts, Node node) {
  Extreme extreme;
  const Node value = node.child(Field::value);
  if (!value.is(Kind::call) || value.child(Field::function).text() != "sorted") return {};
  const std::string_view index = read_subscript(node).index.text();
  if (index != "0" && index != "-1") return {};
  if (node.field() == Field::left || node.parent().is(Kind::delete_statement)) return {};
  if (!facts.is_call_of(value, "sorted")) return {};
  const Call call = read_call(value);
  if (call.splats || (!call.generator && call.positional.size() != 1)) return {};
  extreme.last = index == "-1";
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "key") {
      extreme.key = keyword.value;
    } else if (keyword.name == "reverse" && keyword.value.is_any(Kind::true_literal, Kind::false_literal)) {
      extreme.reverse = keyword.value.is(Kind::true_literal);
    } else {
      return {};
    }
  }
  extreme.with_key = extreme.key && !extreme.key.is(Kind::none_literal);
  extreme.xs = call.generator ? call.generator : call.positional[0];
  return extreme;
}

// sorted() keeps the order of equal elements, and its last is the last of them; min() and max() give the
// first.
std::string objection(const Facts& facts, const Extreme& extreme) {
  const Type element = facts.type(extreme.xs).element_type();
  const bool plain =
      element.is(TypeKind::integer) || element.is(TypeKind::str) || element.is(TypeKind::bytes);
  if (extreme.last && (extreme.with_key || !plain)) {
    return "of several equal elements " + std::string(extreme.is_min() ? "min()" : "max()") +
           " gives the first, this the last";
  }
  const auto length = facts.length(extreme.xs);
  const bool some = length && length->sort == Length::Sort::exactly && length->count > 0;
  if (!some)
    return "where there is no element, " + std::string(extreme.is_min() ? "min()" : "max()") +
           " raises ValueError, not IndexError";
  return plain ? "" : "the elements may have an order of their own";
}

// A try around it handles the IndexError of an empty list: min() raises another.
bool expects_index_error(Node node) {
  for (Node at = node; at && !at.is_any(Kind::function_definition, Kind::lambda_expression);
       at = at.parent()) {
    if (!at.parent().is(Kind::try_statement) || at.field() != Field::body) continue;
    for (Node handler : children(at.parent())) {
      if (!handler.is(Kind::except_clause)) continue;
      for (Node name : descendants(handler.named_child(0))) {
        if (name.text() == "IndexError" || name.text() == "LookupError") return true;
      }
    }
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Extreme extreme = read_extreme(facts, node);
  if (!extreme || expects_index_error(node)) return;
  const auto length = facts.length(extreme.xs);
  if (length && length->most().value_or(few + 1) <= few) return;
  const std::string function = extreme.is_min() ? "min" : "max";
  Finding& finding =
      report.add(node, "`" + shown(node) + "` sorts a copy for one element: O(n log n) time, O(n) memory; " +
                           function + "() finds it in one pass, O(n)");
  report.remark().evidence_case = extreme.with_key ? "key" : "plain";

  Fix fix;
  fix.title = "Take " + function + "(...)";
  finding.no_fix = {fix.title, "`" + function + "` means something else here"};
  if (!means_builtin(facts, node, function)) return;
  std::string arguments(extreme.xs.text());
  if (!extreme.xs.is(Kind::generator_expression) || extreme.with_key ||
      extreme.xs.parent().is(Kind::argument_list))
    arguments = "(" + arguments + (extreme.with_key ? ", key=" + std::string(extreme.key.text()) : "") + ")";
  const auto edit = replaced(node, function + arguments);
  finding.no_fix.reason = "a comment would be lost";
  if (!edit) return;
  fix.edits.push_back(*edit);
  fix.why = objection(facts, extreme);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "there are elements, and equal ones are alike";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule sorted_for_min_max;
const Rule sorted_for_min_max = {"sorted-for-min-max", Impact::growth, Topic::cpu, kinds, check};

}  // namespace perfhint
