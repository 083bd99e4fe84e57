// One row a key: a key that is no row is a problem, with the nearest row's name.
#include "server/config.h"

#include <algorithm>
#include <array>
#include <span>

#include "server/cli/files.h"
#include "server/cli/nearest.h"

namespace perfhint::server {

namespace {

using rpc::Json;

bool read_python(const Json& json, ClientSettings& out) {
  if (json == "auto") return true;
  if (json.is_string()) out.python = parse_python(json.get<std::string>());
  return out.python.has_value();
}

template <auto Member>
bool read_names(const Json& json, ClientSettings& out) {
  const auto is_string = [](const Json& element) { return element.is_string(); };
  if (!json.is_array() || !std::ranges::all_of(json, is_string)) return false;
  out.*Member = json.get<std::vector<std::string>>();
  return true;
}

template <auto Member>
bool read_flag(const Json& json, ClientSettings& out) {
  if (!json.is_boolean()) return false;
  out.*Member = json.get<bool>();
  return true;
}

template <std::optional<std::uint32_t> ClientSettings::*Number, std::int64_t least, std::int64_t most>
bool read_number(const Json& json, ClientSettings& out) {
  if (!json.is_number_integer()) return false;
  const auto number = json.get<std::int64_t>();
  if (number < least || number > most) return false;
  out.*Number = static_cast<std::uint32_t>(number);
  return true;
}

bool read_run(const Json& json, ClientSettings& out) {
  if (json == "onType") out.run = Run::on_type;
  if (json == "onSave") out.run = Run::on_save;
  return out.run.has_value();
}

// {"sizes": "off" | "large" | "all"}
bool read_inlay_hints(const Json& json, ClientSettings& out) {
  if (!json.is_object()) return false;
  const auto sizes = json.find("sizes");
  if (sizes == json.end() || sizes->is_null()) return true;
  if (*sizes == "off") out.inlay_sizes = InlaySizes::off;
  if (*sizes == "large") out.inlay_sizes = InlaySizes::large;
  if (*sizes == "all") out.inlay_sizes = InlaySizes::all;
  return out.inlay_sizes.has_value();
}

// {"classes": true | false}
bool read_code_lens(const Json& json, ClientSettings& out) {
  if (!json.is_object()) return false;
  const auto classes = json.find("classes");
  if (classes == json.end() || classes->is_null()) return true;
  return read_flag<&ClientSettings::class_lenses>(*classes, out);
}

struct Key {
  std::string_view name, wants;
  bool (*read)(const Json&, ClientSettings&);
};

constexpr std::array keys = {
    Key{"python-version", "a string from \"3.8\" to \"3.15\", or \"auto\"", read_python},
    Key{"select", "a list of rules", read_names<&ClientSettings::select>},
    Key{"ignore", "a list of rules", read_names<&ClientSettings::ignore>},
    Key{"exclude", "a list of patterns", read_names<&ClientSettings::exclude>},
    Key{"micro", "true or false", read_flag<&ClientSettings::micro>},
    Key{"max-bytes", "a number from 0 to 4294967295", read_number<&ClientSettings::max_bytes, 0, UINT32_MAX>},
    Key{"max-hints", "a number from 1 to 10000", read_number<&ClientSettings::max_hints, 1, 10'000>},
    Key{"line-length", "a number from 1 to 1000", read_number<&ClientSettings::line_length, 1, 1000>},
    Key{"run", "\"onType\" or \"onSave\"", read_run},
    Key{"hover", "true or false", read_flag<&ClientSettings::hover>},
    Key{"inlay-hints", "an object with \"sizes\": \"off\", \"large\" or \"all\"", read_inlay_hints},
    Key{"code-lens", "an object with \"classes\": true or false", read_code_lens},
    Key{"ignore-action", "true or false", read_flag<&ClientSettings::ignore_action>},
};

// What belongs to the editor's own side of the connection.
constexpr std::string_view not_ours[] = {"trace", "path", "arguments", "log-level", "enable"};

// pythonVersion -> python-version
std::string kebab(std::string_view camel) {
  std::string out;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z') {
      out += '-';
      out += static_cast<char>(c + ('a' - 'A'));
    } else {
      out += c;
    }
  }
  return out;
}

std::string unknown(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Key& key : keys) names.push_back(key.name);
  const std::string_view near = cli::nearest(kebab(name), names);
  return "perfhint knows no setting \"" + name + "\"" +
         (near.empty() ? "." : ": did you mean \"" + std::string(near) + "\"?");
}

