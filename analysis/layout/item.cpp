// object[index], its assignment and its deletion.
#include <algorithm>

#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

bool is_listed(const Object& object) {
  return !object.tainted && !object.vague && object.body && !object.body->many && object.body->ordered;
}

// An index from either end; none: out of bounds.
std::optional<std::uint64_t> place(std::int64_t index, std::uint64_t length) {
  if (index < 0) index += static_cast<std::int64_t>(length);
  if (index < 0 || static_cast<std::uint64_t>(index) >= length) return std::nullopt;
  return static_cast<std::uint64_t>(index);
}

Node index_node(Node subscript) {
  const Node first = subscript.child(Field::subscript);
  return first;
}

bool several(Node subscript) {
  std::uint32_t count = 0;
  for (Node child : children(subscript)) count += child.field() == Field::subscript;
  return count != 1;
}

bool is_constant_slice(Node slice) {
  for (Node child : children(slice)) {
    if (!child.is_any(Kind::integer, Kind::none_literal)) return false;
  }
  return true;
}

Ref slice_of(Machine& machine, Ref ref, Node node) {
  const Object& object = machine.at(ref);
  const bool blurred = object.sort == Sort::list && object.body && !object.body->ordered && !object.tainted;
  if (!is_listed(object) && !blurred) return nothing_known;
  const bool text = object.sort == Sort::str || object.sort == Sort::bytes || object.sort == Sort::bytearray;
  const bool listed = object.sort == Sort::list || object.sort == Sort::tuple || object.sort == Sort::array;
  if (!text && !listed) return nothing_known;
  const std::uint64_t length = text ? object.body->text.size() : object.body->items.size();
  const auto bounds = cut(machine, node, length);
  if (!bounds) {
    if (object.sort != Sort::list) return machine.vague(object.sort);
    const Ref list = machine.make(Sort::list);
    machine.edit(list).tainted = true;
    return list;
  }
  const bool whole = bounds->length == length && bounds->step == 1;
  const bool immutable = object.sort == Sort::str || object.sort == Sort::bytes || object.sort == Sort::tuple;
  if (whole && immutable) return ref;
  if (!machine.step(bounds->length / 4)) return nothing_known;
  std::u32string letters;
  std::vector<Ref> items;
  for (std::uint64_t i = 0; i < bounds->length; ++i) {
    const auto at = static_cast<std::size_t>(bounds->start + static_cast<std::int64_t>(i) * bounds->step);
    text ? letters.push_back(object.body->text[at]) : items.push_back(object.body->items[at]);
  }
  const Sort sort = object.sort;
  const std::string type = object.body->type;
  const bool own = text && bounds->step != 1;
  const Ref made = own    ? machine.own_text(std::move(letters), sort)
                   : text ? machine.text(sort, std::move(letters))
                          : machine.sequence(sort, std::move(items), bounds->length);
  if (sort == Sort::array) machine.edit(made).body->type = type;
  if (sort == Sort::bytearray) set_bytearray_room(machine, made);
  if (blurred) {
    machine.edit(made).body->ordered = false;
    machine.edit(made).body->blurred = !whole || object.body->blurred;
  }
  return made;
}

}  // namespace

std::optional<Cut> cut(Machine& machine, Node slice, std::uint64_t count) {
  std::array<std::optional<std::int64_t>, 3> bounds;
  std::size_t part = 0;
  for (Node child : all_children(slice)) {
    if (child.is(Kind::colon)) {
      ++part;
    } else if (child.named() && !child.extra() && part < 3) {
      const Ref value = machine.evaluate(child);
      if (machine.at(value).sort == Sort::none) continue;
      bounds[part] = machine.small(value);
      if (!bounds[part]) return std::nullopt;
    }
  }
  const std::int64_t step = bounds[2].value_or(1), length = static_cast<std::int64_t>(count);
  if (step == 0 || step == INT64_MIN) return std::nullopt;
  const std::int64_t low = step < 0 ? -1 : 0, high = step < 0 ? length - 1 : length;
  const auto settle = [&](std::optional<std::int64_t> bound, std::int64_t otherwise) {
    if (!bound) return otherwise;
    if (*bound < 0) return std::max(*bound + length, low);
    return std::min(*bound, high);
  };
  Cut result{settle(bounds[0], step < 0 ? high : low), settle(bounds[1], step < 0 ? low : high), step, 0};
  const std::int64_t distance = step > 0 ? result.stop - result.start : result.start - result.stop;
  const std::int64_t stride = step > 0 ? step : -step;
  if (distance > 0) result.length = static_cast<std::uint64_t>((distance - 1) / stride + 1);
  return result;
}

