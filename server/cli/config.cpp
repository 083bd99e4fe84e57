// `perfhint config`: the settings that count for a file, and where each of them comes from.
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/cli/arguments.h"
#include "server/cli/effective.h"
#include "server/cli/projects.h"
#include "server/settings_schema.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// What is asked about: a file, or, with an empty path, any in the folder.
struct Asked {
  fs::path file;
  std::string settings_file;  // empty: there is none
  SettingValues values;
  Config config;
};

Asked ask(const std::string& path, Projects& projects) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  const fs::path folder = is_folder ? fs::path(path) : fs::path(path).parent_path();
  return {is_folder ? fs::path() : fs::path(path), projects.of_folder(folder)->file,
          projects.values_of(folder), is_folder ? Config() : projects.config_of(path)};
}

void print_text(const Asked& asked) {
  if (!asked.file.empty()) std::printf("# settings of %s\n", real_path(asked.file).c_str());
  if (asked.settings_file.empty())
    std::puts("# There is no perfhint.toml and no [tool.perfhint] in a pyproject.toml from here upward.");
  if (asked.config.excluded) std::puts("# It gets no hints: a pattern of `exclude` matches it.");
  if (asked.config.analysis.cold_file)
    std::puts("# Tests, set-up and migrations get hints at leaks and waits only, but with --all.");
  for (const std::string& rule : asked.config.analysis.ignore)
    std::printf("# ignored in it: %s\n", rule.c_str());
  std::fputs(toml_of(effective_settings(asked.values)).c_str(), stdout);
}

void print_json(const Asked& asked) {
  Json settings = Json::array();
  for (const EffectiveSetting& one : effective_settings(asked.values)) {
    Json setting = {{"key", one.setting->key}};
    if (!one.name.empty()) setting["name"] = one.name;
    setting["value"] = one.value;
    setting["origin"] = one.origin;
    settings.push_back(std::move(setting));
  }
  const auto text = [](const std::string& path) { return path.empty() ? Json(nullptr) : Json(path); };
  const Json object = {{"file", text(asked.file.empty() ? "" : real_path(asked.file).string())},
                       {"settingsFile", text(asked.settings_file)},
                       {"excluded", asked.config.excluded},
                       {"cold", asked.config.analysis.cold_file},
                       {"ignored", asked.config.analysis.ignore},
                       {"settings", std::move(settings)}};
  std::puts(object.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

}  // namespace

int config_command(const Words& words) {
  CLI::App app(
      "Print the settings that count for a file, as lines of a perfhint.toml, and where each comes from.",
      "perfhint config");
  std::string path = ".";
  bool json = false, schema = false, markdown = false;
  Selection selection;
  app.add_option("FILE", path, "A file, or a folder for all files in it (default: the current one)");
  app.add_flag("--json", json, "As JSON");
  app.add_flag("--schema", schema, "Print the JSON Schema of perfhint.toml and [tool.perfhint] instead");
  app.add_flag("--markdown", markdown, "Print the table of all settings instead");
  add_selection_options(app, selection);
  if (const auto code = parse(app, words)) return *code;
  if (schema || markdown) {
    std::fputs(schema ? (settings_schema().dump(2) + "\n").c_str() : settings_table().c_str(), stdout);
    return exit_clean;
  }
  if (!names_rules("config", selection)) return exit_failed;
  Projects projects(selection);
  const Asked asked = ask(path, projects);
  json ? print_json(asked) : print_text(asked);
  return exit_clean;
}

}  // namespace perfhint::server::cli
