// The common standard library: collections, array, decimal, fractions, datetime, pathlib, io, functools, ...
#include <algorithm>

#include "analysis/layout/classes.h"
#include "analysis/layout/count.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

// What is called by another name, or holds nothing but fixed parts.
struct Alias {
  std::string_view name, meant;
};

constexpr Alias aliases[] = {{"pathlib.PurePosixPath", "pathlib.PurePath"},
                             {"pathlib.PosixPath", "pathlib.Path"},
                             {"typing.Counter", "collections.Counter"},
                             {"typing.Deque", "collections.deque"}};

Ref fixed(Machine& machine, std::string_view name, std::vector<Ref> parts = {}) {
  const ByteCount bytes = fixed_bytes(machine.python(), name);
  return bytes > 0 ? machine.opaque(std::string(name), bytes, std::move(parts)) : nothing_known;
}

// What it holds besides is not known.
Ref shell(Machine& machine, std::string_view name) {
  const Ref made = fixed(machine, name);
  if (made != nothing_known) machine.edit(made).vague = true;
  return made;
}

std::uint64_t digits_of(const Machine& machine, Ref value, bool& known) {
  const Object& object = machine.at(value);
  known = true;
  if (object.sort == Sort::integer && !object.vague) return printed(machine, value, false)->size();
  if (object.sort == Sort::str && !object.vague) {
    std::uint64_t digits = 0;
    for (char32_t c : object.body->text) {
      if (c == U'e' || c == U'E') break;
      digits += c >= U'0' && c <= U'9';
    }
    return digits;
  }
  known = false;
  return 0;
}

Ref make_decimal(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(0, 1)) return hole;
  const Ref made = fixed(machine, "decimal.Decimal");
  if (arguments.positional.empty()) return made;
  const Ref value = arguments.positional[0];
  if (machine.at(value).sort == Sort::opaque && machine.at(value).body->type == "decimal.Decimal")
    return value;
  bool known = false;
  const std::uint64_t digits = digits_of(machine, value, known);
  if (!known) return nothing_known;
  // Four words of 19 digits have room inside.
  if (digits > 76)
    machine.edit(made).body->capacity = machine.edit(made).body->most =
        fixed_bytes(machine.python(), "decimal.Decimal") + 8 * ((digits + 18) / 19);
  return made;
}

std::int64_t greatest_divisor(std::int64_t a, std::int64_t b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a < 0 ? -a : a;
}

// "3", "0.125", "1/3"
void read_fraction(const std::u32string& text, std::optional<std::int64_t>& top,
                   std::optional<std::int64_t>& bottom) {
  std::int64_t value = 0, scale = 1, divisor = 0;
  bool point = false, slash = false;
  if (text.size() > 15) return;
  for (char32_t c : text) {
    if (c == U'.' && !point && !slash) {
      point = true;
    } else if (c == U'/' && !point && !slash) {
      slash = true;
    } else if (c >= U'0' && c <= U'9') {
      std::int64_t& number = slash ? divisor : value;
      number = number * 10 + static_cast<std::int64_t>(c - U'0');
      if (point) scale *= 10;
    } else {
      return;
    }
  }
  top = value;
  bottom = slash ? divisor : scale;
}

Ref make_fraction(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(1, 2)) return hole;
  auto top = machine.small(arguments.positional[0]);
  auto bottom = arguments.positional.size() > 1 ? machine.small(arguments.positional[1]) : 1;
  const Object& given = machine.at(arguments.positional[0]);
  if (given.sort == Sort::str && !given.vague && arguments.positional.size() == 1)
    read_fraction(given.body->text, top, bottom);
  if (!top || !bottom || *bottom == 0) {
    return shell(machine, "fractions.Fraction");
  }
  const std::int64_t divisor = std::max<std::int64_t>(1, greatest_divisor(*top, *bottom));
  return fixed(machine, "fractions.Fraction",
               {machine.integer(*top / divisor), machine.integer(*bottom / divisor)});
}

