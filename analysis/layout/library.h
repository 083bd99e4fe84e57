// Library: what the builtins, the methods of builtin types and the common standard library make and change.
#pragma once

#include <string_view>

#include "analysis/layout/machine.h"

namespace perfhint::layout {

Ref builtin_named(Machine&, std::string_view name);  // nothing_known: no builtin is called so
Ref module_attribute(Machine&, std::string_view module, std::string_view name);
Ref call_builtin(Machine&, std::string_view qualified, const Arguments&);
Ref call_method(Machine&, Ref self, std::string_view name, const Arguments&);  // of a builtin type

// Rooms of call_builtin; hole: not theirs.
Ref construct(Machine&, std::string_view type, const Arguments&);              // list(), dict(), str(), ...
Ref call_function_builtin(Machine&, std::string_view name, const Arguments&);  // len(), sum(), map(), ...
Ref call_library(Machine&, std::string_view qualified, const Arguments&);      // collections.deque(), ...
Ref call_containers(Machine&, std::string_view qualified,
                    const Arguments&);  // deque(), Counter(), array(), ...
Ref call_itertools(Machine&, std::string_view qualified, const Arguments&);
Ref call_library_class(Machine&, std::string_view qualified, const Arguments&);  // UserDict(), WeakSet(), ...
Ref call_compiler(Machine&, std::string_view qualified, const Arguments&);  // re.compile(), struct.Struct()
Ref call_numpy(Machine&, std::string_view qualified, const Arguments&);

void grown_bytearray(Machine&, Ref array, Sort source);

Ref most_common(Machine&, Ref counter, Ref count);
Ref call_opaque_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_numpy_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_super_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_named_tuple_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref super_of(Machine&);  // super() in the method that runs
void sort_list(Machine&, Ref list, const Arguments&);

// Rooms of call_method; hole: not known.
Ref call_text_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_list_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_dict_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_set_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_deque_method(Machine&, Ref self, std::string_view name, const Arguments&);
Ref call_array_method(Machine&, Ref self, std::string_view name, const Arguments&);

// object.name = value, object[index] = value, del object[index], object[index].
// A bound method of a builtin type, or an attribute with a value; nothing_known where there is none.
Ref method_of(Machine&, Ref object, std::string_view name);
bool set_attribute(Machine&, Ref object, std::string_view name, Ref value);
void delete_attribute(Machine&, Ref object, std::string_view name);
// A function under decorators; nothing_known where one of them is not known.
Ref decorated(Machine&, Node definition, const std::vector<Node>& decorators);
Ref operate_opaque(Machine&, Kind operation, Ref left, Ref right);  // Decimal, timedelta, ...; int | None
bool set_item(Machine&, Ref object, Node subscript, Ref value);
bool delete_item(Machine&, Ref object, Node subscript);
Ref get_item(Machine&, Ref object, Node subscript);
Ref default_item(Machine&, Ref defaultdict, Ref key);
Ref subscript_type(Machine&, Ref type, Node subscript);  // list[int]
Ref numpy_view(Machine&, Ref array);
Ref get_at(Machine&, Ref object, Ref index);

std::optional<std::vector<Ref>> iterate_itertools(Machine&, const Object& iterator);
std::optional<std::vector<Ref>> array_items(Machine&, Ref array);
Ref run_generator_function(Machine&, Ref generator,
                           std::vector<Ref>& into);  // nothing_known: it cannot be followed
std::uint32_t scope_of(const Block&, Node);          // that the node opens

// start:stop:step over `length`, as slice.indices gives them; none where not known.
struct Cut {
  std::int64_t start, stop, step;
  std::uint64_t length;
};
std::optional<Cut> cut(Machine&, Node slice, std::uint64_t length);

// range(...): its bounds where they are known, within 2^60.
struct Range {
  std::int64_t start, stop, step;
  std::uint64_t length() const;
};
std::optional<Range> range_of(const Machine&, Ref range);

}  // namespace perfhint::layout
