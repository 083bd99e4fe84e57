// Growth: what changing a container does to its room, as each CPython does it. Every function changes the
// object in the heap; contents that are not known make the object tainted.
#pragma once

#include "analysis/layout/machine.h"

namespace perfhint::layout {

// --- lists: capacity in slots ---
void list_resize(Machine&, Ref list, std::uint64_t items);  // before items change in number
void list_append(Machine&, Ref list, Ref item);
// extend, +=, [*x]: the source decides how much is reserved.
bool list_extend(Machine&, Ref list, Ref source);
// list(source), sorted(source).
Ref list_from(Machine&, Ref source, bool sorted);

// --- dicts: capacity in table slots, fill: entries still free in it ---
Ref dict_new(Machine&, std::uint64_t table = 0, bool str_keys = true);
bool dict_insert(Machine&, Ref dict, Ref key, Ref value);  // false: whether the key is new is not known
std::optional<Ref> dict_find(const Machine&, Ref dict, Ref key);  // hole: not in it; none: not known
bool dict_remove(Machine&, Ref dict, Ref key);
void dict_clear(Machine&, Ref dict);
bool dict_merge(Machine&, Ref dict, Ref other);         // update(other), **other
Ref dict_copy(Machine&, Ref dict);                      // d.copy()
Ref dict_from_keys(Machine&, Ref source, Ref value);    // dict.fromkeys
bool dict_update_from(Machine&, Ref dict, Ref source);  // a mapping, or pairs
bool is_exact_str(const Machine&, Ref);

// --- sets: capacity in table slots, fill: slots in use, deleted ones too ---
Ref set_new(Machine&, Sort);
bool set_add(Machine&, Ref set, Ref item);
bool set_discard(Machine&, Ref set, Ref item);
std::optional<bool> set_has(const Machine&, Ref set, Ref item);
bool set_update(Machine&, Ref set, Ref source);
void set_clear(Machine&, Ref set);

// --- byte arrays, arrays, deques ---
void set_bytearray_room(Machine&, Ref array);  // just as much as its bytes need
void bytearray_resize(Machine&, Ref array, std::uint64_t bytes);
void array_append(Machine&, Ref array, Ref item);
void deque_append(Machine&, Ref deque, Ref item, bool left);

}  // namespace perfhint::layout
