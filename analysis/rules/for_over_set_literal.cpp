// for-over-set-literal: `for x in {1, 2, 3}`: a set is filled each time to be gone through once, in an order
// that nobody wrote. A tuple of constants is made by the compiler.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

// The value of a constant that can be told from the others; empty: it cannot.
std::string value_of(Node element) {
  if (element.is(Kind::string)) {
    const StringLiteral literal = read_string(element);
    return literal.value ? (literal.bytes ? "b" : "s") + *literal.value : "";
  }
  const auto integer = integer_value(element);
  return integer ? std::to_string(*integer) : "";
}

void check(const Facts&, Node node, Report& report) {
  const Node set = unparenthesised(node.child(Field::right));
  if (!set.is(Kind::set)) return;
  std::vector<std::string> values;
  for (Node element : children(set)) {
    values.push_back(value_of(element));
    if (values.back().empty()) return;
  }
  std::sort(values.begin(), values.end());
  if (std::adjacent_find(values.begin(), values.end()) != values.end()) return;  // it takes them out
  Finding& finding =
      report.add(set, "`" + shown(set) + "` fills a set to go through it once, in an order that is " +
                          "not the written one; a tuple is a constant and keeps the order");
  const Span span = set.span();
  const bool one = set.named_child_count() == 1 && set.text().find(',') == std::string_view::npos;
  Fix fix;
  fix.title = "Write a tuple";
  fix.why = "the elements come in another order";
  fix.edits.push_back({{span.begin, span.begin + 1}, "("});
  fix.edits.push_back({{span.end - 1, span.end}, one ? ",)" : ")"});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule for_over_set_literal;
const Rule for_over_set_literal = {"for-over-set-literal", Impact::micro, Topic::cpu, kinds, check};

}  // namespace perfhint