Ref make_namespace(Machine& machine, const Arguments& arguments) {
  if (!arguments.positional.empty() || !arguments.certain) return hole;
  const Ref dict = dict_new(machine);
  for (const auto& [name, value] : arguments.keywords)
    dict_insert(machine, dict, machine.constant(machine.text(Sort::str, wide(name))), value);
  return fixed(machine, "types.SimpleNamespace", {dict});
}

Ref make_partial(Machine& machine, const Arguments& arguments) {
  if (!arguments.certain || arguments.positional.empty()) return hole;
  const std::vector<Ref> rest(arguments.positional.begin() + 1, arguments.positional.end());
  const Ref keywords = dict_new(machine);
  for (const auto& [name, value] : arguments.keywords)
    dict_insert(machine, keywords, machine.constant(machine.text(Sort::str, wide(name))), value);
  const Ref made = fixed(machine, "functools.partial",
                         {arguments.positional[0], machine.sequence(Sort::tuple, rest), keywords});
  if (made != nothing_known && arguments.keywords.empty()) machine.edit(made).vague = true;
  return made;
}

Ref make_exception_group(Machine& machine, const Arguments& arguments) {
  const auto raised = machine.iterate(arguments.positional[1]);
  const Ref made = fixed(machine, "ExceptionGroup");
  if (made == nothing_known) return made;
  if (!raised) return machine.edit(made).vague = true, made;
  machine.edit(made).body->items = {machine.sequence(Sort::tuple, arguments.positional),
                                    machine.sequence(Sort::tuple, *raised)};
  return made;
}

// lru_cache(f) and lru_cache(maxsize=..), which is called with the function next.
Ref decorated_by_cache(Machine& machine, const Arguments& arguments) {
  const bool direct = arguments.positional.size() == 1 &&
                      machine.at(arguments.positional[0]).sort != Sort::integer &&
                      machine.at(arguments.positional[0]).sort != Sort::none;
  return direct ? shell(machine, "functools.lru_cache") : machine.builtin("functools.lru_cache()");
}

// BytesIO shares the bytes that it is given, StringIO copies the text.
std::vector<Ref> buffered(Machine&, std::string_view name, const Arguments& arguments) {
  return name == "io.BytesIO" ? arguments.positional : std::vector<Ref>{};
}

Ref make_path(Machine& machine, std::string_view name, const Arguments& arguments) {
  const Ref made = shell(machine, name);
  if (arguments.plain(1, 1) && made != nothing_known) {
    const Object& text = machine.at(arguments.positional[0]);
    const bool plain = text.sort == Sort::str && !text.vague && text.body->text.size() > 0 &&
                       text.body->text.find(U"//") == std::u32string::npos &&
                       text.body->text.find(U"./") == std::u32string::npos && text.body->text.back() != U'/';
    if (plain) {
      machine.edit(made).body->text = text.body->text;
      machine.edit(made).vague = false;
      const ByteCount parts = fixed_bytes(machine.python(), std::string(name) + " and parts") -
                              fixed_bytes(machine.python(), name);
      machine.edit(made).body->items = {machine.opaque("list of parts", parts)};
    }
  }
  return made;
}

Ref make_named_tuple_class(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(2, 2)) return nothing_known;
  const Object &name = machine.at(arguments.positional[0]), &fields = machine.at(arguments.positional[1]);
  if (name.sort != Sort::str || name.vague) return nothing_known;
  std::vector<std::string> names;
  if (fields.sort == Sort::str && !fields.vague) {
    std::string word;
    for (char c : to_utf8(fields.body->text) + " ") {
      if (c != ' ' && c != ',')
        word.push_back(c);
      else if (!word.empty())
        names.push_back(std::exchange(word, {}));
    }
  } else {
    const auto items = machine.iterate(arguments.positional[1]);
    if (!items) return nothing_known;
    for (Ref item : *items) {
      if (machine.at(item).sort != Sort::str || machine.at(item).vague) return nothing_known;
      names.push_back(to_utf8(machine.at(item).body->text));
    }
  }
  const Ref made = machine.make(Sort::class_);
  machine.edit(made).body->class_of = make_named_tuple(to_utf8(name.body->text), std::move(names));
  return made;
}

