// Dicts: a table of indices and a list of entries, kept apart for str-only keys since 3.11. Source:
// Objects/dictobject.c of each release.
#include "analysis/layout/growth.h"

namespace perfhint::layout {
namespace {

bool splits_by_keys(const Machine& machine) { return machine.python().minor >= 11; }

// The entries close up; `free` entries are left behind the living ones.
void rebuild(Body& body, std::uint64_t table, bool str_keys) {
  std::vector<Ref> keys, values;
  std::vector<std::uint32_t> moved(body.items.size());
  for (std::size_t i = 0; i < body.items.size(); ++i) {
    moved[i] = static_cast<std::uint32_t>(keys.size());
    if (body.items[i] == hole) continue;
    keys.push_back(body.items[i]);
    values.push_back(body.values[i]);
  }
  for (auto& [key, place] : body.places) place = moved[place];
  body.items = std::move(keys);
  body.values = std::move(values);
  body.capacity = table;
  body.str_keys = str_keys;
  body.fill = Model::dict_usable(table) - body.used;
}

std::uint64_t estimated(std::uint64_t items) { return (items * 3 + 1) / 2; }

void insert_new(Machine& machine, Body& body, Ref key, Ref value, std::string hashed, std::uint64_t times) {
  const bool str_key = is_exact_str(machine, key);
  if (times > 1 || body.many) {
    body.many = true;
    body.used += times;
    body.str_keys = (body.str_keys || body.items.empty()) && str_key;
    body.items.push_back(key);
    body.values.push_back(value);
    body.places.emplace(std::move(hashed), static_cast<std::uint32_t>(body.items.size() - 1));
    body.capacity = machine.model().dict_grown(body.used);
    return;
  }
  if (body.capacity == 0) {
    body.capacity = 8;
    body.fill = Model::dict_usable(8);
    body.str_keys = str_key;
  } else if (splits_by_keys(machine) && body.str_keys && !str_key) {
    rebuild(body, machine.model().dict_requested(body.used * 3), false);
  } else if (body.fill == 0) {
    rebuild(body, machine.model().dict_requested(body.used * 3), body.str_keys);
  }
  body.str_keys = body.str_keys && str_key;
  body.places.emplace(std::move(hashed), static_cast<std::uint32_t>(body.items.size()));
  body.items.push_back(key);
  body.values.push_back(value);
  ++body.used;
  --body.fill;
}

}  // namespace

bool is_exact_str(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  return object.sort == Sort::str && (!object.body || !object.body->class_of);
}

Ref dict_new(Machine& machine, std::uint64_t table, bool str_keys) {
  const Ref dict = machine.make(Sort::dict);
  Body& body = *machine.edit(dict).body;
  body.capacity = table;
  body.str_keys = str_keys;
  body.fill = Model::dict_usable(table);
  return dict;
}

bool dict_insert(Machine& machine, Ref dict, Ref key, Ref value) {
  auto hashed = machine.at(dict).tainted ? std::nullopt : machine.key_of(key);
  if (!hashed) {
    machine.edit(dict).tainted = true;
    return false;
  }
  Body& body = *machine.edit(dict).body;
  if (machine.in_disorder()) body.ordered = false;
  if (const auto place = body.places.find(*hashed); place != body.places.end()) {
    if (splits_by_keys(machine) && body.str_keys && !is_exact_str(machine, key))
      machine.edit(dict).tainted = true;
    body.values[place->second] = value;
    return true;
  }
  insert_new(machine, body, key, value, std::move(*hashed), machine.times(dict));
  return true;
}

std::optional<Ref> dict_find(const Machine& machine, Ref dict, Ref key) {
  const Object& object = machine.at(dict);
  const auto hashed = object.tainted ? std::nullopt : machine.key_of(key);
  if (!hashed) return std::nullopt;
  const auto place = object.body->places.find(*hashed);
  return place == object.body->places.end() ? hole : object.body->values[place->second];
}

bool dict_remove(Machine& machine, Ref dict, Ref key) {
  const auto hashed = machine.at(dict).tainted ? std::nullopt : machine.key_of(key);
  if (!hashed) {
    machine.edit(dict).tainted = true;
    return false;
  }
  Body& body = *machine.edit(dict).body;
  const auto place = body.places.find(*hashed);
  if (place == body.places.end()) return true;
  body.items[place->second] = hole;
  body.values[place->second] = hole;
  body.places.erase(place);
  --body.used;
  return true;
}

void dict_clear(Machine& machine, Ref dict) {
  Body& body = *machine.edit(dict).body;
  body.items.clear();
  body.values.clear();
  body.places.clear();
  body.capacity = body.used = body.fill = 0;
  body.str_keys = true;
}

bool dict_merge(Machine& machine, Ref dict, Ref other) {
  if (machine.at(other).sort != Sort::dict || machine.at(other).tainted || machine.at(dict).tainted) {
    machine.edit(dict).tainted = true;
    return false;
  }
  const Body& from = *machine.at(other).body;
  Body& body = *machine.edit(dict).body;
  const std::uint64_t more = from.used;
  if (more == 0 || dict == other) return true;
  const bool compact = from.items.size() == from.used;
  const bool cloned = body.used == 0 && machine.python().minor >= 10 && compact &&
                      (from.capacity == 8 || Model::dict_usable(from.capacity / 2) < more);
  if (cloned) {
    body.capacity = from.capacity;
    body.str_keys = from.str_keys;
    body.fill = from.fill;
    body.items = from.items;
    body.values = from.values;
    body.places = from.places;
    body.used = from.used;
    body.ordered = body.ordered && from.ordered;
    return true;
  }
  if (Model::dict_usable(body.capacity) < more) {
    const bool str_keys = body.str_keys && from.str_keys;
    rebuild(body, machine.model().dict_requested(estimated(body.used + more)), str_keys);
  }
  body.ordered = body.ordered && from.ordered;
  const std::vector<Ref> keys = from.items, values = from.values;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] != hole && !dict_insert(machine, dict, keys[i], values[i])) return false;
  }
  return true;
}

