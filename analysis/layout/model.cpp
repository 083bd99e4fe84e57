#include "analysis/layout/model.h"

#include <algorithm>
#include <array>
#include <bit>

namespace perfhint {
namespace {

// python, int 0, False, shared ints, str headers, single Latin-1, tuple, dict keys, str entry, instance,
// inline attributes, function, generator, frame
constexpr std::array<Model, 8> models{{
    {{8}, 24, 24, 256, 48, 72, 0, 40, 40, 24, 48, 0, 136, 112, 376},
    {{9}, 24, 24, 256, 48, 72, 0, 40, 40, 24, 48, 0, 136, 112, 376},
    {{10}, 24, 24, 256, 48, 72, 0, 40, 40, 24, 48, 0, 144, 104, 368},
    {{11}, 28, 28, 256, 48, 72, 0, 40, 32, 16, 56, 29, 152, 168, 0},
    {{12}, 28, 28, 256, 40, 56, 3, 40, 32, 16, 48, 29, 160, 160, 0},
    {{13}, 28, 28, 256, 40, 56, 3, 40, 32, 16, 48, 29, 160, 160, 0},
    {{14}, 28, 28, 256, 40, 56, 3, 48, 32, 16, 48, 30, 168, 168, 0},
    {{15}, 28, 28, 1024, 40, 56, 3, 48, 32, 16, 48, 30, 168, 168, 0},
}};

constexpr std::uint64_t even(std::uint64_t n) { return (n + 1) & ~std::uint64_t{1}; }
constexpr ByteCount round_to_8(ByteCount n) { return (n + 7) & ~ByteCount{7}; }

std::uint64_t power_of_two_from(std::uint64_t least, std::uint64_t start) {
  while (start < least) start *= 2;
  return start;
}

}  // namespace

const Model& model_of(Python python) {
  const Python inside = std::clamp(python, oldest_python, newest_python);
  return models[static_cast<std::size_t>(inside.minor - oldest_python.minor)];
}

ByteCount Model::integer_of_bits(unsigned bits) const {
  return bits == 0 ? zero_int : 24 + 4 * ((bits + 29) / 30);  // digits of 30 bits
}

ByteCount Model::integer(std::int64_t value) const {
  const std::uint64_t magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  return integer_of_bits(static_cast<unsigned>(std::bit_width(magnitude)));
}

ByteCount Model::str(StrKind kind, std::uint64_t length) const {
  if (kind == StrKind::ascii || length == 0) return ascii_str + length + 1;
  const ByteCount width = kind == StrKind::latin1 ? 1 : kind == StrKind::ucs2 ? 2 : 4;
  const bool shared = kind == StrKind::latin1 && length == 1;
  return wide_str + width * (length + 1) + (shared ? single_latin1_utf8 : 0);
}

// --- lists ---

std::uint64_t Model::list_resized(std::uint64_t allocated, std::uint64_t used, std::uint64_t wanted) const {
  if (allocated >= wanted && wanted >= allocated / 2) return allocated;
  if (wanted == 0) return 0;
  if (python.minor >= 14 && wanted < allocated && allocated <= 32) return allocated;  // not worth giving back
  if (python.minor == 8) return wanted + wanted / 8 + (wanted < 9 ? 3 : 6);
  const std::uint64_t roomy = (wanted + wanted / 8 + 6) & ~std::uint64_t{3};
  const bool large_step = wanted > used && wanted - used > roomy - wanted;
  return large_step ? (wanted + 3) & ~std::uint64_t{3} : roomy;
}

std::uint64_t Model::list_appended(std::uint64_t items, std::uint64_t allocated, std::uint64_t used) const {
  const std::uint64_t end = used + items;
  while (allocated < end) allocated = list_resized(allocated, allocated, allocated + 1);
  return allocated;
}

std::uint64_t Model::list_extended(std::uint64_t allocated, std::uint64_t used, std::uint64_t items) const {
  if (items == 0) return allocated;
  if (allocated == 0 && python.minor >= 10) return even(items);
  return list_resized(allocated, used, used + items);
}

std::uint64_t Model::list_display(std::uint64_t items, bool all_constant) const {
  // Beyond 30 elements the compiler appends one by one; three constants and more are extended from a tuple.
  if (items > 30 && python.minor >= 10 && (!all_constant || python.minor >= 14)) return list_appended(items);
  if (all_constant && items >= 3 && python.minor >= 9) return list_extended(0, 0, items);
  return items;
}

std::uint64_t Model::list_from_sized(std::uint64_t items) const {
  return python.minor <= 9 ? items : even(items);
}

std::uint64_t Model::list_from_hashed(std::uint64_t items) const {
  return python.minor >= 13 && items > 0 ? list_resized(0, 0, items) : list_from_sized(items);
}

std::uint64_t Model::list_from_unsized(std::uint64_t items) const {
  std::uint64_t allocated = python.minor <= 9 ? list_resized(0, 0, 8) : 8;  // the default length hint
  if (items > allocated) return list_appended(items - allocated, allocated, allocated);
  if (python.minor <= 13 && items < allocated) allocated = list_resized(allocated, items, items);
  return allocated;
}

std::uint64_t Model::list_from_generator(std::uint64_t items) const {
  return python.minor >= 15 ? list_appended(items) : list_from_unsized(items);
}

// --- dicts ---

ByteCount Model::dict(std::uint64_t table, bool str_keys_only) const {
  if (table == 0) return 64;
  const ByteCount index = table < 256 ? 1 : table < 65536 ? 2 : 4;
  return 64 + dict_keys_header + table * index + (str_keys_only ? str_key_entry : 24) * dict_usable(table);
}

std::uint64_t Model::dict_grown(std::uint64_t items, std::uint64_t table) const {
  if (items == 0) return table;
  table = std::max<std::uint64_t>(table, 8);
  while (dict_usable(table) < items) table *= 2;
  return table;
}

std::uint64_t Model::dict_requested(std::uint64_t least) const {
  if (python.minor < 10 || python.minor > 13) return power_of_two_from(least, 8);
  // 3.10 to 3.13 round exact powers of two up once more.
  return std::uint64_t{1} << std::bit_width(((least | 8) - 1) | 7);
}

std::uint64_t Model::dict_display(std::uint64_t items) const {
  if (items >= 16 && python.minor >= 10) return dict_grown(items);
  if (items <= 5) return items > 0 ? 8 : 0;
  if (python.minor <= 9) return power_of_two_from((std::min<std::uint64_t>(items, 65536) * 3 + 1) / 2, 16);
  return dict_requested((items * 3 + 1) / 2);
}

// --- sets ---

namespace {

std::uint64_t set_table_above(std::uint64_t used) { return power_of_two_from(used + 1, 8); }

}  // namespace

std::uint64_t Model::set_grown(std::uint64_t items) const {
  std::uint64_t table = 8;
  for (std::uint64_t full = 0;;) {
    const std::uint64_t limit = ((table - 1) * 3 + 4) / 5;  // the fill at which it grows
    if (items < limit) return table;
    full = std::max(limit, full + 1);
    table = set_table_above(full > 50'000 ? full * 2 : full * 4);
  }
}

std::uint64_t Model::set_merged(std::uint64_t items) const {
  return items > 0 && items * 5 >= 7 * 3 ? set_table_above(items * 2) : 8;
}

std::uint64_t Model::set_display(std::uint64_t items, bool all_constant) const {
  const bool merged = all_constant && items >= 3 && python.minor >= 9 && !(items > 30 && python.minor >= 14);
  return merged ? set_merged(items) : set_grown(items);
}

// --- instances ---

ByteCount Model::instance_with_attributes(std::uint32_t attributes) const {
  if (python.minor <= 10) {
    if (attributes == 0) return instance;  // the dict comes with the first attribute
    return instance + 64 + 8 * dict_usable(dict_grown(attributes));
  }
  const auto values = [&](ByteCount slots) {
    return python.minor <= 12 ? 8 * slots + round_to_8(slots + 2) : 8 * (slots + 1) + round_to_8(slots);
  };
  if (attributes <= most_inline_attributes) {
    return instance + values(std::min<ByteCount>(attributes + 1, most_inline_attributes));
  }
  // A dict of its own; from 3.13 the inline values stay in the object all the same.
  const ByteCount own_dict = dict(dict_grown(attributes, python.minor <= 13 ? 128 : 64), true);
  return instance + own_dict + (python.minor >= 13 ? values(most_inline_attributes) : 0);
}

ByteCount Model::hidden_values(std::uint32_t attributes) const {
  if (python.minor <= 10) return 0;
  const ByteCount own_dict = attributes <= most_inline_attributes ? 0 : attribute_dict(attributes);
  return instance_with_attributes(attributes) - instance - own_dict;
}

ByteCount Model::attribute_dict(std::uint32_t attributes) const {
  if (python.minor <= 10) return 64 + 8 * dict_usable(dict_grown(std::max<std::uint32_t>(attributes, 1)));
  if (attributes <= most_inline_attributes)
    return 64 + 8 * std::min<ByteCount>(attributes + 1, most_inline_attributes);
  return dict(dict_grown(attributes, python.minor <= 13 ? 128 : 64), true);
}

ByteCount Model::slotted_instance(std::uint32_t slots, bool weakref, bool dict) const {
  const ByteCount plain = 32 + 8 * ByteCount{slots};
  if (python.minor <= 10) return plain + (weakref ? 8 : 0) + (dict ? 8 : 0);
  if (python.minor == 11) return plain + (weakref ? 8 : 0) + (dict ? 16 : 0);
  return plain + (weakref || dict ? 16 : 0);
}

}  // namespace perfhint
