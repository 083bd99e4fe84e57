#include "analysis/layout/instance.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/layout/instance_layout.h"

namespace perfhint {
namespace {

std::string joined(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i > 0 ? " " : "") + names[i];
  if (names.size() > most) text += fmt::format(" ... {} more", names.size() - most);
  return text;
}

std::string row(std::string_view part, ByteCount bytes, const std::string& what) {
  return fmt::format("{:<15}{:>6}{}{}", part, bytes, what.empty() ? "" : "   ", what);
}

// One row a part; pointers that several parts hold stand in one.
std::vector<std::string> rows_of(const Model& model, const InstanceLayout& layout) {
  std::vector<std::string> lines;
  for (const InstancePart& part : parts_of(model, layout)) {
    if (part.name == "dict, values") continue;  // told with the weakrefs
    if (part.name == "weakrefs" && !layout.in_one_block()) {
      lines.push_back(row("dict, weakrefs", part.bytes + 16, "three pointers"));
    } else {
      lines.push_back(row(part.name, part.bytes, part.names.empty() ? part.note : joined(part.names, 6)));
    }
  }
  return lines;
}

std::string other_versions(const Model& model, const InstanceLayout& layout) {
  // Runs of equal size, the target's left out.
  std::string text;
  const ByteCount own = total(model, layout);
  for (std::uint8_t minor = oldest_python.minor; minor <= newest_python.minor;) {
    const ByteCount here = total(model_of({minor}), layout);
    std::uint8_t last = minor;
    while (last < newest_python.minor &&
           total(model_of({static_cast<std::uint8_t>(last + 1)}), layout) == here)
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
  const InstanceLayout layout = layout_of_class(facts, definition);
  if (!layout.unknown.empty()) {
    answer.unknown = layout.unknown;
    answer.lines = {fmt::format("**class {}** · {} · {}", name.text(), layout.unknown, version)};
    return answer;
  }
  const ByteCount whole = total(model, layout);
  const bool slots_only = layout.in_one_block();
  answer.shallow = Bytes::exactly(slots_only ? whole : model.instance);
  answer.deep = Bytes::exactly(whole);
  if (!slots_only) answer.unknown = "getsizeof leaves the attributes out; attribute values are not counted";
  answer.lines.push_back(
      fmt::format("**class {}** · {} B an instance · {}", name.text(), with_thousands(whole), version));
  answer.lines.push_back("```text");
  for (std::string& line : rows_of(model, layout)) answer.lines.push_back(std::move(line));
  answer.lines.push_back("```");
  const auto count = static_cast<std::uint32_t>(layout.attributes.size());
  std::string note;
  if (layout.tuple) {
    note = fmt::format("As an object with `__slots__`: {} B. ",
                       model.slotted_instance(static_cast<std::uint32_t>(layout.slots.size()), false, false));
  } else if (!layout.slotted) {
    const ByteCount slotted = model.slotted_instance(count, false, false);
    if (slotted < whole) {
      note = fmt::format("With `__slots__`: {} B (-{} B, -{} %). ", slotted, whole - slotted,
                         (whole - slotted) * 100 / whole);
    }
  } else if (slots_only) {
    const ByteCount plain = model.instance_with_attributes(static_cast<std::uint32_t>(layout.slots.size()));
    note = fmt::format("Without `__slots__`: {} B. ", plain);
  }
  const std::string others = other_versions(model, layout);
  answer.lines.push_back(note + "Attribute values are not counted." +
                         (others.empty() ? "" : " On " + others + "."));
  return answer;
}

std::optional<InstanceNumbers> instance_numbers(const Facts& facts, Node name) {
  const Node definition = name.parent();
  if (!definition.is(Kind::class_definition) || definition.broken()) return std::nullopt;
  const Model& model = model_of(facts.python());
  const InstanceLayout layout = layout_of_class(facts, definition);
  if (!layout.unknown.empty() || layout.tuple) return std::nullopt;
  InstanceNumbers numbers{total(model, layout), std::nullopt,
                          layout.slotted ? layout.slots.size() : layout.attributes.size()};
  if (!layout.slotted)
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
  const InstanceLayout layout = layout_of_class(facts, definition);
  if (!layout.unknown.empty() || layout.tuple) return {};
  const std::vector<std::string>& names = layout.slotted ? layout.slots : layout.attributes;
  const auto at = std::ranges::find(names, target.child(Field::attribute).text());
  if (at == names.end()) return {};
  const auto index = static_cast<std::size_t>(at - names.begin());
  const std::string owner(definition.child(Field::name).text());
  const Model& model = model_of(facts.python());
  if (layout.slotted) return {owner, fmt::format("the slot at offset {}", slot_offset(model, layout, index))};
  const bool inside = model.most_inline_attributes >= names.size();
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
