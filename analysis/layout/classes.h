// Classes: how the instances of one are laid out, and what functions keep beside their code. Sources:
// Objects/typeobject.c, Include/internal/pycore_object.h (pre-headers), Objects/dictobject.c (shared keys).
#pragma once

#include "analysis/layout/fixed.h"
#include "analysis/layout/machine.h"

namespace perfhint::layout {

// getsizeof of an instance without values in it: of object, or of a builtin type with `base` bytes.
ByteCount instance_bytes(const Model&, const Class&);
// What a subclass of the builtin type adds to the type's own size.
ByteCount subclass_bytes(const Model&, const Class&, Sort base);

// Keys that attributes take in the class's shared table, once some instances were made.
std::uint32_t shared_attributes(const Class&);

Ref find_in_class(const Class&, std::string_view name);  // hole: not there
std::shared_ptr<Class> make_named_tuple(std::string name, std::vector<std::string> fields);
// Instances of what is not a plain class: dataclasses, named tuples, subclasses of builtin types.
Ref make_dataclass_instance(Machine&, Ref class_, const Arguments&);
Ref make_tuple_instance(Machine&, Ref class_, const Arguments&);
Ref make_builtin_instance(Machine&, Ref class_, const Arguments&);
Ref make_exception(Machine&, std::string_view type, const Arguments&);
Ref enum_member(Machine&, Ref class_, std::string_view name);

// What a function keeps beside its code.
Ref keyword_defaults(Machine&, const std::vector<std::string>& names, const std::vector<Ref>& values);
Ref closure_of(Machine&, Node function);  // the tuple of its cells; hole: none
void annotate_function(Machine&, Ref function, Node node);
Ref cell_value(const Machine&, Ref cell);

}  // namespace perfhint::layout
