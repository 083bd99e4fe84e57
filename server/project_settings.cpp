// One row a key: a key that is no row is reported.
#include "server/project_settings.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <iterator>
#include <system_error>

#include "server/cli/nearest.h"
#include "server/line_length.h"
#include "server/project_file.h"
#include "server/python_target.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

// A setting's reader: false if the value is of the wrong type or out of range.
using Read = bool (*)(const toml::node&, ProjectSettings&);

template <std::vector<std::string> ProjectSettings::*List>
bool read_list(const toml::node& node, ProjectSettings& settings) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return false;
  for (const toml::node& element : *array) {
    const auto text = element.value_exact<std::string>();
    if (!text) return false;
    (settings.*List).push_back(*text);
  }
  return true;
}

bool read_python(const toml::node& node, ProjectSettings& settings) {
  settings.python = parse_python(node.value_exact<std::string>().value_or(""));
  return settings.python.has_value();
}

bool read_micro(const toml::node& node, ProjectSettings& settings) {
  settings.micro = node.value_exact<bool>();
  return settings.micro.has_value();
}

template <std::optional<std::uint32_t> ProjectSettings::*Number, std::int64_t most>
bool read_number(const toml::node& node, ProjectSettings& settings) {
  const std::int64_t number = node.value_exact<std::int64_t>().value_or(0);
  if (number < 1 || number > most) return false;
  settings.*Number = static_cast<std::uint32_t>(number);
  return true;
}

struct Key {
  std::string_view name, wants;
  Read read;
};

constexpr std::array keys = {
    Key{"python-version", "a string from \"3.8\" to \"3.15\"", read_python},
    Key{"select", "a list of rules", read_list<&ProjectSettings::select>},
    Key{"ignore", "a list of rules", read_list<&ProjectSettings::ignore>},
    Key{"exclude", "a list of patterns", read_list<&ProjectSettings::exclude>},
    Key{"micro", "true or false", read_micro},
    Key{"max-bytes", "a number from 1 to 4294967295", read_number<&ProjectSettings::max_bytes, UINT32_MAX>},
    Key{"max-hints", "a number from 1 to 10000", read_number<&ProjectSettings::max_hints, 10'000>},
    Key{"line-length", "a number from 1 to 1000", read_number<&ProjectSettings::line_length, 1000>},
};

void read_table(const toml::table& table, const std::string& path, ProjectSettings& settings) {
  for (const auto& [name, node] : table) {
    const auto* key = std::ranges::find(keys, name.str(), &Key::name);
    const std::string place = path + ": [tool.perfhint] " + std::string(name.str());
    if (key == keys.end()) {
      std::vector<std::string_view> names;
      for (const Key& known : keys) names.push_back(known.name);
      const std::string near(cli::nearest(name.str(), names));
      settings.problems.push_back(place + " is not known" +
                                  (near.empty() ? "" : ": did you mean " + near + "?"));
    } else if (!key->read(node, settings)) {
      settings.problems.push_back(place + " must be " + std::string(key->wants));
    }
  }
}

}  // namespace

ProjectSettings parse_project_settings(std::string_view text, const std::string& path, bool* has_table) {
  ProjectSettings settings;
  *has_table = false;
  try {
    const toml::table document = toml::parse(text);
    if (const toml::table* table = document["tool"]["perfhint"].as_table()) {
      *has_table = true;
      read_table(*table, path, settings);
    }
  } catch (const toml::parse_error& error) {
    settings.problems.push_back(path + ":" + std::to_string(error.source().begin.line) + ": " +
                                std::string(error.description()));
  }
  return settings;
}

ProjectSettings project_settings(const fs::path& start) {
  ProjectSettings settings;
  std::vector<std::string> problems;
  std::error_code error;
  const fs::path absolute = fs::weakly_canonical(start, error);
  for (fs::path folder = absolute; settings.folder.empty(); folder = folder.parent_path()) {
    const fs::path path = folder / "pyproject.toml";
    if (const auto text = file_text(path)) {
      bool has_table = false;
      ProjectSettings here = parse_project_settings(*text, path.string(), &has_table);
      std::ranges::move(here.problems, std::back_inserter(problems));
      if (has_table) {
        settings = std::move(here);
        settings.folder = folder.string();
      }
    }
    if (!folder.has_relative_path()) break;
  }
  settings.problems = std::move(problems);
  const PythonTarget target = python_target(absolute);
  settings.oldest = target.oldest;
  if (!settings.python) settings.python = target.interpreter ? target.interpreter : target.oldest;
  if (!settings.line_length) settings.line_length = formatter_line_length(absolute);
  return settings;
}

Settings ProjectSettings::settings(std::optional<Python> wanted) const {
  Settings out;
  out.python = wanted.value_or(python.value_or(default_python));
  out.oldest = std::min(out.python, oldest.value_or(out.python));
  out.select = {select.begin(), select.end()};
  out.ignore = {ignore.begin(), ignore.end()};
  out.micro = micro.value_or(out.micro);
  out.max_bytes = max_bytes.value_or(out.max_bytes);
  out.line_length = line_length.value_or(out.line_length);
  return out;
}

}  // namespace perfhint::server
