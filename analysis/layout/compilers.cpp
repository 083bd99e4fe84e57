// What the library compiles from a text: patterns and binary formats.
#include <string_view>

#include "analysis/layout/fixed.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

bool is_constant_text(const Object& object) {
  return (object.sort == Sort::str || object.sort == Sort::bytes) && !object.vague && object.constant;
}

// re keeps what it compiled: the same pattern again is the same object. How much code a pattern becomes is
// not known here.
Ref compiled_pattern(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(1, 1) || !is_constant_text(machine.at(arguments.positional[0]))) return hole;
  const Ref made = machine.opaque("re.Pattern", 0);
  machine.edit(made).before = true;
  return made;
}

// How many entries the format compiles to (Modules/_struct.c, prepare_s): one for each letter, whatever its
// count, but none for padding and for a count of 0. None: no such format.
std::optional<std::uint64_t> format_entries(std::u32string_view format) {
  constexpr std::u32string_view orders = U"@=<>!", letters = U"cbB?hHiIlLqQefd", native = U"nNP";
  const bool ordered = !format.empty() && orders.find(format[0]) != format.npos;
  const bool is_native = !ordered || format[0] == U'@';
  if (ordered) format.remove_prefix(1);
  std::uint64_t entries = 0;
  bool counted = false, zero = false;
  for (const char32_t c : format) {
    if (c >= U'0' && c <= U'9') {
      zero = c == U'0' && (!counted || zero);
      counted = true;
      continue;
    }
    const bool space = c == U' ' || (c >= U'\t' && c <= U'\r');
    const bool text = c == U's' || c == U'p';
    const bool number = letters.find(c) != letters.npos || (is_native && native.find(c) != native.npos);
    if (space ? counted : !text && !number && c != U'x') return std::nullopt;
    entries += text || (number && !zero);
    counted = zero = false;
  }
  return counted ? std::nullopt : std::optional(entries);
}

// It keeps its format, as bytes until 3.14 and as str after.
Ref compiled_format(Machine& machine, const Arguments& arguments) {
  constexpr ByteCount entry = 32;
  if (!arguments.plain(1, 1)) return hole;
  const Ref given = arguments.positional[0];
  const Object& format = machine.at(given);
  if ((format.sort != Sort::str && format.sort != Sort::bytes) || format.vague || format.tainted)
    return nothing_known;
  const auto entries = format_entries(format.body->text);
  const ByteCount empty = fixed_bytes(machine.python(), "struct.Struct");
  if (!entries) return nothing_known;
  const Sort kept = machine.python().minor <= 14 ? Sort::bytes : Sort::str;
  const Ref own = format.sort == kept ? given : machine.text(kept, format.body->text);
  return machine.opaque("struct.Struct", empty + entry * *entries, {own});
}

}  // namespace

Ref call_compiler(Machine& machine, std::string_view name, const Arguments& arguments) {
  if (name == "re.compile") return compiled_pattern(machine, arguments);
  if (name == "struct.Struct") return compiled_format(machine, arguments);
  return hole;
}

}  // namespace perfhint::layout
