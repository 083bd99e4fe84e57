// One letter names a value's type; its highest bit says that later values may refer to it by its number.
#include "server/profiles/marshal.h"

#include <bit>
#include <cmath>
#include <utility>

namespace perfhint::server {

namespace {

constexpr std::string_view ends_early = "the file ends, or breaks off, within a value";

MarshalValue number_value(double number) { return {MarshalValue::Kind::number, number, nullptr, nullptr}; }

}  // namespace

std::uint8_t Marshal::byte() {
  const int next = in_.sbumpc();
  if (next == std::char_traits<char>::eof()) in_.fail(ends_early);
  return static_cast<std::uint8_t>(next);
}

std::uint32_t Marshal::size() {
  std::uint32_t size = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) size |= static_cast<std::uint32_t>(byte()) << shift;
  return size;
}

Marshal::Type Marshal::type() {
  constexpr std::uint8_t may_be_referred_to = 0x80;
  const std::uint8_t code = byte();
  in_.token_read();
  Type type{static_cast<char>(code & ~may_be_referred_to), std::nullopt};
  if ((code & may_be_referred_to) == 0) return type;
  in_.keep(sizeof(MarshalValue));
  type.ref = refs_.size();
  refs_.emplace_back();
  return type;
}

void Marshal::begin_dict() {
  if (type().letter != '{') in_.fail("a dictionary is expected");
}

bool Marshal::end_dict() {
  if (in_.sgetc() != '0') return false;
  in_.sbumpc();
  return true;
}

std::uint32_t Marshal::begin_tuple() {
  const char letter = type().letter;
  if (letter != '(' && letter != ')') in_.fail("a tuple is expected");
  return sequence_size(letter);
}

std::uint32_t Marshal::sequence_size(char letter) {
  const std::uint32_t count = letter == ')' ? byte() : size();
  if (count > most_items)
    in_.fail("a sequence of " + std::to_string(count) + " elements, which no profile has");
  return count;
}

MarshalValue Marshal::value(std::uint32_t depth) {
  if (depth > most_depth) in_.fail("values nest deeper than in any profile");
  const Type kind = type();
  MarshalValue value = plain_value(kind.letter, depth);
  if (kind.ref) refs_[*kind.ref] = value;
  return value;
}

MarshalValue Marshal::plain_value(char letter, std::uint32_t depth) {
  switch (letter) {
    case 'N':
      return {};
    case 'F':
    case 'T':
      return number_value(letter == 'T' ? 1 : 0);
    case 'i':
      return number_value(static_cast<std::int32_t>(size()));
    case 'l':
      return long_number();
    case 'g': {
      std::uint64_t bits = size();
      bits |= static_cast<std::uint64_t>(size()) << 32;
      return number_value(std::bit_cast<double>(bits));
    }
    case 's':  // bytes
    case 't':  // texts: interned, any, ASCII
    case 'u':
    case 'a':
    case 'A':
      return text(size());
    case 'z':  // short
    case 'Z':
      return text(byte());
    case '(':
    case ')':
    case '[':
      return sequence(sequence_size(letter), depth);
    case 'r': {
      const std::uint32_t ref = size();
      if (ref >= refs_.size()) in_.fail("a reference to a value that has not come yet");
      return refs_[ref];
    }
    case 'c':
      in_.fail("a code object, which no profile has");
    default:
      in_.fail("a value of a type that no profile has");
  }
}

MarshalValue Marshal::sequence(std::uint32_t count, std::uint32_t depth) {
  auto items = std::make_shared<std::vector<MarshalValue>>();
  for (std::uint32_t i = 0; i < count; ++i) {
    MarshalValue item = value(depth + 1);
    items->push_back(item.kind == MarshalValue::Kind::sequence ? MarshalValue{} : std::move(item));
  }
  return {MarshalValue::Kind::sequence, 0, nullptr, std::move(items)};
}

// Digits of 15 bits, the least first; the sign of their count is the number's.
MarshalValue Marshal::long_number() {
  const std::uint32_t signed_count = size();
  const bool negative = signed_count >> 31 != 0;
  const std::uint32_t count = negative ? 0u - signed_count : signed_count;
  if (count > 64) in_.fail("a number greater than any in a profile");
  double number = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t low = byte();
    const std::uint32_t digit = low | (static_cast<std::uint32_t>(byte()) << 8);
    number += std::ldexp(digit, static_cast<int>(15 * i));
  }
  return number_value(negative ? -number : number);
}

MarshalValue Marshal::text(std::uint32_t count) {
  if (count > most_bytes) in_.fail("a text of " + std::to_string(count) + " bytes, which no profile has");
  auto text = std::make_shared<std::string>(count, '\0');
  if (in_.sgetn(text->data(), count) != static_cast<std::streamsize>(count)) in_.fail(ends_early);
  return {MarshalValue::Kind::text, 0, std::move(text), nullptr};
}

}  // namespace perfhint::server
