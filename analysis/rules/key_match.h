// Key match: a condition that picks the elements whose key is a value from outside: `u.id == order.user_id`.
#pragma once

#include <optional>
#include <string>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct KeyMatch {
  Node key;     // of the element: says no other name than the target's
  Node wanted;  // says none of the target's names
  explicit operator bool() const { return static_cast<bool>(key); }
};

// `condition` is `key == wanted`, either way round, or a conjunction with one such part (`whole` is false).
// None where a side calls something, or both sides are texts or numbers written out.
struct Match : KeyMatch {
  bool whole = true;
};
Match read_match(const Facts&, Node condition, Node target);

// A collection worth an index: a name or attribute, its elements no characters, not known to be few.
bool is_searchable(const Facts&, Node collection);

// "users_by_id" for users and u.id.
std::string index_name(const Facts&, Node collection, Node key, Node before);

}  // namespace perfhint
