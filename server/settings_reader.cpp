// Two levels: a key is a setting, or a table of settings that have its name before their dot.
#include "server/settings_reader.h"

#include <algorithm>
#include <utility>

#include "analysis/rules/rule.h"
#include "server/cli/nearest.h"
#include "server/cli/unknown_rule.h"
#include "server/settings_table.h"

namespace perfhint::server {

namespace {

using rpc::Json;

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

// The names that may stand behind `table` and a dot; for an empty one, at the top.
std::vector<std::string_view> names_in(std::string_view table) {
  std::vector<std::string_view> names;
  for (const Setting& setting : all_settings()) {
    std::string_view key = setting.key;
    if (!table.empty() && !(key.starts_with(table) && key.substr(table.size()).starts_with('.'))) continue;
    if (!table.empty()) key.remove_prefix(table.size() + 1);
    key = key.substr(0, key.find('.'));
    if (names.empty() || names.back() != key) names.push_back(key);
  }
  return names;
}

bool is_list_of_strings(const Json& value) {
  return value.is_array() &&
         std::ranges::all_of(value, [](const Json& element) { return element.is_string(); });
}

bool fits(const Setting& setting, const Json& value) {
  switch (setting.shape) {
    case Shape::flag:
      return value.is_boolean();
    case Shape::number:
      return value.is_number_integer() && value >= setting.least && value <= setting.most;
    case Shape::choice:
      return value.is_string() &&
             std::ranges::find(setting.choices, value.get<std::string>()) != setting.choices.end();
    case Shape::rules:
    case Shape::patterns:
      return is_list_of_strings(value);
    case Shape::path:
      return value.is_string() && (setting.keyed == Keyed::no || !value.get<std::string>().empty());
  }
  return false;
}

// "a", "b" or "c"
std::string one_of(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    out += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
    out += '"' + std::string(words[i]) + '"';
  }
  return out;
}

std::string wanted(const Setting& setting) {
  switch (setting.shape) {
    case Shape::flag:
      return "true or false";
    case Shape::number:
      return "a number from " + std::to_string(setting.least) + " to " + std::to_string(setting.most);
    case Shape::choice:
      return one_of(setting.choices);
    case Shape::rules:
      return "a list of rules";
    case Shape::patterns:
      return "a list of patterns";
    case Shape::path:
      return "a path";
  }
  return "";
}

std::string shown(const Json& value) {
  if (value.is_binary()) return "a date";
  constexpr std::size_t most = 40;
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= most ? text : value.is_array() ? "[...]" : value.is_object() ? "{...}" : "this";
}

// The key that was meant by a word at the top or in a table; empty: none is like it.
std::string likely(const std::string& word, const std::string& table) {
  for (const Setting& setting : all_settings()) {
    const bool other_word = setting.elsewhere == word || setting.flag == "--" + word;
    if (table.empty() && !word.empty() && other_word) return std::string(setting.key);
  }
  const std::string near(cli::nearest(word, names_in(table)));
  return near.empty() || table.empty() ? near : table + "." + near;
}

SettingPath operator/(SettingPath path, const std::string& name) {
  path.push_back(name);
  return path;
}

// "inlayHints.sizes"
std::string quoted(const SettingPath& path) {
  std::string out;
  for (const std::string& name : path) {
    out += out.empty() ? "\"" : ".";
    out += name;
  }
  return out + '"';
}

std::string must_be(const SettingPath& path, const std::string& what, const Json& value) {
  return quoted(path) + " must be " + what + ", not " + shown(value);
}

bool says_nothing(const Setting& setting, const Json& value) {
  return value.is_null() || (value == no_choice && std::ranges::count(setting.choices, no_choice) > 0);
}

class Reader {
 public:
  explicit Reader(const SettingsSource& source) : source_(source) {}

  ReadSettings read(const Json& section) {
    if (section.is_object()) read_table(section, "", {});
    std::ranges::stable_sort(out_.problems, {}, &SettingProblem::line);
    return std::move(out_);
  }

