// BigInteger: whole numbers of any size, as far as sizes need them: how many bits, and what decimals they
// print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfhint::layout {

struct BigInteger {
  bool negative = false;
  std::vector<std::uint32_t> limbs;  // base 2^32, little end first, no leading zeros; empty: 0

  static BigInteger of(std::int64_t);
  // Of digits in base 2 to 36; underscores are skipped. None where another character stands.
  static std::optional<BigInteger> parse(std::string_view digits, unsigned base);

  bool zero() const { return limbs.empty(); }
  unsigned bits() const;  // of the absolute value
  std::optional<std::int64_t> small() const;
  std::string decimal() const;
  double approximate() const;
};

BigInteger add(const BigInteger&, const BigInteger&);
BigInteger subtract(const BigInteger&, const BigInteger&);
BigInteger multiply(const BigInteger&, const BigInteger&);
BigInteger shifted_left(const BigInteger&, unsigned bits);
// Rounded down, as // and % do; the divisor is not 0 and fits 32 bits.
BigInteger divided(const BigInteger&, std::int64_t divisor, std::int64_t& remainder);
int compare(const BigInteger&, const BigInteger&);

}  // namespace perfhint::layout
