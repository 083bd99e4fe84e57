// SettingsTable: every setting of perfhint, a row each. The readers of TOML and of editors' JSON, the JSON
// Schema, `perfhint config` and the README's table are all made from these rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/jsonrpc.h"
#include "server/config.h"

namespace perfhint::server {

// What a value must be: true or false, a number within bounds, one of some words, a list of rules' names, a
// list of patterns for paths, a path.
enum class Shape : std::uint8_t { flag, number, choice, rules, patterns, path };
// Whether the setting is a table with such a value for each of its keys.
enum class Keyed : std::uint8_t { no, by_rule, by_pattern, by_path };

struct Setting {
  std::string_view key;  // with a dot where it is in a table: "inlay-hints.sizes"
  Shape shape;
  std::string_view standard;  // what counts where no one says anything, as JSON
  std::string_view about;     // Markdown, without a full stop
  // Makes `value` count for the file at `path` (absolute; empty: no file).
  void (*apply)(const SettingValue& value, const std::string& path, Config&);
  std::span<const std::string_view> choices = {};
  std::uint32_t least = 0, most = 0;  // of numbers
  Keyed keyed = Keyed::no;
  bool adds_up = false;            // what several sources say counts together
  std::string_view inferred = {};  // where a project that does not say it tells it all the same; may be empty
  std::string_view flag = {};      // of `perfhint check`; may be empty
  std::string_view elsewhere = {};  // what other tools call it; may be empty
};

std::span<const Setting> all_settings();
const Setting* find_setting(std::string_view key);  // null: there is none

// A choice that says nothing: what counts is found as if it were not there.
constexpr std::string_view no_choice = "auto";

}  // namespace perfhint::server
