#include "analysis/facts/purity.h"

#include <algorithm>
#include <array>

#include "analysis/facts/effects.h"
#include "analysis/facts/facts.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

bool is_number(TypeKind kind) { return kind == TypeKind::integer || kind == TypeKind::boolean; }

bool is_text(TypeKind kind) { return kind == TypeKind::str || kind == TypeKind::bytes; }

bool is_collection(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::dict:
    case TypeKind::deque:
    case TypeKind::dict_view:
    case TypeKind::range:
    case TypeKind::bytearray:
      return true;
    default:
      return is_text(kind);
  }
}

// Operators that are sure to give a value: of ints +, -, * and bits; of texts +; of lists +.
bool operator_may_raise(const Facts& facts, Node node) {
  const Kind op = node.child(Field::operator_).kind();
  const TypeKind left = facts.type(node.child(Field::left)).kind;
  const TypeKind right = facts.type(node.child(Field::right)).kind;
  if (is_number(left) && is_number(right)) {
    return op != Kind::plus && op != Kind::minus && op != Kind::star && op != Kind::ampersand &&
           op != Kind::pipe && op != Kind::caret;
  }
  if (left == TypeKind::floating && right == TypeKind::floating)
    return op != Kind::plus && op != Kind::minus && op != Kind::star;
  const bool same = left == right && (is_text(left) || left == TypeKind::list || left == TypeKind::tuple);
  return !(same && op == Kind::plus);
}

// `is`; == and order of numbers, and of texts; `in` a builtin container of elements that never change.
bool may_refuse(Kind op, Type left, Type right) {
  if (op == Kind::kw_is || op == Kind::kw_is_not) return false;
  const TypeKind a = left.kind, b = right.kind;
  if (op == Kind::kw_in || op == Kind::kw_not_in) {
    const bool holds = is_collection(b) && !is_text(b) && b != TypeKind::bytearray;
    return !(is_immutable(a) && holds && (is_immutable(right.element) || b == TypeKind::range));
  }
  if (op == Kind::equal_equal || op == Kind::not_equal) return !(is_immutable(a) && is_immutable(b));
  const bool numbers = (is_number(a) || a == TypeKind::floating) && (is_number(b) || b == TypeKind::floating);
  return !numbers && !(is_text(a) && a == b);
}

bool comparison_may_raise(const Facts& facts, Node node) {
  std::uint32_t operand = 0;
  for (Node child : all_children(node)) {
    if (child.field() != Field::operators) continue;
    const Node left = node.named_child(operand), right = node.named_child(operand + 1);
    if (may_refuse(child.kind(), facts.type(left), facts.type(right))) return true;
    ++operand;
  }
  return false;
}

// Builtins that give the same again as long as their arguments are the same.
bool call_may_differ(const Facts& facts, Node call, const std::string& name) {
  if (name == "id" || name == "hash" || name == "print" || name == "object") return true;
  for (Node argument : read_call(call).positional) {
    if (facts.type(argument).is(TypeKind::iterator)) return true;
  }
  return false;
}

bool call_may_raise(const Facts& facts, Node node, const std::string& name) {
  const Node argument = read_call(node).sole_argument();
  const TypeKind type = facts.type(argument).kind;
  if (name == "len") return !is_collection(type);
  if (name == "str" || name == "bool" || name == "repr") return !is_immutable(type);
  if (name == "list" || name == "tuple") return !is_collection(type);
  if (name == "int" || name == "float") return !is_number(type);
  if (name == "abs") return !is_number(type) && type != TypeKind::floating;
  return name != "id" && name != "type" && name != "callable";
}

class Reader {
 public:
  explicit Reader(const Facts& facts) : facts_(facts) {}

  Purity run(Node expression) {
    for (std::uint32_t at = expression.index(); expression && at < expression.end_index();) {
      const Node node = facts_.syntax().node(at);
      look_at(node);
      at = node.is(Kind::lambda_expression) ? node.end_index() : at + 1;
    }
    return found_;
  }

