// numpy arrays: 96 bytes, 16 a dimension, and the data where the array owns it. Measured on numpy 1.24.
#include <array>

#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

struct ItemType {
  std::string_view name;
  std::uint64_t bytes;
};

constexpr ItemType item_types[] = {
    {"float64", 8}, {"int64", 8},       {"uint64", 8},    {"float32", 4}, {"int32", 4}, {"uint32", 4},
    {"float16", 2}, {"int16", 2},       {"uint16", 2},    {"int8", 1},    {"uint8", 1}, {"bool_", 1},
    {"bool", 1},    {"complex128", 16}, {"complex64", 8}, {"float", 8},   {"int", 8},   {"complex", 16}};

std::optional<std::uint64_t> item_bytes(const Machine& machine, Ref type) {
  const Object& object = machine.at(type);
  std::string name;
  if (object.sort == Sort::builtin)
    name = object.body->type;
  else if (object.sort == Sort::str && !object.vague)
    name.assign(object.body->text.begin(), object.body->text.end());
  if (name.starts_with("numpy.")) name.erase(0, 6);
  for (const ItemType& known : item_types) {
    if (known.name == name) return known.bytes;
  }
  return std::nullopt;
}

Ref array_of(Machine& machine, std::uint64_t dimensions, std::uint64_t items, std::uint64_t bytes_each) {
  const Ref made = machine.opaque("numpy.ndarray", 96 + 16 * dimensions + items * bytes_each);
  machine.edit(made).number = static_cast<std::int64_t>(dimensions);
  return made;
}

// (3, 4) or 3.
std::optional<std::vector<std::uint64_t>> shape_of(Machine& machine, Ref shape) {
  std::vector<Ref> parts{shape};
  if (machine.at(shape).sort == Sort::tuple || machine.at(shape).sort == Sort::list) {
    const auto items = machine.iterate(shape);
    if (!items) return std::nullopt;
    parts = *items;
  }
  std::vector<std::uint64_t> lengths;
  for (Ref part : parts) {
    const auto length = machine.small(machine.assumed(part));
    if (!length || *length < 0 || *length > (std::int64_t{1} << 40)) return std::nullopt;
    lengths.push_back(static_cast<std::uint64_t>(*length));
  }
  return lengths;
}

// What nested lists of numbers or strings become.
Ref from_lists(Machine& machine, Ref source) {
  std::uint64_t dimensions = 0, count = 1, widest = 0;
  std::vector<Ref> level{source};
  while (!level.empty() &&
         (machine.at(level[0]).sort == Sort::list || machine.at(level[0]).sort == Sort::tuple)) {
    std::vector<Ref> next;
    std::optional<std::size_t> width;
    for (Ref row : level) {
      const auto items = machine.iterate(row);
      if (!items || (width && *width != items->size())) return nothing_known;
      width = items->size();
      next.insert(next.end(), items->begin(), items->end());
    }
    ++dimensions;
    level = std::move(next);
    if (dimensions > 16) return nothing_known;
  }
  count = level.size();
  if (count == 0) return array_of(machine, dimensions, 0, 8);
  bool numbers = true, text = true, flags = true;
  for (Ref item : level) {
    const Object& object = machine.at(item);
    const bool big = object.body && !object.body->big.zero();
    numbers &= (object.sort == Sort::integer && !big) || object.sort == Sort::floating;
    flags &= object.sort == Sort::boolean;
    text &= object.sort == Sort::str && !object.vague;
    if (text) widest = std::max<std::uint64_t>(widest, object.body->text.size());
  }
  if (numbers) return array_of(machine, dimensions, count, 8);
  if (flags) return array_of(machine, dimensions, count, 1);
  return text ? array_of(machine, dimensions, count, 4 * std::max<std::uint64_t>(widest, 1)) : nothing_known;
}

}  // namespace

Ref numpy_view(Machine& machine, Ref ref) {
  if (machine.at(ref).number != 1) return nothing_known;
  const Ref made = machine.opaque("numpy.ndarray", 96 + 16, {ref});
  machine.edit(made).number = 1;
  return made;
}

Ref call_numpy_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  if (name != "reshape" || !arguments.certain) return hole;
  const std::uint64_t dimensions = arguments.positional.size();
  const bool tuple = dimensions == 1 && machine.at(arguments.positional[0]).sort == Sort::tuple;
  const std::uint64_t given = tuple ? machine.at(arguments.positional[0]).body->items.size() : dimensions;
  const Ref made = machine.opaque("numpy.ndarray", 96 + 16 * given, {self});
  machine.edit(made).number = static_cast<std::int64_t>(given);
  return made;
}

Ref call_numpy(Machine& machine, std::string_view qualified, const Arguments& arguments) {
  if (!qualified.starts_with("numpy.") || !arguments.certain) return hole;
  const std::string_view name = qualified.substr(6);
  const auto& given = arguments.positional;
  Ref type = arguments.keyword("dtype");
  const bool only_dtype = arguments.keywords.size() == (type != hole ? 1 : 0);
  if (!only_dtype || given.empty()) return nothing_known;
  const bool shaped = name == "zeros" || name == "ones" || name == "empty";
  if (shaped && given.size() == 2 && type == hole) type = given[1];
  const auto bytes = type == hole ? std::optional<std::uint64_t>(8) : item_bytes(machine, type);
  if (shaped && bytes && given.size() <= 2) {
    const auto shape = shape_of(machine, given[0]);
    if (!shape) return nothing_known;
    std::uint64_t items = 1;
    for (std::uint64_t length : *shape) items *= length;
    return array_of(machine, shape->size(), items, *bytes);
  }
  if (name == "arange" && given.size() == 1 && bytes) {
    const auto count = machine.small(machine.assumed(given[0]));
    return count ? array_of(machine, 1, static_cast<std::uint64_t>(std::max<std::int64_t>(*count, 0)), *bytes)
                 : nothing_known;
  }
  if (name == "eye" && given.size() == 1 && bytes) {
    const auto side = machine.small(machine.assumed(given[0]));
    return side && *side >= 0 ? array_of(machine, 2, static_cast<std::uint64_t>(*side * *side), *bytes)
                              : nothing_known;
  }
  if (name == "linspace" && given.size() == 3 && type == hole) {
    // The result is a view of what was computed, times a step.
    const auto count = machine.small(given[2]);
    if (!count || *count < 0) return nothing_known;
    const Ref base = array_of(machine, 1, static_cast<std::uint64_t>(*count), 8);
    const Ref made = machine.opaque("numpy.ndarray", 96 + 16, {base});
    machine.edit(made).number = 1;
    return made;
  }
  if (name == "array" && given.size() == 1) {
    if (type == hole) return from_lists(machine, given[0]);
    return nothing_known;
  }
  if (given.size() == 1 && type == hole && machine.is_number(given[0])) {
    const Ref scalar = machine.builtin(qualified);
    const auto width = item_bytes(machine, scalar);
    if (width && *width <= 8 && name != "int" && name != "float")
      return machine.opaque(std::string(qualified), 24 + *width);
  }
  return nothing_known;
}

}  // namespace perfhint::layout
