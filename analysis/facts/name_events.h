// NameEvents: what a block says about names, in the order of its text: scopes, definitions, uses, and global
// and nonlocal declarations. Which binding each belongs to is settled by Names, when all of them are known.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct NameEvents {
  struct Define {
    Definition definition;
    std::uint32_t scope;
  };
  struct Use {
    std::uint32_t node, scope;  // of an identifier
  };
  struct Declare {
    std::uint32_t scope;
    std::string_view name;
    bool global;  // else nonlocal
  };

  std::vector<Scope> scopes;         // [0] is the module
  std::vector<ScopeChange> changes;  // ascending
  std::vector<Define> definitions;
  std::vector<Use> uses;
  std::vector<Declare> declarations;
};

NameEvents read_names(const Syntax&);

}  // namespace perfhint
