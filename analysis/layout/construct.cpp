// Calls of the builtin types: list(), dict(), str(), range(), ...
#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/layout/classes.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

Ref unknown_list(Machine& machine, Sort sort) {
  const Ref made = machine.make(sort);
  machine.edit(made).tainted = true;
  return made;
}

Ref make_list(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(0, 1)) return hole;
  if (arguments.positional.empty()) return machine.make(Sort::list);
  if (machine.at(arguments.positional[0]).sort == Sort::unknown) {
    machine.taint(arguments.positional[0]);
    return unknown_list(machine, Sort::list);
  }
  return list_from(machine, arguments.positional[0], false);
}

Ref make_tuple(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(0, 1)) return hole;
  if (arguments.positional.empty()) return machine.sequence(Sort::tuple, {});
  const Ref source = arguments.positional[0];
  if (machine.at(source).sort == Sort::tuple && !machine.at(source).body->class_of) return source;
  const Sort sort = machine.at(source).sort;
  machine.take_disorder();
  const auto items = machine.iterate(source);
  if (!items) return machine.vague(Sort::tuple);
  const Ref made = machine.sequence(Sort::tuple, *items);
  if (machine.take_disorder() && items->size() > 1) machine.edit(made).body->ordered = false;
  // What is cut down to nothing is not the shared empty tuple until 3.10.
  const bool cut_down =
      items->empty() && (sort == Sort::generator || sort == Sort::iterator) && machine.python().minor <= 10;
  if (!cut_down) return made;
  const Ref own = machine.make(Sort::tuple);
  machine.edit(own).own = true;
  return own;
}

Ref make_set(Machine& machine, Sort sort, const Arguments& arguments) {
  if (!arguments.plain(0, 1)) return hole;
  if (!arguments.positional.empty() && sort == Sort::frozenset &&
      machine.at(arguments.positional[0]).sort == sort)
    return arguments.positional[0];
  const Ref made = set_new(machine, sort);
  if (!arguments.positional.empty()) set_update(machine, made, arguments.positional[0]);
  return made;
}

Ref make_dict(Machine& machine, const Arguments& arguments) {
  if (!arguments.certain || arguments.positional.size() > 1) return hole;
  const int minor = machine.python().minor;
  const Ref made = dict_new(machine, machine.model().dict_call_empty());
  if (!arguments.positional.empty()) dict_update_from(machine, made, arguments.positional[0]);
  // Until 3.8 the call's keywords are a dict of their own, which is merged.
  const Ref target = minor == 8 && !arguments.keywords.empty() ? dict_new(machine) : made;
  for (const auto& [name, value] : arguments.keywords)
    dict_insert(machine, target, machine.constant(machine.text(Sort::str, wide(name))), value);
  if (target != made) dict_merge(machine, made, target);
  return made;
}

Ref make_range(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(1, 3)) return hole;
  std::vector<Ref> bounds = arguments.positional;
  for (Ref& bound : bounds) bound = machine.assumed(bound);
  if (bounds.size() == 1) bounds.insert(bounds.begin(), machine.integer(0));
  if (bounds.size() == 2) bounds.push_back(machine.integer(1));
  for (Ref bound : bounds) {
    if (machine.at(bound).sort != Sort::integer && machine.at(bound).sort != Sort::boolean &&
        machine.at(bound).sort != Sort::unknown)
      return hole;
  }
  return machine.sequence(Sort::range, std::move(bounds));
}

std::optional<BigInteger> parse_integer(const std::u32string& text, unsigned base) {
  std::string ascii;
  for (char32_t c : text) {
    if (c >= 0x80) return std::nullopt;
    if (c != U' ') ascii.push_back(static_cast<char>(c));
  }
  const bool negative = ascii.starts_with('-');
  if (negative || ascii.starts_with('+')) ascii.erase(0, 1);
  auto number = BigInteger::parse(ascii, base);
  if (number && negative) *number = subtract(BigInteger::of(0), *number);
  return number;
}

Ref make_integer(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(0, 2)) return hole;
  if (arguments.positional.empty()) return machine.integer(0);
  const Ref value = arguments.positional[0];
  const Object& object = machine.at(value);
  if (object.body && object.body->class_of) return hole;
  const auto base = arguments.positional.size() > 1 ? machine.small(arguments.positional[1]) : 10;
  if (object.sort == Sort::str && !object.vague && base && *base >= 2 && *base <= 36) {
    if (object.body->text.size() > 4300) return machine.vague(Sort::integer);
    const auto number = parse_integer(object.body->text, static_cast<unsigned>(*base));
    return number ? machine.integer(*number) : machine.vague(Sort::integer);
  }
  if (arguments.positional.size() > 1) return machine.vague(Sort::integer);
  if (object.sort == Sort::integer) return value;
  if (object.sort == Sort::boolean && !object.vague) return machine.integer(object.number);
  if (object.sort == Sort::floating && !object.vague && std::abs(object.real) < 9e15)
    return machine.integer_of(object.real);
  return machine.is_number(value) || object.sort == Sort::str ? machine.vague(Sort::integer) : hole;
}

Ref make_floating(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(0, 1)) return hole;
  if (arguments.positional.empty()) return machine.floating(0);
  const Ref value = arguments.positional[0];
  const Object& object = machine.at(value);
  if (object.sort == Sort::floating && !(object.body && object.body->class_of)) return value;
  const auto real = machine.real(value);
  return real && std::abs(*real) < 9e15 ? machine.floating(*real) : machine.vague(Sort::floating);
}

