// Types of unary, binary and augmented operators, on builtin types and on the library's classes.
#include <algorithm>

#include "analysis/facts/inference.h"

namespace perfhint {
namespace {

using enum TypeKind;

bool is_number(const Type& type) { return type.is(integer) || type.is(floating) || type.is(boolean); }

bool is_sequence(const Type& type) {
  return type.is(str) || type.is(bytes) || type.is(bytearray) || type.is(list) || type.is(tuple);
}

bool is_set(const Type& type) { return type.is(set) || type.is(frozenset); }

Type number_operator(Kind op, const Type& left, const Type& right) {
  const bool floats = left.is(floating) || right.is(floating);
  switch (op) {
    case Kind::slash:
    case Kind::slash_equal:
      return floating;
    case Kind::star_star:
    case Kind::star_star_equal:
      return {};  // 2 ** -1 is a float, (-8) ** 0.5 is complex
    case Kind::ampersand:
    case Kind::pipe:
    case Kind::caret:
    case Kind::ampersand_equal:
    case Kind::pipe_equal:
    case Kind::caret_equal:
      return floats ? Type() : left.is(boolean) && right.is(boolean) ? Type(boolean) : Type(integer);
    case Kind::shift_left:
    case Kind::shift_right:
    case Kind::shift_left_equal:
    case Kind::shift_right_equal:
      return floats ? Type() : Type(integer);
    case Kind::at:
    case Kind::at_equal:
      return {};
    default:
      return floats ? floating : integer;
  }
}

Kind plain_operator(Kind op) {
  switch (op) {
    case Kind::plus_equal:
      return Kind::plus;
    case Kind::minus_equal:
      return Kind::minus;
    case Kind::star_equal:
      return Kind::star;
    case Kind::slash_equal:
      return Kind::slash;
    case Kind::slash_slash_equal:
      return Kind::slash_slash;
    case Kind::percent_equal:
      return Kind::percent;
    case Kind::pipe_equal:
      return Kind::pipe;
    case Kind::ampersand_equal:
      return Kind::ampersand;
    case Kind::caret_equal:
      return Kind::caret;
    default:
      return op;
  }
}

std::string_view method_of(Kind op) {
  switch (op) {
    case Kind::plus:
      return "__add__";
    case Kind::minus:
      return "__sub__";
    case Kind::star:
      return "__mul__";
    case Kind::slash:
      return "__truediv__";
    case Kind::percent:
      return "__mod__";
    case Kind::slash_slash:
      return "__floordiv__";
    default:
      return "";
  }
}

Type added(const Type& left, const Type& right) {
  if (left.kind != right.kind) {
    const bool binary = (left.is(bytes) || left.is(bytearray)) && (right.is(bytes) || right.is(bytearray));
    return binary ? left : Type();
  }
  if (!left.is(tuple)) return join(left, right);
  if (left.positions().empty() || right.positions().empty())
    return container_of(tuple, join(left.element_type(), right.element_type()));
  std::vector<Type> positions(left.positions().begin(), left.positions().end());
  positions.insert(positions.end(), right.positions().begin(), right.positions().end());
  return tuple_of(std::move(positions));
}

Type repeated(const Type& sequence) {
  return sequence.is(tuple) ? container_of(tuple, sequence.element_type()) : sequence;
}

// Of two instances of the library's classes: datetime - timedelta, Path / str.
Type library_operator(Kind op, const Type& left, const Type& right) {
  const std::string_view method = method_of(op);
  if (!left.is(instance) || !right || method.empty()) return {};
  if (right.is(instance) && right.detail && right.detail->own) return {};  // it may have __radd__
  const std::string_view name = left.class_name();
  if (name == "datetime.datetime" && op == Kind::minus) {
    if (right.is_instance_of("datetime.timedelta")) return left;
    return right.is_instance_of(name) ? instance_of("datetime.timedelta") : Type();
  }
  const bool apart = name == "datetime.timedelta" && (op == Kind::slash || op == Kind::slash_slash);
  if (apart) {
    if (!right.is_instance_of(name)) return is_number(right) ? left : Type();
    return op == Kind::slash ? floating : integer;
  }
  const bool alike = right.class_name() == name || is_number(right) || right.is(str) ||
                     right.is_instance_of("datetime.timedelta");
  if (!alike || (name == "datetime.timedelta" && right.class_name() != name && !is_number(right))) return {};
  if (name.starts_with("decimal.") && !right.is(integer) && right.class_name() != name) return {};
  if (name.starts_with("fractions.")) {
    if (right.is(floating)) return floating;
    return right.is(integer) || right.class_name() == name ? left : Type();
  }
  CallTypes call;
  call.arguments = {right};
  return library_member(left, method, &call);
}

Type operated(Kind op, const Type& left, const Type& right) {
  if (left.is(never) || right.is(never)) return never;
  if ((op == Kind::percent) && (left.is(str) || left.is(bytes))) return left;
  if (is_number(left) && is_number(right)) return number_operator(op, left, right);
  const bool complexes =
      (left.is(complex) && (is_number(right) || right.is(complex))) || (right.is(complex) && is_number(left));
  if (complexes && (op == Kind::plus || op == Kind::minus || op == Kind::star || op == Kind::slash))
    return complex;
  if (op == Kind::plus && is_sequence(left) && right) return added(left, right);
  if (op == Kind::star && is_sequence(left) && (right.is(integer) || right.is(boolean)))
    return repeated(left);
  if (op == Kind::star && is_sequence(right) && (left.is(integer) || left.is(boolean)))
    return repeated(right);
  if (is_set(left) && is_set(right)) {
    if (op == Kind::pipe || op == Kind::caret)
      return container_of(left.kind, join(left.element_type(), right.element_type()));
    if (op == Kind::ampersand || op == Kind::minus) return container_of(left.kind, left.element_type());
  }
  if (op == Kind::pipe && left.is(dict) && right.is(dict)) return join(left, right);
  return library_operator(op, left, right);
}

// Members of a union one by one: as many as both have, none of them Unknown.
Type operated_each(Kind op, const Type& left, const Type& right) {
  const auto members = [](const Type& type) {
    const auto own = type.members();
    return own.empty() ? std::vector<Type>{type} : std::vector<Type>(own.begin(), own.end());
  };
  Type joined = never;
  for (const Type& a : members(left)) {
    for (const Type& b : members(right)) {
      if (a.is(none) || b.is(none)) continue;  // None has no operators
      joined = join(joined, operated(op, a, b));
    }
  }
  return joined;
}

}  // namespace

Type Inference::operator_type(Node node, int depth) const {
  if (node.is(Kind::unary_operator)) {
    const Type operand = type(node.child(Field::argument), depth + 1);
    const bool invert = node.child(Field::operator_).is(Kind::tilde);
    if (operand.is(never)) return never;
    if (operand.is(boolean)) return integer;
    if (operand.is(integer) || (!invert && (operand.is(floating) || operand.is(complex)))) return operand;
    return {};
  }
  const Kind op = node.child(Field::operator_).kind();
  const bool in_place = node.is(Kind::augmented_assignment);
  const Node left_node = node.child(Field::left);
  const Type left = in_place && left_node.is(Kind::identifier) ? name_type(left_node, depth + 1)
                                                               : type(left_node, depth + 1);
  if (!left && left.members().empty()) {
    const Type alias = op == Kind::pipe && !in_place ? class_expression_type(node, depth) : Type();
    if (alias) return alias;
    // sequence * int, in either order, still tells.
    if (op != Kind::star) return {};
  }
  if (left.is(class_) || (left.is(none) && op == Kind::pipe)) return class_expression_type(node, depth);
  const Type right = type(node.child(Field::right), depth + 1);
  if (in_place) {
    if (left.is(list) && op == Kind::plus_equal) {
      return container_of(list, join(left.element_type(), iterated(right, depth)));
    }
    if ((left.is(set) || left.is(dict)) && (op == Kind::pipe_equal)) {
      const Type joined = operated(Kind::pipe, left, right);
      return joined ? joined : with_unknown_contents(left);
    }
    if (left.is(set) && (op == Kind::minus_equal || op == Kind::ampersand_equal)) return left;
    if (left.is(deque) && op == Kind::plus_equal) return with_unknown_contents(left);
    if (left.is(set) || left.is(dict) || left.is(list)) return with_unknown_contents(left);
    if (left.is(str) && op == Kind::plus_equal && !right.is(instance)) return left;
    if (left.is(bytes) && op == Kind::plus_equal && !right.is(instance)) return left;
  }
  return operated_each(plain_operator(op), left, right);
}

}  // namespace perfhint
