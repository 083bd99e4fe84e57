// Library classes that are written in Python: an instance is an object, the storage of its attributes, and
// what
// __init__ puts there.
#include "analysis/layout/fixed.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

constexpr std::uint32_t sole_attribute = 1;

// What it holds besides is not known.
Ref shell(Machine& machine, std::string_view name) {
  const Ref made = machine.opaque(std::string(name), machine.model().instance);
  machine.edit(made).vague = true;
  return made;
}

Ref holder_of(Machine& machine, std::string_view name, Ref held) {
  const Model& model = machine.model();
  const ByteCount storage = model.instance_with_attributes(sole_attribute) - model.instance;
  return machine.opaque(std::string(name), model.instance, {machine.opaque("attributes", storage), held});
}

// The maps, the first of them made where none is given.
Ref chained(Machine& machine, const Arguments& arguments) {
  if (arguments.positional.empty())
    return machine.sequence(Sort::list, {dict_new(machine)}, machine.model().list_display(1, false));
  return list_from(machine, machine.sequence(Sort::tuple, arguments.positional), false);
}

// Empty ones were measured whole.
Ref measured(Machine& machine, std::string_view name) {
  const ByteCount own = machine.model().instance,
                  whole = fixed_bytes(machine.python(), std::string(name) + " and parts");
  return machine.opaque(std::string(name), own, {machine.opaque("tables", whole - own)});
}

}  // namespace

Ref call_library_class(Machine& machine, std::string_view name, const Arguments& arguments) {
  const bool empty = arguments.plain(0, 0);
  if (name == "collections.UserDict")
    return empty ? holder_of(machine, name, dict_new(machine)) : shell(machine, name);
  if (name == "collections.UserList")
    return empty ? holder_of(machine, name, machine.sequence(Sort::list, {})) : shell(machine, name);
  if (name == "collections.ChainMap")
    return arguments.plain(0, SIZE_MAX) ? holder_of(machine, name, chained(machine, arguments))
                                        : shell(machine, name);
  if (name == "string.Template")
    return arguments.plain(1, 1) ? holder_of(machine, name, arguments.positional[0]) : shell(machine, name);
  if (name == "weakref.WeakSet" || name == "weakref.WeakValueDictionary" ||
      name == "weakref.WeakKeyDictionary")
    return empty ? measured(machine, name) : shell(machine, name);
  return hole;
}

}  // namespace perfhint::layout
