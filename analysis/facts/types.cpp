// A Type's detail is made only where the three kinds do not tell all, so that equal types have equal details.
#include "analysis/facts/types.h"

#include <algorithm>
#include <functional>

namespace perfhint {
namespace {

constexpr std::size_t most_members = 4;
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

Type with_detail(Type type, TypeDetail detail) {
  type.detail = std::make_shared<const TypeDetail>(std::move(detail));
  return type;
}

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

// --- joining ---

namespace {

// Nothing is known of it, not even what it yields.
bool is_nothing_known(const Type& type) {
  return !type && is_plain(type) && type.element == TypeKind::unknown && type.value == TypeKind::unknown;
}

bool is_mapping(const Type& type) {
  return type.is(TypeKind::dict) || (!type && type.arguments().size() == 2 && type.members().empty());
}

// Both of one kind and one class, neither a union: joined argument by argument.
Type join_alike(const Type& a, const Type& b) {
  if (a == b) return a;
  switch (a.kind) {
    case TypeKind::list:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::deque:
    case TypeKind::iterator:
    case TypeKind::dict_view:
      return container_of(a.kind, join(a.element_type(), b.element_type()),
                          a.class_name() == b.class_name() ? a.class_name() : "");
    case TypeKind::dict:
      return dict_of(join(a.element_type(), b.element_type()), join(a.value_type(), b.value_type()),
                     a.class_name() == b.class_name() ? a.class_name() : "");
    case TypeKind::tuple: {
      const auto left = a.positions(), right = b.positions();
      if (left.empty() || left.size() != right.size()) {
        return container_of(a.kind, join(a.element_type(), b.element_type()));
      }
      std::vector<Type> joined;
      for (std::size_t i = 0; i < left.size(); ++i) joined.push_back(join(left[i], right[i]));
      return tuple_of(std::move(joined));
    }
    case TypeKind::function:
      return function_returning(join(a.result_type(), b.result_type()));
    case TypeKind::instance: {
      const auto left = a.arguments(), right = b.arguments();
      std::vector<Type> joined;
      for (std::size_t i = 0; i < left.size() && left.size() == right.size(); ++i) {
        joined.push_back(join(left[i], right[i]));
      }
      return a.detail->own ? own_instance_of(a.class_name()) : instance_of(a.class_name(), std::move(joined));
    }
    case TypeKind::unknown:
      return protocol_of(a.class_name() == b.class_name() ? a.class_name() : "",
                         join(a.element_type(), b.element_type()),
                         is_mapping(a) && is_mapping(b) ? join(a.value_type(), b.value_type()) : Type());
    default:
      return a.kind;
  }
}

bool is_alike(const Type& a, const Type& b) {
  if (a.kind != b.kind) {
    const bool numbers = (a.is(TypeKind::boolean) && b.is(TypeKind::integer)) ||
                         (a.is(TypeKind::integer) && b.is(TypeKind::boolean));
    return numbers;
  }
  if (a.is(TypeKind::instance) || a.is(TypeKind::class_)) {
    const bool a_own = a.detail && a.detail->own, b_own = b.detail && b.detail->own;
    return a_own == b_own && a.class_name() == b.class_name();
  }
  return true;
}

void add_member(std::vector<Type>& members, const Type& one) {
  for (Type& member : members) {
    if (!is_alike(member, one)) continue;
    member = member.kind == one.kind ? join_alike(member, one) : Type(TypeKind::integer);
    return;
  }
  members.push_back(one);
}

Type union_of(std::vector<Type> members) {
  if (members.size() == 1) return members[0];
  if (members.size() > most_members) return {};
  const auto agreed = [&](TypeKind Type::*kind) {
    const TypeKind first = members[0].*kind;
    return std::all_of(members.begin(), members.end(), [&](const Type& m) { return m.*kind == first; })
               ? first
               : TypeKind::unknown;
  };
  std::sort(members.begin(), members.end(), [](const Type& a, const Type& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.class_name() < b.class_name();
  });
  Type joined(agreed(&Type::kind), TypeKind::unknown, agreed(&Type::value));
  Type yields = TypeKind::never;
  for (const Type& member : members) yields = join(yields, member.element_type());
  if (!yields.is(TypeKind::never)) joined.element = yields.kind;
  return with_detail(joined, {Form::alternatives, false, {}, std::move(members), {}});
}

}  // namespace

Type join(const Type& a, const Type& b) {
  if (a.is(TypeKind::never)) return b;
  if (b.is(TypeKind::never)) return a;
  if (is_nothing_known(a) || is_nothing_known(b)) return {};
  if (a == b) return a;
  std::vector<Type> members;
  for (const Type* side : {&a, &b}) {
    const auto own = side->members();
    if (own.empty()) add_member(members, *side);
    for (const Type& one : own) add_member(members, one);
  }
  return union_of(std::move(members));
}

Type without(const Type& type, TypeKind kind) {
  const auto members = type.members();
  if (members.empty()) return type;
  std::vector<Type> kept;
  for (const Type& one : members) {
    if (!one.is(kind)) kept.push_back(one);
  }
  return kept.empty() ? Type() : union_of(std::move(kept));
}

Type without_none(const Type& type) { return without(type, TypeKind::none); }

Type published(Type type) {
  if (type.is(TypeKind::never)) return {};
  if (!type.detail) {
    if (type.element == TypeKind::never) type.element = TypeKind::unknown;
    if (type.value == TypeKind::never) type.value = TypeKind::unknown;
    return type;
  }
  TypeDetail detail = *type.detail;
  if (detail.arguments.empty()) return type;
  std::vector<Type> arguments;
  for (Type& one : detail.arguments) arguments.push_back(published(std::move(one)));
  if (std::equal(arguments.begin(), arguments.end(), type.detail->arguments.begin()) &&
      type.element != TypeKind::never && type.value != TypeKind::never)
    return type;
  switch (type.kind) {
    case TypeKind::dict:
      return dict_of(arguments[0], arguments[1], detail.name);
    case TypeKind::tuple:
      if (detail.form == Form::positions) return tuple_of(std::move(arguments));
      return container_of(type.kind, arguments[0]);
    case TypeKind::list:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::deque:
    case TypeKind::iterator:
    case TypeKind::dict_view:
      return container_of(type.kind, arguments[0], detail.name);
    case TypeKind::function:
      return function_returning(arguments[0]);
    default:
      break;
  }
  if (detail.form == Form::alternatives) return union_of(std::move(arguments));
  if (type.is(TypeKind::unknown)) return protocol_of(detail.name, arguments[0], arguments.back());
  return type;
}

Type with_unknown_contents(const Type& type) {
  switch (type.kind) {
    case TypeKind::list:
    case TypeKind::set:
    case TypeKind::deque:
      return container_of(type.kind, {}, type.class_name());
    case TypeKind::dict:
      return dict_of({}, {}, type.class_name());
    default:
      break;
  }
  if (type.members().empty()) return type;
  std::vector<Type> members;
  for (const Type& one : type.members()) add_member(members, with_unknown_contents(one));
  return union_of(std::move(members));
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
    for (const Type& one : types) text += (text.empty() ? "" : between) + describe(one);
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
  if (is_nothing_known(element) && is_nothing_known(value)) return text;
  text += "[" + describe(element);
  if (is_mapping(type) && !(type.is(TypeKind::unknown) && is_nothing_known(value)))
    text += ", " + describe(value);
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
