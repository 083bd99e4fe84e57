// Builtin functions: len(), sum(), map(), sorted(), ...
#include <algorithm>
#include <cmath>

#include "analysis/layout/classes.h"
#include "analysis/layout/count.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

constexpr std::string_view known[] = {
    "list",       "tuple",     "set",        "frozenset", "dict",         "range",       "int",
    "float",      "str",       "bytes",      "bytearray", "complex",      "bool",        "object",
    "slice",      "len",       "abs",        "ord",       "chr",          "hex",         "bin",
    "oct",        "repr",      "round",      "sum",       "min",          "max",         "sorted",
    "reversed",   "enumerate", "zip",        "map",       "filter",       "iter",        "divmod",
    "pow",        "hash",      "id",         "any",       "all",          "print",       "isinstance",
    "issubclass", "type",      "memoryview", "super",     "staticmethod", "classmethod", "property",
    "vars",       "setattr",   "getattr",    "hasattr",   "callable",     "format",      "ascii",
    "input",      "open",      "locals",     "globals",   "dir",          "next"};

Ref sum_of(Machine& machine, const Arguments& arguments) {
  Ref total = arguments.positional.size() > 1 ? arguments.positional[1] : machine.integer(0);
  const auto items = machine.iterate(arguments.positional[0]);
  if (!items) return nothing_known;
  for (Ref item : *items) {
    if (!machine.is_number(total) || !machine.is_number(item)) return nothing_known;
    total = machine.operate(Kind::plus, total, item);
  }
  return total;
}

Ref extreme(Machine& machine, const Arguments& arguments, bool greatest) {
  const auto items = arguments.positional.size() == 1 ? machine.iterate(arguments.positional[0])
                                                      : std::optional(arguments.positional);
  if (!items || items->empty()) return nothing_known;
  Ref best = (*items)[0];
  for (Ref item : *items) {
    const auto x = machine.real(best), y = machine.real(item);
    if (!x || !y || std::abs(*x) > 9e15 || std::abs(*y) > 9e15) return nothing_known;
    if (greatest ? *y > *x : *y < *x) best = item;
  }
  return best;
}

Ref sorted_list(Machine& machine, const Arguments& arguments) {
  if (!arguments.certain || arguments.positional.size() != 1) return hole;
  const Ref source = arguments.positional[0];
  if (machine.at(source).sort == Sort::unknown) return nothing_known;
  const Ref made = list_from(machine, source, true);
  sort_list(machine, made, arguments);
  return made;
}

Ref to_base(Machine& machine, Ref value, std::string_view name) {
  const char32_t type = name == "hex" ? U'x' : name == "bin" ? U'b' : U'o';
  auto shown = formatted_as(machine, value, std::u32string(U"#") + type);
  return shown && machine.at(value).sort == Sort::integer ? machine.text(Sort::str, std::move(*shown))
                                                          : machine.vague(Sort::str);
}

Ref divide_both(Machine& machine, const Arguments& arguments) {
  const Ref a = arguments.positional[0], b = arguments.positional[1];
  if (!machine.is_number(a) || !machine.is_number(b)) return nothing_known;
  return machine.sequence(Sort::tuple,
                          {machine.operate(Kind::slash_slash, a, b), machine.operate(Kind::percent, a, b)});
}

Ref absolute(Machine& machine, Ref value) {
  const Object& object = machine.at(value);
  if (object.body && object.body->class_of) return nothing_known;
  if (object.sort == Sort::complex) return machine.vague(Sort::floating);
  if (object.sort == Sort::floating)
    return object.vague ? machine.vague(Sort::floating) : machine.floating(std::abs(object.real));
  if (object.sort != Sort::integer || object.vague)
    return machine.is_number(value) ? machine.vague(Sort::integer) : nothing_known;
  const bool negative = object.body ? object.body->big.negative : object.number < 0;
  return negative ? machine.operate(Kind::minus, machine.integer(0), value) : value;
}

