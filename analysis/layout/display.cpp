// Displays: the compiler's choice of instructions decides how much room a list, set or dict is given.
// Source: Python/compile.c (codegen.c) of each release: starunpack_helper, compiler_dict.
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

constexpr std::size_t stack_guideline = 30;  // longer displays are built one by one (3.10)

struct Element {
  Ref value;
  bool splat;
};

// The elements of a display; constant: the compiler knows them all.
std::vector<Element> read_elements(Machine& machine, Node node, bool& constant) {
  std::vector<Element> elements;
  constant = true;
  for (Node child : children(node)) {
    const bool splat = child.text().starts_with('*');
    // The grammar reads *f(x) as a call of *f: then the call is what is evaluated.
    Node expression = child;
    while (expression.is_any(Kind::list_splat, Kind::parenthesized_list_splat))
      expression = expression.named_child(0);
    const Ref value = machine.evaluate(expression);
    constant = constant && !splat && is_folded(machine, expression, value);
    elements.push_back({value, splat});
  }
  return elements;
}

bool any_splat(const std::vector<Element>& elements) {
  for (const Element& element : elements) {
    if (element.splat) return true;
  }
  return false;
}

std::vector<Ref> values_of(const std::vector<Element>& elements) {
  std::vector<Ref> values;
  for (const Element& element : elements) values.push_back(element.value);
  return values;
}

// [x, *a, y]: what stands before the first star is laid down at once, the rest is added.
Ref unpack_list(Machine& machine, const std::vector<Element>& elements) {
  const int minor = machine.python().minor;
  const Ref list = machine.make(Sort::list);
  bool started = minor >= 10 && elements.size() > stack_guideline;
  std::vector<Ref> waiting;
  const auto flush = [&] {
    if (waiting.empty()) return;
    Body& body = *machine.edit(list).body;
    if (minor == 8) {
      body.capacity = machine.model().list_extended(body.capacity, body.items.size(), waiting.size());
      body.items.insert(body.items.end(), waiting.begin(), waiting.end());
    } else {
      body.items = waiting;
      body.capacity = waiting.size();
    }
    waiting.clear();
  };
  for (const Element& element : elements) {
    if (element.splat) {
      flush();
      started = true;
      list_extend(machine, list, element.value);
    } else if (started && minor >= 9) {
      if (machine.at(list).tainted) continue;
      list_append(machine, list, element.value);
    } else {
      waiting.push_back(element.value);
    }
  }
  if (!machine.at(list).tainted) flush();
  return list;
}

}  // namespace

Ref Machine::list_display(Node node) {
  bool constants = true;
  const auto elements = read_elements(*this, node, constants);
  if (any_splat(elements)) return unpack_list(*this, elements);
  return sequence(Sort::list, values_of(elements), model_.list_display(elements.size(), constants));
}

Ref Machine::tuple_display(Node node) {
  bool constants = true;
  const auto elements = read_elements(*this, node, constants);
  if (!any_splat(elements)) {
    const Ref tuple = sequence(Sort::tuple, values_of(elements));
    return constants && !elements.empty() ? constant(tuple) : tuple;
  }
  const Ref list = unpack_list(*this, elements);
  if (!at(list).tainted) return sequence(Sort::tuple, at(list).body->items);
  return vague(Sort::tuple);
}

Ref Machine::set_display(Node node) {
  bool constants = true;
  const auto elements = read_elements(*this, node, constants);
  const Ref set = set_new(*this, Sort::set);
  bool known = true;
  for (const Element& element : elements) {
    known &= element.splat ? set_update(*this, set, element.value) : set_add(*this, set, element.value);
  }
  const int minor = python().minor;
  const bool merged = known && constants && elements.size() >= 3 && minor >= 9 &&
                      !(elements.size() > stack_guideline && minor >= 14);
  if (merged) {
    const Ref made = set_new(*this, Sort::set);
    Object& frozen = edit(set);
    frozen.sort = Sort::frozenset;
    set_update(*this, made, set);
    return made;
  }
  if (!known) {
    // Equal elements are one: between one and all of them are in it.
    Body& body = *edit(set).body;
    body.each_least = Model::set(model_.set_grown(elements.empty() ? 0 : 1));
    body.each_most = Model::set(model_.set_grown(elements.size()));
    if (any_splat(elements)) body.each_most = 0;
    body.values = values_of(elements);
  }
  return set;
}

namespace {

struct Item {
  Ref key, value;  // hole as key: a splat
  bool constant;
};

// Up to some sixteen pairs are made at once; BUILD_MAP tells the size beforehand.
Ref dict_of(Machine& machine, const std::vector<Item>& items) {
  const std::size_t count = items.size();
  const int minor = machine.python().minor;
  const bool at_once = minor <= 9 || count < 16;
  bool str_keys = true;
  for (const Item& item : items) str_keys &= is_exact_str(machine, item.key);
  const bool reserved = at_once && count > 5;
  const Ref dict =
      reserved ? dict_new(machine, machine.model().dict_display(count), str_keys) : dict_new(machine);
  for (const Item& item : items) dict_insert(machine, dict, item.key, item.value);
  return dict;
}

}  // namespace

Ref Machine::dict_display(Node node) {
  std::vector<Item> waiting;
  Ref dict = hole;
  const int minor = python().minor;
  bool known = true;
  std::vector<Ref> parts;
  const auto flush = [&] {
    if (waiting.empty()) return;
    const Ref piece = dict_of(*this, waiting);
    known &= !at(piece).tainted;
    if (dict == hole)
      dict = piece;
    else
      known &= dict_merge(*this, dict, piece);
    waiting.clear();
  };
  bool unpacks = false;
  std::uint64_t pairs = 0;
  for (Node child : children(node)) unpacks |= !child.is(Kind::pair);
  if (unpacks && minor == 8) dict = dict_new(*this);
  for (Node child : children(node)) {
    if (!child.is(Kind::pair)) {
      flush();
      if (dict == hole) dict = dict_new(*this);
      const Ref other = evaluate(child.is(Kind::dictionary_splat) ? child.named_child(0) : child);
      known &= dict_merge(*this, dict, other);
      continue;
    }
    const Ref key = evaluate(child.child(Field::key)), value = evaluate(child.child(Field::value));
    ++pairs;
    parts.push_back(key);
    parts.push_back(value);
    waiting.push_back({key, value, false});
    if (minor >= 10 && waiting.size() == 16) flush();
  }
  flush();
  if (dict == hole) dict = dict_new(*this);
  if (known && !at(dict).tainted) return dict;
  Object& object = edit(dict);
  object.tainted = true;
  if (!unpacks && pairs <= 5) {
    // Keys may be equal, and str or not.
    bool str_keys = true, no_str = true;
    for (std::size_t i = 0; i < parts.size(); i += 2) {
      str_keys &= at(parts[i]).sort == Sort::str;
      no_str &= at(parts[i]).sort != Sort::str && at(parts[i]).sort != Sort::unknown;
    }
    const bool rebuilt = minor >= 11 && minor <= 13 && !str_keys && !no_str;
    object.body->each_least = model_.dict(8, !no_str);
    object.body->each_most = model_.dict(rebuilt ? 16 : 8, str_keys);
    object.body->items.clear();
    object.body->values = parts;
  }
  return dict;
}

}  // namespace perfhint::layout
