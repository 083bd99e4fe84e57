// The layout of a class's instances: its parts by version, as data. The hover's rows, the place of an
// attribute and the picture of an instance are made of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/layout/model.h"

namespace perfhint {

struct InstanceLayout {
  std::vector<std::string> attributes;  // beside slots: in the order __init__ and other methods set them
  std::vector<std::string> slots;  // over all bases, in the order of their addresses; of a NamedTuple: fields
  bool slotted = false, weakref_slot = false, dict_slot = false;
  std::size_t slots_before_weakref = 0;
  bool tuple = false;   // a NamedTuple
  std::string unknown;  // why an instance's size is not known

  bool in_one_block() const { return tuple || (slotted && !dict_slot); }
};

// `definition` is a class definition.
InstanceLayout layout_of_class(const Facts&, Node definition);
// The same class with `__slots__` for all its attributes, or, of one that has them, without.
InstanceLayout with_slots(const InstanceLayout&);
InstanceLayout without_slots(const InstanceLayout&);

// Bytes of one instance: what it allocates in the steady state, attribute values not counted.
ByteCount total(const Model&, const InstanceLayout&);

// A stretch of an instance. Sources: Objects/typeobject.c (type_new_slots), Include/internal/pycore_object.h
// (the managed pointers before the collector's head) of each release.
struct InstancePart {
  std::string name;                    // "GC head", "slots"
  std::optional<std::int64_t> offset;  // bytes from the address that id() tells; none: a block of its own
  ByteCount bytes = 0;
  std::string note;                // what is in it, where no names are
  std::vector<std::string> names;  // the attributes in it, 8 bytes each
};
// As people read them: the object's head first.
std::vector<InstancePart> parts_of(const Model&, const InstanceLayout&);

// Where the slot's pointer lies: bytes from the address that id() tells. `index` is that of layout.slots.
std::int64_t slot_offset(const Model&, const InstanceLayout&, std::size_t index);

}  // namespace perfhint
