#include "analysis/layout/instance.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace perfhint {
namespace {

struct Shape {
  std::vector<std::string> attributes;  // beside slots: in the order __init__ and other methods set them
  std::vector<std::string> slots;       // over all bases, without __dict__ and __weakref__
  bool slotted = false, weakref_slot = false, dict_slot = false;
  bool tuple = false;   // a NamedTuple: its fields stand in `slots`
  std::string unknown;  // why an instance's size is not known
};

std::string joined(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i > 0 ? " " : "") + names[i];
  if (names.size() > most) text += fmt::format(" ... {} more", names.size() - most);
  return text;
}

Shape read_shape(const Facts& facts, Node definition) {
  Shape shape;
  Node outer = definition.parent();
  if (outer.is(Kind::decorated_definition)) outer = outer.parent();
  const auto known = outer.is(Kind::module) ? facts.class_facts(definition.child(Field::name)) : std::nullopt;
  if (!known) {
    shape.unknown = "a class inside a function or class, or defined more than once";
    return shape;
  }
  shape.slots = known->slots;
  shape.slotted = !known->has_dict || !known->slots.empty();
  shape.weakref_slot = known->has_weakref;
  shape.dict_slot = known->has_dict && shape.slotted;
  for (const std::string& name : known->attributes) {
    if (std::find(shape.slots.begin(), shape.slots.end(), name) == shape.slots.end())
      shape.attributes.push_back(name);
  }
  shape.unknown = known->unknown;
  shape.tuple = known->kind == ClassKind::named_tuple && !known->has_dict;
  if (shape.tuple) {
    shape.slots = std::exchange(shape.attributes, {});
    return shape;
  }
  if (!known->native.empty()) shape.unknown = fmt::format("base `{}` has a layout of its own", known->native);
  if (known->kind == ClassKind::enumeration) shape.unknown = "each member is made once, with what Enum adds";
  // What a __dict__ beside slots takes depends on how the class came by it.
  if (shape.dict_slot) shape.unknown = "some of its bases have `__slots__`, others a `__dict__`";
  return shape;
}

ByteCount total(const Model& model, const Shape& shape) {
  if (shape.tuple) return model.tuple(shape.slots.size());
  if (shape.slotted && !shape.dict_slot) {
    return model.slotted_instance(static_cast<std::uint32_t>(shape.slots.size()), shape.weakref_slot, false);
  }
  return model.instance_with_attributes(static_cast<std::uint32_t>(shape.attributes.size()));
}

std::string row(std::string_view part, ByteCount bytes, const std::string& what) {
  return fmt::format("{:<15}{:>6}{}{}", part, bytes, what.empty() ? "" : "   ", what);
}

std::vector<std::string> plain_lines(const Model& model, const Shape& shape) {
  const auto count = static_cast<std::uint32_t>(shape.attributes.size());
  const ByteCount whole = model.instance_with_attributes(count);
  const std::string names = joined(shape.attributes, 6);
  std::vector<std::string> lines{row("GC head", 16, ""), row("header", 16, "reference count, type")};
  lines.push_back(
      row("dict, weakrefs", model.instance - 32, model.instance > 48 ? "three pointers" : "two pointers"));
  if (whole > model.instance) {
    const bool inline_values = model.most_inline_attributes >= count && model.most_inline_attributes > 0;
    lines.push_back(row(inline_values ? "inline values" : "__dict__", whole - model.instance, names));
  }
  return lines;
}

std::vector<std::string> slotted_lines(const Model& model, const Shape& shape) {
  std::vector<std::string> lines{row("GC head", 16, ""), row("header", 16, "reference count, type")};
  lines.push_back(row("slots", 8 * shape.slots.size(), joined(shape.slots, 6)));
  const ByteCount rest = total(model, shape) - 32 - 8 * shape.slots.size();
  if (rest > 0) lines.push_back(row("weakrefs", rest, ""));
  return lines;
}

std::vector<std::string> tuple_lines(const Model& model, const Shape& shape) {
  const bool hash = model.tuple_header > 40;
  return {row("GC head", 16, ""),
          row("header", model.tuple_header - 16,
              hash ? "reference count, type, length, hash" : "reference count, type, length"),
          row("fields", 8 * shape.slots.size(), joined(shape.slots, 6))};
}

std::string other_versions(const Model& model, const Shape& shape) {
  // Runs of equal size, the target's left out.
  std::string text;
  const ByteCount own = total(model, shape);
  for (std::uint8_t minor = oldest_python.minor; minor <= newest_python.minor;) {
    const ByteCount here = total(model_of({minor}), shape);
    std::uint8_t last = minor;
    while (last < newest_python.minor &&
           total(model_of({static_cast<std::uint8_t>(last + 1)}), shape) == here)
      ++last;
    if (here != own) {
      text += text.empty() ? "" : ", ";
      text += minor == last ? fmt::format("3.{}: {} B", minor, here)
                            : fmt::format("3.{}-3.{}: {} B", minor, last, here);
    }
    minor = static_cast<std::uint8_t>(last + 1);
  }
  return text;
}

}  // namespace

