// What is asked, and how the answer reads.
#include "analysis/layout/size.h"

#include <fmt/format.h>

#include "analysis/layout/instance.h"
#include "analysis/layout/value.h"

namespace perfhint {

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string readable_bytes(std::uint64_t bytes) {
  if (bytes <= 9'999) return with_thousands(bytes) + " B";
  const double kilobytes = static_cast<double>(bytes) / 1024;
  if (kilobytes < 1000) return fmt::format("{:.1f} KB", kilobytes);
  const double megabytes = kilobytes / 1024;
  return megabytes < 1000 ? fmt::format("{:.1f} MB", megabytes) : fmt::format("{:.1f} GB", megabytes / 1024);
}

namespace {

std::string readable(const Bytes& bytes) {
  switch (bytes.sort) {
    case Bytes::Sort::exact:
      return readable_bytes(bytes.least);
    case Bytes::Sort::interval:
      return fmt::format("{} to {}", readable_bytes(bytes.least), readable_bytes(bytes.most));
    case Bytes::Sort::formula:
      return bytes.formula + " B";
    case Bytes::Sort::unknown:
      break;
  }
  return "size unknown";
}

// What else could hold the same: a tuple, or a generator.
std::string comparison(const Facts& facts, const Model& model, const Value& value, Node node) {
  if (node.is(Kind::list_comprehension) && value.shallow.sort != Bytes::Sort::unknown) {
    const ByteCount generator = model.generator + (model.python.minor >= 11 ? 8 * 5 : 0);
    return fmt::format("As a generator: about {} B, whatever the length.", generator);
  }
  if (value.type == "list" && value.length && *value.length > 0) {
    std::string text = fmt::format("As a tuple: {}.", readable_bytes(model.tuple(*value.length)));
    const TypeKind element = facts.type(node).element;
    if (element == TypeKind::floating || element == TypeKind::integer) {
      const ByteCount array = (model.python.minor >= 10 ? 80 : 64) + 8 * *value.length;
      text += fmt::format(" As `array.array('{}')`: {}.", element == TypeKind::floating ? 'd' : 'q',
                          readable_bytes(array));
    }
    return text;
  }
  if (value.type == "set" && value.length && *value.length > 0) {
    return fmt::format("As a list: {}.", readable_bytes(Model::list(*value.length)));
  }
  return {};
}

SizeAnswer answer_for(const Facts& facts, const Model& model, const Value& value, Node node) {
  SizeAnswer answer;
  answer.python = facts.python();
  answer.type = value.type;
  answer.shallow = value.shallow;
  answer.deep = value.reach.total(value.shallow);
  answer.unknown = !value.note.empty() ? value.note : value.reach.unknown;

  std::string what = value.type;
  const bool counted =
      value.type == "list" || value.type == "tuple" || value.type == "set" || value.type == "dict";
  if (value.length && counted) what += fmt::format(" of {}", with_thousands(*value.length));
  std::string first = fmt::format("**{}** · {}", what, readable(value.shallow));
  const bool holds = answer.deep.sort == Bytes::Sort::exact && answer.deep.least != value.shallow.least;
  if (holds) first += fmt::format(", {} with all it holds", readable(answer.deep));
  first += fmt::format(" · CPython {}, 64-bit", to_string(facts.python()));
  answer.lines.push_back(first);
  if (value.shallow.sort == Bytes::Sort::formula) {
    answer.lines.push_back(
        fmt::format("n = 1,000: {}; elements are not counted.", readable_bytes(value.shallow.least)));
  }
  if (answer.deep.sort == Bytes::Sort::interval && answer.deep != value.shallow) {
    answer.lines.push_back(fmt::format("With all it holds: {}.", readable(answer.deep)));
  }
  if (!answer.unknown.empty()) {
    const bool elements = value.note.empty();
    answer.lines.push_back((elements ? "Elements are not counted: " : "") + answer.unknown + ".");
  }
  if (const std::string other = comparison(facts, model, value, node); !other.empty())
    answer.lines.push_back(other);
  return answer;
}

// The value that an assignment gives to its target; none for anything else.
Node assigned_value(Node target) {
  const Node assignment = target.parent();
  if (!assignment.is(Kind::assignment) || target.field() != Field::left) return {};
  Node value = assignment.child(Field::right);
  while (value.is(Kind::assignment)) value = value.child(Field::right);
  return value;
}

}  // namespace

std::optional<SizeAnswer> size_of(const Facts& facts, Node node) {
  if (!node || node.broken()) return std::nullopt;
  if (node.is(Kind::identifier)) {
    if (auto instance = instance_size(facts, node)) return instance;
    const Node value = assigned_value(node);
    // A name that is read where it stands says nothing: its definition does.
    if (value) return size_of(facts, value);
  }
  if (node.is(Kind::attribute)) {
    const Node value = assigned_value(node);
    return value ? size_of(facts, value) : std::nullopt;
  }
  const Node expression = unparenthesised(node);
  const Model& model = model_of(facts.python());
  const auto value = Evaluation(facts, model).value(expression);
  if (!value) return std::nullopt;
  return answer_for(facts, model, *value, expression);
}

}  // namespace perfhint
