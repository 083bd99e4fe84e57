// Type: what is known of a value's type. Unknown is an answer; a union is Unknown unless all members agree.
#pragma once

#include <cstdint>
#include <string_view>

namespace perfhint {

enum class TypeKind : std::uint8_t {
  unknown,
  none,
  boolean,
  integer,
  floating,
  complex,
  str,
  bytes,
  bytearray,
  list,
  tuple,
  set,
  frozenset,
  dict,  // dict: Counter, defaultdict and OrderedDict too
  dict_view,
  range,
  deque,
  iterator,  // iterator: generators, map, zip, ... : one pass
  text_file,
  binary_file,
  function,
  class_,
  module,
  instance,
};

// `element` is a container's element kind (a dict's key kind), unknown where mixed or not evident.
struct Type {
  TypeKind kind = TypeKind::unknown;
  TypeKind element = TypeKind::unknown;
  TypeKind value = TypeKind::unknown;  // a dict's value kind

  explicit operator bool() const { return kind != TypeKind::unknown; }
  bool is(TypeKind other) const { return kind == other; }
  bool operator==(const Type&) const = default;
};

// Both, or Unknown: element kinds are joined by themselves.
Type join(Type, Type);
std::string_view name_of(TypeKind);  // as Python writes it: "list", "str"
bool is_hashable(TypeKind);          // surely hashable; unknown and tuple are not

}  // namespace perfhint
