// One row a key: a key that is no row is reported.
#include "server/project_settings.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "server/cli/nearest.h"

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

bool read_max_bytes(const toml::node& node, ProjectSettings& settings) {
  const std::int64_t bytes = node.value_exact<std::int64_t>().value_or(0);
  if (bytes < 1 || bytes > UINT32_MAX) return false;
  settings.max_bytes = static_cast<std::uint32_t>(bytes);
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
    Key{"max-bytes", "a number from 1 to 4294967295", read_max_bytes},
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

std::optional<int> number(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// ">= 3.9" -> 9; 0 for Python 2; none for an upper bound and what cannot be read.
std::optional<int> least_minor(std::string_view clause) {
  clause.remove_prefix(std::min(clause.find_first_not_of(' '), clause.size()));
  const std::size_t digits = std::min(clause.find_first_of("0123456789"), clause.size());
  std::string_view op = clause.substr(0, digits);
  while (op.ends_with(' ')) op.remove_suffix(1);
  if (op != ">=" && op != ">" && op != "~=" && op != "==" && op != "===") return std::nullopt;
  clause.remove_prefix(digits);
  const auto major = number(clause);
  if (!major) return std::nullopt;
  if (*major < 3) return 0;
  if (!clause.starts_with('.')) return 0;
  clause.remove_prefix(1);
  const auto minor = number(clause);
  // "> 3.9" without a patch means 3.10 and later; "> 3.9.1" still allows 3.9.
  return minor && op == ">" && !clause.starts_with('.') ? *minor + 1 : minor.value_or(0);
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

}  // namespace

std::optional<Python> lower_bound(std::string_view requires_python) {
  std::optional<int> least;
  while (!requires_python.empty()) {
    const std::string_view clause = requires_python.substr(0, requires_python.find(','));
    requires_python.remove_prefix(std::min(clause.size() + 1, requires_python.size()));
    if (const auto minor = least_minor(clause)) least = std::max(least.value_or(0), *minor);
  }
  if (!least) return std::nullopt;
  return Python{static_cast<std::uint8_t>(std::clamp<int>(*least, oldest_python.minor, newest_python.minor))};
}

ProjectSettings parse_project_settings(std::string_view text, const std::string& path, bool* has_table) {
  ProjectSettings settings;
  *has_table = false;
  try {
    const toml::table document = toml::parse(text);
    if (const toml::table* table = document["tool"]["perfhint"].as_table()) {
      *has_table = true;
      read_table(*table, path, settings);
    }
    const auto wanted = document["project"]["requires-python"].value<std::string>();
    if (!settings.python && wanted) settings.python = lower_bound(*wanted);
  } catch (const toml::parse_error& error) {
    settings.problems.push_back(path + ":" + std::to_string(error.source().begin.line) + ": " +
                                std::string(error.description()));
  }
  return settings;
}

ProjectSettings project_settings(const fs::path& start) {
  std::optional<Python> fallback;
  std::vector<std::string> problems;
  std::error_code error;
  const fs::path absolute = fs::weakly_canonical(start, error);
  for (fs::path folder = absolute;; folder = folder.parent_path()) {
    const fs::path path = folder / "pyproject.toml";
    if (fs::is_regular_file(path, error)) {
      bool has_table = false;
      ProjectSettings settings = parse_project_settings(read_text(path), path.string(), &has_table);
      if (!fallback) fallback = settings.python;
      problems.insert(problems.end(), settings.problems.begin(), settings.problems.end());
      if (has_table) {
        settings.folder = folder.string();
        if (!settings.python) settings.python = fallback;
        settings.problems = std::move(problems);
        return settings;
      }
    }
    if (!folder.has_relative_path()) break;
  }
  ProjectSettings settings;
  settings.python = fallback;
  settings.problems = std::move(problems);
  return settings;
}

}  // namespace perfhint::server
