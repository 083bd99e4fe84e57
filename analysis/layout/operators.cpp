// Operators on objects. Source: Objects/*object.c.
#include <algorithm>
#include <cmath>

#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

constexpr std::uint64_t most_items = 1 << 21;  // listed one by one

BigInteger big_of(const Object& object) {
  return object.body && !object.body->big.zero() ? object.body->big : BigInteger::of(object.number);
}

bool is_integer(const Object& object) {
  return (object.sort == Sort::integer || object.sort == Sort::boolean) && !object.vague &&
         !(object.body && object.body->class_of);
}

Ref integer_power(Machine& machine, const BigInteger& base, std::int64_t exponent) {
  if (exponent > 100'000 || static_cast<std::uint64_t>(exponent) * base.bits() > 200'000)
    return machine.vague(Sort::integer);
  BigInteger result = BigInteger::of(1), square = base;
  for (auto rest = static_cast<std::uint64_t>(exponent); rest > 0; rest >>= 1) {
    if (rest & 1) result = multiply(result, square);
    if (rest > 1) square = multiply(square, square);
    machine.step(square.limbs.size());
  }
  return machine.integer(std::move(result));
}

Ref divide(Machine& machine, const Object& left, std::int64_t divisor, bool quotient) {
  if (divisor == 0) {
    machine.stop();
    return nothing_known;
  }
  if (divisor > INT32_MAX || divisor < -INT32_MAX) {
    const auto number = big_of(left).small();
    if (!number || *number == INT64_MIN) return machine.vague(Sort::integer);
    std::int64_t whole = *number / divisor;
    if (*number % divisor != 0 && (*number < 0) != (divisor < 0)) --whole;
    return machine.integer(quotient ? whole : *number - whole * divisor);
  }
  std::int64_t rest = 0;
  BigInteger whole = divided(big_of(left), divisor, rest);
  return quotient ? machine.integer(std::move(whole)) : machine.integer(rest);
}

