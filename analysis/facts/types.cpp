#include "analysis/facts/types.h"

namespace perfhint {

Type join(Type a, Type b) {
  if (a.kind != b.kind) return {};
  const auto both = [](TypeKind x, TypeKind y) { return x == y ? x : TypeKind::unknown; };
  return {a.kind, both(a.element, b.element), both(a.value, b.value)};
}

std::string_view name_of(TypeKind kind) {
  static constexpr std::string_view names[] = {
      "unknown",   "None",     "bool",      "int",         "float",     "complex", "str",       "bytes",
      "bytearray", "list",     "tuple",     "set",         "frozenset", "dict",    "dict view", "range",
      "deque",     "iterator", "text file", "binary file", "function",  "class",   "module",    "instance"};
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

}  // namespace perfhint
