#include "analysis/rules/key_match.h"

#include <algorithm>
#include <vector>

#include "analysis/rules/hoist.h"
#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

std::vector<const Binding*> bound_by(const Facts& facts, Node target) {
  std::vector<const Binding*> bindings;
  for (Node node : descendants(target)) {
    if (const Binding* binding = facts.binding(node)) bindings.push_back(binding);
  }
  return bindings;
}

struct Names {
  bool target = false, other = false;
};

// A name, an attribute or element of one, all of them cheap to read: nothing is called.
bool is_path(Node node) {
  for (Node part : descendants(node)) {
    if (part.named() && !part.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::integer,
                                     Kind::string, Kind::string_start, Kind::string_content, Kind::string_end,
                                     Kind::parenthesized_expression, Kind::tuple)) {
      return false;
    }
  }
  return true;
}

KeyMatch read_pair(const Facts& facts, Node comparison, const std::vector<const Binding*>& targets) {
  const Comparison test = read_comparison(comparison);
  if (test.op != Kind::equal_equal || !is_path(test.left) || !is_path(test.right)) return {};
  const auto names_in = [&](Node side) {
    Names names;
    for (Node node : descendants(side)) {
      if (!node.is(Kind::identifier)) continue;
      const Binding* binding = facts.binding(node);
      if (binding == nullptr) continue;
      const bool ours = std::find(targets.begin(), targets.end(), binding) != targets.end();
      (ours ? names.target : names.other) = true;
    }
    return names;
  };
  const Names left = names_in(test.left), right = names_in(test.right);
  if (left.target && !left.other && !right.target && right.other) return {test.left, test.right};
  if (right.target && !right.other && !left.target && left.other) return {test.right, test.left};
  return {};
}

}  // namespace

Match read_match(const Facts& facts, Node condition, Node target) {
  const auto targets = bound_by(facts, target);
  Match match;
  condition = unparenthesised(condition);
  while (condition.is(Kind::boolean_operator) && condition.child(Field::operator_).is(Kind::kw_and)) {
    match.whole = false;
    if (const KeyMatch found = read_pair(facts, unparenthesised(condition.child(Field::right)), targets)) {
      match.key = found.key;
      match.wanted = found.wanted;
    }
    condition = unparenthesised(condition.child(Field::left));
  }
  if (const KeyMatch found = read_pair(facts, condition, targets)) {
    match.key = found.key;
    match.wanted = found.wanted;
  }
  if (facts.hashability(match.key) == Hashability::unhashable ||
      facts.hashability(match.wanted) == Hashability::unhashable) {
    return {};
  }
  return match;
}

bool is_searchable(const Facts& facts, Node collection) {
  collection = unparenthesised(collection);
  if (!collection.is_any(Kind::identifier, Kind::attribute)) return false;
  switch (facts.type(collection).kind) {
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::bytearray:
    case TypeKind::range:
    case TypeKind::iterator:
    case TypeKind::text_file:
    case TypeKind::binary_file:
      return false;
    default:
      return !is_few(facts, collection);
  }
}

std::string index_name(const Facts& facts, Node collection, Node key, Node before) {
  Node last = unparenthesised(key);
  if (last.is(Kind::attribute)) last = last.child(Field::attribute);
  const bool named = last.is(Kind::identifier) && unparenthesised(key).is(Kind::attribute);
  return hoisted_name(facts, collection, before, "_by_" + (named ? std::string(last.text()) : "key"));
}

}  // namespace perfhint
