// Config: what one file is to be served with. Sources of settings say SettingValues; those of all sources,
// the strongest last, make a Config.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/settings.h"
#include "protocol/jsonrpc.h"

namespace perfhint::server {

struct Setting;  // settings_table.h

// When hints are pushed to clients that do not pull them.
enum class Run { on_type, on_save };

// Which sizes are shown behind the code.
enum class InlaySizes { off, large, all };

// Files that may be profiles.
struct ProfilePatterns {
  std::string base;  // absolute: the folder that they are relative to
  std::vector<std::string> patterns;
  bool operator==(const ProfilePatterns&) const = default;
};

struct Config {
  Settings analysis;
  bool excluded = false;         // some source wants no hints in this file
  std::uint32_t max_hints = 20;  // shown of a file at once: those of the highest rank
  Run run = Run::on_type;
  bool hover = true;
  InlaySizes inlay_sizes = InlaySizes::off;
  bool class_lenses = false;
  bool profile_lenses = true;
  bool run_lenses = false;
  bool ignore_action = true;           // offer "ignore on this line"
  bool measure = true;                 // offer to measure fixes
  std::string measure_python;          // empty: the project's
  std::uint32_t measure_timeout = 60;  // seconds
  std::uint32_t measure_runs = 10;
  // Of the session; of a file they say nothing.
  std::vector<ProfilePatterns> profiles;                // the newest of these is loaded
  std::map<std::string, std::string> profile_path_map;  // to absolute paths
  bool workspace_diagnostics = false;                   // offer the hints of files that are not open
  std::uint32_t workspace_max_bytes = 8u << 20;         // of the hints in one answer about the workspace
  bool operator==(const Config&) const = default;
};

// What one source says of one setting.
struct SettingValue {
  const Setting* setting;
  std::string name;    // the rule or the pattern that it is about, where the setting is a table of such
  rpc::Json value;     // fits the setting
  std::string origin;  // "/w/pyproject.toml:12", "--target", "the editor"
  std::string base;    // absolute: the folder that patterns are relative to
};
using SettingValues = std::vector<SettingValue>;  // a later one counts, not an earlier one of the same key

// `path`: absolute; empty for what is no file. `root`: of the workspace or project, below which a path tells
// whether the file is cold.
Config config_for(const std::string& path, const std::string& root, const SettingValues&);

// Tests, set-up and migrations run seldom or on little: only leaks and waits are worth a hint there.
// `path` is relative to the workspace: what lies above it says nothing.
bool is_cold_file(const std::string& path);

// The innermost of the workspace's folders that `path` is below, else the first; empty without folders.
std::string workspace_root(const std::vector<std::string>& folders, const std::string& path);

// `path` relative to `base`; none if it is not below it.
std::optional<std::string> path_below(const std::string& path, const std::string& base);

}  // namespace perfhint::server