 private:
  // `table`: its key as all_settings() has it; empty at the top.
  void read_table(const Json& json, const std::string& table, const SettingPath& path) {
    for (const auto& [name, value] : json.items()) {
      const std::string word = source_.is_editor ? kebab(name) : name;
      const std::string key = table.empty() ? word : table + "." + word;
      const bool foreign =
          source_.is_editor && std::ranges::count(not_ours, word) > 0 && find_setting(key) == nullptr;
      if (value.is_null() || foreign) continue;
      if (const Setting* setting = find_setting(key)) {
        read_setting(*setting, value, path / name);
      } else if (word.empty() || names_in(key).empty()) {
        tell(path / name, unknown(path / name, word, table));
      } else if (!value.is_object()) {
        tell(path / name, must_be(path / name, "a table with " + one_of(names_in(key)), value));
      } else {
        read_table(value, key, path / name);
      }
    }
  }

  void read_setting(const Setting& setting, const Json& value, const SettingPath& path) {
    if (setting.keyed == Keyed::no) return read_value(setting, "", value, path);
    const bool by_rule = setting.keyed == Keyed::by_rule;
    if (!value.is_object()) {
      const std::string of = by_rule                           ? "rules to "
                             : setting.keyed == Keyed::by_path ? "paths to "
                                                               : "patterns to ";
      return tell(path, must_be(path, "a table from " + of + wanted(setting), value));
    }
    for (const auto& [name, inner] : value.items()) {
      if (by_rule && find_rule(name) == nullptr) {
        tell(path / name, quoted(path) + ": " + cli::unknown_rule(name));
      } else {
        read_value(setting, name, inner, path / name);
      }
    }
  }

  void read_value(const Setting& setting, const std::string& name, const Json& value,
                  const SettingPath& path) {
    if (says_nothing(setting, value)) return;
    if (!fits(setting, value)) return tell(path, must_be(path, wanted(setting), value));
    for (std::size_t i = 0; setting.shape == Shape::rules && i < value.size(); ++i) {
      const auto rule = value[i].get<std::string>();
      if (find_rule(rule) == nullptr)
        tell(path / std::to_string(i), quoted(path) + ": " + cli::unknown_rule(rule));
    }
    const std::uint32_t line = line_of(path);
    const std::string origin = line == 0 ? source_.name : source_.name + ":" + std::to_string(line);
    out_.values.push_back({&setting, name, value, origin, source_.base});
  }

  std::uint32_t line_of(const SettingPath& path) const {
    const auto found = source_.lines.find(path);
    return found == source_.lines.end() ? 0 : found->second;
  }

  void tell(const SettingPath& path, std::string message) {
    out_.problems.push_back({source_.name, line_of(path), std::move(message)});
  }

  // `table`: where `word`, the last of `path`, was looked for.
  std::string unknown(const SettingPath& path, const std::string& word, const std::string& table) const {
    if (!source_.is_editor && path == SettingPath{"tool"})
      return "the settings of a perfhint.toml stand at its top, without [tool.perfhint]";
    const std::string near = likely(word, table);
    return "perfhint knows no setting " + quoted(path) +
           (near.empty() ? "; perfhint config lists all" : ": did you mean \"" + near + "\"?");
  }

  const SettingsSource& source_;
  ReadSettings out_;
};

bool says_a_setting(const Json& json) {
  const auto names = names_in("");
  return json.is_object() && std::ranges::any_of(json.items(), [&](const auto& item) {
           return std::ranges::find(names, kebab(item.key())) != names.end();
         });
}

}  // namespace

std::string SettingProblem::text() const {
  return source + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + message;
}

ReadSettings read_settings(const Json& section, const SettingsSource& source) {
  return Reader(source).read(section);
}

ReadSettings editor_section(const Json& section) {
  return read_settings(section, {.name = the_editor, .base = "", .is_editor = true});
}

std::optional<ReadSettings> editor_settings(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  if (const auto section = json.find("perfhint"); section != json.end()) {
    if (!section->is_object()) return std::nullopt;
    return editor_section(*section);
  }
  if (says_a_setting(json)) return editor_section(json);
  if (const auto inner = json.find("settings"); inner != json.end()) return editor_settings(*inner);
  return std::nullopt;
}

}  // namespace perfhint::server
