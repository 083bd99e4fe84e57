// InstanceShape: what the statement of a class says of its instances' attributes, and whether it does
// anything that needs a `__dict__` in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct InstanceShape {
  std::vector<std::string_view> attributes;  // stored through self, in order
  std::vector<std::string_view> members;     // that the class itself has: methods, class variables
  std::vector<std::string_view> stored;      // on other objects than self
  bool has_init = false;
  // setattr, vars, weak references, cached_property, self given to other code, ...
  bool needs_dict = false;
};

InstanceShape read_instance_shape(const Facts&, Node class_body);

// The slots that the bases already have; none where a base may give its instances a `__dict__`.
std::optional<std::vector<std::string>> inherited_slots(const Facts&, Node superclasses);

// `code` on a line of its own behind the docstring, or behind the class's head; none where these share their
// line.
std::optional<Edit> slots_edit(Node class_definition, const std::string& code);

}  // namespace perfhint
