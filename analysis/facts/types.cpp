// A Type's detail is made only where the three kinds do not tell all, so that equal types have equal details.
#include "analysis/facts/types.h"

#include <algorithm>
#include <functional>

namespace perfhint {
namespace {

constexpr std::size_t most_positions = 8;
constexpr int deepest_nesting = 5;

using Form = TypeDetail::Form;

bool is_plain(const Type& type) { return !type.detail; }

int nesting(const Type& type) {
  int deepest = 0;
  for (const Type& argument : type.arguments()) deepest = std::max(deepest, nesting(argument));
  return type.detail ? deepest + 1 : 0;
}

// Beyond the deepest nesting only the kind is kept: types stay finite whatever code nests.
Type shallow(const Type& type) { return nesting(type) < deepest_nesting ? type : Type(type.kind); }

// What the kind alone tells about what is yielded.
TypeKind yielded_by(TypeKind kind) {
  switch (kind) {
    case TypeKind::str:
    case TypeKind::text_file:
      return TypeKind::str;
    case TypeKind::binary_file:
      return TypeKind::bytes;
    case TypeKind::bytes:
    case TypeKind::bytearray:
    case TypeKind::range:
      return TypeKind::integer;
    case TypeKind::never:
      return TypeKind::never;
    default:
      return TypeKind::unknown;
  }
}

Type join_all(std::span<const Type> types) {
  Type joined = TypeKind::never;
  for (const Type& type : types) joined = join(joined, type);
  return joined;
}

}  // namespace

bool Type::operator==(const Type& other) const {
  if (kind != other.kind || element != other.element || value != other.value) return false;
  if (detail == other.detail) return true;
  return detail && other.detail && *detail == *other.detail;
}

bool Type::says_nothing() const {
  return !detail && kind == TypeKind::unknown && element == TypeKind::unknown && value == TypeKind::unknown;
}

bool Type::maps() const {
  return is(TypeKind::dict) || (!*this && arguments().size() == 2 && members().empty());
}

std::string_view Type::class_name() const { return detail ? std::string_view(detail->name) : ""; }

std::span<const Type> Type::members() const {
  if (!detail || detail->form != Form::alternatives) return {};
  return detail->arguments;
}

std::span<const Type> Type::positions() const {
  if (!detail || detail->form != Form::positions) return {};
  return detail->arguments;
}

std::span<const Type> Type::arguments() const {
  return detail ? std::span<const Type>(detail->arguments) : std::span<const Type>();
}

bool Type::is_optional() const {
  const auto all = members();
  return std::any_of(all.begin(), all.end(), [](const Type& one) { return one.is(TypeKind::none); });
}

Type Type::element_type() const {
  if (const TypeKind yielded = yielded_by(kind); yielded != TypeKind::unknown) return yielded;
  if (!detail) return element;
  if (detail->form != Form::plain) {
    Type joined = TypeKind::never;
    for (const Type& one : detail->arguments) {
      joined = join(joined, detail->form == Form::positions ? one : one.element_type());
    }
    return joined;
  }
  if (kind == TypeKind::function || kind == TypeKind::class_) return {};
  if (kind == TypeKind::instance) return element;
  return detail->arguments.empty() ? Type(element) : detail->arguments[0];
}

Type Type::value_type() const {
  if (is(TypeKind::never)) return TypeKind::never;
  if (!detail) return value;
  if (detail->form == Form::alternatives) {
    Type joined = TypeKind::never;
    for (const Type& one : detail->arguments) joined = join(joined, one.value_type());
    return joined;
  }
  const bool maps = detail->form == Form::plain && kind != TypeKind::instance && detail->arguments.size() > 1;
  return maps ? detail->arguments[1] : Type(value);
}

Type Type::result_type() const {
  return is(TypeKind::function) && detail && !detail->arguments.empty() ? detail->arguments[0] : Type();
}

Type Type::member(std::string_view name) const {
  if (!detail) return {};
  const auto at = std::lower_bound(detail->members.begin(), detail->members.end(), name,
                                   [](const auto& row, std::string_view key) { return row.first < key; });
  return at != detail->members.end() && at->first == name ? at->second : Type();
}

// --- making types ---

Type with_detail(Type type, TypeDetail detail) {
  type.detail = std::make_shared<const TypeDetail>(std::move(detail));
  return type;
}

Type container_of(TypeKind kind, Type element, std::string_view class_name) {
  const Type plain(kind, element.kind);
  if (is_plain(element) && element.element == TypeKind::unknown && element.value == TypeKind::unknown &&
      class_name.empty()) {
    return plain;
  }
  return with_detail(plain, {Form::plain, false, std::string(class_name), {shallow(element)}, {}});
}

Type dict_of(Type key, Type value, std::string_view class_name) {
  const Type plain(TypeKind::dict, key.kind, value.kind);
  const auto simple = [](const Type& type) {
    return is_plain(type) && type.element == TypeKind::unknown && type.value == TypeKind::unknown;
  };
  if (simple(key) && simple(value) && class_name.empty()) return plain;
  return with_detail(plain,
                     {Form::plain, false, std::string(class_name), {shallow(key), shallow(value)}, {}});
}

Type tuple_of(std::vector<Type> positions) {
  const Type joined = join_all(positions);
  if (positions.empty() || positions.size() > most_positions) return container_of(TypeKind::tuple, joined);
  for (Type& one : positions) one = shallow(one);
  return with_detail(Type(TypeKind::tuple, joined.kind),
                     {Form::positions, false, {}, std::move(positions), {}});
}

Type instance_of(std::string_view class_name, std::vector<Type> arguments) {
  for (Type& one : arguments) one = shallow(one);
  return with_detail(TypeKind::instance,
                     {Form::plain, false, std::string(class_name), std::move(arguments), {}});
}

Type own_instance_of(std::string_view class_name) {
  return with_detail(TypeKind::instance, {Form::plain, true, std::string(class_name), {}, {}});
}

Type own_class(std::string_view class_name, std::vector<std::pair<std::string, Type>> members) {
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return with_detail(TypeKind::class_, {Form::plain, true, std::string(class_name), {}, std::move(members)});
}

Type class_object(std::string_view class_name) {
  return with_detail(TypeKind::class_, {Form::plain, false, std::string(class_name), {}, {}});
}

Type function_returning(Type result) {
  if (!result && is_plain(result) && result.element == TypeKind::unknown) return TypeKind::function;
  return with_detail(TypeKind::function, {Form::plain, false, {}, {shallow(result)}, {}});
}

Type protocol_of(std::string_view class_name, Type element, Type value) {
  const Type plain(TypeKind::unknown, element.kind, value.kind);
  return with_detail(plain,
                     {Form::plain, false, std::string(class_name), {shallow(element), shallow(value)}, {}});
}

// --- saying ---

std::uint64_t hash_of(const Type& type) {
  std::uint64_t hash = static_cast<std::uint64_t>(type.kind) << 16 |
                       static_cast<std::uint64_t>(type.element) << 8 | static_cast<std::uint64_t>(type.value);
  if (!type.detail) return hash;
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ (value + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2))) * 0xFF51AFD7ED558CCDu;
  };
  mix(static_cast<std::uint64_t>(type.detail->form) * 2 + type.detail->own);
  mix(std::hash<std::string>()(type.detail->name));
  for (const Type& one : type.detail->arguments) mix(hash_of(one));
  for (const auto& [name, member] : type.detail->members) {
    mix(std::hash<std::string>()(name));
    mix(hash_of(member));
  }
  return hash;
}