std::uint64_t Range::length() const {
  if (step > 0 ? start >= stop : start <= stop) return 0;
  const auto distance = static_cast<std::uint64_t>(step > 0 ? stop - start : start - stop);
  const auto stride = static_cast<std::uint64_t>(step > 0 ? step : -step);
  return (distance + stride - 1) / stride;
}

std::optional<Range> range_of(const Machine& machine, Ref range) {
  const Object& object = machine.at(range);
  if (object.sort != Sort::range) return std::nullopt;
  std::int64_t bounds[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const auto bound = machine.small(object.body->items[i]);
    constexpr std::int64_t limit = std::int64_t{1} << 60;
    if (!bound || *bound > limit || *bound < -limit) return std::nullopt;
    bounds[i] = *bound;
  }
  return bounds[2] == 0 ? std::nullopt : std::optional(Range{bounds[0], bounds[1], bounds[2]});
}

Ref get_at(Machine& machine, Ref ref, Ref index) {
  const Object& object = machine.at(ref);
  if (!is_listed(object)) return nothing_known;
  if (object.sort == Sort::dict) {
    const auto found = dict_find(machine, ref, index);
    if (!found) return nothing_known;
    if (*found != hole) return *found;
    if (object.body->type == "defaultdict" && !object.body->attributes.empty())
      return default_item(machine, ref, index);
    if (object.body->type == "Counter") return machine.integer(0);
    machine.stop();
    return nothing_known;
  }
  const auto number = machine.small(index);
  if (!number) return nothing_known;
  const bool text = object.sort == Sort::str || object.sort == Sort::bytes || object.sort == Sort::bytearray;
  const bool listed = object.sort == Sort::list || object.sort == Sort::tuple || object.sort == Sort::deque ||
                      object.sort == Sort::array;
  if (!text && !listed) {
    const auto range = range_of(machine, ref);
    const auto at = range ? place(*number, range->length()) : std::nullopt;
    return at ? machine.integer(range->start + static_cast<std::int64_t>(*at) * range->step) : nothing_known;
  }
  const auto at = place(*number, text ? object.body->text.size() : object.body->items.size());
  if (!at) {
    machine.stop();
    return nothing_known;
  }
  if (object.sort == Sort::str) return machine.text(Sort::str, std::u32string(1, object.body->text[*at]));
  if (text) return machine.integer(static_cast<std::int64_t>(object.body->text[*at]));
  if (object.sort == Sort::array) {
    const auto items = machine.iterate(ref);
    return items ? (*items)[*at] : nothing_known;
  }
  return object.body->items[*at];
}

Ref get_item(Machine& machine, Ref ref, Node node) {
  const Node index = index_node(node);
  const Object& object = machine.at(ref);
  if (object.sort == Sort::instance || (object.body && object.body->class_of)) {
    machine.taint(ref);
    return nothing_known;
  }
  if (object.sort == Sort::builtin) return subscript_type(machine, ref, node);
  if (object.sort == Sort::opaque && object.body->type == "numpy.ndarray") return numpy_view(machine, ref);
  if (several(node)) return nothing_known;
  if (!index.is(Kind::slice)) {
    const Ref key = machine.evaluate(index);
    const Ref made = get_at(machine, ref, key);
    const bool folded = made != nothing_known && is_folded(machine, node.child(Field::value), ref) &&
                        is_folded(machine, index, key);
    return folded ? machine.constant(made) : made;
  }
  if (object.sort == Sort::opaque && object.body->type == "memoryview")
    return machine.opaque("memoryview", object.body->capacity, object.body->items);
  const Ref made = slice_of(machine, ref, index);
  // 3.14 makes constants of slices whose bounds are literals.
  const bool folded = machine.python().minor >= 14 && is_constant_slice(index) && made != nothing_known &&
                      is_folded(machine, node.child(Field::value), ref);
  return folded ? machine.constant(made) : made;
}

