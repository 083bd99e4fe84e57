// The element at `i` is told by its type, so that what is looked up in a container may be found there.
#include "server/measure/stand_in_value.h"

#include <string_view>

namespace perfhint::server {

namespace {

constexpr int deepest = 3;  // containers in containers

Type main_member(const Type& type) {
  for (const Type& member : type.members()) {
    if (!member.is(TypeKind::none)) return member;
  }
  return type;
}

std::optional<std::string> element(const Type& given, const std::string& at, int depth);

// "[x for i in range(10)]" of a container in a container.
std::optional<std::string> inner(std::string_view open, std::string_view close, const Type& type, int depth) {
  const std::string name(1, static_cast<char>('i' + depth + 1));
  const auto one = element(type, name, depth + 1);
  if (!one) return std::nullopt;
  return std::string(open) + *one + " for " + name + " in range(10)" + std::string(close);
}

std::optional<std::string> tuple_at(const Type& type, const std::string& at, int depth) {
  if (type.positions().empty()) return inner("tuple(", ")", type.element_type(), depth);
  std::string text = "(";
  for (const Type& position : type.positions()) {
    const auto one = element(position, at, depth + 1);
    if (!one) return std::nullopt;
    text += *one + ", ";
  }
  if (type.positions().size() > 1) text.resize(text.size() - 2);
  if (type.positions().size() == 1) text.pop_back();
  return text + ")";
}

// The element of number `at` of a container that holds such. What is not known is an integer.
std::optional<std::string> element(const Type& given, const std::string& at, int depth) {
  if (depth > deepest) return std::nullopt;
  const Type type = main_member(given);
  switch (type.kind) {
    case TypeKind::unknown:
    case TypeKind::never:
      return type.says_nothing() ? std::optional(at) : inner("[", "]", type.element_type(), depth);
    case TypeKind::integer:
      return at;
    case TypeKind::none:
      return "None";
    case TypeKind::boolean:
      return at + " % 2 == 0";
    case TypeKind::floating:
      return "float(" + at + ")";
    case TypeKind::complex:
      return "complex(" + at + ")";
    case TypeKind::str:
      return "str(" + at + ")";
    case TypeKind::bytes:
      return "str(" + at + ").encode()";
    case TypeKind::list:
      return inner("[", "]", type.element_type(), depth);
    case TypeKind::set:
      return inner("{", "}", type.element_type(), depth);
    case TypeKind::frozenset:
      return inner("frozenset(", ")", type.element_type(), depth);
    case TypeKind::tuple:
      return tuple_at(type, at, depth);
    case TypeKind::dict: {
      const auto key = element(type.element_type(), "j", depth + 1);
      const auto value = element(type.value_type(), "j", depth + 1);
      if (!key || !value || depth > 0 || !type.class_name().empty()) return std::nullopt;
      // A record: its keys are texts as they are looked up, if they are texts.
      return "{" + *key + ": " + *value + " for j in range(10)}";
    }
    default:
      return std::nullopt;
  }
}

// In no order, since sorted numbers are the best case of a sort, but the same numbers each time: all from 0
// to _n - 1, as 7919 is prime (and _n none of its multiples). They are made by position, so that a pass over
// them is one over adjacent memory.
constexpr std::string_view shuffled = "i * 7919 % _n";

bool is_number(const Type& type) {
  return type.says_nothing() || type.is(TypeKind::integer) || type.is(TypeKind::floating);
}

// "[... for i in range(_n)]".
std::optional<std::string> sequence(std::string_view open, std::string_view close, const Type& type) {
  const auto one = element(type, is_number(main_member(type)) ? std::string(shuffled) : "i", 0);
  if (!one) return std::nullopt;
  return std::string(open) + *one + " for i in range(_n)" + std::string(close);
}

// "{... for i in range(_n)}", shorter where that is the same.
std::optional<std::string> set_of(std::string_view open, std::string_view close, const Type& type) {
  const auto one = element(type, "i", 0);
  if (!one) return std::nullopt;
  if (*one != "i") return std::string(open) + *one + " for i in range(_n)" + std::string(close);
  return open == "{" ? "set(range(_n))" : std::string(open) + "range(_n)" + std::string(close);
}

std::optional<std::string> all_of_dict(const Type& type) {
  const auto key = element(type.element_type(), "i", 0), value = element(type.value_type(), "i", 0);
  if (!key || !value) return std::nullopt;
  return "{" + *key + ": " + *value + " for i in range(_n)}";
}

std::optional<StandIn> plain(std::optional<std::string> value, std::string import = "") {
  if (!value) return std::nullopt;
  return StandIn{std::move(*value), std::move(import)};
}

std::optional<StandIn> dict_like(const Type& type) {
  const std::string_view name = type.class_name();
  const auto items = all_of_dict(type);
  if (!items || name.empty()) return plain(items);
  if (name == "collections.defaultdict") {
    const std::string kind(type.value_type() ? name_of(type.value_type().kind) : "int");
    return plain("collections.defaultdict(" + kind + ", " + *items + ")", "import collections");
  }
  if (name == "collections.Counter" || name == "collections.OrderedDict")
    return plain(std::string(name) + "(" + *items + ")", "import collections");
  return std::nullopt;
}

std::string scalar(std::string_view many, std::string_view count, std::string_view key, Role role) {
  return std::string(role == Role::count ? count : role == Role::key ? key : many);
}

// An iterable of no certain type (Iterable, Sequence, Mapping, ...).
std::optional<StandIn> of_protocol(const Type& type) {
  if (type.says_nothing()) return std::nullopt;
  return type.maps() ? plain(all_of_dict(type)) : plain(sequence("[", "]", type.element_type()));
}

}  // namespace

std::optional<std::string> small_stand_in_of(const Type& type) {
  return type.says_nothing() ? std::nullopt : element(type, "i", 0);
}

std::optional<StandIn> stand_in_of(const Type& given, Role role) {
  const Type type = main_member(given);
  switch (type.kind) {
    case TypeKind::none:
      return StandIn{"None", ""};
    case TypeKind::boolean:
      return StandIn{"True", ""};
    case TypeKind::integer:
      return StandIn{scalar("_n // 2", "_n", "_n // 2", role), ""};
    case TypeKind::floating:
      return StandIn{scalar("1.5", "1.5", "float(_n // 2)", role), ""};
    case TypeKind::complex:
      return StandIn{"complex(_n // 2)", ""};
    case TypeKind::str:
      return StandIn{
          scalar("('spam, eggs and ham\\n' * (_n // 19 + 1))[:_n]", "str(_n)", "str(_n // 2)", role), ""};
    case TypeKind::bytes:
    case TypeKind::bytearray:
      if (role == Role::key) return StandIn{"str(_n // 2).encode()", ""};
      return StandIn{std::string(name_of(type.kind)) + "((b'spam, eggs and ham\\n' * (_n // 19 + 1))[:_n])",
                     ""};
    case TypeKind::list:
      return plain(sequence("[", "]", type.element_type()));
    case TypeKind::tuple:
      return type.positions().empty() ? plain(sequence("tuple(", ")", type.element_type()))
                                      : plain(tuple_at(type, "_n // 2", 0));
    case TypeKind::set:
      return plain(set_of("{", "}", type.element_type()));
    case TypeKind::frozenset:
      return plain(set_of("frozenset(", ")", type.element_type()));
    case TypeKind::deque:
      return plain(sequence("collections.deque(", ")", type.element_type()), "import collections");
    case TypeKind::range:
      return StandIn{"range(_n)", ""};
    case TypeKind::iterator:
      return plain(sequence("iter([", "])", type.element_type()));
    case TypeKind::dict:
      return dict_like(type);
    case TypeKind::text_file:
      return StandIn{"io.StringIO('spam, eggs and ham\\n' * _n)", "import io"};
    case TypeKind::binary_file:
      return StandIn{"io.BytesIO(b'spam, eggs and ham\\n' * _n)", "import io"};
    case TypeKind::instance:
      if (type.is_instance_of("numpy.ndarray"))
        return StandIn{"numpy.arange(_n, dtype=float) * 7919 % _n", "import numpy"};
      if (type.is_instance_of("random.Random")) return StandIn{"random.Random(0)", "import random"};
      return std::nullopt;
    case TypeKind::unknown:
      return of_protocol(type);
    default:
      return std::nullopt;
  }
}

}  // namespace perfhint::server
