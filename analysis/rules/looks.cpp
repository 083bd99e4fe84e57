#include "analysis/rules/looks.h"

#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"

namespace perfhint {
namespace {

template <std::size_t count>
bool is_call_of_any(const Facts& facts, Node call, const std::array<std::string_view, count>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return facts.is_call_of(call, name); });
}

// Builtins that are done with their argument when they return.
constexpr std::array<std::string_view, 20> done = {
    "all", "any", "bool", "bytearray", "bytes", "dict",   "frozenset", "isinstance", "len",   "list",
    "max", "min", "repr", "set",       "print", "sorted", "str",       "sum",        "tuple", "type"};
// Those that give something that still looks at it.
constexpr std::array<std::string_view, 6> views = {"enumerate", "filter", "iter", "map", "reversed", "zip"};

bool gives_view(std::string_view method) {
  return method == "items" || method == "keys" || method == "values";
}

Node outside(Node at) {
  while (at.parent().is_any(Kind::parenthesized_expression, Kind::boolean_operator,
                            Kind::conditional_expression)) {
    at = at.parent();
  }
  return at;
}

// What still looks at `at` when it is evaluated: a view or iterator of it. `at` itself: nothing can be said;
// none: nothing does.
Node looker(const Facts& facts, Node at) {
  const Node parent = at.parent();
  switch (parent.kind()) {
    case Kind::argument_list: {
      const Node call = parent.parent();
      if (is_call_of_any(facts, call, done)) return {};
      if (is_call_of_any(facts, call, views)) return call;
      return read_method_call(call).method == "join" ? Node() : at;
    }
    case Kind::attribute: {
      const Node call = parent.parent();
      if (!call.is(Kind::call) || parent.field() != Field::function) return at;
      if (gives_view(parent.child(Field::attribute).text())) return call;
      return facts.is_reading_call(call) ? Node() : at;
    }
    case Kind::for_statement:
    case Kind::for_in_clause:
      return at.field() == Field::right && read_iteration(facts, parent) ? Node() : at;
    case Kind::subscript:
    case Kind::comparison_operator:
    case Kind::not_operator:
    case Kind::if_statement:
    case Kind::elif_clause:
    case Kind::while_statement:
    case Kind::if_clause:
    case Kind::assert_statement:
    case Kind::binary_operator:
    case Kind::interpolation:
    case Kind::list_splat:
    case Kind::dictionary_splat:
    case Kind::expression_statement:
      return {};
    default:
      return at;
  }
}

}  // namespace

bool is_sized(TypeKind kind) {
  switch (kind) {
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::bytearray:
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::dict:
    case TypeKind::dict_view:
    case TypeKind::range:
    case TypeKind::deque:
      return true;
    default:
      return false;
  }
}

bool is_momentary(const Facts& facts, Node use) {
  if (facts.use(use) != UseKind::read) return false;
  Node at = outside(use);
  for (int deep = 0; deep < 4; ++deep) {
    const Node next = looker(facts, at);
    if (!next) return true;
    if (next == at) return false;
    at = outside(next);
  }
  return false;
}

bool is_gone_through(const Facts& facts, Node expression) {
  const Node at = outside(expression), parent = at.parent();
  if (parent.is_any(Kind::for_statement, Kind::for_in_clause))
    return at.field() == Field::right && read_iteration(facts, parent);
  static constexpr std::array<std::string_view, 11> takers = {
      "all", "any", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple"};
  return parent.is(Kind::argument_list) && is_call_of_any(facts, parent.parent(), takers) &&
         read_call(parent.parent()).sole_argument();
}

}  // namespace perfhint