std::optional<SizeAnswer> instance_size(const Facts& facts, Node name) {
  const Node definition = name.parent();
  if (!definition.is(Kind::class_definition) || name.field() != Field::name || definition.broken())
    return std::nullopt;
  const Model& model = model_of(facts.python());
  SizeAnswer answer;
  answer.python = facts.python();
  answer.type = "class " + std::string(name.text());
  const std::string version = fmt::format("CPython {}, 64-bit", to_string(facts.python()));
  const Shape shape = read_shape(facts, definition);
  if (!shape.unknown.empty()) {
    answer.unknown = shape.unknown;
    answer.lines = {fmt::format("**class {}** · {} · {}", name.text(), shape.unknown, version)};
    return answer;
  }
  const ByteCount whole = total(model, shape);
  const bool slots_only = shape.tuple || (shape.slotted && !shape.dict_slot);
  answer.shallow = Bytes::exactly(slots_only ? whole : model.instance);
  answer.deep = Bytes::exactly(whole);
  if (!slots_only) answer.unknown = "getsizeof leaves the attributes out; attribute values are not counted";
  answer.lines.push_back(
      fmt::format("**class {}** · {} B an instance · {}", name.text(), with_thousands(whole), version));
  answer.lines.push_back("```text");
  for (const std::string& line : shape.tuple  ? tuple_lines(model, shape)
                                 : slots_only ? slotted_lines(model, shape)
                                              : plain_lines(model, shape))
    answer.lines.push_back(line);
  answer.lines.push_back("```");
  const auto count = static_cast<std::uint32_t>(shape.attributes.size());
  std::string note;
  if (shape.tuple) {
    note = fmt::format("As an object with `__slots__`: {} B. ",
                       model.slotted_instance(static_cast<std::uint32_t>(shape.slots.size()), false, false));
  } else if (!shape.slotted) {
    const ByteCount slotted = model.slotted_instance(count, false, false);
    if (slotted < whole) {
      note = fmt::format("With `__slots__`: {} B (-{} B, -{} %). ", slotted, whole - slotted,
                         (whole - slotted) * 100 / whole);
    }
  } else if (slots_only) {
    const ByteCount plain = model.instance_with_attributes(static_cast<std::uint32_t>(shape.slots.size()));
    note = fmt::format("Without `__slots__`: {} B. ", plain);
  }
  const std::string others = other_versions(model, shape);
  answer.lines.push_back(note + "Attribute values are not counted." +
                         (others.empty() ? "" : " On " + others + "."));
  return answer;
}

std::optional<InstanceNumbers> instance_numbers(const Facts& facts, Node name) {
  const Node definition = name.parent();
  if (!definition.is(Kind::class_definition) || definition.broken()) return std::nullopt;
  const Model& model = model_of(facts.python());
  const Shape shape = read_shape(facts, definition);
  if (!shape.unknown.empty() || shape.tuple) return std::nullopt;
  InstanceNumbers numbers{total(model, shape), std::nullopt,
                          shape.slotted ? shape.slots.size() : shape.attributes.size()};
  if (!shape.slotted)
    numbers.slotted = model.slotted_instance(static_cast<std::uint32_t>(numbers.attributes), false, false);
  return numbers;
}

namespace {

struct Place {
  std::string owner, what;  // "Point"; "inline value 2 of 3", "" where it is not known
};

Place attribute_place(const Facts& facts, Node target) {
  if (!target.is(Kind::attribute) || target.field() != Field::left) return {};
  const Node method = facts.enclosing_function(target), definition = facts.enclosing_class(target);
  const auto parameters = read_parameters(method.child(Field::parameters));
  if (!definition || parameters.empty() || target.child(Field::object).text() != parameters[0].name.text())
    return {};
  const Shape shape = read_shape(facts, definition);
  if (!shape.unknown.empty() || shape.tuple) return {};
  const std::vector<std::string>& names = shape.slotted ? shape.slots : shape.attributes;
  const auto at = std::ranges::find(names, target.child(Field::attribute).text());
  if (at == names.end()) return {};
  const auto index = static_cast<std::size_t>(at - names.begin());
  const std::string owner(definition.child(Field::name).text());
  if (shape.slotted) return {owner, fmt::format("the slot at offset {}", 16 + 8 * index)};
  const bool inside = model_of(facts.python()).most_inline_attributes >= names.size();
  return {owner, fmt::format("{} {} of {}", inside ? "inline value" : "value in its __dict__", index + 1,
                             names.size())};
}

}  // namespace

void add_attribute_place(const Facts& facts, Node target, SizeAnswer& answer) {
  if (answer.lines.size() >= 8) return;
  const Place place = attribute_place(facts, target);
  if (!place.what.empty()) answer.lines.push_back(fmt::format("In `{}`: {}, 8 B.", place.owner, place.what));
}

std::optional<SizeAnswer> attribute_size(const Facts& facts, Node target) {
  const Place place = attribute_place(facts, target);
  if (place.what.empty()) return std::nullopt;
  SizeAnswer answer;
  answer.python = facts.python();
  answer.type = "unknown";
  answer.unknown = "its value is not known here";
  answer.lines = {fmt::format("**{}** · {} in `{}`, 8 B · CPython {}, 64-bit", target.text(), place.what,
                              place.owner, to_string(facts.python()))};
  return answer;
}

}  // namespace perfhint
