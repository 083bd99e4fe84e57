// Type: what is known of a value's type, a value itself and cheap to copy. Unknown is an answer. A union of
// up to four types answers what all its members agree on; what they do not agree on is Unknown. A claim
// admits subclasses: `integer` a bool, `list` a class derived from list.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  dict,  // dict: Counter, defaultdict and OrderedDict too; class_name() tells
  dict_view,
  range,
  deque,
  iterator,  // iterator: generators, map, zip, ... : one pass
  text_file,
  binary_file,
  function,
  class_,
  module,
  instance,  // of the class that class_name() tells
  never,     // no value comes here: the element of an empty display; seen inside inference only
};

struct TypeDetail;

// `element` and `value` are the kinds that element_type() and value_type() have. Equal types compare equal.
struct Type {
  TypeKind kind = TypeKind::unknown;     // unknown for a union of several kinds, and for protocols (Iterable)
  TypeKind element = TypeKind::unknown;  // what a container holds (a dict: its keys), an iterable yields
  TypeKind value = TypeKind::unknown;    // what a dict maps to
  std::shared_ptr<const TypeDetail> detail;  // null where the three kinds tell all

  Type() = default;
  Type(TypeKind of, TypeKind holding = TypeKind::unknown, TypeKind mapping_to = TypeKind::unknown)
      : kind(of), element(holding), value(mapping_to) {}

  explicit operator bool() const { return kind != TypeKind::unknown; }
  bool is(TypeKind other) const { return kind == other; }
  bool says_nothing() const;  // not even what it yields
  bool maps() const;          // a dict or a mapping protocol
  bool operator==(const Type&) const;

  // The class of an instance, of a class object, or of a container that is no plain one: "pathlib.Path",
  // "collections.Counter"; a class of the module's own by its plain name. "" otherwise.
  std::string_view class_name() const;
  bool is_instance_of(std::string_view qualified) const {
    return is(TypeKind::instance) && class_name() == qualified;
  }
  // The members of a union, two to four; empty for all other types.
  std::span<const Type> members() const;
  // The types by position of a tuple whose length is known; empty for all other types (and for ()).
  std::span<const Type> positions() const;
  std::span<const Type> arguments() const;  // of a container, generic instance or function (its result)
  bool is_optional() const;                 // a union with None

  Type element_type() const;  // what it holds, or yields when iterated; Unknown if not evident
  Type value_type() const;    // of a dict or mapping
  Type result_type() const;   // of a function: what a call gives
  // Of a class object: the type its instances' attribute or method (a function) has; Unknown if it has none.
  Type member(std::string_view name) const;
};

struct TypeDetail {
  enum class Form : std::uint8_t { plain, positions, alternatives };
  Form form = Form::plain;
  bool own = false;  // the class is the module's own
  std::string name;
  std::vector<Type> arguments;
  std::vector<std::pair<std::string, Type>> members;  // of a class object, sorted by name
  bool operator==(const TypeDetail&) const = default;
};

// --- making types ---

Type with_detail(Type, TypeDetail);
Type container_of(TypeKind, Type element, std::string_view class_name = {});
Type dict_of(Type key, Type value, std::string_view class_name = {});
Type tuple_of(std::vector<Type> positions);  // more than eight: by their join only
Type instance_of(std::string_view class_name, std::vector<Type> arguments = {});
// Of a class of the module's own.
Type own_instance_of(std::string_view class_name);
Type own_class(std::string_view class_name, std::vector<std::pair<std::string, Type>> members = {});
Type class_object(std::string_view class_name);
Type function_returning(Type result);
// Any iterable: its kind is Unknown, what it yields is not.
Type protocol_of(std::string_view class_name, Type element, Type value = {});

// --- joining and taking apart ---

// The least type that admits both; Unknown with anything is Unknown, never is neutral.
Type join(const Type&, const Type&);
// The members of a union that are of no kind `kind`; Unknown, and types that are no union, stay as they are.
Type without(const Type&, TypeKind kind);
Type without_none(const Type&);
// Every `never` in it as Unknown: what leaves inference.
Type published(Type);
// The same, what it holds (as far as it can be changed in place) forgotten.
Type with_unknown_contents(const Type&);

std::uint64_t hash_of(const Type&);
std::string describe(const Type&);   // "dict[str, list[int]]", "int | None", "pathlib.Path", "unknown"
std::string_view name_of(TypeKind);  // as Python writes it: "list", "str"
bool is_hashable(TypeKind);          // surely hashable; unknown and tuple are not
bool is_hashable(const Type&);       // a tuple by its positions, a union by its members

}  // namespace perfhint
