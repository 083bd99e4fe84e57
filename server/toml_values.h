// TomlValues: a table of a TOML file as JSON, with the line of each key and element.
#pragma once

#include <string_view>
#include <variant>

#include "protocol/jsonrpc.h"
#include "server/settings_reader.h"

namespace perfhint::server {

struct TomlValues {
  rpc::Json values;  // an object; null where the file has no such table
  SettingLines lines;
};

struct TomlError {
  std::uint32_t line;
  std::string message;
};

// The table that is found by these keys from the top; with none, the whole file. Dates are binary values,
// which fit nothing.
std::variant<TomlValues, TomlError> toml_values(std::string_view text, const SettingPath& table);

}  // namespace perfhint::server