std::string describe(const Type& type) {
  const auto listed = [](std::span<const Type> types, const char* between) {
    std::string text;
    for (const Type& one : types) {
      const bool arrow = one.is(TypeKind::function) && !one.arguments().empty();
      text += (text.empty() ? "" : between) + (arrow ? "(" + describe(one) + ")" : describe(one));
    }
    return text;
  };
  if (!type.members().empty()) return listed(type.members(), " | ");
  if (!type.positions().empty()) return "tuple[" + listed(type.positions(), ", ") + "]";
  const std::string name(type.class_name());
  if (type.is(TypeKind::instance)) {
    if (name.empty()) return "instance";
    return type.arguments().empty() ? name : name + "[" + listed(type.arguments(), ", ") + "]";
  }
  if (type.is(TypeKind::class_)) return name.empty() ? "class" : "type[" + name + "]";
  if (type.is(TypeKind::function)) {
    return type.arguments().empty() ? "function" : "function -> " + describe(type.result_type());
  }
  std::string text = name.empty() ? std::string(name_of(type.kind)) : name;
  if (type.element == TypeKind::unknown && type.value == TypeKind::unknown && type.arguments().empty())
    return text;
  const Type element = type.element_type(), value = type.value_type();
  if (element.says_nothing() && value.says_nothing()) return text;
  text += "[" + describe(element);
  if (type.maps() && !(type.is(TypeKind::unknown) && value.says_nothing())) text += ", " + describe(value);
  if (type.is(TypeKind::tuple)) text += ", ...";
  return text + "]";
}

std::string_view name_of(TypeKind kind) {
  static constexpr std::string_view names[] = {"unknown",  "None",  "bool",      "int",       "float",
                                               "complex",  "str",   "bytes",     "bytearray", "list",
                                               "tuple",    "set",   "frozenset", "dict",      "dict view",
                                               "range",    "deque", "iterator",  "text file", "binary file",
                                               "function", "class", "module",    "instance",  "never"};
  return names[static_cast<std::size_t>(kind)];
}

bool is_hashable(TypeKind kind) {
  switch (kind) {
    case TypeKind::none:
    case TypeKind::boolean:
    case TypeKind::integer:
    case TypeKind::floating:
    case TypeKind::complex:
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::range:
      return true;
    default:
      return false;
  }
}

bool is_hashable(const Type& type) {
  const auto all = [](std::span<const Type> types) {
    return std::all_of(types.begin(), types.end(), [](const Type& one) { return is_hashable(one); });
  };
  if (!type.members().empty()) return all(type.members());
  if (!type.positions().empty()) return all(type.positions());
  if (type.is(TypeKind::tuple)) return is_hashable(type.element_type());
  return is_hashable(type.kind);
}

}  // namespace perfhint
