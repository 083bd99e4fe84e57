// set-built-in-loop: `x in set(ys)` in a loop that leaves ys alone, and the same with list(), tuple(),
// sorted(), a comprehension: the container is made anew for each test. Every such test of the loop is
// rewritten at once, to one set that is built before it.
#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};
constexpr std::array<std::string_view, 5> makers = {"frozenset", "list", "set", "sorted", "tuple"};

// A container that is made for the test, of `source`; `code` makes a set of the same elements.
struct Made {
  Node source;
  std::string code;
  bool hashed = false;  // it is a set as it stands
};

std::string inside(Node bracketed) {
  const std::string_view text = bracketed.text();
  return std::string(text.substr(1, text.size() - 2));
}

Made read_made(const Facts& facts, Node node) {
  if (node.is(Kind::set_comprehension)) return {node, std::string(node.text()), true};
  if (node.is(Kind::list_comprehension)) return {node, "{" + inside(node) + "}", false};
  const Node function = node.is(Kind::call) ? node.child(Field::function) : Node();
  if (!function.is(Kind::identifier) ||
      std::find(makers.begin(), makers.end(), function.text()) == makers.end() ||
      !facts.is_builtin(function, function.text())) {
    return {};
  }
  const Call call = read_call(node);
  const bool hashed = function.text().ends_with("set");
  if (call.generator)
    return {call.generator, hashed ? std::string(node.text()) : "{" + inside(call.generator) + "}", hashed};
  const Node source = call.sole_argument();
  if (!source || facts.type(source).is(TypeKind::iterator)) return {};
  return {source, hashed ? std::string(node.text()) : "set(" + std::string(source.text()) + ")", hashed};
}

bool says_a_name(const Facts& facts, Node source) {
  for (Node node : descendants(source)) {
    if (node.is(Kind::identifier) && facts.binding(node) && !facts.is_builtin(node, node.text())) return true;
  }
  return false;
}

// The first name of a comprehension's iterable, to call the set by.
Node named_source(Node source) {
  if (source.is_any(Kind::identifier, Kind::attribute)) return source;
  for (Node child : children(source)) {
    if (child.is(Kind::for_in_clause)) return unparenthesised(child.child(Field::right));
  }
  return source;
}

void add_fix(const Facts& facts, const Made& made, Node container, Node left, Node loop, Finding& finding) {
  const Hoist hoist = read_hoist(facts, made.source, loop);
  finding.no_fix = {"Build the set before the loop", hoist.refusal};
  if (!hoist) return;
  if (!made.hashed && !means_builtin(facts, hoist.before, "set")) {
    finding.no_fix.reason = "`set` means something else here";
    return;
  }
  if (has_comment(facts.syntax(), container.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  const std::string name = hoisted_name(facts, named_source(made.source), hoist.before, "_set");
  Fix fix;
  fix.title = "Build `" + name + "` before the loop and test that";
  fix.edits.push_back(*line_before(hoist.before, name + " = " + made.code));
  for (const Comparison& test : tests_within(facts, container, loop))
    fix.edits.push_back({unparenthesised(test.right).span(), name});
  fix.why = hoist.objection;
  if (fix.why.empty() && !holds_hashables(facts, made.source)) {
    fix.why = "building the set may raise: `" + shown(made.source) + "` is not known to hold hashable values";
  }
  if (fix.why.empty() && !made.hashed && !is_surely_hashable(facts.type(left)))
    fix.why = "`" + shown(left) + "` may be unhashable: the test would raise TypeError";
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "`" + shown(made.source) + "` is the same on each round, and building the set cannot raise";
  if (hoist.culprit)
    finding.related.push_back({hoist.culprit.span(), "this may change `" + shown(made.source) + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = read_membership(node);
  const Node container = unparenthesised(test.right);
  const Made made = read_made(facts, container);
  if (!made.source || !facts.is_pure(container) || read_key_copy(facts, container)) return;
  if (!says_a_name(facts, made.source) || is_few(facts, made.source)) return;
  if (!made.hashed && is_surely_unhashable(facts.type(test.left))) return;
  if (is_surely_unhashable(facts.type(container).element_type())) return;
  const Node loop = widest_loop(facts, made.source, node);
  if (!loop) return;
  const std::string said = shown(container);
  Finding& finding =
      report.add(container, "`" + said + "` is made anew for each test of the loop: O(n) time and memory a " +
                                "round; build the set once before the loop and test that, O(1)");
  add_fix(facts, made, container, test.left, loop, finding);
}

}  // namespace

extern const Rule set_built_in_loop;
const Rule set_built_in_loop = {"set-built-in-loop", Impact::growth, Topic::lookup, kinds, check};

}  // namespace perfhint
