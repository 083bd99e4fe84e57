// Sets: open tables that grow fourfold. Source: Objects/setobject.c.
#include "analysis/layout/growth.h"

namespace perfhint::layout {
namespace {

void set_rebuild(Body& body, std::uint64_t more_than) {
  body.capacity = 8;
  while (body.capacity <= more_than) body.capacity *= 2;
  body.fill = body.most = body.used;
}

// The place of an item; none: whether it is there is not known.
std::optional<std::string> key_in(const Machine& machine, Ref set, Ref item) {
  if (machine.at(set).tainted) return std::nullopt;
  return machine.key_of(item);
}

}  // namespace

Ref set_new(Machine& machine, Sort sort) {
  const Ref set = machine.make(sort);
  machine.edit(set).body->capacity = 8;
  return set;
}

bool set_add(Machine& machine, Ref set, Ref item) {
  const auto key = key_in(machine, set, item);
  if (!key) {
    machine.edit(set).tainted = true;
    return false;
  }
  Body& body = *machine.edit(set).body;
  if (!body.places.emplace(*key, static_cast<std::uint32_t>(body.items.size())).second) {
    if (machine.times(set) > 1) machine.edit(set).tainted = true;  // how many more are equal is not known
    return true;
  }
  body.items.push_back(item);
  if (const std::uint64_t times = machine.times(set); times > 1 || body.many) {
    body.many = true;
    body.fill = body.most = body.used += times;
    body.capacity = machine.model().set_grown(body.used);
    return true;
  }
  // Whether a deleted slot is used again, hashes decide.
  if (body.most == body.used) ++body.most;
  ++body.used;
  ++body.fill;
  const auto full = [&](std::uint64_t fill) { return fill * 5 >= (body.capacity - 1) * 3; };
  if (full(body.fill) != full(body.most)) {
    machine.edit(set).tainted = true;
    return false;
  }
  if (full(body.fill)) set_rebuild(body, body.used > 50'000 ? body.used * 2 : body.used * 4);
  return true;
}

std::optional<bool> set_has(const Machine& machine, Ref set, Ref item) {
  const auto key = key_in(machine, set, item);
  if (!key) return std::nullopt;
  return machine.at(set).body->places.count(*key) > 0;
}

bool set_discard(Machine& machine, Ref set, Ref item) {
  const auto key = key_in(machine, set, item);
  if (!key) {
    machine.edit(set).tainted = true;
    return false;
  }
  Body& body = *machine.edit(set).body;
  const auto place = body.places.find(*key);
  if (place == body.places.end()) return true;
  body.items[place->second] = hole;
  body.places.erase(place);
  --body.used;  // a deleted slot stays in use until the table is rebuilt
  return true;
}

bool set_update(Machine& machine, Ref set, Ref source) {
  const auto items = machine.iterate(source);
  if (!items || machine.at(set).tainted) {
    machine.edit(set).tainted = true;
    return false;
  }
  const Sort sort = machine.at(source).sort;
  if (sort == Sort::set || sort == Sort::frozenset || sort == Sort::dict) {
    Body& body = *machine.edit(set).body;
    const auto full = [&](std::uint64_t fill) {
      return (fill + items->size()) * 5 >= (body.capacity - 1) * 3;
    };
    if (!items->empty() && full(body.fill) != full(body.most)) {
      machine.edit(set).tainted = true;
      return false;
    }
    if (!items->empty() && full(body.fill)) set_rebuild(body, (body.used + items->size()) * 2);
  }
  bool known = true;
  for (Ref item : *items) known &= set_add(machine, set, item);
  return known;
}

void set_clear(Machine& machine, Ref set) {
  Object& object = machine.edit(set);
  object.body->items.clear();
  object.body->places.clear();
  object.body->capacity = 8;
  object.body->used = object.body->fill = object.body->most = 0;
}

}  // namespace perfhint::layout