Ref reduce(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(2, 3)) return hole;
  const auto items = machine.iterate(arguments.positional[1]);
  if (!items) return hole;
  std::size_t next = 0;
  if (items->empty() && arguments.positional.size() < 3) return hole;
  Ref total = arguments.positional.size() > 2 ? arguments.positional[2] : (*items)[next++];
  for (; next < items->size(); ++next) {
    Arguments both;
    both.positional = {total, (*items)[next]};
    total = machine.call(arguments.positional[0], both);
  }
  return total;
}

// What stands for one type in an annotation.
bool is_type(const Object& object) {
  if (object.sort == Sort::none) return true;
  if (object.sort == Sort::class_) return object.body->class_of->known;
  constexpr std::string_view types[] = {"bool",      "bytearray", "bytes", "complex", "dict",  "float",
                                        "frozenset", "int",       "list",  "object",  "range", "set",
                                        "slice",     "str",       "tuple", "type"};
  return object.sort == Sort::builtin && std::ranges::find(types, object.body->type) != std::end(types);
}

// int | None. From 3.14 it keeps its members a second time, as a set for comparing.
Ref union_of(Machine& machine, Ref left, Ref right) {
  if (left == right) return machine.at(left).sort == Sort::none ? nothing_known : left;
  std::vector<Ref> parts{machine.sequence(Sort::tuple, {left, right})};
  if (machine.python().minor >= 14) {
    const Ref compared = set_new(machine, Sort::frozenset);
    set_add(machine, compared, left);
    set_add(machine, compared, right);
    parts.push_back(compared);
  }
  return fixed(machine, "types.UnionType", std::move(parts));
}

}  // namespace

Ref module_attribute(Machine& machine, std::string_view module, std::string_view name) {
  std::string qualified = std::string(module) + "." + std::string(name);
  if (qualified.size() > 120) return nothing_known;
  if (qualified == "math.inf" || qualified == "math.pi" || qualified == "math.e") {
    const Ref value = machine.floating(3);
    machine.edit(value).before = true;
    return value;
  }
  if (qualified == "string.ascii_letters" || qualified == "string.ascii_lowercase" ||
      qualified == "string.digits") {
    std::u32string text = name == "digits" ? U"0123456789" : U"abcdefghijklmnopqrstuvwxyz";
    if (name == "ascii_letters") text += U"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return machine.constant(machine.text(Sort::str, std::move(text)));
  }
  for (const Alias& alias : aliases) {
    if (alias.name == qualified) return machine.builtin(alias.meant);
  }
  return machine.builtin(qualified);
}

Ref call_library(Machine& machine, std::string_view name, const Arguments& arguments) {
  if (name == "collections.namedtuple") return make_named_tuple_class(machine, arguments);
  if (name == "decimal.Decimal") return make_decimal(machine, arguments);
  if (name == "fractions.Fraction") return make_fraction(machine, arguments);
  if (name == "types.SimpleNamespace") return make_namespace(machine, arguments);
  if (name == "types.MappingProxyType" && arguments.plain(1, 1))
    return fixed(machine, name, arguments.positional);
  if (name == "functools.partial") return make_partial(machine, arguments);
  if (name == "functools.reduce") return reduce(machine, arguments);
  if (name == "pathlib.Path" || name == "pathlib.PurePath") return make_path(machine, name, arguments);
  if (name == "types.ModuleType") return fixed(machine, "module");
  if (name == "functools.lru_cache" && arguments.positional.size() <= 1)
    return decorated_by_cache(machine, arguments);
  if (name == "functools.lru_cache()" && arguments.plain(1, 1)) return shell(machine, "functools.lru_cache");
  if (name == "ExceptionGroup" && arguments.plain(2, 2)) return make_exception_group(machine, arguments);
  if (name == "uuid.UUID" && arguments.positional.empty() && arguments.keyword("int") != hole)
    return fixed(
        machine, name,
        machine.python().minor >= 9 ? std::vector<Ref>{arguments.keyword("int")} : std::vector<Ref>{});
  if (name == "io.StringIO" || name == "io.BytesIO")
    return arguments.plain(0, 1) ? fixed(machine, name, buffered(machine, name, arguments)) : nothing_known;
  if (name == "threading.Lock" || name == "weakref.ref") return fixed(machine, name);
  if (name == "datetime.timezone") return arguments.plain(1, 1) ? fixed(machine, name) : shell(machine, name);
  if (name == "dict.fromkeys" && arguments.plain(1, 2))
    return dict_from_keys(machine, arguments.positional[0],
                          arguments.positional.size() > 1 ? arguments.positional[1] : machine.none());
  if (name == "datetime.datetime") {
    return arguments.certain && arguments.positional.size() <= 7 && arguments.keywords.empty()
               ? fixed(machine, name)
               : nothing_known;
  }
  if (name == "datetime.date" || name == "datetime.timedelta") return fixed(machine, name);
  if (name == "datetime.time")
    return arguments.certain && arguments.positional.size() <= 4 && arguments.keywords.empty()
               ? fixed(machine, name)
               : nothing_known;
  if (name == "datetime.date.today") return fixed(machine, "datetime.date");
  if (name == "datetime.datetime.now" && arguments.plain(0, 0)) return fixed(machine, "datetime.datetime");
  if (name == "uuid.UUID" || name == "threading.RLock" || name == "random.Random")
    return shell(machine, name);
  if (name == "uuid.uuid4" || name == "uuid.uuid1") return shell(machine, "uuid.UUID");
  if (name == "time.localtime" || name == "time.gmtime") return shell(machine, "time.struct_time");
  return hole;
}

