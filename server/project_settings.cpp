#include "server/project_settings.h"

#include <algorithm>
#include <iterator>
#include <system_error>

#include "server/line_length.h"
#include "server/project_file.h"
#include "server/python_target.h"
#include "server/settings_table.h"
#include "server/toml_values.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

void add(SettingValues& values, std::string_view key, rpc::Json value, const std::string& origin) {
  values.push_back({find_setting(key), "", std::move(value), origin, ""});
}

// Numbers are those of the interpreter, else of the oldest Python; fixes suit the oldest.
void add_inferred(const fs::path& folder, SettingValues& values) {
  const PythonTarget target = python_target(folder);
  const auto& python = target.interpreter ? target.interpreter : target.oldest;
  if (python) {
    const std::string& from = target.interpreter ? target.interpreter_from : target.oldest_from;
    add(values, "python-version", to_string(*python), from);
  }
  if (target.oldest) add(values, "oldest-python", to_string(*target.oldest), target.oldest_from);
  std::string from;
  if (const auto columns = formatter_line_length(folder, &from)) add(values, "line-length", *columns, from);
}

// False: neither file of the folder has settings.
bool add_file(const fs::path& folder, ProjectSettings& settings) {
  for (const char* name : {"perfhint.toml", "pyproject.toml"}) {
    const fs::path path = folder / name;
    const auto text = file_text(path);
    auto read = text ? parse_settings_file(*text, path, settings.problems) : std::nullopt;
    if (!read) continue;
    settings.folder = folder.string();
    settings.file = path.string();
    std::ranges::move(read->values, std::back_inserter(settings.values));
    std::ranges::move(read->problems, std::back_inserter(settings.problems));
    return true;
  }
  return false;
}

// Absolute, as it is written; "/w/" is "/w".
fs::path normal(const fs::path& folder) {
  std::error_code error;
  const fs::path absolute = fs::absolute(folder, error).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

bool has_own_files(const fs::path& folder) {
  std::error_code error;
  const auto has = [&](std::string_view name) { return fs::exists(folder / name, error); };
  return std::ranges::any_of(settings_files, has) || has(".venv") || has("venv");
}

}  // namespace

std::optional<ReadSettings> parse_settings_file(std::string_view text, const fs::path& path,
                                                std::vector<SettingProblem>& problems) {
  const bool own = path.filename() == "perfhint.toml";
  auto parsed = toml_values(text, own ? SettingPath{} : SettingPath{"tool", "perfhint"});
  if (const auto* error = std::get_if<TomlError>(&parsed)) {
    problems.push_back({path.string(), error->line, "is no TOML: " + error->message});
    return std::nullopt;
  }
  auto& toml = std::get<TomlValues>(parsed);
  if (toml.values.is_null()) return std::nullopt;
  return read_settings(
      toml.values,
      {.name = path.string(), .base = path.parent_path().string(), .lines = std::move(toml.lines)});
}

ProjectSettings project_settings(const fs::path& start) {
  ProjectSettings settings;
  const fs::path absolute = normal(start);
  add_inferred(absolute, settings.values);
  for (fs::path folder = absolute; !add_file(folder, settings); folder = folder.parent_path()) {
    if (!folder.has_relative_path()) break;
  }
  return settings;
}

std::shared_ptr<const ProjectSettings> ProjectCache::of_folder(const fs::path& asked) {
  const fs::path folder = normal(asked);
  if (const auto found = known_.find(folder.string()); found != known_.end()) return found->second;
  const bool own = !folder.has_relative_path() || has_own_files(folder);
  auto settings = own ? std::make_shared<const ProjectSettings>(project_settings(folder))
                      : of_folder(folder.parent_path());
  known_.emplace(folder.string(), settings);
  return settings;
}

SettingValues values_of_file(const std::string& path, const std::string& root, ProjectCache& projects,
                             const SettingValues& editor) {
  const std::string folder = path.empty() ? root : path.substr(0, path.rfind('/') + 1);
  SettingValues values;
  if (!folder.empty()) values = projects.of_folder(folder)->values;
  for (SettingValue value : editor) {
    value.base = root;
    values.push_back(std::move(value));
  }
  return values;
}

std::vector<cli::Excludes> excludes_in(const SettingValues& values) {
  std::vector<cli::Excludes> excludes;
  for (const SettingValue& value : values) {
    if (value.setting == find_setting("exclude"))
      excludes.push_back({value.base, value.value.get<std::vector<std::string>>()});
  }
  return excludes;
}

Python python_of_folder(const fs::path& folder) {
  return config_for("", "", project_settings(folder.empty() ? "." : folder).values).analysis.python;
}

bool is_settings_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::ranges::find(settings_files, name) != settings_files.end();
}

}  // namespace perfhint::server
