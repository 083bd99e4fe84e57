// Methods of lists, dicts, sets, deques and arrays: what they change, and what they make.
#include <algorithm>

#include "analysis/layout/classes.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

// One object or none: 8 for each item of an array's type.
std::optional<std::int64_t> order_of(const Machine& machine, Ref a, Ref b) {
  const auto x = machine.small(a), y = machine.small(b);
  if (x && y) return *x < *y ? -1 : *x > *y;
  const Object &first = machine.at(a), &second = machine.at(b);
  if (first.sort == Sort::str && second.sort == Sort::str && !first.vague && !second.vague)
    return first.body->text.compare(second.body->text);
  const auto l = machine.real(a), r = machine.real(b);
  if (l && r) return *l < *r ? -1 : *l > *r;
  return std::nullopt;
}

Ref pop_from_list(Machine& machine, Ref self, const Arguments& arguments) {
  Body& body = *machine.edit(self).body;
  if (body.items.empty()) {
    machine.stop();
    return nothing_known;
  }
  const auto length = static_cast<std::int64_t>(body.items.size());
  auto index = arguments.positional.empty() ? -1 : machine.small(arguments.positional[0]);
  if (!index) {
    machine.taint(self);
    return nothing_known;
  }
  if (*index < 0) *index += length;
  if (*index < 0 || *index >= length) {
    machine.stop();
    return nothing_known;
  }
  const Ref taken = body.ordered ? body.items[static_cast<std::size_t>(*index)] : nothing_known;
  body.blurred |= !body.ordered;
  const bool cleared = length == 1 && machine.python().minor >= 12;
  if (cleared)
    body.capacity = 0;
  else
    list_resize(machine, self, static_cast<std::uint64_t>(length - 1));
  body.emptied = body.capacity == 0 && !cleared;
  body.items.erase(body.items.begin() + *index);
  return taken;
}

Ref insert_into_list(Machine& machine, Ref self, const Arguments& arguments) {
  Body& body = *machine.edit(self).body;
  const auto at = machine.small(arguments.positional[0]);
  const auto length = static_cast<std::int64_t>(body.items.size());
  list_resize(machine, self, body.items.size() + 1);
  std::int64_t place = at.value_or(0);
  if (place < 0) place = std::max<std::int64_t>(0, place + length);
  body.items.insert(body.items.begin() + std::min(place, length), arguments.positional[1]);
  if (!at) machine.taint(self);
  return machine.none();
}

Ref remove_from_list(Machine& machine, Ref self, Ref item) {
  Body& body = *machine.edit(self).body;
  for (std::size_t i = 0; i < body.items.size(); ++i) {
    const auto same = machine.equal(body.items[i], item);
    if (!same) break;
    if (!*same) continue;
    body.blurred |= !body.ordered;
    if (body.items.size() == 1)
      body.capacity = 0;
    else
      list_resize(machine, self, body.items.size() - 1);
    body.items.erase(body.items.begin() + static_cast<std::ptrdiff_t>(i));
    return machine.none();
  }
  machine.taint(self);
  return machine.none();
}

// get and setdefault, pop: what is there, or what is given instead.
Ref found_or(Machine& machine, Ref self, const Arguments& arguments, std::string_view name) {
  const Ref key = arguments.positional[0];
  const auto found = dict_find(machine, self, key);
  if (!found) {
    if (name != "get") machine.taint(self);
    return nothing_known;
  }
  const Ref otherwise = arguments.positional.size() > 1 ? arguments.positional[1] : machine.none();
  if (*found != hole) {
    const Ref value = *found;
    if (name == "pop") dict_remove(machine, self, key);
    return value;
  }
  if (name == "pop" && arguments.positional.size() < 2) machine.stop();
  if (name == "setdefault") dict_insert(machine, self, key, otherwise);
  return otherwise;
}

Ref pop_last_item(Machine& machine, Ref self) {
  Body& body = *machine.edit(self).body;
  if (body.used == 0) {
    machine.stop();
    return nothing_known;
  }
  if (!body.ordered) return machine.taint(self), nothing_known;
  while (body.items.back() == hole) body.items.pop_back(), body.values.pop_back();
  const Ref key = body.items.back(), value = body.values.back();
  body.items.pop_back();
  body.values.pop_back();
  body.places.erase(*machine.key_of(key));
  --body.used;
  return machine.sequence(Sort::tuple, {key, value});
}

}  // namespace