Ref operate_opaque(Machine& machine, Kind operation, Ref left, Ref right) {
  const Object &a = machine.at(left), &b = machine.at(right);
  if (operation == Kind::pipe && is_type(a) && is_type(b)) return union_of(machine, left, right);
  const auto type = [&](const Object& object) {
    return object.sort == Sort::opaque ? std::string_view(object.body->type) : std::string_view();
  };
  const bool arithmetic = operation == Kind::plus || operation == Kind::minus || operation == Kind::star ||
                          operation == Kind::slash;
  if (arithmetic && type(a) == "decimal.Decimal" && (type(b) == type(a) || b.sort == Sort::integer)) {
    const bool small = a.body->capacity == fixed_bytes(machine.python(), type(a)) &&
                       (b.sort == Sort::integer || b.body->capacity == a.body->capacity);
    return small ? fixed(machine, "decimal.Decimal") : nothing_known;
  }
  const bool sum = operation == Kind::plus || operation == Kind::minus;
  if (sum && type(a) == "datetime.timedelta" && type(b) == type(a)) return fixed(machine, type(a));
  if (sum && type(a).starts_with("datetime.date") && type(b) == "datetime.timedelta")
    return fixed(machine, type(a));
  machine.taint(left);
  machine.taint(right);
  return nothing_known;
}

Ref call_opaque_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const std::string& type = machine.at(self).body->type;
  if (type == "numpy.ndarray") return call_numpy_method(machine, self, name, arguments);
  if (type == "super") return call_super_method(machine, self, name, arguments);
  if (type != "dict") return hole;
  const Body& body = *machine.at(self).body;
  if (name == "copy" && arguments.plain(0, 0)) return machine.opaque("dict", body.capacity, body.items);
  machine.taint(body.values[0]);  // the instance whose __dict__ it is
  return hole;
}

Ref subscript_type(Machine& machine, Ref ref, Node node) {
  const std::string& type = machine.at(ref).body->type;
  const bool generic = type == "list" || type == "dict" || type == "tuple" || type == "set" ||
                       type == "frozenset" || type == "type";
  if (!generic) return nothing_known;
  std::vector<Ref> given;
  for (Node child : children(node)) {
    if (child.field() == Field::subscript) given.push_back(machine.evaluate(child));
  }
  for (Ref part : given) {
    if (machine.at(part).sort != Sort::builtin && machine.at(part).sort != Sort::none &&
        machine.at(part).sort != Sort::class_)
      return nothing_known;
  }
  return fixed(machine, "types.GenericAlias", {machine.sequence(Sort::tuple, given)});
}

}  // namespace perfhint::layout