Ref dict_copy(Machine& machine, Ref dict) {
  const Ref copy = dict_new(machine);
  const Object& object = machine.at(dict);
  if (object.tainted) {
    machine.edit(copy).tainted = true;
    return copy;
  }
  const Body& from = *object.body;
  if (from.used == 0) return copy;
  Body& body = *machine.edit(copy).body;
  body.items = from.items;
  body.values = from.values;
  body.places = from.places;
  body.used = from.used;
  body.capacity = from.capacity;
  body.str_keys = from.str_keys;
  body.fill = from.fill;
  body.ordered = from.ordered;
  if (from.used >= from.items.size() * 2 / 3) return copy;
  // Too many holes: it is merged into an empty one.
  rebuild(body, machine.model().dict_requested(estimated(from.used)), from.str_keys);
  return copy;
}

Ref dict_from_keys(Machine& machine, Ref source, Ref value) {
  machine.take_disorder();
  const auto items = machine.iterate(source);
  const bool disordered = machine.take_disorder();
  const Sort sort = machine.at(source).sort;
  const bool hashed = sort == Sort::set || sort == Sort::frozenset || sort == Sort::dict;
  Ref dict = dict_new(machine, machine.model().dict_call_empty());
  if (!items) {
    machine.edit(dict).tainted = true;
    return dict;
  }
  if (hashed) {
    const bool str_keys = sort == Sort::dict && machine.at(source).body->str_keys;
    dict = dict_new(machine,
                    machine.model().dict_requested(std::max<std::uint64_t>(estimated(items->size()), 1)),
                    str_keys);
    if (sort != Sort::dict && splits_by_keys(machine)) machine.edit(dict).body->str_keys = false;
  }
  for (Ref item : *items) dict_insert(machine, dict, item, value);
  if (disordered) machine.edit(dict).body->ordered = false;
  return dict;
}

bool dict_update_from(Machine& machine, Ref dict, Ref source) {
  if (machine.at(source).sort == Sort::dict) return dict_merge(machine, dict, source);
  const auto pairs = machine.iterate(source);
  bool known = pairs.has_value();
  for (std::size_t i = 0; known && i < pairs->size(); ++i) {
    const auto pair = machine.iterate((*pairs)[i]);
    known = pair && pair->size() == 2 && dict_insert(machine, dict, (*pair)[0], (*pair)[1]);
  }
  if (!known) machine.edit(dict).tainted = true;
  return known;
}

}  // namespace perfhint::layout
