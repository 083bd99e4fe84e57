// generator-then-container: list(... for ...), set(... for ...), dict((k, v) for ...), set([...]),
// dict([...]): a comprehension makes the container itself, without a generator or a list in between.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 3> callees = {"dict", "list", "set"};

// What is in the brackets of a comprehension.
std::string inside(Node comprehension) {
  const std::string_view text = comprehension.text();
  return std::string(text.substr(1, text.size() - 2));
}

// (key, value): as `key: value` in a dict comprehension; "" for anything else.
std::string pair_text(Node comprehension) {
  const Node element = comprehension.named_child(0);
  if (!element.is(Kind::tuple) || element.named_child_count() != 2) return {};
  for (Node part : children(element)) {
    if (part.is_any(Kind::list_splat, Kind::named_expression, Kind::yield_expression)) return {};
  }
  const std::string_view text = comprehension.text();
  const std::size_t behind = element.span().end - comprehension.span().begin;
  return std::string(element.named_child(0).text()) + ": " + std::string(element.named_child(1).text()) +
         std::string(text.substr(behind, text.size() - behind - 1));
}

// A pause moves from the generator into the function, and what StopIteration does with it.
bool is_plain(Node comprehension) {
  for (Node node : descendants(comprehension)) {
    if (node.is_any(Kind::named_expression, Kind::lambda_expression)) return false;
  }
  return !first_pause(comprehension);
}

// list(...)[0] and sorted(list(...)) are other rules' matter.
bool is_for_others(const Facts& facts, Node node) {
  if (node.parent().is(Kind::subscript) && node.field() == Field::value) return true;
  for (const auto* outer : {"frozenset", "list", "set", "sorted", "tuple"}) {
    if (facts.is_call_of(node.parent().parent(), outer)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node function = node.child(Field::function), arguments = node.child(Field::arguments);
  if (!function.is(Kind::identifier)) return;
  Node made =
      arguments.is(Kind::generator_expression) ? arguments : unparenthesised(arguments.named_child(0));
  if (!made.is_any(Kind::generator_expression, Kind::list_comprehension)) return;
  const bool list = made.is(Kind::list_comprehension);
  const std::string maker(function.text());
  if (!facts.is_call_of(node, maker) || is_for_others(facts, node)) return;
  if (arguments != made && read_call(node).sole_argument() != arguments.named_child(0)) return;
  if (maker == "list" && list) return;  // a copy: double-conversion's kin, and rare
  if (!is_plain(made)) return;
  std::string code;
  if (maker == "dict") {
    const std::string pairs = pair_text(made);
    if (pairs.empty()) return;
    code = "{" + pairs + "}";
  } else {
    code = (maker == "set" ? "{" : "[") + inside(made) + (maker == "set" ? "}" : "]");
  }
  Finding& finding =
      report.add(node, "`" + maker +
                           (list ? "([... for ...])` makes a list to throw away"
                                 : "(... for ...)` goes through a generator, one more call an element") +
                           "; a " + maker + " comprehension makes the " + maker + " itself");
  report.remark().evidence_case = list ? maker + "-list" : maker;
  Fix fix;
  fix.title = "Make it a " + maker + " comprehension";
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (maker == "dict" && has_comment(facts.syntax(), made.named_child(0).span())) return;
  if (const auto edit = replaced(node, code)) {
    fix.edits.push_back(*edit);
  } else {
    return;
  }
  fix.safety = Safety::safe;
  fix.why = "the elements are the same, in the same order";
  // f"{ {x for x in xs} }": a brace next to one that opens a field would end it.
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (maker == "list" || !outer.is(Kind::interpolation)) continue;
    finding.no_fix.reason = "braces in an f-string";
    return;
  }
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule generator_then_container;
const Rule generator_then_container = {
    "generator-then-container", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
