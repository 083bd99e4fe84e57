// Constants: numbers, strings, and the operations on them that the compiler folds.
#include <algorithm>
#include <bit>

#include "analysis/layout/value.h"

namespace perfhint {
namespace {

// Bits of a decimal literal of any length: schoolbook division is enough for source code.
unsigned bits_of_decimal(std::string_view digits) {
  std::vector<std::uint32_t> limbs;  // base 2^32, little end first
  for (char c : digits) {
    if (c == '_') continue;
    std::uint64_t carry = static_cast<std::uint64_t>(c - '0');
    for (std::uint32_t& limb : limbs) {
      carry += std::uint64_t{limb} * 10;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry > 0) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  return limbs.empty() ? 0
                       : static_cast<unsigned>((limbs.size() - 1) * 32) +
                             static_cast<unsigned>(std::bit_width(limbs.back()));
}

// Of an integer literal too large for 64 bits; 0 where it is none.
unsigned bits_of_large(std::string_view text) {
  if (text.size() > 4300) return 0;  // CPython's own limit for decimals
  if (text.size() > 2 && text[0] == '0' && !std::isdigit(static_cast<unsigned char>(text[1]))) {
    const char mark = static_cast<char>(text[1] | 0x20);
    const unsigned per_digit = mark == 'x' ? 4 : mark == 'o' ? 3 : mark == 'b' ? 1 : 0;
    unsigned bits = 0;
    for (char c : text.substr(2)) {
      if (c == '_') continue;
      const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
      bits =
          bits > 0 ? bits + per_digit : static_cast<unsigned>(std::bit_width(static_cast<unsigned>(digit)));
    }
    return bits;
  }
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c == '_' || (c >= '0' && c <= '9'); }))
    return 0;
  return bits_of_decimal(text);
}

struct Characters {
  std::uint64_t count = 0;
  std::uint32_t widest = 0;
};

// Surrogates that escapes made are encoded like any other code point.
Characters characters_of(std::string_view utf8) {
  Characters all;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = size == 1 ? lead : size == 2 ? lead & 0x1Fu : size == 3 ? lead & 0xFu : lead & 7u;
    for (std::size_t i = 1; i < size && at + i < utf8.size(); ++i) {
      code = code << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3Fu);
    }
    all.widest = std::max(all.widest, code);
    ++all.count;
    at += size;
  }
  return all;
}

}  // namespace

Value Evaluation::integer_value(std::int64_t number) const {
  Value value;
  value.type = "int";
  value.shallow = Bytes::exactly(model_.integer(number));
  value.integer = number;
  value.shared = model_.is_shared(number);
  value.constant = "int " + std::to_string(number);
  return value;
}

Value Evaluation::text_value(std::string text, bool bytes) const {
  Value value;
  value.type = bytes ? "bytes" : "str";
  if (bytes) {
    value.length = text.size();
    value.shallow = Bytes::exactly(Model::bytes(text.size()));
    value.shared = text.size() <= 1;
  } else {
    const Characters characters = characters_of(text);
    const StrKind kind = characters.widest < 0x80      ? StrKind::ascii
                         : characters.widest < 0x100   ? StrKind::latin1
                         : characters.widest < 0x10000 ? StrKind::ucs2
                                                       : StrKind::ucs4;
    value.length = characters.count;
    value.shallow = Bytes::exactly(model_.str(kind, characters.count));
    value.shared = characters.count == 0 || (characters.count == 1 && characters.widest < 0x100);
    if (kind == StrKind::ucs4) value.note = "4 bytes a character: one character above U+FFFF widens them all";
  }
  value.constant = value.type + " " + text;
  value.text = std::move(text);
  return value;
}

std::optional<Value> Evaluation::number(Node node) {
  if (const auto small = perfhint::integer_value(node)) return integer_value(*small);
  Value value;
  const char last = node.text().back();
  if (last == 'j' || last == 'J') {
    value.type = "complex";
    value.shallow = Bytes::exactly(Model::complex);
  } else if (node.is(Kind::float_number)) {
    value.type = "float";
    value.shallow = Bytes::exactly(Model::floating);
  } else {
    const unsigned bits = bits_of_large(node.text());
    if (bits == 0) return std::nullopt;
    value.type = "int";
    value.shallow = Bytes::exactly(model_.integer_of_bits(bits));
  }
  value.constant = value.type + " " + std::string(node.text());
  return value;
}

std::optional<Value> Evaluation::string(Node node) {
  const StringLiteral literal = read_string(node);
  if (!literal.value) return std::nullopt;
  return text_value(*literal.value, literal.bytes);
}

