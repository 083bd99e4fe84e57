// Builtins and constructors whose result rests on their arguments: list(xs), zip(a, b), max(a, b),
// Counter(s).
#include <algorithm>
#include <array>

#include "analysis/facts/inference.h"

namespace perfhint {
namespace {

using enum TypeKind;

struct IterableKind {
  std::string_view name;
  TypeKind kind;
};
// What holds the elements of its argument.
constexpr std::array<IterableKind, 8> collecting{{{"frozenset", frozenset},
                                                  {"iter", iterator},
                                                  {"list", list},
                                                  {"reversed", iterator},
                                                  {"set", set},
                                                  {"sorted", list},
                                                  {"tuple", tuple},
                                                  {"collections.deque", deque}}};

bool is_number(const Type& type) { return type.is(integer) || type.is(floating) || type.is(boolean); }

// The key and value of a mapping or of the pairs that an iterable yields.
Type dict_from(const Type& source, const Type& element, std::string_view class_name) {
  const bool mapping = source.is(dict) || source.class_name() == "typing.Mapping" ||
                       source.class_name() == "typing.MutableMapping";
  if (mapping) return dict_of(source.element_type(), source.value_type(), class_name);
  const auto pair = element.positions();
  if (pair.size() == 2) return dict_of(pair[0], pair[1], class_name);
  const Type both = element.is(list) || element.is(tuple) ? element.element_type() : Type();
  return dict_of(both, both, class_name);
}

}  // namespace

Type Inference::builtin_call(std::string_view name, const Call& call, int depth) const {
  if (name == "open") return library_call("io.open", call, depth);
  if (const Type made = container_call(name, call, depth); !made.is(never)) return made;
  if (const Type made = iterating_call(name, call, depth); !made.is(never)) return made;
  if (name == "abs") {
    const Type given = argument_type(call, 0, "", depth);
    return given.is(boolean)   ? integer
           : is_number(given)  ? given
           : given.is(complex) ? floating
           : given.is(never)   ? never
                               : unknown;
  }
  if (name == "round") {
    const Type given = argument_type(call, 0, "number", depth);
    const bool digits = call.positional.size() > 1 || !call.keywords.empty();
    if (given.is(never)) return call.splats ? unknown : never;
    if (given.is(boolean) || given.is(integer)) return integer;
    return given.is(floating) && !call.splats ? (digits ? floating : integer) : unknown;
  }
  if (name == "divmod") {
    const Type left = argument_type(call, 0, "", depth), right = argument_type(call, 1, "", depth);
    if (!is_number(left) || !is_number(right)) return {};
    const TypeKind kind = left.is(floating) || right.is(floating) ? floating : integer;
    return tuple_of({kind, kind});
  }
  if (name == "sum") {
    const Type element = element_of_argument(call, 0, depth), start = argument_type(call, 1, "start", depth);
    if (element.is(never)) return never;
    if (!is_number(element) || !(start.is(never) || is_number(start))) return {};
    // Of nothing it is 0, an int.
    const bool floats = element.is(floating) || start.is(floating);
    if (!floats) return integer;
    return start.is(floating) ? Type(floating) : join(floating, integer);
  }
  if (name == "type") return call.positional.size() == 1 ? class_ : unknown;
  if (name == "super" || name == "pow" || name == "eval" || name == "exec" || name == "getattr") return {};
  if (name == "isinstance" || name == "issubclass" || name == "callable" || name == "hasattr" ||
      name == "any" || name == "all")
    return boolean;
  const CallTypes types = types_of(call, depth);
  return library_value(name, &types);
}

// Containers by what they are made from; `never`: it makes none.
Type Inference::container_call(std::string_view name, const Call& call, int depth) const {
  const bool empty = call.positional.empty() && call.keywords.empty() && !call.splats && !call.generator;
  for (const IterableKind& row : collecting) {
    if (row.name != name) continue;
    if (empty) return container_of(row.kind, never);
    if (name == "iter" && call.positional.size() != 1) return iterator;
    const Type source = call.positional.empty() ? Type() : type(call.positional[0], depth + 1);
    if (row.kind == iterator && (source.is(text_file) || source.is(binary_file) || source.is(instance)))
      return {};
    if (name == "reversed" && source.is(unknown)) return iterator;
    if (name == "tuple" && !source.positions().empty()) return source;
    return container_of(row.kind, element_of_argument(call, 0, depth));
  }
  const bool counter = name == "collections.Counter", ordered = name == "collections.OrderedDict";
  if (counter) {
    if (empty) return dict_of(never, never, name);
    const Type source = call.positional.empty() ? Type() : type(call.positional[0], depth + 1);
    const bool mapping = !source || source.is(dict) || !call.keywords.empty();
    return dict_of(element_of_argument(call, 0, depth), mapping ? unknown : integer, name);
  }
  if (name == "dict" || ordered) {
    return dict_call(ordered ? name : "", call, depth);
  }
  if (name == "collections.defaultdict") {
    Type value;
    if (call.positional.size() == 1 && call.keywords.empty() && !call.splats) {
      const Type factory = type(call.positional[0], depth + 1);
      value = factory.is(class_) ? instance_of_class(factory) : factory.result_type();
      return dict_of(never, with_unknown_contents(value), name);
    }
    return dict_of({}, {}, name);
  }
  return never;
}

Type Inference::dict_call(std::string_view class_name, const Call& call, int depth) const {
  const bool empty = call.positional.empty() && call.keywords.empty() && !call.splats && !call.generator;
  if (empty) return dict_of(never, never, class_name);
  if (call.splats) return dict_of({}, {}, class_name);
  Type made = dict_of(never, never, class_name);
  if (!call.positional.empty() || call.generator) {
    const Type source = call.generator ? Type() : type(call.positional[0], depth + 1);
    made = dict_from(source, element_of_argument(call, 0, depth), class_name);
  }
  Type keys = made.element_type(), values = made.value_type();
  for (const Call::Keyword& keyword : call.keywords) {
    keys = join(keys, str);
    values = join(values, type(keyword.value, depth + 1));
  }
  return dict_of(keys, values, class_name);
}

// Iterators and choices over what the arguments yield; `never`: it is none of them.
Type Inference::iterating_call(std::string_view name, const Call& call, int depth) const {
  const auto element = [&](std::size_t position) { return element_of_argument(call, position, depth); };
  if (name == "enumerate") return container_of(iterator, tuple_of({integer, element(0)}), "enumerate");
  if (name == "zip" || name == "itertools.zip_longest" || name == "itertools.product") {
    if (call.splats || call.positional.empty() ||
        std::any_of(call.keywords.begin(), call.keywords.end(),
                    [](const Call::Keyword& one) { return one.name == "repeat"; }))
      return container_of(iterator, tuple);
    std::vector<Type> positions;
    for (std::size_t i = 0; i < call.positional.size(); ++i) positions.push_back(element(i));
    if (name == "itertools.zip_longest") return container_of(iterator, tuple);
    return container_of(iterator, tuple_of(std::move(positions)), name);
  }
  if (name == "map") {
    if (call.positional.empty()) return iterator;
    const Type mapper = type(call.positional[0], depth + 1);
    Type result = mapper.is(class_) ? instance_of_class(mapper) : mapper.result_type();
    if (const std::string qualified = qualified_name(call.positional[0]); !qualified.empty()) {
      CallTypes given;
      given.arguments = {element(1)};
      if (is_builtin(call.positional[0])) result = library_value(qualified, &given);
    }
    return container_of(iterator, result, "map");
  }
  if (name == "filter") {
    const Type kept = element(1);
    const bool truth = !call.positional.empty() && call.positional[0].is(Kind::none_literal);
    return container_of(iterator, truth ? without_none(kept) : kept, "filter");
  }
  if (name.starts_with("itertools.")) return itertools_call(name, call, depth);
  if (name == "next") {
    const Type first = element(0);
    return call.positional.size() > 1 ? join(first, argument_type(call, 1, "", depth)) : first;
  }
  if (name == "min" || name == "max") {
    const Type fallback = argument_type(call, SIZE_MAX, "default", depth);
    if (call.splats) return {};
    if (call.generator || call.positional.size() == 1) return join(element(0), fallback);
    Type joined = never;
    for (Node one : call.positional) joined = join(joined, type(one, depth + 1));
    return joined;
  }
  return never;
}

Type Inference::itertools_call(std::string_view name, const Call& call, int depth) const {
  const auto element = [&](std::size_t position) { return element_of_argument(call, position, depth); };
  if (name == "itertools.chain") {
    Type joined = never;
    for (std::size_t i = 0; i < call.positional.size(); ++i) joined = join(joined, element(i));
    return container_of(iterator, call.splats ? Type() : joined, name);
  }
  if (name == "itertools.chain.from_iterable") return container_of(iterator, element(0).element_type());
  if (name == "itertools.islice" || name == "itertools.cycle")
    return container_of(iterator, element(0), name);
  if (name == "itertools.takewhile" || name == "itertools.dropwhile" || name == "itertools.filterfalse")
    return container_of(iterator, element(1), name);
  if (name == "itertools.pairwise") return container_of(iterator, tuple_of({element(0), element(0)}), name);
  if (name == "itertools.combinations" || name == "itertools.permutations")
    return container_of(iterator, container_of(tuple, element(0)), name);
  if (name == "itertools.count") {
    const Type start = argument_type(call, 0, "start", depth);
    const bool plain = start.is(never) && call.keywords.empty() && !call.splats;
    const bool counted = start.is(integer) && call.positional.size() == 1 && call.keywords.empty();
    return container_of(iterator, plain || counted ? integer : unknown, name);
  }
  if (name == "itertools.groupby")
    return container_of(iterator,
                        tuple_of({call.positional.size() == 1 && call.keywords.empty() ? element(0) : Type(),
                                  container_of(iterator, element(0))}));
  if (name == "itertools.repeat") {
    const Type given = argument_type(call, 0, "object", depth);
    return container_of(iterator, given.is(never) ? Type() : given, name);
  }
  return never;
}

}  // namespace perfhint