std::u32string encoded(const std::u32string& text, std::string_view encoding) {
  if (encoding == "latin-1") return text;
  const std::string utf8 = to_utf8(text);
  std::u32string bytes;
  for (char c : utf8) bytes.push_back(static_cast<unsigned char>(c));
  return bytes;
}

Ref make_str(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(0, 3)) return hole;
  if (arguments.positional.empty()) return machine.text(Sort::str, {});
  const Ref value = arguments.positional[0];
  const Object& object = machine.at(value);
  if (arguments.positional.size() > 1) {
    if (object.sort != Sort::bytes || object.vague) return machine.vague(Sort::str);
    Arguments rest;
    rest.positional.assign(arguments.positional.begin() + 1, arguments.positional.end());
    return call_text_method(machine, value, "decode", rest);
  }
  if (object.sort == Sort::str && !object.body->class_of) return value;
  if (object.sort == Sort::opaque && object.body->type.starts_with("pathlib.") &&
      object.body->text.size() > 0)
    return machine.text(Sort::str, object.body->text);
  auto shown = printed(machine, value, false);
  return shown ? machine.own_text(std::move(*shown)) : machine.vague(Sort::str);
}

// bytes(n), bytes(iterable), bytearray(...)
Ref make_bytes(Machine& machine, Sort sort, const Arguments& arguments) {
  if (!arguments.certain || !arguments.keywords.empty() || arguments.positional.size() > 2) return hole;
  std::u32string bytes;
  const Ref value = arguments.positional.empty() ? hole : arguments.positional[0];
  if (value != hole && sort == Sort::bytes && machine.at(value).sort == Sort::bytes) return value;
  bool grown = false;
  if (value != hole) {
    const Object& object = machine.at(value);
    if (object.tainted || object.vague) return machine.vague(sort);
    if (object.sort == Sort::str) {
      bytes = encoded(object.body->text, "utf-8");
      if (arguments.positional.size() != 2) return hole;
      const Object& name = machine.at(arguments.positional[1]);
      if (name.sort != Sort::str || (name.body->text != U"utf-8" && name.body->text != U"utf8"))
        return machine.vague(sort);
    } else if (const auto count = machine.small(value)) {
      if (*count < 0 || *count > (1 << 26)) return machine.vague(sort);
      bytes.assign(static_cast<std::size_t>(*count), 0);
    } else if (object.sort == Sort::bytes || object.sort == Sort::bytearray) {
      bytes = object.body->text;
    } else {
      const auto items = machine.iterate(value);
      if (!items) return machine.vague(sort);
      for (Ref item : *items) bytes.push_back(static_cast<char32_t>(machine.small(item).value_or(1) & 255));
      grown = sort == Sort::bytearray;
    }
  }
  // bytes(1), bytes((65,)) and bytes(bytearray(1)) are not the shared ones; bytes([65]) is.
  const Sort source = value == hole ? Sort::none : machine.at(value).sort;
  const bool counted = value != hole && machine.small(value);
  const bool copied = (source == Sort::tuple || source == Sort::bytearray) && machine.python().minor <= 14;
  if (sort == Sort::bytes && (counted || copied)) return machine.own_text(std::move(bytes), sort);
  const Ref made = machine.text(sort, std::move(bytes));
  if (sort == Sort::bytearray) {
    set_bytearray_room(machine, made);
    if (grown) grown_bytearray(machine, made, machine.at(value).sort);
  }
  return made;
}

}  // namespace

// bytearray(iterable) adds byte by byte, unless it is a list or tuple (3.13?), whose length is known.
void grown_bytearray(Machine& machine, Ref array, Sort) {
  Body& body = *machine.edit(array).body;
  const std::u32string bytes = std::exchange(body.text, {});
  body.capacity = 0;
  for (char32_t byte : bytes) {
    bytearray_resize(machine, array, body.text.size() + 1);
    body.text.push_back(byte);
  }
}

Ref construct(Machine& machine, std::string_view type, const Arguments& arguments) {
  if (type == "list") return make_list(machine, arguments);
  if (type == "tuple") return make_tuple(machine, arguments);
  if (type == "set") return make_set(machine, Sort::set, arguments);
  if (type == "frozenset") return make_set(machine, Sort::frozenset, arguments);
  if (type == "dict") return make_dict(machine, arguments);
  if (type == "range") return make_range(machine, arguments);
  if (type == "int") return make_integer(machine, arguments);
  if (type == "float") return make_floating(machine, arguments);
  if (type == "str") return make_str(machine, arguments);
  if (type == "bytes") return make_bytes(machine, Sort::bytes, arguments);
  if (type == "bytearray") return make_bytes(machine, Sort::bytearray, arguments);
  if (type == "complex" && arguments.certain) return machine.vague(Sort::complex);
  if (type == "bool" && arguments.plain(1, 1)) {
    const auto met = machine.truth(arguments.positional[0]);
    return met ? machine.boolean(*met) : machine.vague(Sort::boolean);
  }
  if (type == "object" && arguments.plain(0, 0))
    return machine.opaque("object", fixed_bytes(machine.python(), "object"));
  if (type == "slice" && arguments.plain(1, 3)) {
    std::vector<Ref> parts = arguments.positional;
    return machine.opaque("slice", Model::slice, std::move(parts));
  }
  if (exception_bytes(machine.python(), type) > 0) return make_exception(machine, type, arguments);
  return hole;
}

}  // namespace perfhint::layout
