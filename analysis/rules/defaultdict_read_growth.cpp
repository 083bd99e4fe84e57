// defaultdict-read-growth: in a loop, `d[key]` only asks, in a condition or a comparison, whether a
// defaultdict has something: each key that it has not is put into it.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::subscript};

// The value is only looked at: a condition, an operand of a comparison.
bool is_question(Node subscript) {
  const Node parent = subscript.parent();
  switch (parent.kind()) {
    case Kind::if_statement:
    case Kind::elif_clause:
      return subscript.field() == Field::condition;
    case Kind::if_clause:
    case Kind::not_operator:
      return true;
    case Kind::comparison_operator: {
      const Comparison test = read_comparison(parent);
      const bool member = test.op == Kind::kw_in || test.op == Kind::kw_not_in;
      return test && (!member || test.right == subscript);
    }
    default:
      return false;
  }
}

// The dict is filled nowhere in the loop, and everywhere else from other things than the loop goes through.
bool is_only_read(const Facts& facts, const Binding& dict, Node loop, Node iterable) {
  for (const std::uint32_t index : dict.uses) {
    const Node use = facts.syntax().node(index);
    const UseKind kind = facts.use(use);
    const Node parent = use.parent();
    const bool grown_below = parent.is(Kind::subscript) && parent.parent().is(Kind::attribute);
    if (use.within(loop)) {
      if (kind != UseKind::read || grown_below) return false;
      if (parent.is(Kind::subscript) && !is_question(parent)) return false;  // what is put there is used
      continue;
    }
    const Node other = facts.enclosing_loop(use);
    if (other.is(Kind::for_statement) && other.child(Field::right).text() == iterable.text()) return false;
    if (kind == UseKind::escapes) return false;
  }
  return true;
}

// The dict itself, or something made of it, is what the loop goes through: its keys are there.
bool goes_through(Node iterable, std::string_view dict) {
  for (Node node : descendants(iterable)) {
    if (node.is(Kind::identifier) && node.text() == dict) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  if (!is_question(node) || !node.child(Field::value).is(Kind::identifier)) return;
  const Node key = read_subscript(node).index, object = node.child(Field::value);
  if (!key.is(Kind::identifier)) return;
  const Binding* dict = facts.binding(object);
  if (dict == nullptr || !facts.is_local(*dict)) return;
  const Node loop = facts.enclosing_loop(node);
  const Binding* variable = loop ? facts.binding(key) : nullptr;
  if (variable == nullptr || variable->definitions.size() != 1) return;
  const Node target = facts.syntax().node(variable->definitions[0].name);
  Node head = target;
  while (head && !head.is_any(Kind::for_statement, Kind::for_in_clause)) head = head.parent();
  if (!head || !target.within(head.child(Field::left)) || !node.within(loop)) return;
  const Node iterable = head.child(Field::right);
  if (facts.type(object).class_name() != "collections.defaultdict" || goes_through(iterable, object.text()) ||
      facts.is_call_of(unparenthesised(iterable), "range"))
    return;
  const Node region = head.is(Kind::for_statement) ? head : head.parent();
  if (!is_only_read(facts, *dict, region, iterable) || facts.use(object) != UseKind::read) return;

  const std::string name(object.text()), asked(key.text());
  Finding& finding = report.add(node, "`" + shown(node) + "` puts each `" + asked + "` that `" + name +
                                          "` has not into it: O(n) memory for asking; ask `" + name +
                                          ".get(" + asked + ")` or `" + asked + " in " + name + "`");
  finding.related.push_back({target.span(), "the keys that are asked for"});
  Fix fix;
  fix.title = "Ask with `.get()`";
  fix.why = "for a missing key it gives `None`, where the default was compared before";
  fix.edits = {{node.span(), name + ".get(" + asked + ")"}};
  const bool truth = !node.parent().is(Kind::comparison_operator);
  if (truth) {
    finding.fixes.push_back(std::move(fix));
  } else {
    finding.no_fix = {"Ask with `.get()`", "what a missing key is to be compared as is for the code to say"};
  }
}

}  // namespace

extern const Rule defaultdict_read_growth;
const Rule defaultdict_read_growth = {"defaultdict-read-growth", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