 private:
  void look_at(Node node) {
    switch (node.kind()) {
      case Kind::await_expression:
      case Kind::yield_expression:
        found_ = {true, true, true};
        return;
      case Kind::named_expression:
        found_.has_effect = true;
        return;
      case Kind::identifier:
        if (facts_.binding(node) && facts_.may_be_unbound(node)) found_.may_raise = true;
        return;
      case Kind::attribute:
      case Kind::subscript:
        return look_at_access(node);
      case Kind::binary_operator:
        found_.may_raise |= operator_may_raise(facts_, node);
        return;
      case Kind::unary_operator: {
        const TypeKind type = facts_.type(node.child(Field::argument)).kind;
        found_.may_raise |= !is_number(type) && type != TypeKind::floating;
        return;
      }
      case Kind::comparison_operator:
        found_.may_raise |= comparison_may_raise(facts_, node);
        return;
      case Kind::set:
      case Kind::set_comprehension:
      case Kind::dictionary:
      case Kind::dictionary_comprehension:
        found_.may_raise = found_.may_raise || node.named_child_count() > 0;
        return;
      case Kind::for_in_clause: {
        const TypeKind type = facts_.type(read_for(node).iterable).kind;
        const bool known = is_collection(type);
        found_.may_raise |= !known;
        found_.has_effect |= !known;
        found_.may_differ |= !known;
        return;
      }
      case Kind::list_splat:
      case Kind::dictionary_splat:
        found_.may_raise = true;
        return;
      case Kind::interpolation:
        found_.may_raise |= !is_immutable(facts_.type(node.child(Field::expression)).kind);
        return;
      case Kind::call:
        return look_at_call(node);
      default:
        return;
    }
  }

  void look_at_access(Node node) {
    const Subscript subscript = read_subscript(node);
    const TypeKind type = facts_.type(subscript.object).kind;
    const bool sliced = subscript.index.is(Kind::slice) && is_collection(type) && type != TypeKind::dict &&
                        type != TypeKind::set && type != TypeKind::frozenset && type != TypeKind::deque;
    if (sliced) {  // bounds must be integers; a step of 0 is refused
      int colons = 0;
      bool integers = true;
      for (Node part : all_children(subscript.index)) colons += part.is(Kind::colon);
      for (Node bound : children(subscript.index)) integers = integers && is_number(facts_.type(bound).kind);
      if (subscript.full_slice || (integers && colons == 1)) return;
    }
    // A method of a builtin type is there.
    const Node object = node.is(Kind::attribute) ? node.child(Field::object) : Node();
    const TypeKind owner = facts_.type(object).kind;
    if (object && node.parent().is(Kind::call) && node.field() == Field::function &&
        effect_of_method(owner, node.child(Field::attribute).text()) != Effect::unknown) {
      return;
    }
    found_.may_raise = true;
  }

  void look_at_call(Node node) {
    const std::string name = facts_.qualified_name(node.child(Field::function));
    if (!facts_.is_reading_call(node) || name == "print") {
      found_ = {true, true, true};
      return;
    }
    for (Node argument : read_call(node).positional) {
      if (facts_.type(argument).is(TypeKind::iterator)) found_.has_effect = true;
    }
    found_.may_raise |= call_may_raise(facts_, node, name);
    found_.may_differ |= call_may_differ(facts_, node, name);
  }

  const Facts& facts_;
  Purity found_;
};

Hashability of_kind(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::set:
    case TypeKind::dict:
    case TypeKind::bytearray:
    case TypeKind::deque:
    case TypeKind::dict_view:
      return Hashability::unhashable;
    case TypeKind::unknown:
    case TypeKind::instance:
    case TypeKind::tuple:
      return Hashability::unknown;
    default:
      return Hashability::hashable;
  }
}

Hashability hashability(const Facts& facts, Node expression, int depth) {
  const Node node = unparenthesised(expression);
  const Type type = facts.type(node);
  if (!type.is(TypeKind::tuple)) return of_kind(type.kind);
  if (!node.is_any(Kind::tuple, Kind::expression_list) || depth > 16)
    return of_kind(type.element) == Hashability::hashable ? Hashability::hashable : Hashability::unknown;
  Hashability all = Hashability::hashable;
  for (Node element : children(node)) {
    const Hashability one =
        element.is(Kind::list_splat) ? Hashability::unknown : hashability(facts, element, depth + 1);
    if (one == Hashability::unhashable) return one;
    if (one == Hashability::unknown) all = one;
  }
  return all;
}

}  // namespace

Purity purity_of(const Facts& facts, Node expression) { return Reader(facts).run(expression); }

Hashability hashability(const Facts& facts, Node expression) { return hashability(facts, expression, 0); }

}  // namespace perfhint
