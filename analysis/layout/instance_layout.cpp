// Reading a class, and laying its instances out.
#include "analysis/layout/instance_layout.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace perfhint {

namespace {

constexpr std::int64_t pointer = 8;
constexpr std::int64_t header = 16;    // reference count, type
constexpr std::int64_t gc_head = -16;  // before the object
constexpr std::int64_t managed = -32;  // two pointers before that (3.11+)
constexpr std::uint8_t first_managed_weakref = 12, first_embedded_values = 13;

std::int64_t pointers(std::size_t count) { return pointer * static_cast<std::int64_t>(count); }

InstancePart slots_between(const InstanceLayout& layout, std::int64_t offset, std::size_t from,
                           std::size_t to) {
  const auto at = [&](std::size_t i) { return layout.slots.begin() + static_cast<std::ptrdiff_t>(i); };
  return {"slots", offset, ByteCount{8} * (to - from), "", {at(from), at(to)}};
}

void add_slots(const Model& model, const InstanceLayout& layout, std::vector<InstancePart>& parts) {
  const std::size_t count = layout.slots.size();
  const bool amid = layout.weakref_slot && model.python.minor < first_managed_weakref;
  const std::size_t before = amid ? std::min(layout.slots_before_weakref, count) : count;
  if (before > 0) parts.push_back(slots_between(layout, header, 0, before));
  if (amid) parts.push_back({"weakrefs", header + pointers(before), 8, "", {}});
  if (before < count) parts.push_back(slots_between(layout, header + pointers(before + 1), before, count));
  if (layout.weakref_slot && !amid)
    parts.push_back({"weakrefs", managed, 16, "two pointers, one is used", {}});
}

void add_dict(const Model& model, const InstanceLayout& layout, std::vector<InstancePart>& parts) {
  if (model.python.minor < 11) {
    parts.push_back({"dict, weakrefs", header, 16, "two pointers", {}});
  } else if (model.python.minor < first_managed_weakref) {
    parts.push_back({"dict, values", managed, 16, "two pointers", {}});
    parts.push_back({"weakrefs", header, 8, "", {}});
  } else {
    parts.push_back({"dict, weakrefs", managed, 16, "two pointers", {}});
  }
  const ByteCount rest = total(model, layout) - model.instance;
  if (rest == 0) return;
  const bool inline_values = model.most_inline_attributes >= layout.attributes.size();
  const bool embedded = inline_values && model.python.minor >= first_embedded_values;
  parts.push_back({inline_values ? "inline values" : "__dict__",
                   embedded ? std::optional(header) : std::nullopt, rest, "", layout.attributes});
}

}  // namespace

InstanceLayout layout_of_class(const Facts& facts, Node definition) {
  InstanceLayout layout;
  Node outer = definition.parent();
  if (outer.is(Kind::decorated_definition)) outer = outer.parent();
  const auto known = outer.is(Kind::module) ? facts.class_facts(definition.child(Field::name)) : std::nullopt;
  if (!known) {
    layout.unknown = "a class inside a function or class, or defined more than once";
    return layout;
  }
  layout.slots = known->slots;
  layout.slotted = !known->has_dict || !known->slots.empty();
  layout.weakref_slot = known->has_weakref;
  layout.slots_before_weakref = known->slots_before_weakref;
  layout.dict_slot = known->has_dict && layout.slotted;
  for (const std::string& name : known->attributes) {
    if (std::find(layout.slots.begin(), layout.slots.end(), name) == layout.slots.end())
      layout.attributes.push_back(name);
  }
  layout.unknown = known->unknown;
  layout.tuple = known->kind == ClassKind::named_tuple && !known->has_dict;
  if (layout.tuple) {
    layout.slots = std::exchange(layout.attributes, {});
    return layout;
  }
  if (!known->native.empty())
    layout.unknown = fmt::format("base `{}` has a layout of its own", known->native);
  if (known->kind == ClassKind::enumeration) layout.unknown = "each member is made once, with what Enum adds";
  // What a __dict__ beside slots takes depends on how the class came by it.
  if (layout.dict_slot) layout.unknown = "some of its bases have `__slots__`, others a `__dict__`";
  return layout;
}

InstanceLayout with_slots(const InstanceLayout& layout) {
  InstanceLayout other;
  other.slotted = true;
  other.slots = layout.tuple ? layout.slots : layout.attributes;
  std::ranges::sort(other.slots);
  return other;
}

InstanceLayout without_slots(const InstanceLayout& layout) {
  InstanceLayout other;
  other.attributes = layout.slots;
  return other;
}

ByteCount total(const Model& model, const InstanceLayout& layout) {
  if (layout.tuple) return model.tuple(layout.slots.size());
  if (!layout.in_one_block())
    return model.instance_with_attributes(static_cast<std::uint32_t>(layout.attributes.size()));
  return model.slotted_instance(static_cast<std::uint32_t>(layout.slots.size()), layout.weakref_slot, false);
}

std::vector<InstancePart> parts_of(const Model& model, const InstanceLayout& layout) {
  std::vector<InstancePart> parts{{"GC head", gc_head, 16, "", {}}};
  if (layout.tuple) {
    const ByteCount head = model.tuple_header - 16;
    parts.push_back({"header",
                     0,
                     head,
                     head > 24 ? "reference count, type, length, hash" : "reference count, type, length",
                     {}});
    parts.push_back(
        {"fields", static_cast<std::int64_t>(head), ByteCount{8} * layout.slots.size(), "", layout.slots});
    return parts;
  }
  parts.push_back({"header", 0, 16, "reference count, type", {}});
  if (layout.in_one_block()) {
    add_slots(model, layout, parts);
  } else {
    add_dict(model, layout, parts);
  }
  return parts;
}

std::int64_t slot_offset(const Model& model, const InstanceLayout& layout, std::size_t index) {
  const bool behind_weakref = layout.weakref_slot && model.python.minor < first_managed_weakref &&
                              index >= layout.slots_before_weakref;
  return header + pointers(index + (behind_weakref ? 1 : 0));
}

}  // namespace perfhint