Ref operate_integers(Machine& machine, Kind op, const Object& left, const Object& right) {
  const bool small = !left.body && !right.body;
  std::int64_t result = 0;
  const std::int64_t a = left.number, b = right.number;
  switch (op) {
    case Kind::plus:
      if (small && !__builtin_add_overflow(a, b, &result)) return machine.integer(result);
      return machine.integer(add(big_of(left), big_of(right)));
    case Kind::minus:
      if (small && !__builtin_sub_overflow(a, b, &result)) return machine.integer(result);
      return machine.integer(subtract(big_of(left), big_of(right)));
    case Kind::star:
      if (small && !__builtin_mul_overflow(a, b, &result)) return machine.integer(result);
      if (big_of(left).bits() + big_of(right).bits() > 200'000) return machine.vague(Sort::integer);
      machine.step(big_of(left).limbs.size() * big_of(right).limbs.size());
      return machine.integer(multiply(big_of(left), big_of(right)));
    case Kind::slash: {
      const BigInteger divisor = big_of(right);
      if (divisor.zero()) {
        machine.stop();
        return nothing_known;
      }
      if (!small || std::abs(static_cast<double>(a)) > 9e15 || std::abs(static_cast<double>(b)) > 9e15)
        return machine.vague(Sort::floating);
      return machine.floating(static_cast<double>(a) / static_cast<double>(b));
    }
    case Kind::slash_slash:
    case Kind::percent:
      if (right.body) return machine.vague(Sort::integer);
      return divide(machine, left, b, op == Kind::slash_slash);
    case Kind::star_star:
      if (right.body) return machine.vague(Sort::integer);
      if (b < 0) return left.number == 0 && !left.body ? nothing_known : machine.vague(Sort::floating);
      return integer_power(machine, big_of(left), b);
    case Kind::shift_left:
      if (right.body || b < 0 || b > 100'000) return nothing_known;
      return machine.integer(shifted_left(big_of(left), static_cast<unsigned>(b)));
    case Kind::shift_right:
      if (left.body || right.body || b < 0) return b < 0 ? nothing_known : machine.vague(Sort::integer);
      return machine.integer(b > 63 ? (a < 0 ? -1 : 0) : a >> b);
    case Kind::ampersand:
    case Kind::pipe:
    case Kind::caret: {
      if (!small) return machine.vague(Sort::integer);
      const std::int64_t bits = op == Kind::ampersand ? a & b : op == Kind::pipe ? a | b : a ^ b;
      if (left.sort == Sort::boolean && right.sort == Sort::boolean) return machine.boolean(bits != 0);
      return machine.integer(bits);
    }
    default:
      return nothing_known;
  }
}

Ref operate_reals(Machine& machine, Kind op, double a, double b) {
  switch (op) {
    case Kind::plus:
      return machine.floating(a + b);
    case Kind::minus:
      return machine.floating(a - b);
    case Kind::star:
      return machine.floating(a * b);
    case Kind::slash:
      if (b != 0) return machine.floating(a / b);
      machine.stop();
      return nothing_known;
    case Kind::slash_slash:
    case Kind::percent:
      return b == 0 ? nothing_known : machine.vague(Sort::floating);
    case Kind::star_star:
      return a < 0 || (a == 0 && b < 0) ? nothing_known : machine.floating(std::pow(a, b));
    default:
      return nothing_known;
  }
}

Ref operate_numbers(Machine& machine, Kind op, Ref left, Ref right) {
  const Object &a = machine.at(left), &b = machine.at(right);
  const bool arithmetic = op == Kind::plus || op == Kind::minus || op == Kind::star || op == Kind::slash;
  if (a.sort == Sort::complex || b.sort == Sort::complex)
    return arithmetic ? machine.vague(Sort::complex) : nothing_known;
  if (is_integer(a) && is_integer(b)) return operate_integers(machine, op, a, b);
  const bool real = a.sort == Sort::floating || b.sort == Sort::floating;
  const auto x = machine.real(left), y = machine.real(right);
  if (real && x && y) return operate_reals(machine, op, *x, *y);
  if (real && arithmetic) return machine.vague(Sort::floating);
  return op == Kind::slash ? machine.vague(Sort::floating) : machine.vague(Sort::integer);
}

// text * times, [..] * times
Ref repeat(Machine& machine, Ref object, std::int64_t count) {
  const Object& source = machine.at(object);
  const auto times = static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
  if (source.tainted || source.vague)
    return source.sort == Sort::list ? nothing_known : machine.vague(source.sort);
  const bool text = source.sort == Sort::str || source.sort == Sort::bytes || source.sort == Sort::bytearray;
  const std::uint64_t length = text ? source.body->text.size() : source.body->items.size();
  if (times == 1 && (source.sort == Sort::str || source.sort == Sort::bytes || source.sort == Sort::tuple))
    return object;
  if (length * times > most_items || (length > 0 && times > most_items)) {
    const Ref large = machine.vague(source.sort);
    Body& body = *machine.edit(large).body;
    body.many = true;
    body.used = length * times;
    if (text) body.text = source.body->text;
    if (!text) body.items = source.body->items;
    body.type = source.body->type;
    body.capacity =
        source.sort == Sort::bytearray && machine.python().minor <= 14 ? body.used + 1 : body.used;
    return large;
  }
  if (!machine.step(length * times / 8)) return nothing_known;
  if (text) {
    std::u32string out;
    out.reserve(length * times);
    for (std::uint64_t i = 0; i < times; ++i) out += source.body->text;
    const Ref made = machine.text(source.sort, std::move(out));
    if (source.sort == Sort::bytearray) set_bytearray_room(machine, made);
    return made;
  }
  std::vector<Ref> items;
  items.reserve(length * times);
  for (std::uint64_t i = 0; i < times; ++i)
    items.insert(items.end(), source.body->items.begin(), source.body->items.end());
  const std::string type = source.body->type;
  const Sort sort = source.sort;
  const Ref made = machine.sequence(sort, std::move(items), length * times);
  machine.edit(made).body->ordered = source.body->ordered;
  machine.edit(made).body->blurred = source.body->blurred;
  if (sort == Sort::array) machine.edit(made).body->type = type;
  return made;
}

Ref concatenate(Machine& machine, Ref left, Ref right) {
  const Object &a = machine.at(left), &b = machine.at(right);
  const Sort sort = a.sort;
  if (sort == Sort::str || sort == Sort::bytes || sort == Sort::bytearray) {
    if (b.sort != sort && !(sort == Sort::bytearray && b.sort == Sort::bytes)) return nothing_known;
    if (a.vague || b.vague || a.tainted || b.tainted || a.body->many || b.body->many)
      return machine.vague(sort);
    if (sort != Sort::bytearray && b.body->text.empty()) return left;
    if (sort != Sort::bytearray && a.body->text.empty()) return right;
    const Ref made = machine.text(sort, a.body->text + b.body->text);
    if (sort == Sort::bytearray) set_bytearray_room(machine, made);
    return made;
  }
  if (a.sort != b.sort || a.tainted || b.tainted || a.vague || b.vague || a.body->many || b.body->many)
    return nothing_known;
  if (sort == Sort::tuple && b.body->items.empty()) return left;
  if (sort == Sort::tuple && a.body->items.empty()) return right;
  std::vector<Ref> items = a.body->items;
  items.insert(items.end(), b.body->items.begin(), b.body->items.end());
  const std::uint64_t length = items.size();
  const std::string type = a.body->type;
  const Ref made = machine.sequence(sort, std::move(items), length);
  machine.edit(made).body->type = type;
  machine.edit(made).body->ordered = a.body->ordered && b.body->ordered;
  machine.edit(made).body->blurred = a.body->blurred || b.body->blurred;
  return made;
}

Ref operate_sets(Machine& machine, Kind op, Ref left, Ref right) {
  const auto mine = machine.iterate(left), theirs = machine.iterate(right);
  const Sort sort = machine.at(left).sort;
  const Ref made = set_new(machine, sort);
  if (!mine || !theirs) {
    machine.edit(made).tainted = true;
    return made;
  }
  if (op == Kind::pipe) {
    set_update(machine, made, left);
    if (left != right) set_update(machine, made, right);
  } else if (op == Kind::minus) {
    if (mine->size() >> 2 > theirs->size()) {
      set_update(machine, made, left);
      for (Ref item : *theirs) set_discard(machine, made, item);
    } else {
      for (Ref item : *mine) {
        const auto there = set_has(machine, right, item);
        if (!there || (!*there && !set_add(machine, made, item))) machine.edit(made).tainted = true;
      }
    }
  } else if (op == Kind::ampersand) {
    const bool swapped = theirs->size() > mine->size();
    for (Ref item : swapped ? *mine : *theirs) {
      const auto both = set_has(machine, swapped ? right : left, item);
      if (!both || (*both && !set_add(machine, made, item))) machine.edit(made).tainted = true;
    }
  } else {
    set_update(machine, made, right);
    for (Ref item : *mine) {
      const auto both = set_has(machine, made, item);
      if (!both || !(*both ? set_discard(machine, made, item) : set_add(machine, made, item)))
        machine.edit(made).tainted = true;
    }
  }
  return made;
}

bool is_sequence(Sort sort) {
  return sort == Sort::str || sort == Sort::bytes || sort == Sort::bytearray || sort == Sort::list ||
         sort == Sort::tuple || sort == Sort::array;
}

bool is_set(Sort sort) { return sort == Sort::set || sort == Sort::frozenset; }

}  // namespace

Ref Machine::operate(Kind op, Ref left, Ref right) {
  if (assumed_ && at(left).sort == Sort::unknown && is_number(right)) left = assumed(left);
  if (assumed_ && at(right).sort == Sort::unknown && (is_number(left) || op == Kind::star))
    right = assumed(right);
  const Object &a = at(left), &b = at(right);
  const bool special = (a.body && a.body->class_of) || (b.body && b.body->class_of);
  if (special || a.sort == Sort::unknown || b.sort == Sort::unknown || a.sort == Sort::opaque ||
      b.sort == Sort::opaque) {
    const auto own = [](const Object& object) {
      return object.sort == Sort::opaque || object.sort == Sort::class_;
    };
    if (own(a) || own(b)) return operate_opaque(*this, op, left, right);
    Arguments both;
    both.positional = {left, right};
    return call_unknown(nothing_known, both);
  }
  if (is_number(left) && is_number(right)) return operate_numbers(*this, op, left, right);
  if (op == Kind::star && is_sequence(a.sort) && is_number(right)) {
    const auto times = small(right);
    return times ? repeat(*this, left, *times) : nothing_known;
  }
  if (op == Kind::star && is_sequence(b.sort) && is_number(left)) {
    const auto times = small(left);
    return times ? repeat(*this, right, *times) : nothing_known;
  }
  if (op == Kind::plus && is_sequence(a.sort)) return concatenate(*this, left, right);
  if (op == Kind::percent && a.sort == Sort::str) {
    if (a.vague) return vague(Sort::str);
    auto shown = interpolated(*this, a.body->text, right);
    return shown ? text(Sort::str, std::move(*shown)) : vague(Sort::str);
  }
  const bool sets = is_set(a.sort) && is_set(b.sort);
  if (sets && (op == Kind::pipe || op == Kind::minus || op == Kind::ampersand || op == Kind::caret))
    return operate_sets(*this, op, left, right);
  if (op == Kind::pipe && a.sort == Sort::dict && b.sort == Sort::dict && python().minor >= 9) {
    const Ref merged = dict_copy(*this, left);
    dict_merge(*this, merged, right);
    return merged;
  }
  if (op == Kind::pipe) return operate_opaque(*this, op, left, right);
  return nothing_known;
}

Ref Machine::operate_in_place(Kind op, Ref left, Ref right) {
  const Object& a = at(left);
  if (a.body && a.body->class_of) {
    Arguments both;
    both.positional = {left, right};
    return call_unknown(nothing_known, both);
  }
  if (op == Kind::plus && a.sort == Sort::list) {
    list_extend(*this, left, right);
    return left;
  }
  if (op == Kind::plus && (a.sort == Sort::bytearray || a.sort == Sort::deque || a.sort == Sort::array)) {
    Arguments one;
    one.positional = {right};
    call_method(*this, left, "extend", one);
    return left;
  }
  if (op == Kind::star && a.sort == Sort::list) {
    const auto times = small(right);
    const Ref made = times ? operate(op, left, right) : nothing_known;
    Object& object = edit(left);
    if (object.tainted || made == nothing_known || at(made).body->many) {
      object.tainted = true;
      return left;
    }
    if (object.body->items.empty() || *times == 1) return left;
    list_resize(*this, left, at(made).body->items.size());
    object.body->items = at(made).body->items;
    if (*times <= 0) object.body->capacity = 0;
    return left;
  }
  if (op == Kind::pipe && (a.sort == Sort::dict || a.sort == Sort::set)) {
    a.sort == Sort::dict ? dict_update_from(*this, left, right) : set_update(*this, left, right);
    return left;
  }
  if (a.sort == Sort::set || a.sort == Sort::deque || a.sort == Sort::unknown) {
    taint(left);
    return a.sort == Sort::unknown ? nothing_known : left;
  }
  return operate(op, left, right);
}

}  // namespace perfhint::layout