namespace {

bool set_slice(Machine& machine, Ref ref, Node slice, std::optional<std::vector<Ref>> items) {
  Object& object = machine.edit(ref);
  const bool known = object.sort == Sort::list && object.body && !object.tainted && !object.body->many;
  if (known && !object.body->ordered) object.body->blurred = true;
  const auto bounds = known ? cut(machine, slice, object.body->items.size()) : std::nullopt;
  if (!bounds || !items) {
    machine.taint(ref);
    return false;
  }
  std::vector<Ref>& list = object.body->items;
  if (bounds->step != 1) {
    if (items->size() != bounds->length) {
      machine.taint(ref);
      return false;
    }
    for (std::uint64_t i = 0; i < bounds->length; ++i)
      list[static_cast<std::size_t>(bounds->start + static_cast<std::int64_t>(i) * bounds->step)] =
          (*items)[i];
    return true;
  }
  const std::uint64_t length = list.size() - bounds->length + items->size();
  if (length == 0)
    object.body->capacity = 0;
  else if (length != list.size())
    list_resize(machine, ref, length);
  const auto first = list.begin() + static_cast<std::ptrdiff_t>(bounds->start);
  list.erase(first, first + static_cast<std::ptrdiff_t>(bounds->length));
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(bounds->start), items->begin(), items->end());
  return true;
}

}  // namespace

bool set_item(Machine& machine, Ref ref, Node node, Ref value) {
  const Node index = index_node(node);
  Object& object = machine.edit(ref);
  if (index.is(Kind::slice)) return set_slice(machine, ref, index, machine.iterate(value));
  const Ref key = machine.evaluate(index);
  if (object.sort == Sort::dict && !several(node) && !object.body->class_of)
    return dict_insert(machine, ref, key, value);
  const auto number = machine.small(key);
  if (object.sort == Sort::list && is_listed(object) && !object.body->class_of && number) {
    const auto at = place(*number, object.body->items.size());
    if (!at) {
      machine.stop();
      return false;
    }
    object.body->items[*at] = value;
    return true;
  }
  const bool fixed = object.sort == Sort::bytearray || object.sort == Sort::array;
  if (fixed && !object.tainted) return true;  // of the same size whatever it holds
  machine.taint(ref);
  machine.taint(value);
  return false;
}

namespace {

// Until 3.12 as an empty slice is assigned; 3.13 gives nothing back, 3.14 keeps some room for an empty list.
void delete_one(Machine& machine, Ref list) {
  Body& body = *machine.edit(list).body;
  const int minor = machine.python().minor;
  if (body.items.size() > 1) {
    if (minor != 13) list_resize(machine, list, body.items.size() - 1);
  } else if (minor <= 12) {
    body.capacity = 0;
  }
}

}  // namespace

bool delete_item(Machine& machine, Ref ref, Node node) {
  const Node index = index_node(node);
  Object& object = machine.edit(ref);
  if (object.sort == Sort::dict && !index.is(Kind::slice) && !object.body->class_of) {
    const Ref key = machine.evaluate(index);
    if (dict_find(machine, ref, key) == hole) machine.stop();
    return dict_remove(machine, ref, key);
  }
  const bool listed = object.sort == Sort::list && object.body && !object.tainted && !object.body->many;
  if (listed && !object.body->class_of) {
    if (!object.body->ordered) object.body->blurred = true;
    if (index.is(Kind::slice)) {
      const auto bounds = cut(machine, index, object.body->items.size());
      if (bounds && bounds->step == 1) return set_slice(machine, ref, index, std::vector<Ref>());
      if (bounds) {
        std::vector<bool> gone(object.body->items.size());
        for (std::uint64_t i = 0; i < bounds->length; ++i)
          gone[static_cast<std::size_t>(bounds->start + static_cast<std::int64_t>(i) * bounds->step)] = true;
        std::vector<Ref> left;
        for (std::size_t i = 0; i < gone.size(); ++i) {
          if (!gone[i]) left.push_back(object.body->items[i]);
        }
        list_resize(machine, ref, left.size());
        object.body->items = std::move(left);
        return true;
      }
    } else if (const auto number = machine.small(machine.evaluate(index))) {
      if (const auto at = place(*number, object.body->items.size())) {
        object.body->blurred |= !object.body->ordered;
        delete_one(machine, ref);
        object.body->items.erase(object.body->items.begin() + static_cast<std::ptrdiff_t>(*at));
        return true;
      }
      machine.stop();
      return false;
    }
  }
  machine.taint(ref);
  return false;
}

}  // namespace perfhint::layout
