// literal-membership: `x in ("a", "b", "c", "d")` in a loop. The compiler makes a constant frozenset of a set
// of constants, which answers by hash. Only where x is known to be hashable.
#include <array>

#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};
constexpr std::uint32_t least = 4;  // measured from four elements on
constexpr std::uint32_t many = 8;

bool is_text(Node element) { return element.is(Kind::string) && read_string(element).value.has_value(); }

bool is_constant(Node element) {
  if (element.is(Kind::unary_operator)) return element.child(Field::argument).is(Kind::integer);
  return is_text(element) ||
         element.is_any(Kind::integer, Kind::none_literal, Kind::true_literal, Kind::false_literal);
}

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = read_membership(node);
  if (!test.right.is_any(Kind::tuple, Kind::list)) return;
  const std::uint32_t count = test.right.named_child_count();
  if (count < least) return;
  bool texts = true;
  for (Node element : children(test.right)) {
    if (!is_constant(element)) return;
    texts = texts && is_text(element);
  }
  const Heat heat = facts.heat(node);
  if ((heat.loops == 0 && heat.said != Said::hot) || facts.hashability(test.left) != Hashability::hashable)
    return;
  Finding& finding = report.add(test.right, "this test compares with up to " + std::to_string(count) +
                                                " constants one by one; in braces " +
                                                "they are a constant set that is asked by hash, at once");
  report.remark().evidence_case = count >= many ? "ten" : texts ? "miss" : "ints";
  const Span span = test.right.span();
  Fix fix;
  fix.title = "Write the constants as a set";
  fix.safety = Safety::safe;
  fix.why = "`" + shown(test.left) + "` can be hashed, and all elements are constants";
  fix.edits.push_back({{span.begin, span.begin + 1}, "{"});
  fix.edits.push_back({{span.end - 1, span.end}, "}"});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule literal_membership;
const Rule literal_membership = {"literal-membership", Impact::micro, Topic::lookup, kinds, check};

}  // namespace perfhint