void sort_list(Machine& machine, Ref list, const Arguments& arguments) {
  Object& object = machine.edit(list);
  if (object.tainted) return;
  bool known = arguments.keyword("key") == hole;
  std::vector<Ref> sorted = object.body->items;
  std::stable_sort(sorted.begin(), sorted.end(), [&](Ref a, Ref b) {
    const auto order = known ? order_of(machine, a, b) : std::nullopt;
    known = known && order;
    return order && *order < 0;
  });
  const Ref reverse = arguments.keyword("reverse");
  const auto turned = reverse == hole ? std::optional(false) : machine.truth(reverse);
  if (known && turned) {
    if (*turned) std::reverse(sorted.begin(), sorted.end());
    object.body->items = std::move(sorted);
  } else {
    object.body->ordered = false;
  }
}

Ref call_list_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  if (object.sort == Sort::tuple)
    return name == "index" || name == "count" ? machine.vague(Sort::integer) : hole;
  if (object.tainted || object.vague) return hole;
  if (object.body->many && name != "append") return hole;
  if (name == "sort") {
    sort_list(machine, self, arguments);
    return machine.none();
  }
  if (!arguments.certain || !arguments.keywords.empty()) return hole;
  const auto& given = arguments.positional;
  if (name == "append" && given.size() == 1) {
    list_append(machine, self, given[0]);
    return machine.none();
  }
  if (name == "extend" && given.size() == 1) {
    list_extend(machine, self, given[0]);
    return machine.none();
  }
  if (name == "insert" && given.size() == 2) return insert_into_list(machine, self, arguments);
  if (name == "pop" && given.size() <= 1) return pop_from_list(machine, self, arguments);
  if (name == "remove" && given.size() == 1) return remove_from_list(machine, self, given[0]);
  if (name == "clear" && given.empty()) {
    machine.edit(self).body->items.clear();
    machine.edit(self).body->capacity = 0;
    machine.edit(self).body->emptied = machine.edit(self).body->blurred = false;
    return machine.none();
  }
  if (name == "reverse" && given.empty()) {
    std::reverse(machine.edit(self).body->items.begin(), machine.edit(self).body->items.end());
    return machine.none();
  }
  if (name == "copy" && given.empty()) {
    const Ref made = machine.sequence(Sort::list, object.body->items, object.body->items.size());
    machine.edit(made).body->ordered = object.body->ordered;
    machine.edit(made).body->blurred = object.body->blurred;
    return made;
  }
  return name == "index" || name == "count" ? machine.vague(Sort::integer) : hole;
}

Ref call_dict_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  const auto& given = arguments.positional;
  if (object.tainted || !arguments.certain) return hole;
  if (name == "keys" || name == "values" || name == "items") {
    const Ref view = machine.make(Sort::view);
    machine.edit(view).body->type = name;
    machine.edit(view).body->items = {self};
    return view;
  }
  if (name == "update" && given.size() <= 1) {
    if (object.body->type == "Counter") return hole;
    if (!given.empty()) dict_update_from(machine, self, given[0]);
    if (arguments.keywords.empty()) return machine.none();
    const Ref keywords = dict_new(machine);
    for (const auto& [key, value] : arguments.keywords)
      dict_insert(machine, keywords, machine.constant(machine.text(Sort::str, wide(key))), value);
    dict_merge(machine, self, keywords);
    return machine.none();
  }
  if (!arguments.keywords.empty()) return hole;
  if ((name == "get" || name == "setdefault" || name == "pop") && (given.size() == 1 || given.size() == 2))
    return found_or(machine, self, arguments, name);
  if (name == "popitem" && given.empty() && object.body->type != "OrderedDict")
    return pop_last_item(machine, self);
  if (name == "clear" && given.empty() && object.body->type.empty()) {
    dict_clear(machine, self);
    return machine.none();
  }
  if (name == "copy" && given.empty() && object.body->type.empty()) return dict_copy(machine, self);
  if (name == "most_common" && object.body->type == "Counter" && given.size() == 1)
    return most_common(machine, self, given[0]);
  return hole;
}

