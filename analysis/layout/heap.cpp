// Making objects, and what may be asked of any of them.
#include <algorithm>
#include <bit>
#include <cmath>

#include "analysis/layout/machine.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {

Ref Machine::make(Sort sort) {
  Object object;
  object.sort = sort;
  object.before = before_;
  object.weight = weight_;
  const bool atomic = sort == Sort::unknown || sort == Sort::integer || sort == Sort::floating ||
                      sort == Sort::complex || sort == Sort::boolean;
  if (!atomic) object.body = std::make_unique<Body>();
  heap_.push_back(std::move(object));
  return static_cast<Ref>(heap_.size() - 1);
}

Ref Machine::integer(std::int64_t value) {
  constexpr std::int64_t least_shared = -5;
  if (least_shared <= value && value <= model_.largest_shared_int) {
    const std::string key = "#" + std::to_string(value);
    const auto known = constants_.find(key);
    if (known != constants_.end()) return known->second;
    const Ref ref = make(Sort::integer);
    edit(ref).number = value;
    constants_.emplace(key, ref);
    return ref;
  }
  const Ref ref = make(Sort::integer);
  edit(ref).number = value;
  return ref;
}

Ref Machine::integer(BigInteger value) {
  if (const auto number = value.small()) return integer(*number);
  const Ref ref = make(Sort::integer);
  edit(ref).body = std::make_unique<Body>();
  edit(ref).body->big = std::move(value);
  return ref;
}

Ref Machine::integer_of(double value) {
  const auto number = static_cast<std::int64_t>(value);
  if (python().minor >= 9) return integer(number);
  const Ref ref = make(Sort::integer);
  edit(ref).number = number;
  edit(ref).own = true;
  return ref;
}

Ref Machine::floating(double value) {
  const Ref ref = make(Sort::floating);
  edit(ref).real = value;
  return ref;
}

Ref Machine::vague(Sort sort) {
  const Ref ref = make(sort);
  edit(ref).vague = true;
  return ref;
}

Ref Machine::text(Sort sort, std::u32string text) {
  const bool shared = text.empty() || (text.size() == 1 && text[0] < 0x100);
  if (shared && sort != Sort::bytearray) {
    std::string key = sort == Sort::bytes ? "@b" : "@s";
    if (!text.empty()) key += std::to_string(static_cast<std::uint32_t>(text[0]));
    if (const auto known = constants_.find(key); known != constants_.end()) return known->second;
    const Ref ref = make(sort);
    edit(ref).body->text = std::move(text);
    constants_.emplace(key, ref);
    return ref;
  }
  step(text.size() / 16);
  const Ref ref = make(sort);
  edit(ref).body->text = std::move(text);
  return ref;
}

Ref Machine::own_text(std::u32string letters, Sort sort) {
  if (letters.size() != 1 || sort == Sort::bytearray) return text(sort, std::move(letters));
  const Ref ref = make(sort);
  edit(ref).body->text = std::move(letters);
  edit(ref).own = true;
  return ref;
}

Ref Machine::sequence(Sort sort, std::vector<Ref> items, std::uint64_t capacity) {
  step(items.size() / 4);
  if (sort == Sort::tuple && items.empty()) {
    if (const auto known = constants_.find("()"); known != constants_.end()) return known->second;
  }
  const Ref ref = make(sort);
  const bool empty = items.empty();
  edit(ref).body->items = std::move(items);
  edit(ref).body->capacity = capacity;
  if (sort == Sort::tuple && empty) constants_.emplace("()", ref);
  return ref;
}

Ref Machine::opaque(std::string type, ByteCount bytes, std::vector<Ref> parts) {
  const Ref ref = make(Sort::opaque);
  edit(ref).body->type = std::move(type);
  edit(ref).body->capacity = edit(ref).body->most = bytes;
  edit(ref).body->items = std::move(parts);
  return ref;
}

Ref Machine::iterator(std::string type, std::vector<Ref> parts) {
  const Ref ref = make(Sort::iterator);
  edit(ref).body->type = std::move(type);
  edit(ref).body->items = std::move(parts);
  return ref;
}

Ref Machine::builtin(std::string_view qualified) {
  if (const auto known = builtins_.find(qualified); known != builtins_.end()) return known->second;
  const Ref ref = make(Sort::builtin);
  edit(ref).before = true;
  edit(ref).body->type = qualified;
  builtins_.emplace(qualified, ref);
  return ref;
}

