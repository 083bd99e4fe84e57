// Marshal: Python's own binary format, as far as profiles use it (CPython's Python/marshal.c, versions 2 to
// 5): numbers, texts, tuples, lists and dictionaries. Code objects are refused; nothing is ever executed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/profiles/input.h"

namespace perfhint::server {

struct MarshalValue {
  enum class Kind : std::uint8_t { none, number, text, sequence } kind = Kind::none;
  double number = 0;  // also of True and False; of an int beyond 2^53 the nearest
  std::shared_ptr<const std::string> text;
  // A sequence within a sequence is none: no profile has it, and so nothing here can be deep.
  std::shared_ptr<const std::vector<MarshalValue>> items;
};

// All throw ProfileError.
class Marshal {
 public:
  explicit Marshal(ProfileInput& in) : in_(in) {}

  MarshalValue value() { return value(0); }  // a whole one
  std::uint32_t begin_tuple();               // its elements follow
  void begin_dict();                         // keys and values follow, until end_dict()
  bool end_dict();                           // true: it has ended there

 private:
  static constexpr std::uint32_t most_bytes = 1u << 20, most_items = 1u << 16, most_depth = 20;

  struct Type {
    char letter;
    std::optional<std::size_t> ref;  // where the value is to be kept
  };
  Type type();
  MarshalValue value(std::uint32_t depth);
  MarshalValue plain_value(char letter, std::uint32_t depth);
  MarshalValue sequence(std::uint32_t count, std::uint32_t depth);
  std::uint32_t sequence_size(char letter);
  MarshalValue long_number();
  MarshalValue text(std::uint32_t count);
  std::uint8_t byte();
  std::uint32_t size();

  ProfileInput& in_;
  std::vector<MarshalValue> refs_;
};

}  // namespace perfhint::server
