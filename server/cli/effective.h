// Effective: what counts of all that the sources of settings say, and who said it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/settings_table.h"

namespace perfhint::server::cli {

struct EffectiveSetting {
  const Setting* setting;
  std::string name;    // the rule or pattern, where the setting is a table that has some
  rpc::Json value;     // {} for a table that has none
  std::string origin;  // "default", or those of the values that count, with commas
};

// Every setting, in the order of all_settings().
std::vector<EffectiveSetting> effective_settings(const SettingValues&);

// As lines of a perfhint.toml, the origins as comments.
std::string toml_of(const std::vector<EffectiveSetting>&);

// A value as TOML has it, for those that settings can have.
std::string toml_of(const rpc::Json&);

}  // namespace perfhint::server::cli
