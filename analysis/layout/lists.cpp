// Lists, byte arrays, arrays and deques: room by the history of their growth. Sources: Objects/listobject.c,
// bytearrayobject.c, Modules/arraymodule.c, _collectionsmodule.c.
#include <algorithm>

#include "analysis/layout/growth.h"

namespace perfhint::layout {

void list_resize(Machine& machine, Ref list, std::uint64_t items) {
  Body& body = *machine.edit(list).body;
  body.capacity = machine.model().list_resized(body.capacity, body.items.size(), items);
}

void list_append(Machine& machine, Ref list, Ref item) {
  Body& body = *machine.edit(list).body;
  if (machine.in_disorder()) body.ordered = false;
  const std::uint64_t times = machine.times(list);
  if (times > 1 || body.many) {
    if (!body.many) body.used = body.items.size();
    body.many = true;
    body.capacity = machine.model().list_appended(times, body.capacity, body.used);
    body.used += times;
    body.items.push_back(item);
    return;
  }
  if (body.capacity <= body.items.size()) list_resize(machine, list, body.items.size() + 1);
  body.items.push_back(item);
}

namespace {

// How a list learns the length of what it is made from.
enum class Source { sized, hashed, hinted, unsized };

Source source_of(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  switch (object.sort) {
    case Sort::set:
    case Sort::frozenset:
    case Sort::dict:
    case Sort::view:
      return Source::hashed;
    case Sort::generator:
      return Source::unsized;
    case Sort::iterator: {
      const std::string& type = object.body->type;
      const bool hinted = type == "iterator" || type == "reversed" || type == "itertools.repeat";
      return hinted ? Source::hinted : Source::unsized;
    }
    default:
      return Source::sized;
  }
}

bool is_generator_expression(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  return object.sort == Sort::generator && object.body->node.is(Kind::generator_expression);
}

void append_all(Machine& machine, Ref list, const std::vector<Ref>& items) {
  for (Ref item : items) list_append(machine, list, item);
}

// A length nobody tells: eight slots are taken at first, and what is left at the end is given back where it
// is more than half.
void extend_unsized(Machine& machine, Ref list, const std::vector<Ref>& items) {
  const Model& model = machine.model();
  Body& body = *machine.edit(list).body;
  const std::uint64_t hint = body.items.size() + 8;
  if (body.capacity == 0 && !body.emptied && model.python.minor >= 10) {
    body.capacity = 8;
  } else if (body.capacity < hint) {
    body.capacity = model.list_resized(body.capacity, body.items.size(), hint);
  }
  append_all(machine, list, items);
  if (model.python.minor <= 13 && body.items.size() < body.capacity) {
    body.capacity = model.list_resized(body.capacity, body.items.size(), body.items.size());
    body.emptied = body.capacity == 0;
  }
}

void extend_sized(Machine& machine, Ref list, const std::vector<Ref>& items, bool hashed, bool listed) {
  if (items.empty()) {
    // What is no list or tuple is asked for its length, and room made (or given back) for that.
    Body& same = *machine.edit(list).body;
    if (!listed && machine.python().minor <= 13)
      same.capacity = machine.model().list_resized(same.capacity, same.items.size(), same.items.size());
    return;
  }
  const Model& model = machine.model();
  Body& body = *machine.edit(list).body;
  if ((hashed && model.python.minor >= 13) || (body.capacity == 0 && body.emptied)) {
    body.capacity = model.list_resized(body.capacity, body.items.size(), body.items.size() + items.size());
  } else {
    body.capacity = model.list_extended(body.capacity, body.items.size(), items.size());
  }
  body.items.insert(body.items.end(), items.begin(), items.end());
}

}  // namespace

bool list_extend(Machine& machine, Ref list, Ref source) {
  machine.take_disorder();
  const auto items = machine.iterate(source);
  if (!items || machine.at(list).tainted) {
    machine.taint(list);
    return false;
  }
  if (machine.take_disorder() || machine.in_disorder()) machine.edit(list).body->ordered = false;
  const Source kind = source_of(machine, source);
  const bool listed = machine.at(source).sort == Sort::list || machine.at(source).sort == Sort::tuple;
  if (kind == Source::unsized)
    extend_unsized(machine, list, *items);
  else
    extend_sized(machine, list, *items, kind == Source::hashed, listed);
  return true;
}

Ref list_from(Machine& machine, Ref source, bool sorted) {
  const Source kind = source_of(machine, source);
  const bool listed = machine.at(source).sort == Sort::list || machine.at(source).sort == Sort::tuple;
  const bool expression = is_generator_expression(machine, source);
  machine.take_disorder();
  const auto items = machine.iterate(source);
  const Ref list = machine.make(Sort::list);
  if (!items) {
    machine.edit(list).tainted = true;
    return list;
  }
  const Model& model = machine.model();
  if (kind == Source::unsized && expression && !sorted && model.python.minor >= 15) {
    append_all(machine, list, *items);  // compiled as a comprehension
  } else if (kind == Source::unsized) {
    extend_unsized(machine, list, *items);
  } else if (sorted || kind == Source::hinted) {
    extend_sized(machine, list, *items, kind == Source::hashed, listed);
  } else {
    Body& body = *machine.edit(list).body;
    body.items = *items;
    body.capacity =
        kind == Source::hashed ? model.list_from_hashed(items->size()) : model.list_from_sized(items->size());
  }
  if (machine.take_disorder() && items->size() > 1) machine.edit(list).body->ordered = false;
  return list;
}

void set_bytearray_room(Machine& machine, Ref array) {
  Body& body = *machine.edit(array).body;
  const std::uint64_t bytes = body.text.size();
  body.capacity = bytes == 0 || machine.python().minor >= 15 ? bytes : bytes + 1;
}

// Room for a NUL is part of it until 3.14; then the bytes are an object of their own, which has one.
void bytearray_resize(Machine& machine, Ref array, std::uint64_t bytes) {
  Body& body = *machine.edit(array).body;
  const std::uint64_t nul = machine.python().minor >= 15 ? 0 : 1;
  if (bytes == body.text.size()) return;
  if (bytes + nul <= body.capacity) {
    if (bytes < body.capacity / 2) body.capacity = bytes + nul;
  } else if (static_cast<double>(bytes) <= static_cast<double>(body.capacity) * 1.125) {
    body.capacity = bytes + bytes / 8 + (bytes < 9 ? 3 : 6);
  } else {
    body.capacity = bytes + nul;
  }
}

void array_append(Machine& machine, Ref array, Ref item) {
  Body& body = *machine.edit(array).body;
  const std::uint64_t size = body.items.size(), wanted = size + 1;
  if (body.capacity < wanted || wanted < body.capacity / 2) {
    body.capacity = wanted / 16 + (size < 8 ? 3 : 7) + wanted;
  }
  body.items.push_back(item);
}

// A deque's items lie in blocks of 64, its first at 32 of the first block; `capacity` is where its first is.
void deque_append(Machine& machine, Ref deque, Ref item, bool left) {
  Body& body = *machine.edit(deque).body;
  if (left) {
    if (body.items.empty()) body.capacity = 32;
    body.items.insert(body.items.begin(), item);
    body.capacity = (body.capacity + 63) % 64;
  } else {
    if (body.items.empty()) body.capacity = 32;
    body.items.push_back(item);
  }
}

}  // namespace perfhint::layout
