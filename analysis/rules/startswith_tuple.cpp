// startswith-tuple: s.startswith("a") or s.startswith("b") in a loop: one call with a tuple tests both.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::boolean_operator};

// s.startswith("..."), s.endswith("..."): of a name or attribute, with one literal.
MethodCall read_test(Node node) {
  const MethodCall test = read_method_call(unparenthesised(node));
  if (!test || (test.method != "startswith" && test.method != "endswith")) return {};
  if (!test.object.is_any(Kind::identifier, Kind::attribute)) return {};
  return test.call.sole_argument().is(Kind::string) ? test : MethodCall();
}

bool is_same(const MethodCall& a, const MethodCall& b) {
  return a && b && a.method == b.method && a.object.text() == b.object.text();
}

// The last operand of the chain's left side, which `or` joins with the right operand.
Node neighbour(Node left) {
  return left.is(Kind::boolean_operator) && left.child(Field::operator_).is(Kind::kw_or)
             ? left.child(Field::right)
             : left;
}

bool is_or(Node node) {
  return node.is(Kind::boolean_operator) && node.child(Field::operator_).is(Kind::kw_or);
}

void check(const Facts& facts, Node node, Report& report) {
  if (!is_or(node)) return;
  const MethodCall last = read_test(node.child(Field::right));
  if (!last || !is_same(read_test(neighbour(node.child(Field::left))), last)) return;
  // Told at the end of the run of tests.
  if (is_or(node.parent()) && node.field() == Field::left &&
      is_same(last, read_test(node.parent().child(Field::right))))
    return;
  if (facts.heat(node).loops == 0) return;
  std::vector<Node> tests{node.child(Field::right)};
  Node at = node.child(Field::left);
  for (int depth = 0; depth < 64 && is_same(read_test(neighbour(at)), last); ++depth) {
    tests.insert(tests.begin(), neighbour(at));
    if (!is_or(at)) break;
    at = at.child(Field::left);
  }
  std::string texts;
  for (Node test : tests)
    texts += (texts.empty() ? "" : ", ") + std::string(read_test(test).call.sole_argument().text());

  const Span span{tests.front().span().begin, tests.back().span().end};
  const std::string called = shown(last.object) + "." + std::string(last.method);
  Finding& finding = report.add(span, "`" + called + "` is called " + std::to_string(tests.size()) +
                                          " times, O(1) each, where one call tests all; pass it a tuple");
  finding.no_fix = {"Pass a tuple", "a comment stands between the tests"};
  if (has_comment(facts.syntax(), span)) return;
  const bool known = facts.type(last.object).is(TypeKind::str);
  Fix fix;
  fix.title = "Pass a tuple";
  fix.edits.push_back({span, called + "((" + texts + "))"});
  if (shown(last.object) != last.object.text())
    fix.edits.back().text =
        std::string(last.object.text()) + "." + std::string(last.method) + "((" + texts + "))";
  fix.safety = known ? Safety::safe : Safety::unsafe;
  fix.why = known ? "`" + shown(last.object) + "` is a str"
                  : "`" + shown(last.object) + "` is not known to be a str";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule startswith_tuple;
const Rule startswith_tuple = {"startswith-tuple", Impact::micro, Topic::cpu, kinds, check};

}  // namespace perfhint
