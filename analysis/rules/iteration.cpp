#include "analysis/rules/iteration.h"

#include <algorithm>
#include <array>

namespace perfhint {
namespace {

// Builtins that take every element before they return; any and all may stop before, but never come back.
constexpr std::array<std::string_view, 11> takers = {"all", "any", "dict",   "frozenset", "list", "max",
                                                     "min", "set", "sorted", "sum",       "tuple"};

}  // namespace

bool is_taken_at_once(const Facts& facts, Node generator) {
  const Node call =
      generator.parent().is(Kind::argument_list) ? generator.parent().parent() : generator.parent();
  return call.is(Kind::call) && std::any_of(takers.begin(), takers.end(), [&](std::string_view taker) {
           return facts.is_call_of(call, taker);
         });
}

Iteration read_iteration(const Facts& facts, Node head) {
  const ForHead parts = read_for(head);
  if (!parts.iterable || parts.async) return {};
  const bool statement = head.is(Kind::for_statement);
  const Node loop = statement ? head : head.parent();
  if (loop.is(Kind::generator_expression) && !is_taken_at_once(facts, loop)) return {};
  return {loop, parts.target, unparenthesised(parts.iterable), statement ? head.child(Field::body) : loop};
}

Node first_pause(Node region) {
  for (Node node : descendants(region)) {
    if (node.is_any(Kind::await_expression, Kind::yield_expression)) return node;
    // async for, async with.
    if (node.is(Kind::kw_async) && !node.parent().is(Kind::function_definition)) return node;
  }
  return {};
}

namespace {

// A name that the module binds to something written out, and its keys(), values() and items().
bool is_written_short(const Facts& facts, Node iterable, std::int64_t most) {
  if (const MethodCall method = read_method_call(iterable); method && method.call.positional.empty()) {
    const bool view = method.method == "keys" || method.method == "values" || method.method == "items";
    iterable = view ? method.object : Node();
  }
  const Binding* binding = facts.binding(iterable);
  if (binding == nullptr || facts.is_local(*binding) || facts.module().star_import()) return false;
  const ModuleEntry* entry = facts.module().find(iterable.text());
  const bool still = entry && (!entry->mutated || entry->type.is(TypeKind::tuple));
  return still && entry->definitions == 1 && entry->written >= 0 && entry->written <= most;
}

}  // namespace

bool is_short(const Facts& facts, Node iterable, std::int64_t most) {
  iterable = unparenthesised(iterable);
  if (is_written_short(facts, iterable, most)) return true;
  switch (iterable.kind()) {
    case Kind::list:
    case Kind::tuple:
    case Kind::set:
    case Kind::dictionary:
    case Kind::expression_list:
      for (Node element : children(iterable)) {
        if (element.is_any(Kind::list_splat, Kind::dictionary_splat)) return false;
      }
      return iterable.named_child_count() <= most;
    case Kind::string:
      return static_cast<std::int64_t>(iterable.text().size()) <= most + 2;
    case Kind::attribute:  // a class has a base or two
      return iterable.child(Field::attribute).text() == "__bases__";
    case Kind::call: {
      const Call call = read_call(iterable);
      if (facts.is_call_of(iterable, "zip")) {
        return std::any_of(call.positional.begin(), call.positional.end(),
                           [&](Node part) { return is_short(facts, part, most); });
      }
      if (!facts.is_call_of(iterable, "range")) return false;
      if (call.positional.empty() || call.positional.size() > 2) return false;
      const auto stop = integer_value(call.positional.back());
      const auto start = call.positional.size() == 2 ? integer_value(call.positional.front()) : 0;
      return stop && start && *stop - *start <= most;
    }
    default:
      return false;
  }
}

Node first_iterable(Node comprehension) {
  for (Node child : children(comprehension)) {
    if (child.is(Kind::for_in_clause)) return unparenthesised(child.child(Field::right));
  }
  return {};
}

bool may_be_long(const Facts& facts, Node iterable, std::int64_t few) {
  const auto length = facts.length(iterable);
  if (length && length->most()) return *length->most() > few;
  const Type type = facts.type(iterable);
  return type.is(TypeKind::range) || type.is(TypeKind::text_file) || type.is(TypeKind::binary_file);
}

}  // namespace perfhint
