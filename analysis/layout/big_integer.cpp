// Schoolbook arithmetic: numbers in source code are small.
#include "analysis/layout/big_integer.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace perfhint::layout {
namespace {

void trim(BigInteger& number) {
  while (!number.limbs.empty() && number.limbs.back() == 0) number.limbs.pop_back();
  if (number.limbs.empty()) number.negative = false;
}

int compare_magnitude(const BigInteger& a, const BigInteger& b) {
  if (a.limbs.size() != b.limbs.size()) return a.limbs.size() < b.limbs.size() ? -1 : 1;
  for (std::size_t i = a.limbs.size(); i-- > 0;) {
    if (a.limbs[i] != b.limbs[i]) return a.limbs[i] < b.limbs[i] ? -1 : 1;
  }
  return 0;
}

BigInteger add_magnitude(const BigInteger& a, const BigInteger& b) {
  BigInteger sum;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < std::max(a.limbs.size(), b.limbs.size()) || carry > 0; ++i) {
    if (i < a.limbs.size()) carry += a.limbs[i];
    if (i < b.limbs.size()) carry += b.limbs[i];
    sum.limbs.push_back(static_cast<std::uint32_t>(carry));
    carry >>= 32;
  }
  return sum;
}

// |a| >= |b|
BigInteger subtract_magnitude(const BigInteger& a, const BigInteger& b) {
  BigInteger difference;
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < a.limbs.size(); ++i) {
    std::int64_t limb =
        std::int64_t{a.limbs[i]} - borrow - (i < b.limbs.size() ? std::int64_t{b.limbs[i]} : 0);
    borrow = limb < 0;
    if (borrow) limb += std::int64_t{1} << 32;
    difference.limbs.push_back(static_cast<std::uint32_t>(limb));
  }
  trim(difference);
  return difference;
}

void multiply_add(BigInteger& number, std::uint32_t factor, std::uint32_t summand) {
  std::uint64_t carry = summand;
  for (std::uint32_t& limb : number.limbs) {
    carry += std::uint64_t{limb} * factor;
    limb = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry > 0) number.limbs.push_back(static_cast<std::uint32_t>(carry));
}

std::uint32_t divide_magnitude(BigInteger& number, std::uint32_t divisor) {
  std::uint64_t rest = 0;
  for (std::size_t i = number.limbs.size(); i-- > 0;) {
    rest = rest << 32 | number.limbs[i];
    number.limbs[i] = static_cast<std::uint32_t>(rest / divisor);
    rest %= divisor;
  }
  trim(number);
  return static_cast<std::uint32_t>(rest);
}

}  // namespace

BigInteger BigInteger::of(std::int64_t value) {
  BigInteger number;
  number.negative = value < 0;
  std::uint64_t magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  for (; magnitude > 0; magnitude >>= 32) number.limbs.push_back(static_cast<std::uint32_t>(magnitude));
  return number;
}

std::optional<BigInteger> BigInteger::parse(std::string_view digits, unsigned base) {
  BigInteger number;
  bool any = false;
  for (char c : digits) {
    if (c == '_') continue;
    const unsigned digit = c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0')
                           : (c | 0x20) >= 'a' && (c | 0x20) <= 'z'
                               ? static_cast<unsigned>((c | 0x20) - 'a' + 10)
                               : 99;
    if (digit >= base) return std::nullopt;
    multiply_add(number, base, digit);
    any = true;
  }
  trim(number);
  return any ? std::optional(number) : std::nullopt;
}

unsigned BigInteger::bits() const {
  return limbs.empty() ? 0
                       : static_cast<unsigned>(limbs.size() - 1) * 32 +
                             static_cast<unsigned>(std::bit_width(limbs.back()));
}

std::optional<std::int64_t> BigInteger::small() const {
  if (bits() > 63) return std::nullopt;
  std::uint64_t magnitude = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) magnitude = magnitude << 32 | limbs[i];
  const auto value = static_cast<std::int64_t>(magnitude);
  return negative ? -value : value;
}

std::string BigInteger::decimal() const {
  if (limbs.empty()) return "0";
  BigInteger rest = *this;
  std::string digits;
  while (!rest.limbs.empty()) {
    std::uint32_t part = divide_magnitude(rest, 1'000'000'000);
    for (int i = 0; i < 9 && (part > 0 || !rest.limbs.empty()); ++i, part /= 10) {
      digits.push_back(static_cast<char>('0' + part % 10));
    }
  }
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

double BigInteger::approximate() const {
  double value = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) value = value * 4294967296.0 + limbs[i];
  return negative ? -value : value;
}

BigInteger add(const BigInteger& a, const BigInteger& b) {
  BigInteger sum;
  if (a.negative == b.negative) {
    sum = add_magnitude(a, b);
    sum.negative = a.negative;
  } else if (compare_magnitude(a, b) >= 0) {
    sum = subtract_magnitude(a, b);
    sum.negative = a.negative;
  } else {
    sum = subtract_magnitude(b, a);
    sum.negative = b.negative;
  }
  trim(sum);
  return sum;
}

BigInteger subtract(const BigInteger& a, const BigInteger& b) {
  BigInteger opposite = b;
  if (!opposite.zero()) opposite.negative = !opposite.negative;
  return add(a, opposite);
}

BigInteger multiply(const BigInteger& a, const BigInteger& b) {
  BigInteger product;
  product.limbs.assign(a.limbs.size() + b.limbs.size(), 0);
  for (std::size_t i = 0; i < a.limbs.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.limbs.size() || carry > 0; ++j) {
      carry += product.limbs[i + j];
      if (j < b.limbs.size()) carry += std::uint64_t{a.limbs[i]} * b.limbs[j];
      product.limbs[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  product.negative = a.negative != b.negative;
  trim(product);
  return product;
}

BigInteger shifted_left(const BigInteger& a, unsigned bits) {
  BigInteger result;
  result.negative = a.negative;
  result.limbs.assign(bits / 32, 0);
  std::uint64_t carry = 0;
  for (std::uint32_t limb : a.limbs) {
    carry |= std::uint64_t{limb} << (bits % 32);
    result.limbs.push_back(static_cast<std::uint32_t>(carry));
    carry >>= 32;
  }
  if (carry > 0) result.limbs.push_back(static_cast<std::uint32_t>(carry));
  trim(result);
  return result;
}

BigInteger divided(const BigInteger& a, std::int64_t divisor, std::int64_t& remainder) {
  BigInteger quotient = a;
  const bool opposite = a.negative != (divisor < 0);
  const std::uint32_t rest =
      divide_magnitude(quotient, static_cast<std::uint32_t>(divisor < 0 ? -divisor : divisor));
  quotient.negative = opposite && !quotient.zero();
  if (rest == 0) {
    remainder = 0;
  } else if (opposite) {
    quotient = subtract(quotient, BigInteger::of(1));
    remainder = divisor < 0 ? divisor + rest : divisor - rest;
  } else {
    remainder = divisor < 0 ? -std::int64_t{rest} : std::int64_t{rest};
  }
  return quotient;
}

int compare(const BigInteger& a, const BigInteger& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int magnitudes = compare_magnitude(a, b);
  return a.negative ? -magnitudes : magnitudes;
}

}  // namespace perfhint::layout
