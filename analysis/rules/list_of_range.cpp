// list-of-range: `xs = list(range(n))`, or `[i for i in range(n)]`, where xs is only gone through, measured,
// tested with `in`, or indexed outside loops: a range does all that in 48 bytes.
#include <array>

#include "analysis/rules/looks.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

// Fewer numbers are not worth a word.
constexpr std::int64_t few = 100;

// [i for i in range(n)]: the call of range().
Node plain_comprehension(Node value) {
  if (!value.is(Kind::list_comprehension) || value.named_child_count() != 2) return {};
  const Node clause = value.named_child(1);
  const ForHead head = read_for(clause);
  const bool same = head.target.is(Kind::identifier) && !head.async &&
                    value.named_child(0).is(Kind::identifier) &&
                    value.named_child(0).text() == head.target.text();
  return same ? unparenthesised(head.iterable) : Node();
}

Node range_in(const Facts& facts, Node value) {
  Node range = plain_comprehension(value);
  if (!range && value.is(Kind::call)) range = unparenthesised(sole_argument_of(facts, value, "list"));
  return range.is(Kind::call) && facts.is_call_of(range, "range") ? range : Node();
}

// A range does the same, and not slower: iteration, len(), `in`, an index outside loops.
bool suits_range(const Facts& facts, Node use) {
  if (!is_momentary(facts, use)) return false;
  const Node parent = use.parent();
  switch (parent.kind()) {
    case Kind::for_statement:
    case Kind::for_in_clause:
      return true;
    case Kind::argument_list: {
      for (const auto* taker :
           {"len", "sum", "min", "max", "any", "all", "set", "enumerate", "zip", "reversed", "bool"}) {
        if (facts.is_call_of(parent.parent(), taker)) return true;
      }
      return false;
    }
    case Kind::comparison_operator: {
      const Comparison test = read_comparison(parent);
      return test.right == use && (test.op == Kind::kw_in || test.op == Kind::kw_not_in);
    }
    case Kind::subscript:
      return use.field() == Field::value && !read_subscript(parent).index.is(Kind::slice) &&
             facts.type(read_subscript(parent).index).is(TypeKind::integer) && !facts.enclosing_loop(parent);
    default:
      return false;
  }
}

void check(const Facts& facts, Node node, Report& report) {
  const Node target = node.child(Field::left), value = unparenthesised(node.child(Field::right));
  if (!target.is(Kind::identifier) || !value.is_any(Kind::call, Kind::list_comprehension)) return;
  if (!node.parent().is(Kind::expression_statement) || node.child(Field::type)) return;
  const Node range = range_in(facts, value);
  if (!range) return;
  const Binding* name = facts.binding(target);
  if (name == nullptr || name->definitions.size() != 1 || name->uses.empty() || name->captured ||
      !is_own_local(facts, *name, node)) {
    return;
  }
  for (const std::uint32_t use : name->uses) {
    const Node at = facts.syntax().node(use);
    // Round after round a list is quicker to go through: it holds its numbers, a range makes them.
    if (!suits_range(facts, at) || facts.enclosing_loop(at) != facts.enclosing_loop(node)) return;
  }
  const auto length = facts.length(range);
  if (length && length->most().value_or(few + 1) <= few) return;
  const std::string said = "`" + std::string(target.text()) + "`";
  Finding& finding =
      report.add(value, "`" + shown(value) + "` makes every number at once: 36 bytes each; " + said +
                            " is used as `" + shown(range) + "` can be, which takes 48 in all");
  Fix fix;
  fix.title = "Let " + said + " be the range";
  finding.no_fix = {fix.title, "a comment would be lost"};
  auto edits = unwrapped(value, range);
  if (!edits) return;
  fix.edits = std::move(*edits);
  fix.safety = Safety::safe;
  fix.why = "every use of " + said + " works alike on a range";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule list_of_range;
const Rule list_of_range = {"list-of-range", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
