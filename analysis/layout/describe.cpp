#include "analysis/layout/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/layout/text.h"

namespace perfhint {
namespace {

using layout::Machine;
using layout::Measured;
using layout::Object;
using layout::Part;
using layout::Ref;
using layout::Sort;

constexpr std::size_t most_rows = 3;

std::uint64_t layout_length(const Object& object) {
  return object.body->many ? object.body->used : object.body->items.size();
}

std::string readable(const Bytes& bytes) {
  switch (bytes.sort) {
    case Bytes::Sort::exact:
      return readable_bytes(bytes.least);
    case Bytes::Sort::interval:
      return fmt::format("{} to {}", readable_bytes(bytes.least), readable_bytes(bytes.most));
    case Bytes::Sort::formula:
      return bytes.formula;
    case Bytes::Sort::unknown:
      break;
  }
  return "size unknown";
}

bool is_container(const Object& object) {
  return object.sort == Sort::list || object.sort == Sort::tuple || object.sort == Sort::set ||
         object.sort == Sort::frozenset || object.sort == Sort::dict || object.sort == Sort::deque ||
         object.sort == Sort::array;
}

// The one type of a container's elements, "" where they differ.
std::string element_type(const Machine& machine, const Object& object) {
  std::string type;
  for (Ref item : object.body->items) {
    if (item == layout::hole) continue;
    const std::string here = layout::type_name(machine, item);
    if (here == "unknown" || (!type.empty() && type != here)) return {};
    type = here;
  }
  return type;
}

std::string kind_words(const Object& object) {
  switch (layout::kind_of(object.body->text)) {
    case StrKind::ascii:
      return "ASCII";
    case StrKind::latin1:
      return "Latin-1";
    case StrKind::ucs2:
      return "2 bytes a character";
    case StrKind::ucs4:
      break;
  }
  return "4 bytes a character";
}

// "list of 100 float"
std::string what_it_is(const Machine& machine, Ref value) {
  const Object& object = machine.at(value);
  std::string what = layout::type_name(machine, value);
  const auto length = layout::length_of(machine, value);
  if (object.sort == Sort::str && length && *length > 0 && !object.vague)
    return fmt::format("{} of {}, {}", what, with_thousands(*length), kind_words(object));
  if (!length || (!is_container(object) && object.sort != Sort::bytes && object.sort != Sort::bytearray))
    return what;
  what += fmt::format(" of {}", with_thousands(*length));
  if (is_container(object) && object.sort != Sort::array && object.sort != Sort::dict && *length > 0) {
    const std::string element = element_type(machine, object);
    if (!element.empty()) what += " " + element;
  }
  return what;
}

std::string version(Python python) { return fmt::format("CPython {}, 64-bit", to_string(python)); }

// Of the column that names the rows' types.
std::size_t name_width(const Measured& measured) {
  std::size_t width = 12;
  for (std::size_t i = 0; i < std::min(measured.parts.size(), most_rows); ++i)
    width = std::max(width, measured.parts[i].first.size());
  return width;
}

void add_rows(const Measured& measured, SizeAnswer& answer) {
  if (measured.parts.size() < 2) return;
  answer.lines.push_back("```text");
  ByteCount rest = 0;
  const std::size_t width = name_width(measured);
  for (std::size_t i = 0; i < measured.parts.size(); ++i) {
    const auto& [type, part] = measured.parts[i];
    if (i >= most_rows) {
      rest += part.bytes;
      continue;
    }
    const bool alike = part.count > 1 && part.bytes % part.count == 0;
    const std::string each =
        alike            ? fmt::format("   {} x {} B", with_thousands(part.count), part.bytes / part.count)
        : part.count > 1 ? fmt::format("   {} of them", with_thousands(part.count))
                         : "";
    answer.lines.push_back(fmt::format("{:<{}}{:>10}{}", type, width, with_thousands(part.bytes), each));
  }
  if (rest > 0) answer.lines.back() += fmt::format("   (others: {})", with_thousands(rest));
  answer.lines.push_back("```");
}

// What else could hold the same, with its bytes.
std::string comparison(const Machine& machine, const Block& block, Node node, const Object& object) {
  const Model& model = machine.model();
  const std::uint64_t length =
      object.body ? (object.body->many ? object.body->used : object.body->items.size()) : 0;
  if (length == 0 || object.tainted) return {};
  std::string text;
  if (object.sort == Sort::list) {
    text = fmt::format("As a tuple: {}.", readable_bytes(model.tuple(length)));
    const std::string element = element_type(machine, object);
    if (element == "float" || element == "int") {
      const ByteCount array = (model.python.minor >= 10 ? 80 : 64) + 8 * length;
      text += fmt::format(" As `array('{}')`: {}, elements included.", element == "float" ? 'd' : 'q',
                          readable_bytes(array));
    }
    if (node.is(Kind::list_comprehension))
      text += fmt::format(" As a generator: {}, its iterator aside.",
                          readable_bytes(layout::generator_instead_of(machine, block, node)));
    return text;
  }
  if (object.sort == Sort::set)
    return fmt::format("As a list: {}; as a tuple: {}.", readable_bytes(Model::list(length)),
                       readable_bytes(model.tuple(length)));
  const bool record =
      object.sort == Sort::dict && object.body->str_keys && length <= 20 && node.is(Kind::dictionary);
  if (!record) return {};
  const auto fields = static_cast<std::uint32_t>(length);
  return fmt::format("As an object with `__slots__`: {}; as a tuple: {}.",
                     readable_bytes(model.slotted_instance(fields, false, false)),
                     readable_bytes(model.tuple(length)));
}

std::string power(int exponent) {
  return exponent <= 0   ? ""
         : exponent == 1 ? "n"
         : exponent == 2 ? "n\u00B2"
         : exponent == 3 ? "n\u00B3"
                         : fmt::format("n^{}", exponent);
}

// "3 n", "n²", "up to n²": a count that grows from n to 2n.
std::string growth(std::uint64_t at_n, std::uint64_t at_2n) {
  if (at_n == 0) return "up to n";
  const double ratio = static_cast<double>(at_2n) / static_cast<double>(at_n);
  const int exponent = static_cast<int>(std::lround(std::log2(ratio)));
  if (exponent <= 0) return with_thousands(at_n);
  const double factor = static_cast<double>(at_n) / std::pow(static_cast<double>(worked_length), exponent);
  const double whole = std::round(factor);
  if (whole >= 1 && std::abs(factor - whole) < 0.03 * whole)
    return whole == 1 ? power(exponent) : fmt::format("{:.0f} {}", whole, power(exponent));
  if (factor < 1) return "up to " + power(exponent);
  return fmt::format("{:.3g} {}", factor, power(exponent));
}

const Part* part_of(const Measured& measured, const std::string& type) {
  for (const auto& [name, part] : measured.parts) {
    if (name == type) return &part;
  }
  return nullptr;
}

// "88 B x n²", or "n of 8.0 KB, growing with n" where each is longer at 2n.
std::string row_of(const Part& part, const Part& later) {
  const ByteCount each = (part.bytes + part.count / 2) / part.count,
                  each_later = (later.bytes + later.count / 2) / later.count;
  const std::string times = growth(part.count, later.count);
  if (each_later * 10 < each * 15) return fmt::format("{} B x {}", each, times);
  return fmt::format("{} B (at n = {}) x {}", with_thousands(each), with_thousands(worked_length), times);
}

// "56 + 8 n²", the spare room left out.
std::string shallow_formula(const Machine& machine, const Object& object, const std::string& length) {
  switch (object.sort) {
    case Sort::list:
      return fmt::format("56 B + 8 B x {}", length);
    case Sort::tuple:
      return fmt::format("{} B + 8 B x {}", machine.model().tuple_header, length);
    case Sort::set:
    case Sort::frozenset:
      return fmt::format("216 B + 27 to 107 B x {}", length);
    case Sort::dict:
      return fmt::format("64 B + {} B x {}",
                         object.body->str_keys && machine.python().minor >= 11 ? "18 to 46" : "26 to 60",
                         length);
    default:
      return fmt::format("grows with {}", length);
  }
}

bool has_spare(const Object& object) {
  return object.sort == Sort::list && object.body->capacity > layout_length(object);
}

}  // namespace

void describe(const Machine& machine, const Block& block, Node node, Ref value, const Measured& measured,
              SizeAnswer& answer) {
  const Object& object = machine.at(value);
  std::string first = fmt::format("**{}** \u00B7 {}", what_it_is(machine, value), readable(measured.shallow));
  const bool known = measured.retained.sort != Bytes::Sort::unknown;
  const bool holds = known && measured.retained != measured.shallow && measured.retained.most > 0;
  if (holds) first += fmt::format(", {} with what it holds", readable(measured.retained));
  answer.lines.push_back(first + " \u00B7 " + version(answer.python));
  if (known && measured.retained.most == 0) {
    answer.lines.push_back(layout::is_shared(machine, value)
                               ? "Shared: it exists once in the interpreter."
                               : "A constant of the code, made once: running this allocates nothing.");
  } else if (holds) {
    add_rows(measured, answer);
  } else if (!known && is_container(object)) {
    answer.lines.push_back("Elements are not counted: " + measured.unknown + ".");
  }
  if (object.sort == Sort::str && !object.vague && layout::kind_of(object.body->text) == StrKind::ucs4)
    answer.lines.push_back("One character above U+FFFF makes all of them 4 bytes wide.");
  if (object.sort == Sort::list && !object.tainted && object.body->capacity > layout_length(object)) {
    answer.lines.push_back(fmt::format("Room for {} more is reserved.",
                                       with_thousands(object.body->capacity - layout_length(object))));
  }
  if (std::string other = comparison(machine, block, node, object); !other.empty() && answer.lines.size() < 8)
    answer.lines.push_back(std::move(other));
}

void describe_growth(const Machine& machine, Ref value, const Measured& measured, const Machine& twice,
                     Ref twice_value, const Measured& twice_measured, SizeAnswer& answer) {
  const Object& object = machine.at(value);
  const auto length = layout::length_of(machine, value), longer = layout::length_of(twice, twice_value);
  const bool contained = is_container(object);
  const std::string count = length && longer && object.body->many && contained ? growth(*length, *longer)
                            : contained && !object.tainted
                                ? growth(layout_length(object), layout_length(twice.at(twice_value)))
                                : "n";
  answer.shallow = {Bytes::Sort::formula, measured.shallow.least, measured.shallow.most,
                    shallow_formula(machine, object, count)};
  const bool known = measured.retained.sort != Bytes::Sort::unknown;
  std::string what = layout::type_name(machine, value);
  if (contained) {
    what += " of " + count;
    const std::string element = object.sort == Sort::dict ? "" : element_type(machine, object);
    if (!element.empty()) what += " " + element;
  }
  const ByteCount worked = known ? measured.retained.most : measured.shallow.most;
  answer.lines.push_back(fmt::format("**{}** \u00B7 about {} at n = {} \u00B7 {}, estimate", what,
                                     readable_bytes(worked), with_thousands(worked_length),
                                     version(answer.python)));
  answer.lines.push_back("```text");
  const std::string spare = has_spare(object) ? " (+ up to 12.5 % spare)" : "";
  const std::string own = layout::type_name(machine, value);
  answer.lines.push_back(fmt::format("{:<12}{}{}", own, answer.shallow.formula, spare));
  std::string formula = answer.shallow.formula;
  std::size_t rows = 0;
  for (const auto& [type, all] : measured.parts) {
    const Part* later = part_of(twice_measured, type);
    if (!later) continue;
    Part part = all, part_later = *later;
    if (type == own) {  // itself has its row already
      part = {part.count - 1, part.bytes - measured.shallow.most};
      part_later = {part_later.count - 1, part_later.bytes - twice_measured.shallow.most};
    }
    if (part.count == 0 || part_later.count == 0 || ++rows > most_rows) continue;
    const std::string row = row_of(part, part_later);
    answer.lines.push_back(fmt::format("{:<12}{}", (type == own ? "each " : "") + type, row));
    formula += " + " + row;
  }
  answer.lines.push_back("```");
  if (known) {
    answer.retained = {Bytes::Sort::formula, measured.retained.least, measured.retained.most, formula};
    answer.lines.push_back("n stands for every length that is not known.");
  } else {
    answer.lines.push_back("Elements are not counted: " + measured.unknown + ".");
  }
  answer.deep = {};
}

namespace {

std::string_view call_makes(Node definition) {
  const bool async = definition.first_child().is(Kind::kw_async);
  if (!Machine::yields(definition)) return "a coroutine";
  return async ? "an async generator" : "a generator";
}

}  // namespace

std::optional<SizeAnswer> describe_function(const Module& module, const Block& block, Node definition,
                                            Python python) {
  Machine machine(module, python, 50'000);
  const Ref value = machine.definition_at(block, definition);
  if (machine.at(value).sort != Sort::function) return std::nullopt;
  const Measured measured = layout::measure(machine, value);
  SizeAnswer answer;
  answer.python = python;
  answer.type = "function";
  answer.shallow = measured.shallow;
  answer.retained = measured.retained;
  answer.deep = measured.deep;
  const Node name = definition.child(Field::name);
  std::string first =
      fmt::format("**{}()** \u00B7 function object {}", name.text(), readable(measured.shallow));
  if (measured.retained.sort == Bytes::Sort::exact && measured.retained != measured.shallow)
    first += fmt::format(", {} with its defaults and closure", readable(measured.retained));
  answer.lines.push_back(first + " \u00B7 " + version(python));
  const layout::FrameSlots slots = layout::frame_slots(machine, block, definition);
  const bool generator = machine.is_generator_function(definition);
  const Model& model = machine.model();
  const ByteCount header = python.minor <= 10 ? model.coroutine_frame : 88;
  const ByteCount frame = header + 8 * (slots.variables + slots.least_stack);
  if (generator) {
    const ByteCount object =
        model.generator + (python.minor <= 10 ? header : 0) + 8 * (slots.variables + slots.least_stack);
    answer.lines.push_back(
        fmt::format("A call makes {} of about {}.", call_makes(definition), readable_bytes(object)));
  } else {
    answer.lines.push_back(fmt::format("A call takes a frame of about {}: {} variable{}.",
                                       readable_bytes(frame), slots.variables,
                                       slots.variables == 1 ? "" : "s"));
  }
  return answer;
}

}  // namespace perfhint
