#include "analysis/rules/membership.h"

#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

constexpr std::array<std::string_view, 5> makers = {"frozenset", "list", "set", "sorted", "tuple"};

bool is_keyed(TypeKind kind) {
  return kind == TypeKind::dict || kind == TypeKind::set || kind == TypeKind::frozenset;
}

// The only element of [*x] or {*x}: x.
Node sole_splat(Node display) {
  const Node element = display.named_child_count() == 1 ? display.named_child(0) : Node();
  return element.is(Kind::list_splat) ? element.named_child(0) : Node();
}

}  // namespace

Comparison read_membership(Node node) {
  const Comparison test = read_comparison(node);
  return test.op == Kind::kw_in || test.op == Kind::kw_not_in ? test : Comparison();
}

std::vector<Comparison> tests_within(const Facts& facts, Node container, Node loop) {
  std::vector<Comparison> tests;
  for (Node operand : same_within(facts, container, loop)) {
    while (operand.parent().is(Kind::parenthesized_expression)) operand = operand.parent();
    const Comparison test = read_membership(operand.parent());
    if (test.right == operand) tests.push_back(test);
  }
  return tests;
}

KeyCopy read_key_copy(const Facts& facts, Node node) {
  Node source;
  const Node function = node.is(Kind::call) ? node.child(Field::function) : Node();
  if (node.is_any(Kind::list, Kind::set)) {
    source = sole_splat(node);
  } else if (function.is(Kind::identifier) &&
             std::find(makers.begin(), makers.end(), function.text()) != makers.end() &&
             facts.is_builtin(function, function.text())) {
    source = read_call(node).sole_argument();
  }
  if (!source) return {};
  KeyCopy copy;
  copy.sorted = function.text() == "sorted";
  const MethodCall keys = read_method_call(unparenthesised(source));
  if (keys.method == "keys" && keys.object &&
      unparenthesised(source).child(Field::arguments).named_child_count() == 0) {
    copy.keyed = keys.object;
    copy.known = facts.type(keys.object).is(TypeKind::dict);
  } else if (is_keyed(facts.type(source).kind)) {
    copy.keyed = source;
    copy.known = true;
  }
  return copy;
}

bool is_surely_hashable(const Type& type) { return !type.is(TypeKind::instance) && is_hashable(type); }

bool is_surely_unhashable(const Type& type) {
  switch (type.kind) {
    case TypeKind::list:
    case TypeKind::set:
    case TypeKind::dict:
    case TypeKind::bytearray:
    case TypeKind::deque:
    case TypeKind::dict_view:
      return true;
    default:
      return false;
  }
}

bool holds_hashables(const Facts& facts, Node value) {
  const Type type = facts.type(value);
  switch (type.kind) {
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::dict:
    case TypeKind::range:
    case TypeKind::str:
    case TypeKind::bytes:
      return true;
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::deque: {
      const Binding* binding = facts.binding(unparenthesised(value));
      return is_surely_hashable(type.element_type()) && binding && is_element_proven(facts, *binding);
    }
    default:
      return false;
  }
}

}  // namespace perfhint