bool says_a_setting(const Json& json) {
  return json.is_object() && std::ranges::any_of(json.items(), [](const auto& item) {
           return std::ranges::find(keys, kebab(item.key()), &Key::name) != keys.end();
         });
}

template <class T, class From>
void take(T& out, const From& value) {
  if (value) out = *value;
}

std::set<std::string, std::less<>> as_set(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

// `path` below `base`; none if it is not.
std::optional<std::string> relative(const std::string& path, const std::string& base) {
  if (base.empty() || !path.starts_with(base)) return std::nullopt;
  std::string_view rest = std::string_view(path).substr(base.size());
  if (!base.ends_with('/') && !rest.starts_with('/')) return std::nullopt;
  while (rest.starts_with('/')) rest.remove_prefix(1);
  return std::string(rest);
}

bool excluded_below(const std::string& path, const std::string& base,
                    const std::vector<std::string>& patterns) {
  const auto below = relative(path, base);
  return below && cli::is_excluded(*below, patterns);
}

}  // namespace

ClientSettings section_settings(const Json& section, std::vector<std::string>& problems) {
  ClientSettings out;
  if (!section.is_object()) return out;
  for (const auto& [name, value] : section.items()) {
    const std::string key_name = kebab(name);
    const auto* key = std::ranges::find(keys, key_name, &Key::name);
    if (key == keys.end()) {
      if (std::ranges::find(not_ours, key_name) == std::end(not_ours)) problems.push_back(unknown(name));
    } else if (!value.is_null() && !key->read(value, out)) {
      problems.push_back("The perfhint setting \"" + name + "\" must be " + std::string(key->wants) + ".");
    }
  }
  return out;
}

std::optional<ClientSettings> client_settings(const Json& json, std::vector<std::string>& problems) {
  if (!json.is_object()) return std::nullopt;
  if (const auto section = json.find("perfhint"); section != json.end()) {
    if (!section->is_object()) return std::nullopt;
    return section_settings(*section, problems);
  }
  if (says_a_setting(json)) return section_settings(json, problems);
  if (const auto inner = json.find("settings"); inner != json.end()) return client_settings(*inner, problems);
  return std::nullopt;
}

Config config_for(const std::string& path, const std::string& root, const ProjectSettings& project,
                  const ClientSettings& client) {
  Config config;
  config.analysis = project.settings(client.python);
  Settings& analysis = config.analysis;
  take(config.max_hints, project.max_hints);
  if (client.select) analysis.select = as_set(*client.select);
  if (client.ignore) analysis.ignore = as_set(*client.ignore);
  take(analysis.micro, client.micro);
  take(analysis.max_bytes, client.max_bytes);
  take(analysis.line_length, client.line_length);
  take(config.max_hints, client.max_hints);
  take(config.run, client.run);
  take(config.hover, client.hover);
  take(config.inlay_sizes, client.inlay_sizes);
  take(config.class_lenses, client.class_lenses);
  take(config.ignore_action, client.ignore_action);

  const std::string name = path.substr(path.rfind('/') + 1);
  analysis.cold_file = is_cold_file(relative(path, root).value_or(name));
  config.excluded = excluded_below(path, project.folder, project.exclude) ||
                    (client.exclude && excluded_below(path, root, *client.exclude));
  return config;
}

bool is_cold_file(const std::string& path) {
  static const std::vector<std::string> cold = {"test",      "tests",       "test_*.py",
                                                "*_test.py", "conftest.py", "noxfile.py",
                                                "setup.py",  "migrations",  "alembic"};
  return cli::is_excluded(path, cold);
}

}  // namespace perfhint::server
