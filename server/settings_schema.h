// SettingsSchema: the table of settings for those who write settings: as a JSON Schema, which editors of TOML
// complete and check by, and as a table for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace perfhint::server {

// Draft 7, of a perfhint.toml as a whole; its rules are those of this program.
nlohmann::ordered_json settings_schema();

// Markdown, one row a setting; begins with an empty line.
std::string settings_table();

}  // namespace perfhint::server
