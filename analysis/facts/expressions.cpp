// Types of expressions: literals, displays, comprehensions, operators, subscripts. What `never` goes into,
// never comes out of: so a cycle's first round sees only what does not depend on the cycle.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"

namespace perfhint {
using enum TypeKind;

Type Inference::type(Node node, int depth) const {
  if (depth > deepest) return cut_off();
  node = unparenthesised(node);
  switch (node.kind()) {
    case Kind::call:
    case Kind::attribute:
    case Kind::subscript:
    case Kind::binary_operator:
    case Kind::boolean_operator:
    case Kind::conditional_expression:
    case Kind::list:
    case Kind::dictionary:
    case Kind::tuple:
    case Kind::list_comprehension:
    case Kind::generator_expression:
    case Kind::dictionary_comprehension:
    case Kind::set_comprehension:
      return solve(Question::expression, node.index(), [&] { return untabled_type(node, depth); });
    case Kind::none:
      return {};
    default:
      return untabled_type(node, depth);
  }
}

namespace {

Type literal_type(Node node) {
  switch (node.kind()) {
    case Kind::string:
    case Kind::concatenated_string: {
      const std::string_view prefix = node.is(Kind::string) ? node.first_child().text() : "";
      if (prefix.find_first_of("tT") < prefix.find_first_of("'\"")) return {};  // t"..." is a template
      return read_string(node).bytes ? bytes : str;
    }
    case Kind::integer:
    case Kind::float_number: {
      const char last = node.text().empty() ? '0' : node.text().back();
      if (last == 'j' || last == 'J') return complex;
      return node.is(Kind::integer) ? integer : floating;
    }
    case Kind::none_literal:
      return none;
    default:
      return {};
  }
}

}  // namespace

Type Inference::comprehension_type(Node node, int depth) const {
  const Node body = node.child(Field::body);
  if (node.is(Kind::dictionary_comprehension)) {
    return dict_of(type(body.child(Field::key), depth + 1), type(body.child(Field::value), depth + 1));
  }
  const TypeKind kind = node.is(Kind::list_comprehension)  ? list
                        : node.is(Kind::set_comprehension) ? set
                                                           : iterator;
  return container_of(kind, type(body, depth + 1));
}

Type Inference::untabled_type(Node node, int depth) const {
  switch (node.kind()) {
    case Kind::true_literal:
    case Kind::false_literal:
    case Kind::not_operator:
      return boolean;
    case Kind::comparison_operator:
      return comparison_type(node, depth);
    case Kind::list:
      return display_type(node, list, depth);
    case Kind::tuple:
    case Kind::expression_list:
      return display_type(node, tuple, depth);
    case Kind::set:
      return display_type(node, set, depth);
    case Kind::dictionary:
      return dictionary_type(node, depth);
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::generator_expression:
    case Kind::dictionary_comprehension:
      return comprehension_type(node, depth);
    case Kind::lambda_expression:
      return function_returning(type(node.child(Field::body), depth + 1));
    case Kind::named_expression:
      return type(node.child(Field::value), depth + 1);
    case Kind::assignment:  // a = b = 1
      return type(node.child(Field::right), depth + 1);
    case Kind::conditional_expression:
      return join(type(node.named_child(0), depth + 1), type(node.named_child(2), depth + 1));
    case Kind::boolean_operator:
      return boolean_type(node, depth);
    case Kind::binary_operator:
    case Kind::unary_operator:
      return operator_type(node, depth);
    case Kind::subscript:
      return subscript_type(node, depth);
    case Kind::call:
      return call_type(node, depth);
    case Kind::await_expression:
      return awaited(type(node.named_child(0), depth + 1));
    case Kind::identifier:
      return name_type(node, depth);
    case Kind::attribute:
      return attribute_expression_type(node, depth);
    default:
      return literal_type(node);
  }
}

// `is` and `in` give a bool; == and < what the operands' classes say: an ndarray says otherwise.
Type Inference::comparison_type(Node node, int depth) const {
  bool overloadable = false;
  for (Node child : all_children(node)) {
    const bool plain = child.is_any(Kind::kw_is, Kind::kw_is_not, Kind::kw_in, Kind::kw_not_in);
    overloadable = overloadable || (child.field() == Field::operators && !plain);
  }
  if (!overloadable) return boolean;
  for (Node operand : children(node)) {
    if (operand.field() == Field::operators) continue;
    const Type one = type(operand, depth + 1);
    if (!one || one.is(instance) || one.is(class_) || one.is(function)) return {};
  }
  return boolean;
}

Type Inference::display_type(Node node, TypeKind kind, int depth) const {
  std::vector<Type> elements;
  Type joined = never;
  bool splat = false;
  std::size_t count = 0;
  for (Node child : children(node)) {
    Type one;
    if (child.is(Kind::list_splat)) {
      splat = true;
      one = iterated(type(child.named_child(0), depth + 1), depth);
    } else {
      one = type(child, depth + 1);
    }
    joined = join(joined, one);
    const bool by_position = kind == tuple && ++count <= 8;
    if (by_position) elements.push_back(std::move(one));
    if (!by_position && !joined && joined.arguments().empty()) break;
  }
  if (kind == tuple && !splat && count <= 8) return tuple_of(std::move(elements));
  return container_of(kind, joined);
}

Type Inference::dictionary_type(Node node, int depth) const {
  Type keys = never, values = never;
  for (Node child : children(node)) {
    if (child.is(Kind::pair)) {
      keys = join(keys, type(child.child(Field::key), depth + 1));
      values = join(values, type(child.child(Field::value), depth + 1));
    } else if (child.is(Kind::dictionary_splat)) {
      const Type other = type(child.named_child(0), depth + 1);
      keys = join(keys, other.element_type());
      values = join(values, other.value_type());
    }
    if (!keys && !values && keys.arguments().empty() && values.arguments().empty()) break;
  }
  return dict_of(keys, values);
}

// `a and b`, `a or b`: either, where the other's value is not ruled out.
Type Inference::boolean_type(Node node, int depth) const {
  const Type left = type(node.child(Field::left), depth + 1);
  const Type right = type(node.child(Field::right), depth + 1);
  const bool either = node.child(Field::operator_).is(Kind::kw_or);
  // A None is false: `x or []` never gives it.
  if (either && left.is(none)) return right;
  if (!either && left.is(none)) return none;
  return join(either ? without_none(left) : left, right);
}

Type Inference::subscript_type(Node node, int depth) const {
  const Subscript subscript = read_subscript(node);
  const Type object = without_none(type(subscript.object, depth + 1));
  if (object.is(never)) return never;
  if (object.is(class_) || (!object && !subscript.index)) return class_expression_type(node, depth);
  if (!subscript.index) return object.is(dict) ? object.value_type() : Type();
  if (object.members().empty()) return item_type(object, subscript.index, depth);
  Type joined = never;
  for (const Type& member : object.members())
    joined = join(joined, item_type(member, subscript.index, depth));
  return joined;
}

namespace {

// t[0], t[-1]: the type at that place, where the length is known.
Type tuple_item(const Type& tuple_type, Node index) {
  index = unparenthesised(index);
  const bool negative = index.is(Kind::unary_operator) && index.child(Field::operator_).is(Kind::minus);
  const auto value = integer_value(negative ? index.child(Field::argument) : index);
  const auto positions = tuple_type.positions();
  if (positions.empty() || !value) return tuple_type.element_type();
  const auto size = static_cast<std::int64_t>(positions.size());
  const auto at = negative ? size - *value : *value;
  return at >= 0 && at < size ? positions[static_cast<std::size_t>(at)] : Type();
}

}  // namespace

Type Inference::item_type(const Type& container, Node index, int depth) const {
  const bool slice = index.is(Kind::slice);
  switch (container.kind) {
    case never:
    case str:
      return container;
    case bytes:
    case bytearray:
    case range:
      return slice ? container : Type(integer);
    case list:
      return slice ? container : container.element_type();
    case tuple:
      return slice ? container_of(tuple, container.element_type()) : tuple_item(container, index);
    case dict:
      return container.value_type();
    case deque:
      return slice ? Type() : container.element_type();
    case unknown: {
      const std::string_view name = container.class_name();
      if (name == "typing.Mapping" || name == "typing.MutableMapping") return container.value_type();
      const bool sequence = name == "typing.Sequence" || name == "typing.MutableSequence";
      return sequence && !slice ? container.element_type() : Type();
    }
    case instance: {
      if (container.is_instance_of("pandas.DataFrame") && unparenthesised(index).is(Kind::list))
        return container;
      if (slice) return {};
      if (container.detail && container.detail->own)
        return member_type(container, "__getitem__", depth + 1).result_type();
      CallTypes call;
      call.arguments = {type(index, depth + 1)};
      return library_member(container, "__getitem__", &call);
    }
    default:
      return {};
  }
}

Type Inference::attribute_expression_type(Node node, int depth) const {
  const Node object = unparenthesised(node.child(Field::object));
  const std::string_view name = node.child(Field::attribute).text();
  const std::string qualified = qualified_name(node);
  if (!qualified.empty() && !is_builtin(object)) return library_value(qualified, nullptr);
  if (const std::string_view self = self_of(node); !self.empty() && object.text() == self) {
    const Type stored = own_member(enclosing_class(node), name, depth + 1);
    if (stored || !stored.arguments().empty()) return stored;
  }
  const Type receiver = type(object, depth + 1);
  if (receiver.is(never)) return never;
  return member_type(receiver, name, depth + 1);
}

// What a for over it binds: the element, or what the library's or the module's own __iter__ gives.
Type Inference::iterated(const Type& iterable, int depth) const {
  if (!iterable.is(instance)) {
    if (iterable.members().empty()) return iterable.element_type();
    Type joined = never;
    for (const Type& one : iterable.members()) {
      if (!one.is(none)) joined = join(joined, iterated(one, depth));  // None can not be iterated
    }
    return joined.is(never) ? Type() : joined;
  }
  if (depth > deepest) return {};
  if (iterable.detail && iterable.detail->own) {
    return member_type(iterable, "__iter__", depth + 1).result_type().element_type();
  }
  const CallTypes none_given;
  const Type made = library_member(iterable, "__iter__", &none_given);
  return made.is(instance) ? Type() : made.element_type();
}

Type Inference::entered(const Type& context, int depth) const {
  if (context.is(never)) return never;
  if (context.is(text_file) || context.is(binary_file)) return context;
  if (!context.is(instance)) {
    const CallTypes none_given;
    const std::string_view name = context.class_name();
    return name.empty() ? Type() : library_member(context, "__enter__", &none_given);
  }
  if (context.is_instance_of("contextlib._GeneratorContextManager")) {
    return context.arguments().empty() ? Type() : context.arguments()[0];
  }
  if (context.detail && context.detail->own) {
    return member_type(context, "__enter__", depth + 1).result_type();
  }
  const CallTypes none_given;
  return library_member(context, "__enter__", &none_given);
}

Type Inference::awaited(const Type& awaitable) const {
  if (awaitable.is(never)) return never;
  const std::string_view name = awaitable.class_name();
  const bool known = name == "typing.Coroutine" || name == "asyncio.Task" || name == "asyncio.Future" ||
                     name == "typing.Awaitable";
  if (!awaitable.is(instance) || !known || awaitable.arguments().empty()) return {};
  return awaitable.arguments().back();
}

}  // namespace perfhint