Ref rounded(Machine& machine, const Arguments& arguments) {
  const Object& object = machine.at(arguments.positional[0]);
  if (object.sort == Sort::integer && arguments.positional.size() == 1 && !object.body)
    return arguments.positional[0];
  if (object.sort != Sort::floating) return nothing_known;
  if (arguments.positional.size() > 1) return machine.vague(Sort::floating);
  if (object.vague || std::abs(object.real) > 9e15) return machine.vague(Sort::integer);
  return machine.integer_of(std::nearbyint(object.real));
}

Ref quantified(Machine& machine, Ref source, bool all) {
  const auto items = machine.iterate(source);
  if (!items) return machine.vague(Sort::boolean);
  bool known_all = true;
  for (Ref item : *items) {
    const auto met = machine.truth(item);
    if (!met) {
      known_all = false;
    } else if (*met != all) {
      return known_all ? machine.boolean(!all) : machine.vague(Sort::boolean);
    }
  }
  return known_all ? machine.boolean(all) : machine.vague(Sort::boolean);
}

Ref iterator_over(Machine& machine, const Arguments& arguments) {
  if (arguments.positional.size() == 2)
    return machine.opaque("iterator", fixed_bytes(machine.python(), "iterator.call"), arguments.positional);
  const Ref source = arguments.positional[0];
  const Sort sort = machine.at(source).sort;
  if (sort == Sort::iterator || sort == Sort::generator) return source;
  return sort == Sort::unknown || sort == Sort::instance ? nothing_known
                                                         : machine.iterator("iterator", {source});
}

}  // namespace

