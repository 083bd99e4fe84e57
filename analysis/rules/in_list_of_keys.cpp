// in-list-of-keys: `k in list(d)`, `k in sorted(d.keys())`, `k in [*d]`, d being a dict or a set: all keys
// are copied to look for one.
#include <array>
#include <cctype>

#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};

// The mapping's own text, in the place of the copy.
std::string in_place(Node keyed, Span copy, std::string_view source) {
  std::string text(keyed.text());
  const bool primary = keyed.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call,
                                    Kind::parenthesized_expression);
  if (!primary) text = "(" + text + ")";
  const char before = copy.begin > 0 ? source[copy.begin - 1] : ' ';
  const bool word = std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '_';
  return word ? " " + text : text;
}

std::string objection(const Facts& facts, const KeyCopy& copy, Node left) {
  const std::string name = shown(copy.keyed);
  if (!copy.known) return "nothing says that `" + name + "` is a dict: `in` may mean something else";
  if (facts.hashability(left) != Hashability::hashable)
    return "`" + shown(left) + "` may be unhashable: the test would raise TypeError";
  return copy.sorted ? "sorted() raises TypeError where keys cannot be compared" : "";
}

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = read_membership(node);
  const Node container = unparenthesised(test.right);
  if (!container.is_any(Kind::call, Kind::list, Kind::set)) return;
  const KeyCopy copy = read_key_copy(facts, container);
  if (!copy || facts.hashability(test.left) == Hashability::unhashable) return;

  const std::string name = shown(copy.keyed);
  const std::string_view word = test.op == Kind::kw_in ? "in" : "not in";
  const bool set = copy.known && !facts.type(copy.keyed).is(TypeKind::dict);
  Finding& finding =
      report.add(container, "`" + shown(container) + "` copies every " + (set ? "element" : "key") +
                                " to look for one: O(n) time and memory a test; `" + std::string(word) + " " +
                                name + "` looks it up, O(1)");
  finding.no_fix = {"Test `" + std::string(word) + " " + name + "`", "a comment would be lost"};
  if (has_comment(facts.syntax(), container.span())) return;
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({container.span(), in_place(copy.keyed, container.span(), facts.syntax().source())});
  fix.why = objection(facts, copy, test.left);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "`" + name + "` finds hashable keys by their hash";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule in_list_of_keys;
const Rule in_list_of_keys = {"in-list-of-keys", Impact::growth, Topic::lookup, kinds, check};

}  // namespace perfhint
