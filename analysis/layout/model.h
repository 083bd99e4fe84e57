// Model: CPython's object layouts by version, 3.8 to 3.15 (64-bit, GIL, release). The differences are numbers
// in one row a version; the growth of containers is arithmetic over them. All sizes are bytes as
// sys.getsizeof reports them: the 16 bytes of the cyclic collector's head are included. Sources:
// Objects/{long,unicode,list,dict,set,tuple}object.c and Include/cpython of each release; every number is
// checked against tables measured on the interpreters.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/facts/python_version.h"

namespace perfhint {

using ByteCount = std::uint64_t;

// Width of a str's characters: set by the widest one.
enum class StrKind : std::uint8_t { ascii, latin1, ucs2, ucs4 };

struct Model {
  Python python;
  ByteCount zero_int, false_bool;   // 24 until 3.10: an int without digits
  std::int64_t largest_shared_int;  // ints from -5 to this one exist once
  ByteCount ascii_str, wide_str;    // headers, without characters and NUL
  ByteCount single_latin1_utf8;     // a shared Latin-1 character carries its UTF-8 form
  ByteCount tuple_header, dict_keys_header;
  ByteCount str_key_entry;               // a dict entry while every key is an exact str
  ByteCount instance;                    // getsizeof of an instance without __slots__
  std::uint32_t most_inline_attributes;  // beyond, an instance has a dict of its own; 0: it always has
  ByteCount function, generator;         // generator: before its frame's slots (3.11+)
  ByteCount coroutine_frame;             // the separate frame of 3.8 to 3.10, without its slots; 0 after

  // --- scalars ---
  ByteCount integer_of_bits(unsigned bits) const;  // of the absolute value; 0 is zero
  ByteCount integer(std::int64_t value) const;
  ByteCount str(StrKind, std::uint64_t length) const;
  static ByteCount bytes(std::uint64_t length) { return 33 + length; }
  static constexpr ByteCount floating = 24, complex = 32, none = 16, range = 48, slice = 56;
  bool is_shared(std::int64_t value) const { return -5 <= value && value <= largest_shared_int; }

  // --- sequences: capacities in items ---
  ByteCount tuple(std::uint64_t items) const { return tuple_header + 8 * items; }
  static ByteCount list(std::uint64_t capacity) { return 56 + 8 * capacity; }
  std::uint64_t list_resized(std::uint64_t allocated, std::uint64_t used, std::uint64_t wanted) const;
  std::uint64_t list_appended(std::uint64_t items, std::uint64_t allocated = 0, std::uint64_t used = 0) const;
  std::uint64_t list_extended(std::uint64_t allocated, std::uint64_t used, std::uint64_t items) const;
  std::uint64_t list_display(std::uint64_t items, bool all_constant) const;
  std::uint64_t list_from_sized(std::uint64_t items) const;    // list(range), list(tuple), ...
  std::uint64_t list_from_hashed(std::uint64_t items) const;   // list(set), list(dict)
  std::uint64_t list_from_unsized(std::uint64_t items) const;  // list(map(...)), list(zip(...))
  std::uint64_t list_from_generator(std::uint64_t items) const;

  // --- hash tables: sizes in slots, powers of two; 0 is a dict without a table ---
  static std::uint64_t dict_usable(std::uint64_t table) { return 2 * table / 3; }
  ByteCount dict(std::uint64_t table, bool str_keys_only) const;
  std::uint64_t dict_grown(std::uint64_t items, std::uint64_t table = 0) const;
  std::uint64_t dict_requested(std::uint64_t least) const;  // a table for an explicit request
  std::uint64_t dict_display(std::uint64_t items) const;
  std::uint64_t dict_call_empty() const { return python.minor <= 9 ? 8 : 0; }
  static ByteCount set(std::uint64_t table) { return 216 + (table > 8 ? 16 * table : 0); }
  std::uint64_t set_grown(std::uint64_t items) const;
  std::uint64_t set_merged(std::uint64_t items) const;
  std::uint64_t set_display(std::uint64_t items, bool all_constant) const;

  // --- instances ---
  // All that one instance with `attributes` set in __init__ allocates, in the steady state (after some thirty
  // instances of its class); attribute values not counted.
  ByteCount instance_with_attributes(std::uint32_t attributes) const;
  // The bytes of attribute values that getsizeof does not show (3.11+); 0 before, where a dict holds them.
  ByteCount hidden_values(std::uint32_t attributes) const;
  // getsizeof of an instance's __dict__, in the steady state.
  ByteCount attribute_dict(std::uint32_t attributes) const;
  // With __slots__ over all bases: `slots` names, __weakref__ and __dict__ not among them.
  ByteCount slotted_instance(std::uint32_t slots, bool weakref, bool dict) const;
};

const Model& model_of(Python);

}  // namespace perfhint