std::optional<std::uint64_t> length_of(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  if (object.tainted || !object.body || (object.vague && !object.body->many)) return std::nullopt;
  switch (object.sort) {
    case Sort::str:
    case Sort::bytes:
    case Sort::bytearray:
      return object.body->many ? object.body->used : object.body->text.size();
    case Sort::list:
    case Sort::tuple:
    case Sort::deque:
    case Sort::array:
      return object.body->many ? object.body->used : object.body->items.size();
    case Sort::dict:
    case Sort::set:
    case Sort::frozenset:
      return object.body->used;
    case Sort::view:
      return length_of(machine, object.body->items[0]);
    case Sort::range: {
      const auto bounds = range_of(machine, ref);
      return bounds ? std::optional(bounds->length()) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

Ref builtin_named(Machine& machine, std::string_view name) {
  if (name == "NotImplemented") return machine.opaque("NotImplementedType", Model::none);
  if (name == "__debug__") return machine.boolean(true);
  if (name == "__name__" || name == "__file__") {
    const Ref text = machine.vague(Sort::str);
    machine.edit(text).before = true;
    return text;
  }
  const bool exists = std::find(std::begin(known), std::end(known), name) != std::end(known) ||
                      exception_bytes(machine.python(), name) > 0 ||
                      (name == "ExceptionGroup" && machine.python().minor >= 11);
  return exists ? machine.builtin(name) : nothing_known;
}

Ref call_function_builtin(Machine& machine, std::string_view name, const Arguments& arguments) {
  const auto& given = arguments.positional;
  if (!arguments.certain) return hole;
  if (name == "sorted") return sorted_list(machine, arguments);
  if (name == "enumerate" && (given.size() == 1 || given.size() == 2)) {
    std::vector<Ref> parts = given;
    if (const Ref start = arguments.keyword("start"); start != hole) parts.push_back(start);
    return machine.iterator("enumerate", std::move(parts));
  }
  if (name == "zip" && arguments.keyword("strict") == hole) return machine.iterator("zip", given);
  if (name == "print" || name == "isinstance" || name == "issubclass" || name == "hasattr" ||
      name == "callable")
    return name == "print" ? machine.none() : machine.vague(Sort::boolean);
  if (name == "super" && given.empty()) return super_of(machine);
  if (name == "vars" && given.size() == 1) return machine.attribute(given[0], "__dict__");
  if (name == "setattr" && given.size() == 3) {
    const Object& key = machine.at(given[1]);
    if (key.sort == Sort::str && !key.vague)
      set_attribute(machine, given[0], to_utf8(key.body->text), given[2]);
    else
      machine.taint(given[0]), machine.taint(given[2]);
    return machine.none();
  }
  if (!arguments.keywords.empty() || given.empty()) return hole;
  if (name == "map" || name == "filter")
    return given.size() < 2 ? hole : machine.iterator(std::string(name), given);
  if (name == "divmod" && given.size() == 2) return divide_both(machine, arguments);
  if (name == "pow" && given.size() == 2) return machine.operate(Kind::star_star, given[0], given[1]);
  if (name == "min" || name == "max") return extreme(machine, arguments, name == "max");
  if (name == "sum" && given.size() <= 2) return sum_of(machine, arguments);
  if (name == "round" && given.size() <= 2) return rounded(machine, arguments);
  if (name == "iter" && given.size() <= 2) return iterator_over(machine, arguments);
  if (name == "super") return machine.opaque("super", fixed_bytes(machine.python(), "super"), {given.back()});
  if (given.size() != 1) return hole;
  const Ref sole = given[0];
  if (name == "len") {
    const auto length = length_of(machine, sole);
    return length ? machine.integer(static_cast<std::int64_t>(*length))
                  : machine.assumed(machine.vague(Sort::integer));
  }
  if (name == "abs") return absolute(machine, sole);
  if (name == "ord" && machine.at(sole).sort == Sort::str && !machine.at(sole).vague &&
      machine.at(sole).body->text.size() == 1)
    return machine.integer(static_cast<std::int64_t>(machine.at(sole).body->text[0]));
  if (name == "chr") {
    const auto code = machine.small(sole);
    return code && *code >= 0 && *code < 0x110000
               ? machine.text(Sort::str, std::u32string(1, static_cast<char32_t>(*code)))
               : machine.vague(Sort::str);
  }
  if (name == "hex" || name == "bin" || name == "oct") return to_base(machine, sole, name);
  if (name == "repr") {
    auto shown = printed(machine, sole, true);
    return shown ? machine.own_text(std::move(*shown)) : machine.vague(Sort::str);
  }
  if (name == "reversed")
    return machine.at(sole).sort == Sort::unknown || machine.at(sole).sort == Sort::instance
               ? hole
               : machine.iterator("reversed", {sole});
  if (name == "any" || name == "all") return quantified(machine, sole, name == "all");
  if (name == "hash") {
    const auto number = machine.small(sole);
    const bool itself = number && *number >= 0 && *number < (std::int64_t{1} << 60);
    return itself ? machine.integer(*number) : machine.vague(Sort::integer);
  }
  if (name == "id") return machine.vague(Sort::integer);
  if (name == "memoryview" &&
      (machine.at(sole).sort == Sort::bytes || machine.at(sole).sort == Sort::bytearray))
    return machine.opaque("memoryview", fixed_bytes(machine.python(), "memoryview"), {sole});
  return hole;
}

namespace {

// A path keeps what it was asked for (its text, its hash); print() writes to `file`.
void taint_used(Machine& machine, const Arguments& arguments) {
  const auto used = [&](Ref ref, std::string_view family) {
    const Object& object = machine.at(ref);
    if (object.sort == Sort::opaque && object.body->type.starts_with(family)) machine.taint(ref);
  };
  for (Ref ref : arguments.positional) used(ref, "pathlib.");
  if (const Ref file = arguments.keyword("file"); file != hole) used(file, "io.");
}

}  // namespace

Ref call_builtin(Machine& machine, std::string_view name, const Arguments& arguments) {
  taint_used(machine, arguments);
  for (const auto room : {construct, call_function_builtin, call_containers, call_itertools, call_library,
                          call_library_class, call_compiler, call_numpy}) {
    const Ref made = room(machine, name, arguments);
    if (made != hole) return made;
  }
  return machine.call_unknown(nothing_known, arguments);
}

Ref Machine::assumed(Ref value) {
  const bool unknown =
      at(value).sort == Sort::unknown || (at(value).sort == Sort::integer && at(value).vague);
  if (!unknown) return value;
  assumed_any_ = true;
  return assumed_ ? integer(*assumed_) : value;
}

}  // namespace perfhint::layout
