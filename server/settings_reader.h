// SettingsReader: a section of settings, from whatever source, as values that fit the table of settings; and
// what is wrong in it, in words that tell what to write instead.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/jsonrpc.h"
#include "server/config.h"

namespace perfhint::server {

struct SettingProblem {
  std::string source;      // a file's absolute path, or what else said it: "the editor"
  std::uint32_t line = 0;  // from 1; 0: none
  std::string message;     // without a full stop
  std::string text() const;
  bool operator==(const SettingProblem&) const = default;
};

// The keys down to a value, as they are written; an array's elements by number: {"severity", "list-pop0"}.
using SettingPath = std::vector<std::string>;
using SettingLines = std::map<SettingPath, std::uint32_t>;  // from 1

struct SettingsSource {
  std::string name;  // a file's absolute path, or "the editor"
  std::string base;  // absolute: the folder that patterns are relative to; empty: none
  SettingLines lines = {};
  // pythonVersion is python-version, and what is the client's own business is passed over.
  bool is_editor = false;
};

struct ReadSettings {
  SettingValues values;
  std::vector<SettingProblem> problems;
};

// `section`: an object. Unknown keys, unknown rules and values that do not fit are problems and count as not
// said; null and "auto" count as not said.
ReadSettings read_settings(const rpc::Json& section, const SettingsSource&);

constexpr const char* the_editor = "the editor";

// Of {"perfhint": {...}}, {"settings": {"perfhint": {...}}} or the settings themselves, as editors say them.
// None where nothing is said of perfhint ({}, null, other servers' sections): what was said before still
// holds. Which folder the patterns are relative to is open.
std::optional<ReadSettings> editor_settings(const rpc::Json&);
// The perfhint section itself; {} says that nothing is set.
ReadSettings editor_section(const rpc::Json& section);

}  // namespace perfhint::server