Ref call_set_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  const auto& given = arguments.positional;
  if (object.tainted || !arguments.certain || !arguments.keywords.empty()) return hole;
  if (name == "add" && given.size() == 1) return set_add(machine, self, given[0]), machine.none();
  if (name == "discard" && given.size() == 1) return set_discard(machine, self, given[0]), machine.none();
  if (name == "remove" && given.size() == 1) {
    if (set_has(machine, self, given[0]) == false) machine.stop();
    return set_discard(machine, self, given[0]), machine.none();
  }
  if (name == "clear" && given.empty()) return set_clear(machine, self), machine.none();
  if (name == "copy" && given.empty()) {
    if (object.sort == Sort::frozenset) return self;
    const Ref made = set_new(machine, object.sort);
    set_update(machine, made, self);
    return made;
  }
  if (name == "update") {
    for (Ref source : given) set_update(machine, self, source);
    return machine.none();
  }
  if (name == "pop" && given.empty()) {
    for (Ref item : object.body->items) {
      if (item == hole) continue;
      const bool sole = object.body->used == 1;
      set_discard(machine, self, item);
      return sole ? item : nothing_known;  // which one, hashes decide
    }
    machine.stop();
    return nothing_known;
  }
  const bool one = given.size() == 1 &&
                   (machine.at(given[0]).sort == Sort::set || machine.at(given[0]).sort == Sort::frozenset);
  if (one && name == "union") return machine.operate(Kind::pipe, self, given[0]);
  if (one && name == "intersection") return machine.operate(Kind::ampersand, self, given[0]);
  if (one && name == "difference") return machine.operate(Kind::minus, self, given[0]);
  return hole;
}

Ref call_deque_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  const auto& given = arguments.positional;
  const bool bounded = object.body->most > 0;
  if (object.tainted || bounded || !arguments.certain || !arguments.keywords.empty()) return hole;
  if (object.sort == Sort::array && name == "append" && given.size() == 1)
    return array_append(machine, self, given[0]), machine.none();
  if (object.sort == Sort::array && name == "extend" && given.size() == 1) {
    const auto items = machine.iterate(given[0]);
    const bool exact = machine.at(given[0]).sort == Sort::array;
    if (!items || exact) return hole;
    for (Ref item : *items) array_append(machine, self, item);
    return machine.none();
  }
  if (object.sort == Sort::array) return hole;
  if ((name == "append" || name == "appendleft") && given.size() == 1)
    return deque_append(machine, self, given[0], name == "appendleft"), machine.none();
  if ((name == "extend" || name == "extendleft") && given.size() == 1) {
    const auto items = machine.iterate(given[0]);
    if (!items) return hole;
    for (Ref item : *items) deque_append(machine, self, item, name == "extendleft");
    return machine.none();
  }
  if ((name == "pop" || name == "popleft") && given.empty()) {
    Body& body = *machine.edit(self).body;
    if (body.items.empty()) return machine.stop(), nothing_known;
    const bool left = name == "popleft";
    const Ref taken = left ? body.items.front() : body.items.back();
    left ? (void)body.items.erase(body.items.begin()) : body.items.pop_back();
    if (left) body.capacity = (body.capacity + 1) % 64;
    return taken;
  }
  return hole;
}

Ref call_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  if (object.body && object.body->class_of) {
    const Ref own = find_in_class(*object.body->class_of, name);
    if (own != hole) {
      Arguments with_self = arguments;
      with_self.positional.insert(with_self.positional.begin(), self);
      return machine.at(own).sort == Sort::function ? machine.call(own, with_self)
                                                    : machine.call_unknown(self, arguments);
    }
    return call_named_tuple_method(machine, self, name, arguments);
  }
  Ref made = hole;
  switch (object.sort) {
    case Sort::str:
    case Sort::bytes:
    case Sort::bytearray:
      made = call_text_method(machine, self, name, arguments);
      break;
    case Sort::list:
    case Sort::tuple:
      made = call_list_method(machine, self, name, arguments);
      break;
    case Sort::dict:
      made = call_dict_method(machine, self, name, arguments);
      break;
    case Sort::set:
    case Sort::frozenset:
      made = call_set_method(machine, self, name, arguments);
      break;
    case Sort::deque:
    case Sort::array:
      made = call_deque_method(machine, self, name, arguments);
      break;
    case Sort::opaque:
      made = call_opaque_method(machine, self, name, arguments);
      break;
    default:
      break;
  }
  return made == hole ? machine.call_unknown(self, arguments) : made;
}

Ref method_of(Machine& machine, Ref ref, std::string_view name) {
  const Object& object = machine.at(ref);
  const bool builtin_type = object.sort == Sort::str || object.sort == Sort::bytes ||
                            object.sort == Sort::list || object.sort == Sort::dict ||
                            object.sort == Sort::set || object.sort == Sort::integer;
  if (object.sort == Sort::opaque && object.body->type == "numpy.ndarray" && name == "T")
    return numpy_view(machine, ref);
  if (object.sort == Sort::opaque && !is_immutable(object.body->type)) machine.taint(ref);
  if (!builtin_type) return nothing_known;
  const Ref method = machine.make(Sort::method);
  machine.edit(method).body->type = name;
  machine.edit(method).body->items = {ref, hole};
  return method;
}

}  // namespace perfhint::layout
