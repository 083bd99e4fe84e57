// numeric-list-to-array: a list comprehension over a large constant range that makes floats, or integers that
// surely fit 64 bits, and is returned or stored, not worked on here.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::list_comprehension};

constexpr std::int64_t many = 10000;
constexpr std::int64_t largest = std::int64_t{1} << 31;  // the product of two such fits 64 bits

// The only clause, and no condition: as many elements as the range has.
Node sole_clause(Node comprehension) {
  Node clause;
  for (Node child : children(comprehension)) {
    if (child.is(Kind::if_clause) || (clause && child.is(Kind::for_in_clause))) return {};
    if (child.is(Kind::for_in_clause)) clause = child;
  }
  return clause;
}

// Made of the loop's variable and small constants by +, -, //, %, and at most one *.
bool fits_64_bits(Node body, std::string_view variable) {
  int products = 0, leaves = 0;
  for (Node node : descendants(body)) {
    if (!node.named()) continue;
    const auto number = integer_value(node);
    const bool leaf = number ? *number < largest : node.is(Kind::identifier) && node.text() == variable;
    const bool joint = node.is_any(Kind::binary_operator, Kind::parenthesized_expression);
    if (!leaf && !joint) return false;
    leaves += leaf;
    if (!node.is(Kind::binary_operator)) continue;
    const Node op = node.child(Field::operator_);
    if (!op.is_any(Kind::plus, Kind::minus, Kind::star, Kind::slash_slash, Kind::percent)) return false;
    products += op.is(Kind::star);
  }
  return products <= 1 && leaves <= 8;
}

// "d", "q", or "": what an array of it would be made of.
std::string_view code_of(const Facts& facts, Node body, Node clause) {
  const Type type = facts.type(body);
  if (type.is(TypeKind::floating)) return "d";
  const Node target = clause.child(Field::left);
  const bool integers = target.is(Kind::identifier) && fits_64_bits(body, target.text());
  return integers ? "q" : "";
}

// Nothing here goes through it, asks for its elements, or needs a list.
bool is_only_kept(const Facts& facts, const Binding& binding) {
  if (binding.definitions.size() != 1 || binding.captured) return false;
  return std::all_of(binding.uses.begin(), binding.uses.end(), [&](std::uint32_t index) {
    const Node use = facts.syntax().node(index), parent = use.parent();
    if (parent.is(Kind::argument_list)) return facts.is_call_of(parent.parent(), "len");
    return parent.is(Kind::return_statement) || parent.is(Kind::pair) ||
           (parent.is(Kind::assignment) && use.field() == Field::right &&
            parent.child(Field::left).is(Kind::attribute));
  });
}

bool is_kept(const Facts& facts, Node comprehension) {
  const Node parent = comprehension.parent();
  if (parent.is(Kind::return_statement)) return true;
  if (!parent.is(Kind::assignment) || comprehension.field() != Field::right) return false;
  const Node target = parent.child(Field::left);
  if (target.is(Kind::attribute)) return target.child(Field::object).text() == "self";
  const Binding* binding = facts.binding(target);
  return binding && facts.is_local(*binding) && is_only_kept(facts, *binding);
}

void offer_array(const Facts& facts, Node list, std::string_view code, Finding& finding) {
  Fix fix;
  fix.title = "Make it an array of " + std::string(code == "d" ? "floats" : "64-bit integers");
  fix.why = "code that gets it may need a list; an array's elements are made anew each time they are read";
  finding.no_fix = {fix.title, "`array` means something else here"};
  if (!means_import(facts, list, "array", "array")) return;
  finding.no_fix.reason = "there is a comment in it";
  if (has_comment(facts.syntax(), list.span())) return;
  const Span span = list.span();
  fix.edits = {{{span.begin, span.begin + 1}, "array(\"" + std::string(code) + "\", ("},
               {{span.end - 1, span.end}, "))"}};
  fix.imports = {"from array import array"};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node clause = sole_clause(node);
  if (!clause || !facts.is_call_of(unparenthesised(clause.child(Field::right)), "range")) return;
  const auto length = facts.length(node);
  if (!length || length->sort != Length::Sort::exactly || length->count < many) return;
  const std::string_view code = code_of(facts, node.child(Field::body), clause);
  if (code.empty() || !is_kept(facts, node)) return;
  const bool floats = code == "d";
  Finding& finding =
      report.add(node, std::string("each ") + (floats ? "float" : "int") +
                           " in this list is an object of its own beside its 8-byte place: O(n), " +
                           (floats ? "32" : "40") + " B each; `array(\"" + std::string(code) +
                           "\", ...)` takes 8 B, but reading an element takes about twice as long");
  report.remark().evidence_case = floats ? "floats" : "integers";
  offer_array(facts, node, code, finding);
}

}  // namespace

extern const Rule numeric_list_to_array;
const Rule numeric_list_to_array = {"numeric-list-to-array", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