Ref Machine::named(const std::string& name) const {
  const auto known = constants_.find(name);
  return known == constants_.end() ? hole : known->second;
}

Ref Machine::constant(Ref fresh) {
  auto key = key_of(fresh);
  if (!key || stopped_) {
    // Too large to look for its like.
    if (at(fresh).sort == Sort::tuple) edit(fresh).constant = true;
    return fresh;
  }
  const Object& object = at(fresh);
  // 1, 1.0 and True are equal and yet three constants.
  std::string identity = std::to_string(static_cast<int>(object.sort)) + *key;
  if (object.sort == Sort::floating && object.real == 0 && std::signbit(object.real)) identity += "-";
  if (object.sort == Sort::tuple || object.sort == Sort::frozenset) {
    for (Ref item : object.body->items) identity += "." + std::to_string(item);
  }
  const auto [place, fresh_one] = constants_.emplace(std::move(identity), fresh);
  if (fresh_one) edit(fresh).constant = true;
  return place->second;
}

bool Machine::step(std::uint64_t count) {
  if (steps_ < count) {
    steps_ = 0;
    stopped_ = true;
    return false;
  }
  steps_ -= count;
  return !stopped_;
}

std::optional<std::int64_t> Machine::small(Ref ref) const {
  const Object& object = at(ref);
  if (object.vague || (object.sort != Sort::integer && object.sort != Sort::boolean)) return std::nullopt;
  if (object.body && !object.body->big.zero()) return std::nullopt;
  if (object.body && object.body->class_of) return std::nullopt;
  return object.number;
}

bool Machine::is_number(Ref ref) const {
  const Sort sort = at(ref).sort;
  return sort == Sort::integer || sort == Sort::boolean || sort == Sort::floating || sort == Sort::complex;
}

std::optional<double> Machine::real(Ref ref) const {
  const Object& object = at(ref);
  if (object.vague) return std::nullopt;
  if (object.sort == Sort::floating) return object.real;
  if (object.sort != Sort::integer && object.sort != Sort::boolean) return std::nullopt;
  if (object.body && !object.body->big.zero()) return object.body->big.approximate();
  return static_cast<double>(object.number);
}

std::optional<bool> Machine::truth(Ref ref) const {
  const Object& object = at(ref);
  if (object.tainted || object.vague) return std::nullopt;
  switch (object.sort) {
    case Sort::none:
      return false;
    case Sort::boolean:
    case Sort::integer:
      return (object.body && !object.body->big.zero()) || object.number != 0;
    case Sort::floating:
      return object.real != 0;
    case Sort::str:
    case Sort::bytes:
    case Sort::bytearray:
      return !object.body->text.empty();
    case Sort::list:
    case Sort::tuple:
    case Sort::deque:
    case Sort::array:
      return object.body->many ? object.body->used > 0 : !object.body->items.empty();
    case Sort::dict:
    case Sort::set:
    case Sort::frozenset:
      return object.body->used > 0;
    case Sort::ellipsis:
    case Sort::function:
    case Sort::builtin:
    case Sort::class_:
    case Sort::module:
      return true;
    default:
      return std::nullopt;
  }
}

namespace {

// Equal numbers hash alike, whatever their type.
std::optional<std::string> key_of_number(const Object& object) {
  if (object.vague) return std::nullopt;
  if (object.sort == Sort::floating) {
    if (std::isnan(object.real)) return std::nullopt;
    if (object.real == std::floor(object.real) && std::abs(object.real) < 9e15)
      return "n" + std::to_string(static_cast<std::int64_t>(object.real));
    return "f" + std::to_string(std::bit_cast<std::uint64_t>(object.real));
  }
  if (object.body && !object.body->big.zero()) return "n" + object.body->big.decimal();
  return "n" + std::to_string(object.number);
}

}  // namespace

