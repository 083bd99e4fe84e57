// Joining types and taking unions apart.
#include <algorithm>

#include "analysis/facts/types.h"

namespace perfhint {

namespace {

constexpr std::size_t most_members = 4;
using Form = TypeDetail::Form;

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
                         a.maps() && b.maps() ? join(a.value_type(), b.value_type()) : Type());
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
  if (a.says_nothing() || b.says_nothing()) return {};
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

}  // namespace perfhint
