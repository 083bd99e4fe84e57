#include "analysis/facts/lengths.h"

#include <algorithm>

#include "analysis/facts/facts.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

constexpr int deepest = 16;
using Sort = Length::Sort;

// The value of a name that nothing but one assignment binds.
Node only_value(const Facts& facts, Node name) {
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || !facts.is_closed(*binding) || binding->definitions.size() != 1 ||
      binding->rebound_elsewhere) {
    return {};
  }
  const Definition& one = binding->definitions.front();
  if (one.kind != DefinitionKind::assignment) return {};
  const Node target = facts.syntax().node(one.name);
  const Node assignment = target.parent();
  return assignment.is(Kind::assignment) && target.field() == Field::left ? assignment.child(Field::right)
                                                                          : Node();
}

std::optional<std::int64_t> integer(const Facts& facts, Node expression, int depth) {
  const Node node = unparenthesised(expression);
  if (depth > deepest) return std::nullopt;
  if (const auto literal = integer_value(node)) return literal;
  if (node.is(Kind::identifier)) {
    const Node value = only_value(facts, node);
    return value ? integer(facts, value, depth + 1) : std::nullopt;
  }
  if (node.is(Kind::unary_operator) && node.child(Field::operator_).is(Kind::minus)) {
    const auto value = integer(facts, node.child(Field::argument), depth + 1);
    return value ? std::optional(-*value) : std::nullopt;
  }
  if (!node.is(Kind::binary_operator)) return std::nullopt;
  const auto left = integer(facts, node.child(Field::left), depth + 1);
  const auto right = integer(facts, node.child(Field::right), depth + 1);
  if (!left || !right) return std::nullopt;
  std::int64_t result = 0;
  switch (node.child(Field::operator_).kind()) {
    case Kind::plus:
      return __builtin_add_overflow(*left, *right, &result) ? std::nullopt : std::optional(result);
    case Kind::minus:
      return __builtin_sub_overflow(*left, *right, &result) ? std::nullopt : std::optional(result);
    case Kind::star:
      return __builtin_mul_overflow(*left, *right, &result) ? std::nullopt : std::optional(result);
    case Kind::slash_slash:
      return *left >= 0 && *right > 0 ? std::optional(*left / *right) : std::nullopt;
    case Kind::shift_left:
      return *left >= 0 && *right >= 0 && *right < 62 && *left <= (INT64_MAX >> *right)
                 ? std::optional(*left << *right)
                 : std::nullopt;
    case Kind::star_star:
      if (*right < 0 || *right > 62) return std::nullopt;
      result = 1;
      for (std::int64_t i = 0; i < *right; ++i) {
        if (__builtin_mul_overflow(result, *left, &result)) return std::nullopt;
      }
      return result;
    default:
      return std::nullopt;
  }
}

std::optional<Length> exactly(std::int64_t count) {
  return Length{Sort::exactly, std::max<std::int64_t>(count, 0)};
}

std::optional<Length> no_more(std::optional<Length> length) {
  if (!length) return length;
  if (length->sort == Sort::exactly) length->sort = Sort::at_most;
  if (length->sort == Sort::like) length->sort = Sort::at_most_like;
  return length;
}

class Measure {
 public:
  explicit Measure(const Facts& facts) : facts_(facts) {}

  std::optional<Length> of(Node expression, int depth) {
    const Node node = unparenthesised(expression);
    if (depth > deepest) return std::nullopt;
    switch (node.kind()) {
      case Kind::string:
      case Kind::concatenated_string:
        return text(node);
      case Kind::list:
      case Kind::tuple:
      case Kind::expression_list:
      case Kind::set:
      case Kind::dictionary:
        return display(node);
      case Kind::list_comprehension:
      case Kind::generator_expression:
        return comprehension(node, depth);
      case Kind::set_comprehension:
      case Kind::dictionary_comprehension:
        return no_more(comprehension(node, depth));
      case Kind::binary_operator:
        return product(node, depth);
      case Kind::call:
        return call(node, depth);
      case Kind::subscript:
        return slice(node, depth);
      case Kind::identifier:
        return name(node, depth);
      default:
        return std::nullopt;
    }
  }