std::optional<std::string> Machine::key_of(Ref ref) const {
  const Object& object = at(ref);
  const bool subclass = object.body && object.body->class_of && object.sort != Sort::instance;
  if (subclass && object.sort != Sort::class_ && object.sort != Sort::opaque) return std::nullopt;
  switch (object.sort) {
    case Sort::none:
    case Sort::ellipsis:
    case Sort::not_implemented:
    case Sort::builtin:
    case Sort::function:
    case Sort::class_:
    case Sort::module:
      return "o" + std::to_string(ref);
    case Sort::boolean:
    case Sort::integer:
    case Sort::floating:
      return key_of_number(object);
    case Sort::str:
      return object.vague ? std::nullopt : std::optional("s" + to_utf8(object.body->text));
    case Sort::bytes:
      return object.vague ? std::nullopt : std::optional("b" + to_utf8(object.body->text));
    case Sort::tuple:
    case Sort::frozenset: {
      if (object.tainted || object.vague || object.body->many || object.body->items.size() > 4096)
        return std::nullopt;
      std::vector<std::string> parts;
      for (Ref item : object.body->items) {
        if (item == hole) continue;
        if (at(item).sort == Sort::tuple && at(item).body->items.size() > 64) return std::nullopt;
        auto part = key_of(item);
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
      }
      if (object.sort == Sort::frozenset) std::sort(parts.begin(), parts.end());
      std::string key = object.sort == Sort::tuple ? "(" : "{";
      for (const std::string& part : parts) key += std::to_string(part.size()) + ":" + part;
      return key;
    }
    case Sort::instance: {
      const Class* class_of = object.body->class_of.get();
      if (!class_of || !class_of->known || !class_of->hashes_by_identity) return std::nullopt;
      return "o" + std::to_string(ref);
    }
    case Sort::opaque: {
      const Class* of = object.body->class_of.get();
      return of && of->enumeration && of->builtin_base.empty() ? std::optional("o" + std::to_string(ref))
                                                               : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

std::optional<bool> Machine::equal(Ref a, Ref b) const {
  if (a == b && at(a).sort != Sort::unknown && at(a).sort != Sort::floating) return true;
  const auto left = key_of(a), right = key_of(b);
  if (left && right) return *left == *right;
  const Object &x = at(a), &y = at(b);
  if (x.sort == Sort::none || y.sort == Sort::none)
    return x.sort == Sort::unknown || y.sort == Sort::unknown || x.sort == Sort::instance ||
                   y.sort == Sort::instance
               ? std::nullopt
               : std::optional(x.sort == y.sort);
  const bool sequences = x.sort == y.sort && (x.sort == Sort::list || x.sort == Sort::tuple);
  if (!sequences || x.tainted || y.tainted || x.body->many || y.body->many) return std::nullopt;
  if (x.body->items.size() != y.body->items.size()) return false;
  for (std::size_t i = 0; i < x.body->items.size(); ++i) {
    const auto l = key_of(x.body->items[i]), r = key_of(y.body->items[i]);
    if (!l || !r) return std::nullopt;
    if (*l != *r) return false;
  }
  return true;
}

void Machine::taint(Ref first) {
  std::vector<Ref> open{first};
  std::vector<bool> seen(heap_.size());
  while (!open.empty()) {
    const Ref ref = open.back();
    open.pop_back();
    if (ref == hole || seen[ref]) continue;
    seen[ref] = true;
    Object& object = edit(ref);
    if (!object.body) continue;
    const bool fixed = object.sort == Sort::str || object.sort == Sort::bytes ||
                       object.sort == Sort::class_ || object.sort == Sort::builtin ||
                       object.sort == Sort::module || object.sort == Sort::none;
    if (fixed) continue;
    const bool whole =
        object.sort == Sort::tuple || object.sort == Sort::frozenset || object.sort == Sort::method;
    if (!whole) object.tainted = true;
    open.insert(open.end(), object.body->items.begin(), object.body->items.end());
    open.insert(open.end(), object.body->values.begin(), object.body->values.end());
    for (Frame* frame = object.body->closure.get(); frame; frame = frame->outer.get()) {
      for (auto& [binding, value] : frame->variables) {
        open.push_back(value);
        if (frame->block->names->bindings()[binding].rebound_elsewhere) value = nothing_known;
      }
    }
  }
}

void Machine::taint_all(const Arguments& arguments) {
  for (Ref ref : arguments.positional) taint(ref);
  for (const auto& [name, ref] : arguments.keywords) taint(ref);
}

Ref Arguments::keyword(std::string_view name) const {
  for (const auto& [key, value] : keywords) {
    if (key == name) return value;
  }
  return hole;
}

}  // namespace perfhint::layout
