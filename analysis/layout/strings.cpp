// String literals, and f-strings put together from their pieces.
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

// {value!r:spec}: what it prints; none: not known.
std::optional<std::u32string> field_text(Machine& machine, Node field) {
  const Ref value = machine.evaluate(field.child(Field::expression));
  std::u32string spec;
  bool repr = false;
  for (Node inner : all_children(field)) {
    if (inner.text() == "=") return std::nullopt;  // {x=}
    if (inner.is(Kind::type_conversion)) {
      repr = inner.text() == "!r";
      if (!repr && inner.text() != "!s") return std::nullopt;
    } else if (inner.is(Kind::format_specifier)) {
      if (inner.named_child_count() > 0 || inner.text().find('{') != std::string_view::npos)
        return std::nullopt;
      spec = from_utf8(inner.text().substr(inner.text().starts_with(':') ? 1 : 0));
    }
  }
  if (!repr) return formatted_as(machine, value, spec);
  auto shown = printed(machine, value, true);
  return shown ? formatted_as(machine, machine.text(Sort::str, std::move(*shown)), spec) : std::nullopt;
}

// One of the strings that stand side by side; false: not all of it is known.
bool append_part(Machine& machine, Node part, std::u32string& out) {
  const StringLiteral plain = read_string(part);
  if (plain.value) {
    out += from_utf8(*plain.value);
    return true;
  }
  bool known = true;
  for (Node child : children(part)) {
    if (child.is(Kind::string_content)) {
      known = known && child.text().find_first_of("\\{}") == std::string_view::npos;
      out += from_utf8(child.text());
    } else if (child.is(Kind::escape_interpolation)) {
      out += child.text()[0] == '{' ? U'{' : U'}';
    } else if (child.is(Kind::interpolation)) {
      const auto shown = field_text(machine, child);
      known = known && shown;
      if (shown) out += *shown;
    }
  }
  return known;
}

}  // namespace

Ref Machine::string(Node node) {
  const StringLiteral literal = read_string(node);
  if (literal.value) {
    if (!literal.bytes) return constant(text(Sort::str, from_utf8(*literal.value)));
    std::u32string bytes;
    for (char c : *literal.value) bytes.push_back(static_cast<unsigned char>(c));
    return constant(text(Sort::bytes, std::move(bytes)));
  }
  if (!literal.formatted || !literal.interpolated) return nothing_known;
  return formatted(node);
}

Ref Machine::formatted(Node node) {
  std::vector<Node> parts{node};
  if (node.is(Kind::concatenated_string)) {
    parts.clear();
    for (Node child : children(node)) parts.push_back(child);
  }
  std::u32string out;
  bool known = true;
  for (Node part : parts) known = append_part(*this, part, out) && known;
  if (!known) return vague(Sort::str);
  // A lone field is what format() made, an int's digits never shared.
  const bool lone =
      parts.size() == 1 && node.named_child_count() == 3 && node.named_child(1).is(Kind::interpolation);
  return lone ? own_text(std::move(out)) : text(Sort::str, std::move(out));
}

}  // namespace perfhint::layout