std::optional<std::int64_t> Evaluation::integer(Node node, int depth) {
  if (depth > deepest) return std::nullopt;
  node = unparenthesised(node);
  switch (node.kind()) {
    case Kind::integer:
      return perfhint::integer_value(node);
    case Kind::unary_operator: {
      const auto operand = integer(node.child(Field::argument), depth + 1);
      const Kind op = node.child(Field::operator_).kind();
      if (!operand || *operand == INT64_MIN) return std::nullopt;
      return op == Kind::minus ? -*operand : op == Kind::plus ? *operand : ~*operand;
    }
    case Kind::identifier: {
      const Binding* binding = facts_.binding(node);
      if (!binding) return std::nullopt;
      for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) {
        if (variable->binding == binding) return variable->value;
      }
      // A name bound once, to a number, before use.
      if (!facts_.is_closed(*binding) || binding->definitions.size() != 1) return std::nullopt;
      const Definition& definition = binding->definitions[0];
      const Node statement = facts_.syntax().node(definition.statement);
      const bool plain = definition.kind == DefinitionKind::assignment &&
                         statement.child(Field::left).index() == definition.name &&
                         !facts_.enclosing_loop(statement);
      return plain ? integer(statement.child(Field::right), depth + 1) : std::nullopt;
    }
    case Kind::binary_operator:
      break;
    default:
      return std::nullopt;
  }
  const auto left = integer(node.child(Field::left), depth + 1),
             right = integer(node.child(Field::right), depth + 1);
  if (!left || !right) return std::nullopt;
  std::int64_t result = 0;
  switch (node.child(Field::operator_).kind()) {
    case Kind::plus:
      return __builtin_add_overflow(*left, *right, &result) ? std::nullopt : std::optional(result);
    case Kind::minus:
      return __builtin_sub_overflow(*left, *right, &result) ? std::nullopt : std::optional(result);
    case Kind::star:
      return __builtin_mul_overflow(*left, *right, &result) ? std::nullopt : std::optional(result);
    case Kind::slash_slash:
    case Kind::percent: {
      if (*right == 0 || (*left == INT64_MIN && *right == -1)) return std::nullopt;
      std::int64_t quotient = *left / *right;
      if (*left % *right != 0 && (*left < 0) != (*right < 0)) --quotient;  // Python rounds down
      return node.child(Field::operator_).is(Kind::percent) ? *left - quotient * *right : quotient;
    }
    case Kind::star_star: {
      if (*right < 0 || *right > 64) return std::nullopt;
      result = 1;
      for (std::int64_t i = 0; i < *right; ++i) {
        if (__builtin_mul_overflow(result, *left, &result)) return std::nullopt;
      }
      return result;
    }
    case Kind::shift_left:
      if (*right < 0 || *right > 62 || *left < 0 ||
          static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(*left))) + *right > 62)
        return std::nullopt;
      return *left << *right;
    case Kind::shift_right:
      return *right < 0 || *right > 62 ? std::nullopt : std::optional(*left >> *right);
    case Kind::ampersand:
      return *left & *right;
    case Kind::pipe:
      return *left | *right;
    case Kind::caret:
      return *left ^ *right;
    default:
      return std::nullopt;
  }
}

std::optional<Value> Evaluation::operation(Node node, int depth) {
  if (const auto folded = integer(node, depth)) {
    Value value = integer_value(*folded);
    const Node operand = node.is(Kind::unary_operator) ? node.child(Field::argument) : Node();
    // A number that names have part in is made anew each time.
    bool constant = operand.is(Kind::integer);
    if (!constant) {
      constant = true;
      for (Node inner : descendants(node)) constant &= !inner.is(Kind::identifier);
    }
    if (!constant) value.constant.reset();
    return value;
  }
  if (node.is(Kind::unary_operator)) {
    auto operand = value(node.child(Field::argument), depth + 1);
    if (!operand || (operand->type != "float" && operand->type != "complex" && operand->type != "int"))
      return std::nullopt;
    if (operand->constant) *operand->constant = "-" + *operand->constant;
    return operand;
  }
  const Kind op = node.child(Field::operator_).kind();
  const Type type = facts_.type(node);
  if (type.is(TypeKind::floating)) {
    Value value;
    value.type = "float";
    value.shallow = Bytes::exactly(Model::floating);
    const auto left = this->value(node.child(Field::left), depth + 1),
               right = this->value(node.child(Field::right), depth + 1);
    if (left && right && left->constant && right->constant)
      value.constant = "float " + std::string(node.text());
    return value;
  }
  if (op != Kind::star && op != Kind::plus) return std::nullopt;
  auto left = value(node.child(Field::left), depth + 1), right = value(node.child(Field::right), depth + 1);
  if (!left || !right) return std::nullopt;
  if (op == Kind::star && left->integer) std::swap(left, right);
  constexpr std::int64_t most_repeats = 1 << 20;
  if (op == Kind::star && right->integer && *right->integer <= 100'000'000) {
    const auto times = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *right->integer));
    if (left->text && times <= most_repeats && left->text->size() * times <= most_repeats) {
      std::string repeated;
      for (std::uint64_t i = 0; i < times; ++i) repeated += *left->text;
      Value value = text_value(std::move(repeated), left->type == "bytes");
      if (!left->constant || !right->constant || value.length > 4096) value.constant.reset();
      return value;
    }
    if ((left->type == "list" || left->type == "tuple") && left->length && !left->text) {
      Value value = *left;
      value.length = *left->length * times;
      value.constant.reset();
      value.shallow =
          Bytes::exactly(left->type == "list" ? Model::list(*value.length) : model_.tuple(*value.length));
      if (times == 0) value.reach = {};
      return value;
    }
  }
  if (op == Kind::plus && left->text && right->text && left->type == right->type) {
    Value value = text_value(*left->text + *right->text, left->type == "bytes");
    if (!left->constant || !right->constant) value.constant.reset();
    return value;
  }
  if (op == Kind::plus && left->type == right->type && left->length && right->length &&
      (left->type == "list" || left->type == "tuple")) {
    Value value = *left;
    value.length = *left->length + *right->length;
    value.constant.reset();
    value.shallow =
        Bytes::exactly(left->type == "list" ? Model::list(*value.length) : model_.tuple(*value.length));
    value.reach.add(right->reach);
    return value;
  }
  return std::nullopt;
}

}  // namespace perfhint
