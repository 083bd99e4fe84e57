// NeededNames: the names that a region of a block gets from outside of it, and what their values are used
// for.
#pragma once

#include <vector>

#include "analysis/facts/facts.h"
#include "server/measure/stand_in_value.h"

namespace perfhint::server {

struct NeededName {
  const Binding* binding;
  std::vector<Node> uses;  // in the region, in order
};

// By first use. Annotations are not looked at: they are not evaluated.
std::vector<NeededName> needed_names(const Facts&, Span region);

Role role_of(const Facts&, const std::vector<Node>& uses);

}  // namespace perfhint::server
