#include "analysis/layout/instance.h"

#include <algorithm>

#include <fmt/format.h>

namespace perfhint {
namespace {

struct Shape {
  std::vector<std::string> attributes;  // in the order __init__ and other methods set them
  std::vector<std::string> slots;       // as declared, without __dict__ and __weakref__
  bool slotted = false, weakref_slot = false, dict_slot = false;
  std::string unknown;  // why an instance's size is not known
};

std::string joined(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i > 0 ? " " : "") + names[i];
  if (names.size() > most) text += fmt::format(" ... {} more", names.size() - most);
  return text;
}

// Bases whose instances add nothing of their own: object, and what only marks.
bool is_plain_base(const std::string& base) {
  return base == "object" || base == "abc.ABC" || base == "typing.Generic" ||
         base.starts_with("typing.Generic[") || base.starts_with("Generic[");
}

std::vector<std::string> dataclass_fields(Node body) {
  std::vector<std::string> fields;
  for (Node statement : statements(body)) {
    const Node assignment = sole_expression(statement);
    const Node type = assignment.child(Field::type);
    if (!assignment.is(Kind::assignment) || !type || !assignment.child(Field::left).is(Kind::identifier))
      continue;
    if (type.text().find("ClassVar") == std::string_view::npos)
      fields.emplace_back(assignment.child(Field::left).text());
  }
  return fields;
}

void read_decorators(const ClassHead& head, const Facts& facts, Shape& shape) {
  for (Node decorator : head.decorators) {
    const Call call = read_call(decorator);
    const std::string name = facts.qualified_name(call ? call.function : decorator);
    if (name != "dataclasses.dataclass") {
      if (name != "functools.total_ordering" && name != "typing.final") {
        shape.unknown = fmt::format("decorator `{}` may change the class",
                                    call ? call.function.text() : decorator.text());
      }
      continue;
    }
    shape.attributes = dataclass_fields(head.body);
    for (const Call::Keyword& keyword : call.keywords) {
      if (keyword.name == "slots" && keyword.value.is(Kind::true_literal)) {
        shape.slotted = true;
        shape.slots = shape.attributes;
      }
      if (keyword.name == "weakref_slot" && keyword.value.is(Kind::true_literal)) shape.weakref_slot = true;
    }
  }
}

Shape read_shape(const Facts& facts, Node definition, int depth = 0) {
  Shape shape;
  const ClassHead head = read_class(definition);
  const ModuleEntry* entry = facts.module().find(head.name.text());
  const bool top_level = entry && entry->shape && entry->definitions == 1 &&
                         definition.parent().is_any(Kind::module, Kind::decorated_definition);
  if (!top_level) {
    shape.unknown = "a class inside a function or class, or defined more than once";
    return shape;
  }
  read_decorators(head, facts, shape);
  for (const std::string& attribute : entry->shape->attributes) {
    if (std::find(shape.attributes.begin(), shape.attributes.end(), attribute) == shape.attributes.end()) {
      shape.attributes.push_back(attribute);
    }
  }
  if (entry->shape->has_slots) {
    shape.slotted = true;
    for (const std::string& slot : entry->shape->slots) {
      if (slot == "__dict__")
        shape.dict_slot = true;
      else if (slot == "__weakref__")
        shape.weakref_slot = true;
      else
        shape.slots.push_back(slot);
    }
  }
  for (const std::string& base : entry->shape->bases) {
    if (is_plain_base(base)) continue;
    const ModuleEntry* parent = facts.module().find(base);
    if (depth < 8 && parent && parent->shape && parent->definitions == 1 &&
        parent->shape->decorators.empty() &&
        std::all_of(parent->shape->bases.begin(), parent->shape->bases.end(), is_plain_base)) {
      if (shape.slotted && !parent->shape->has_slots) shape.dict_slot = shape.weakref_slot = true;
      std::vector<std::string>& own = shape.slotted ? shape.slots : shape.attributes;
      const std::vector<std::string>& theirs =
          parent->shape->has_slots ? parent->shape->slots : parent->shape->attributes;
      if (!shape.slotted && parent->shape->has_slots) {
        shape.unknown = fmt::format("base `{}` has __slots__, this class has not", base);
        continue;
      }
      std::vector<std::string> all = theirs;
      for (const std::string& name : own) {
        if (std::find(all.begin(), all.end(), name) == all.end() || shape.slotted) all.push_back(name);
      }
      own = std::move(all);
      continue;
    }
    shape.unknown = fmt::format("size unknown: base `{}` is not known here", base);
  }
  return shape;
}

ByteCount total(const Model& model, const Shape& shape) {
  if (shape.slotted && !shape.dict_slot) {
    return model.slotted_instance(static_cast<std::uint32_t>(shape.slots.size()), shape.weakref_slot, false);
  }
  return model.instance_with_attributes(static_cast<std::uint32_t>(shape.attributes.size()));
}

std::vector<std::string> plain_lines(const Model& model, const Shape& shape) {
  const auto count = static_cast<std::uint32_t>(shape.attributes.size());
  const ByteCount whole = model.instance_with_attributes(count);
  const std::string names = joined(shape.attributes, 6);
  const auto row = [](std::string_view part, ByteCount bytes, const std::string& what) {
    return fmt::format("{:<15}{:>6}   {}", part, bytes, what);
  };
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
  const auto row = [](std::string_view part, ByteCount bytes, const std::string& what) {
    return fmt::format("{:<15}{:>6}   {}", part, bytes, what);
  };
  std::vector<std::string> lines{row("GC head", 16, ""), row("header", 16, "reference count, type")};
  lines.push_back(row("slots", 8 * shape.slots.size(), joined(shape.slots, 6)));
  const ByteCount rest = total(model, shape) - 32 - 8 * shape.slots.size();
  if (rest > 0) lines.push_back(row("weakrefs", rest, ""));
  return lines;
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
  const bool slots_only = shape.slotted && !shape.dict_slot;
  answer.shallow = Bytes::exactly(slots_only ? whole : model.instance);
  answer.deep = Bytes::exactly(whole);
  if (!slots_only) answer.unknown = "getsizeof leaves the attributes out; attribute values are not counted";
  answer.lines.push_back(
      fmt::format("**class {}** · {} B an instance · {}", name.text(), with_thousands(whole), version));
  answer.lines.push_back("```text");
  for (const std::string& line : slots_only ? slotted_lines(model, shape) : plain_lines(model, shape))
    answer.lines.push_back(line);
  answer.lines.push_back("```");
  const auto count = static_cast<std::uint32_t>(shape.attributes.size());
  std::string note;
  if (!shape.slotted) {
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
  if (!shape.unknown.empty()) return std::nullopt;
  InstanceNumbers numbers{total(model, shape), std::nullopt,
                          shape.slotted ? shape.slots.size() : shape.attributes.size()};
  if (!shape.slotted)
    numbers.slotted = model.slotted_instance(static_cast<std::uint32_t>(numbers.attributes), false, false);
  return numbers;
}

void add_attribute_place(const Facts& facts, Node target, SizeAnswer& answer) {
  if (!target.is(Kind::attribute) || target.field() != Field::left || answer.lines.size() >= 8) return;
  const Node method = facts.enclosing_function(target), definition = facts.enclosing_class(target);
  const auto parameters = read_parameters(method.child(Field::parameters));
  if (!definition || parameters.empty() || target.child(Field::object).text() != parameters[0].name.text())
    return;
  const Shape shape = read_shape(facts, definition);
  if (!shape.unknown.empty()) return;
  const std::string name(target.child(Field::attribute).text());
  const Model& model = model_of(facts.python());
  const std::vector<std::string>& names = shape.slotted ? shape.slots : shape.attributes;
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return;
  const auto index = static_cast<std::size_t>(at - names.begin());
  if (shape.slotted) {
    answer.lines.push_back(fmt::format("In `{}`: the slot at offset {}, 8 B.",
                                       definition.child(Field::name).text(), 16 + 8 * index));
  } else {
    const bool inside = model.most_inline_attributes >= names.size();
    answer.lines.push_back(fmt::format("In `{}`: {} {} of {}, 8 B.", definition.child(Field::name).text(),
                                       inside ? "inline value" : "value in its __dict__", index + 1,
                                       names.size()));
  }
}

}  // namespace perfhint