 private:
  static std::optional<Length> text(Node node) {
    const StringLiteral literal = read_string(node);
    if (!literal.value) return std::nullopt;
    if (literal.bytes) return exactly(static_cast<std::int64_t>(literal.value->size()));
    return exactly(std::count_if(literal.value->begin(), literal.value->end(),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  }

  static std::optional<Length> display(Node node) {
    for (Node child : children(node)) {
      if (child.is_any(Kind::list_splat, Kind::dictionary_splat)) return std::nullopt;
    }
    const auto count = static_cast<std::int64_t>(node.named_child_count());
    const bool distinct = !node.is_any(Kind::set, Kind::dictionary) || count <= 1;
    return Length{distinct ? Sort::exactly : Sort::at_most, count};
  }

  std::optional<Length> comprehension(Node node, int depth) {
    std::optional<Length> length;
    int loops = 0;
    bool filtered = false;
    for (Node clause : children(node)) {
      if (clause.is(Kind::for_in_clause) && ++loops == 1) length = of(read_for(clause).iterable, depth + 1);
      filtered |= clause.is(Kind::if_clause);
    }
    if (loops != 1) return std::nullopt;
    return filtered ? no_more(length) : length;
  }

  // [x] * n, "-" * n, n * [x].
  std::optional<Length> product(Node node, int depth) {
    if (!node.child(Field::operator_).is(Kind::star)) return std::nullopt;
    Node part = node.child(Field::left), times = node.child(Field::right);
    if (facts_.type(part).is(TypeKind::integer)) std::swap(part, times);
    const std::optional<Length> one = of(part, depth + 1);
    const auto count = integer(facts_, times, 0);
    std::int64_t all = 0;
    if (!one || !count || one->sort != Sort::exactly || __builtin_mul_overflow(one->count, *count, &all))
      return std::nullopt;
    return exactly(all);
  }

  std::optional<Length> range(const Call& call) {
    std::int64_t start = 0, stop = 0, step = 1;
    std::vector<std::int64_t> numbers;
    for (Node argument : call.positional) {
      const auto number = integer(facts_, argument, 0);
      if (!number) return measured_range(call);
      numbers.push_back(*number);
    }
    if (numbers.size() == 1) stop = numbers[0];
    if (numbers.size() >= 2) start = numbers[0], stop = numbers[1];
    if (numbers.size() == 3) step = numbers[2];
    std::int64_t distance = 0;
    if (numbers.empty() || numbers.size() > 3 || step == 0 || step == INT64_MIN ||
        __builtin_sub_overflow(step > 0 ? stop : start, step > 0 ? start : stop, &distance) ||
        distance > INT64_MAX / 2) {
      return std::nullopt;
    }
    const std::int64_t pace = step > 0 ? step : -step;
    return exactly(distance <= 0 ? 0 : (distance - 1) / pace + 1);
  }

  // range(len(xs))
  std::optional<Length> measured_range(const Call& call) {
    const Node argument = call.sole_argument();
    return facts_.is_call_of(argument, "len") ? of(read_call(argument).sole_argument(), 0) : std::nullopt;
  }

  std::optional<Length> call(Node node, int depth) {
    const Call call = read_call(node);
    if (call.splats) return std::nullopt;
    const std::string callee = facts_.qualified_name(call.function);
    if (callee == "range") return range(call);
    const Node argument = call.generator            ? call.generator
                          : call.positional.empty() ? Node()
                                                    : call.positional.front();
    if (!argument) {
      const bool empty = callee == "list" || callee == "dict" || callee == "set" || callee == "tuple" ||
                         callee == "collections.deque";
      return empty && call.keywords.empty() ? exactly(0) : std::nullopt;
    }
    if (callee == "list" || callee == "tuple" || callee == "sorted" || callee == "reversed" ||
        callee == "enumerate" || (callee == "map" && call.positional.size() == 2)) {
      return of(callee == "map" ? call.positional[1] : argument, depth + 1);
    }
    if (callee == "set" || callee == "frozenset" || callee == "filter") {
      return no_more(
          of(callee == "filter" && call.positional.size() == 2 ? call.positional[1] : argument, depth + 1));
    }
    if (const MethodCall method = read_method_call(node)) {
      const bool view = facts_.type(method.object).is(TypeKind::dict) &&
                        (method.method == "items" || method.method == "keys" || method.method == "values");
      if (view) return of(method.object, depth + 1);
    }
    return std::nullopt;
  }

  std::optional<Length> slice(Node node, int depth) {
    const Subscript subscript = read_subscript(node);
    if (!subscript.index.is(Kind::slice)) return std::nullopt;
    const std::optional<Length> whole = of(subscript.object, depth + 1);
    if (subscript.full_slice) return whole;
    // xs[:3]
    const Node bound = subscript.index.named_child(0);
    int colons = 0;
    for (Node child : all_children(subscript.index)) colons += child.is(Kind::colon);
    const bool only_stop = colons == 1 && subscript.index.named_child_count() == 1 &&
                           subscript.index.first_child().is(Kind::colon);
    if (const auto stop = only_stop ? integer(facts_, bound, 0) : std::nullopt; stop && *stop >= 0) {
      const auto most = whole ? whole->most() : std::nullopt;
      return Length{Sort::at_most, most ? std::min(*stop, *most) : *stop};
    }
    return no_more(whole);
  }

  std::optional<Length> name(Node node, int depth) {
    const Binding* binding = facts_.binding(node);
    if (binding == nullptr) return std::nullopt;
    if (const Node value = only_value(facts_, node)) {
      const Type type = facts_.type(node);
      const bool fixed = type.is(TypeKind::str) || type.is(TypeKind::bytes) || type.is(TypeKind::tuple) ||
                         type.is(TypeKind::range) || type.is(TypeKind::frozenset);
      const bool still = fixed || (facts_.is_local(*binding) && !facts_.escapes(*binding) &&
                                   !facts_.mutated_within(*binding, facts_.syntax().root()));
      const std::optional<Length> known = still ? of(value, depth + 1) : std::nullopt;
      if (known) return known;
    }
    return Length{Sort::like, 0, binding};
  }

  const Facts& facts_;
};

}  // namespace

std::optional<Length> length_of(const Facts& facts, Node expression) {
  return Measure(facts).of(expression, 0);
}

std::optional<std::int64_t> constant_integer(const Facts& facts, Node expression) {
  return integer(facts, expression, 0);
}

}  // namespace perfhint
