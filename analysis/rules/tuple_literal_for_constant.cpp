// tuple-literal-for-constant: a local list of constants that is only gone through, looked into, indexed or
// measured: it is made anew in each call, where a tuple is a constant of the code.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::list};

bool are_constants(Node display) {
  std::uint32_t count = 0;
  for (Node element : children(display)) {
    const bool constant =
        element.is_any(Kind::integer, Kind::float_number, Kind::true_literal, Kind::false_literal,
                       Kind::none_literal) ||
        (element.is_any(Kind::string, Kind::concatenated_string) && read_string(element).value);
    if (!constant) return false;
    ++count;
  }
  return count >= 2;
}

// Does the same to a tuple.
bool is_same_for_tuple(const Facts& facts, Node use) {
  const Node parent = use.parent();
  switch (parent.kind()) {
    case Kind::for_statement:
    case Kind::for_in_clause:
      return use.field() == Field::right;
    case Kind::comparison_operator: {
      const Comparison test = read_comparison(parent);
      return test.right == use && (test.op == Kind::kw_in || test.op == Kind::kw_not_in);
    }
    case Kind::subscript: {
      if (use.field() != Field::value || parent.field() == Field::left) return false;
      return !read_subscript(parent).index.is(Kind::slice) && !parent.ancestor(Kind::delete_statement);
    }
    case Kind::argument_list:
      for (const auto* reader :
           {"len", "enumerate", "zip", "sum", "min", "max", "any", "all", "set", "sorted", "list"}) {
        if (facts.is_call_of(parent.parent(), reader)) return true;
      }
      return false;
    default:
      return false;
  }
}

void check(const Facts& facts, Node node, Report& report) {
  const Node assignment = node.parent();
  if (!assignment.is(Kind::assignment) || node.field() != Field::right || assignment.child(Field::type) ||
      !assignment.parent().is(Kind::expression_statement) || !are_constants(node)) {
    return;
  }
  const Node target = assignment.child(Field::left);
  const Binding* binding = target.is(Kind::identifier) ? facts.binding(target) : nullptr;
  if (binding == nullptr || binding->definitions.size() != 1 || binding->captured || binding->uses.empty() ||
      !is_own_local(facts, *binding, target)) {
    return;
  }
  for (const std::uint32_t use : binding->uses) {
    if (!is_same_for_tuple(facts, facts.syntax().node(use))) return;
  }
  Finding& finding =
      report.add(node,
                 "this list of constants is made anew each time; a tuple, which is never changed here "
                 "either, is a constant of the code");
  Fix fix;
  fix.title = "Make `" + std::string(target.text()) + "` a tuple";
  fix.safety = Safety::safe;
  fix.why = "it is local, and only gone through, looked into, indexed or measured";
  const Span span = node.span();
  fix.edits = {{{span.begin, span.begin + 1}, "("}, {{span.end - 1, span.end}, ")"}};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule tuple_literal_for_constant;
const Rule tuple_literal_for_constant = {"tuple-literal-for-constant", Impact::micro, Topic::memory, kinds,
                                         check};

}  // namespace perfhint
