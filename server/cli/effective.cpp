#include "server/cli/effective.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace perfhint::server::cli {

namespace {

using rpc::Json;

constexpr const char* by_default = "default";

// Later values over earlier ones, or with them, by name.
std::vector<EffectiveSetting> said_of(const Setting& setting, const SettingValues& values) {
  std::vector<EffectiveSetting> all;
  for (const SettingValue& value : values) {
    if (value.setting != &setting) continue;
    const auto found = std::ranges::find(all, value.name, &EffectiveSetting::name);
    if (found == all.end()) {
      all.push_back({&setting, value.name, value.value, value.origin});
    } else if (setting.adds_up) {
      for (const Json& element : value.value) {
        if (std::ranges::find(found->value, element) == found->value.end()) found->value.push_back(element);
      }
      found->origin += ", " + value.origin;
    } else {
      *found = {&setting, value.name, value.value, value.origin};
    }
  }
  return all;
}

// As config_for() has it: never above the Python whose numbers count, which is also what counts if none is
// said.
void bound_oldest(std::vector<EffectiveSetting>& all) {
  const auto of = [&](std::string_view key) {
    return std::ranges::find(all, find_setting(key), &EffectiveSetting::setting);
  };
  const auto python = of("python-version"), oldest = of("oldest-python");
  const auto version = [](const EffectiveSetting& setting) {
    return parse_python(setting.value.get<std::string>()).value_or(default_python);
  };
  if (oldest->origin != by_default && version(*oldest) <= version(*python)) return;
  oldest->value = python->value;
  oldest->origin = python->origin;
}

bool is_bare(const std::string& key) {
  return !key.empty() && std::ranges::all_of(key, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string line_of(const EffectiveSetting& setting) {
  std::string key(setting.setting->key);
  if (!setting.name.empty()) key += "." + (is_bare(setting.name) ? setting.name : dumped(setting.name));
  return key + " = " + toml_of(setting.value);
}

}  // namespace

std::vector<EffectiveSetting> effective_settings(const SettingValues& values) {
  std::vector<EffectiveSetting> all;
  for (const Setting& setting : all_settings()) {
    auto said = said_of(setting, values);
    if (said.empty()) said.push_back({&setting, "", Json::parse(setting.standard), by_default});
    std::ranges::move(said, std::back_inserter(all));
  }
  bound_oldest(all);
  return all;
}

std::string toml_of(const Json& value) {
  if (!value.is_array()) return dumped(value);
  std::string out;
  for (const Json& element : value) out += (out.empty() ? "" : ", ") + dumped(element);
  return "[" + out + "]";
}

std::string toml_of(const std::vector<EffectiveSetting>& settings) {
  constexpr std::size_t widest = 40;  // a longer line pushes its own comment only
  std::size_t width = 0;
  for (const EffectiveSetting& setting : settings) {
    const std::size_t size = line_of(setting).size();
    if (size <= widest) width = std::max(width, size);
  }
  std::string out;
  for (const EffectiveSetting& setting : settings)
    out += fmt::format("{:<{}}  # {}\n", line_of(setting), width, setting.origin);
  return out;
}

}  // namespace perfhint::server::cli
