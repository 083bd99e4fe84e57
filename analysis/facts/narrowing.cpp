// What a test tells of a name's type: isinstance, `is None`, truth, and their combinations.
#include <algorithm>

#include "analysis/facts/inference.h"

namespace perfhint {
namespace {

using enum TypeKind;

constexpr int deepest_condition = 8;

}  // namespace

bool Inference::names_it(Node node, std::uint32_t binding) const {
  node = unparenthesised(node);
  if (node.is(Kind::named_expression)) node = node.child(Field::name);
  return node.is(Kind::identifier) && names_.binding_at(node.index()) == binding;
}

// The type that isinstance's second argument stands for; a tuple: their union.
Type Inference::tested_class(Node node, int depth) const {
  node = unparenthesised(node);
  if (!node.is(Kind::tuple)) {
    const std::string name = qualified_name(node);
    if (const Type protocol = name.empty() ? Type() : type_of_class_name(name);
        protocol || !protocol.arguments().empty())
      return protocol;
    return instance_of_class(type(node, depth + 1));
  }
  Type joined = never;
  for (Node one : children(node)) joined = join(joined, tested_class(one, depth + 1));
  return joined;
}

namespace {

// Is a value of type `one` surely an instance of `tested`'s class?
bool is_surely(const Type& one, const Type& tested) {
  if (!tested || one.kind == unknown) return false;
  if (one.is(boolean) && tested.is(integer)) return true;
  if (one.kind != tested.kind) return false;
  if (!one.is(instance) && !one.is(iterator)) return tested.class_name().empty();
  return one.class_name() == tested.class_name() ||
         is_library_subclass(one.class_name(), tested.class_name());
}

bool may_be(const Type& one, const Type& tested) {
  if (is_surely(one, tested) || is_surely(tested, one)) return true;
  const bool open = !one || !tested || one.is(instance) || tested.is(instance);
  return open && !one.is(none);
}

// What is left of `type` where it is an instance of `tested`.
Type intersected(const Type& type, const Type& tested) {
  if (type.is(never)) return never;
  std::vector<Type> candidates(type.members().begin(), type.members().end());
  if (candidates.empty()) candidates.push_back(type);
  std::vector<Type> wanted(tested.members().begin(), tested.members().end());
  if (wanted.empty()) wanted.push_back(tested);
  Type joined = never;
  for (const Type& want : wanted) {
    for (const Type& one : candidates) {
      if (is_surely(one, want)) {
        joined = join(joined, one);
      } else if (may_be(one, want)) {
        joined = join(joined, want);
      }
    }
  }
  return joined.is(never) ? tested : joined;
}

Type subtracted(const Type& type, const Type& tested) {
  if (type.members().empty() || (!tested && tested.members().empty())) return type;
  std::vector<Type> wanted(tested.members().begin(), tested.members().end());
  if (wanted.empty()) wanted.push_back(tested);
  Type joined = never;
  for (const Type& one : type.members()) {
    const bool gone =
        std::any_of(wanted.begin(), wanted.end(), [&](const Type& want) { return is_surely(one, want); });
    if (!gone) joined = join(joined, one);
  }
  return joined.is(never) ? type : joined;
}

}  // namespace

Type Inference::type_of_class_name(std::string_view qualified) const {
  const std::string_view name = qualified;
  // isinstance(x, str) tells nothing of contents.
  const bool plain = name.find('.') == std::string_view::npos;
  if (plain && library_value(name, nullptr).is(class_)) return instance_of_class(class_object(name));
  return {};
}

Type Inference::narrowed_by_comparison(Type type, Node node, bool truth, std::uint32_t binding,
                                       int depth) const {
  const Comparison comparison = read_comparison(node);
  if (!comparison) return type;
  const bool equal = comparison.op == Kind::kw_is || comparison.op == Kind::equal_equal;
  const bool different = comparison.op == Kind::kw_is_not || comparison.op == Kind::not_equal;
  if (!equal && !different) return type;
  const bool same = equal == truth;
  for (const auto& [left, right] :
       {std::pair(comparison.left, comparison.right), std::pair(comparison.right, comparison.left)}) {
    if (names_it(left, binding) && right.is(Kind::none_literal)) {
      if (same) return comparison.op == Kind::kw_is || comparison.op == Kind::kw_is_not ? none : type;
      return without_none(type);
    }
    const Call call = read_call(left);
    const bool asks_type = call && call.sole_argument() && call.function.text() == "type" &&
                           is_builtin(call.function) && names_it(call.sole_argument(), binding);
    if (asks_type && same) {
      const Type tested = tested_class(right, depth + 1);
      return tested || !tested.members().empty() ? intersected(type, tested) : type;
    }
  }
  return type;
}

Type Inference::narrowed(Type type, Node condition, bool truth, std::uint32_t binding, int depth) const {
  condition = unparenthesised(condition);
  if (depth > deepest + deepest_condition || type.is(never)) return type;
  switch (condition.kind()) {
    case Kind::identifier:
    case Kind::named_expression:
      return truth && names_it(condition, binding) ? without_none(type) : type;
    case Kind::not_operator:
      return narrowed(std::move(type), condition.child(Field::argument), !truth, binding, depth + 1);
    case Kind::boolean_operator: {
      const Node left = condition.child(Field::left), right = condition.child(Field::right);
      const bool both = condition.child(Field::operator_).is(Kind::kw_and) == truth;
      const Type first = narrowed(type, left, truth, binding, depth + 1);
      if (both) return narrowed(first, right, truth, binding, depth + 1);
      const Type other = narrowed(std::move(type), left, !truth, binding, depth + 1);
      return join(first, narrowed(other, right, truth, binding, depth + 1));
    }
    case Kind::comparison_operator:
      return narrowed_by_comparison(std::move(type), condition, truth, binding, depth + 1);
    case Kind::call: {
      const Call call = read_call(condition);
      const bool asks = call.function.text() == "isinstance" && is_builtin(call.function) &&
                        call.positional.size() == 2 && names_it(call.positional[0], binding);
      if (!asks) return type;
      const Type tested = tested_class(call.positional[1], depth + 1);
      if (!tested && tested.members().empty()) return truth ? without_none(type) : type;
      return truth ? intersected(type, tested) : subtracted(type, tested);
    }
    default:
      return type;
  }
}

}  // namespace perfhint
