// One row a setting; above them, how each kind of value gets into a Config.
#include "server/settings_table.h"

#include <algorithm>
#include <array>

#include "server/cli/files.h"

namespace perfhint::server {

namespace {

using Names = std::vector<std::string>;

template <auto Member>
void take(const SettingValue& value, const std::string&, Config& config) {
  config.*Member = value.value.get<std::remove_reference_t<decltype(config.*Member)>>();
}

template <auto Member>
void take_in_analysis(const SettingValue& value, const std::string&, Config& config) {
  Settings& analysis = config.analysis;
  analysis.*Member = value.value.get<std::remove_reference_t<decltype(analysis.*Member)>>();
}

template <Python Settings::*Member>
void take_python(const SettingValue& value, const std::string&, Config& config) {
  config.analysis.*Member = parse_python(value.value.get<std::string>()).value_or(default_python);
}

// The choices are in the order of the enumeration.
constexpr std::array<std::string_view, 2> runs = {"onType", "onSave"};
constexpr std::array<std::string_view, 3> inlay_sizes = {"off", "large", "all"};
constexpr std::array<std::string_view, 4> severities = {"off", "hint", "information", "warning"};
constexpr std::array<std::string_view, 9> pythons = {"auto", "3.8",  "3.9",  "3.10", "3.11",
                                                     "3.12", "3.13", "3.14", "3.15"};
static_assert(newest_python.minor - oldest_python.minor + 2 == pythons.size());

template <class Enum>
Enum chosen(std::span<const std::string_view> choices, const SettingValue& value) {
  return static_cast<Enum>(std::ranges::find(choices, value.value.get<std::string>()) - choices.begin());
}

void take_run(const SettingValue& value, const std::string&, Config& config) {
  config.run = chosen<Run>(runs, value);
}

void take_inlay_sizes(const SettingValue& value, const std::string&, Config& config) {
  config.inlay_sizes = chosen<InlaySizes>(inlay_sizes, value);
}

void take_severity(const SettingValue& value, const std::string&, Config& config) {
  config.analysis.severity[value.name] = chosen<Severity>(severities, value);
}

void take_ignore(const SettingValue& value, const std::string&, Config& config) {
  for (const auto& rule : value.value) config.analysis.ignore.insert(rule.get<std::string>());
}

bool matches(const std::string& path, const std::string& base, const Names& patterns) {
  const auto below = path_below(path, base);
  return below && cli::is_excluded(*below, patterns);
}

void take_exclude(const SettingValue& value, const std::string& path, Config& config) {
  config.excluded |= matches(path, value.base, value.value.get<Names>());
}

void take_file_ignores(const SettingValue& value, const std::string& path, Config& config) {
  if (matches(path, value.base, {value.name})) take_ignore(value, path, config);
}

void take_profiles(const SettingValue& value, const std::string&, Config& config) {
  if (!value.value.empty()) config.profiles.push_back({value.base, value.value.get<Names>()});
}

std::string absolute(const std::string& path, const std::string& base) {
  return path.starts_with('/') || base.empty() ? path : base + "/" + path;
}

void take_profile_path(const SettingValue& value, const std::string&, Config& config) {
  config.profile_path_map[value.name] = absolute(value.value.get<std::string>(), value.base);
}

void take_measure_python(const SettingValue& value, const std::string&, Config& config) {
  const auto python = value.value.get<std::string>();
  const bool is_name = python.find('/') == std::string::npos;  // looked up in PATH, as a shell does
  config.measure_python = is_name ? python : absolute(python, value.base);
}

constexpr std::array settings = {
    Setting{.key = "python-version",
            .shape = Shape::choice,
            .standard = "\"3.13\"",
            .about = "the CPython whose times and sizes are told",
            .apply = take_python<&Settings::python>,
            .choices = pythons,
            .inferred = "the virtual environment, `.python-version`, `oldest-python`",
            .flag = "--target",
            .elsewhere = "target-version"},
    Setting{.key = "oldest-python",
            .shape = Shape::choice,
            .standard = "\"3.13\"",
            .about = "the oldest CPython that fixes must suit; never above `python-version`",
            .apply = take_python<&Settings::oldest>,
            .choices = pythons,
            .inferred = "`requires-python`, Ruff's or Black's `target-version`, `python-version`"},
    Setting{.key = "select",
            .shape = Shape::rules,
            .standard = "[]",
            .about = "check only these rules; an empty list is all that pay off on your Python",
            .apply = take_in_analysis<&Settings::select>,
            .flag = "--select"},
    Setting{.key = "ignore",
            .shape = Shape::rules,
            .standard = "[]",
            .about = "do not check these rules",
            .apply = take_ignore,
            .adds_up = true,
            .flag = "--ignore"},
    Setting{.key = "per-file-ignores",
            .shape = Shape::rules,
            .standard = "{}",
            .about = "a table from a pattern to the rules that are not checked in the files that match it",
            .apply = take_file_ignores,
            .keyed = Keyed::by_pattern,
            .adds_up = true},
    Setting{.key = "severity",
            .shape = Shape::choice,
            .standard = "{}",
            .about =
                "a table from a rule to how its hints are shown, whatever the loops around them; a micro "
                "rule is then shown as with `micro`",
            .apply = take_severity,
            .choices = severities,
            .keyed = Keyed::by_rule},
    Setting{.key = "exclude",
            .shape = Shape::patterns,
            .standard = "[]",
            .about = "files and folders without hints, relative to the folder of the settings: `build`, "
                     "`src/gen/**`, `*_pb2.py`",
            .apply = take_exclude,
            .adds_up = true,
            .flag = "--exclude"},
    Setting{.key = "micro",
            .shape = Shape::flag,
            .standard = "false",
            .about = "also show hints of small gain where nothing tells that the code is hot",
            .apply = take_in_analysis<&Settings::micro>,
            .flag = "--all"},
    Setting{.key = "line-length",
            .shape = Shape::number,
            .standard = "88",
            .about = "fixes that would make a line longer are not offered",
            .apply = take_in_analysis<&Settings::line_length>,
            .least = 1,
            .most = 1000,
            .inferred = "Ruff's or Black's `line-length`"},
    Setting{.key = "max-bytes",
            .shape = Shape::number,
            .standard = "2097152",
            .about = "longer files get no hints",
            .apply = take_in_analysis<&Settings::max_bytes>,
            .least = 1,
            .most = UINT32_MAX},
    Setting{.key = "max-hints",
            .shape = Shape::number,
            .standard = "20",
            .about = "how many hints of a file an editor shows at once: those that may gain most",
            .apply = take<&Config::max_hints>,
            .least = 1,
            .most = 10'000},
    Setting{.key = "run",
            .shape = Shape::choice,
            .standard = "\"onType\"",
            .about = "when an editor that does not ask for hints gets them",
            .apply = take_run,
            .choices = runs},
    Setting{.key = "hover",
            .shape = Shape::flag,
            .standard = "true",
            .about = "show sizes and hints where the mouse rests on code",
            .apply = take<&Config::hover>},
    Setting{.key = "ignore-action",
            .shape = Shape::flag,
            .standard = "true",
            .about = "offer, beside a hint's fixes, to ignore it on its line",
            .apply = take<&Config::ignore_action>},
    Setting{.key = "inlay-hints.sizes",
            .shape = Shape::choice,
            .standard = "\"off\"",
            .about = "sizes behind the lines that make values: of none, from 1 KB on, of all",
            .apply = take_inlay_sizes,
            .choices = inlay_sizes},
    Setting{.key = "code-lens.classes",
            .shape = Shape::flag,
            .standard = "false",
            .about = "above each class, what an instance takes and what `__slots__` would save",
            .apply = take<&Config::class_lenses>},
    Setting{.key = "code-lens.profile",
            .shape = Shape::flag,
            .standard = "true",
            .about = "above each function, what it has cost, while a profile is loaded",
            .apply = take<&Config::profile_lenses>},
    Setting{.key = "code-lens.run",
            .shape = Shape::flag,
            .standard = "false",
            .about = "above `if __name__ == \"__main__\"`, ways to profile the file, once you allow it",
            .apply = take<&Config::run_lenses>},
    Setting{.key = "profiles",
            .shape = Shape::patterns,
            .standard = "[]",
            .about = "files that may be profiles: editors load the newest, and load it again when it changes",
            .apply = take_profiles,
            .adds_up = true},
    Setting{.key = "profile-path-map",
            .shape = Shape::path,
            .standard = "{}",
            .about = "a table from where a profile has files to where they are here: `\"/app\" = \"src\"`",
            .apply = take_profile_path,
            .keyed = Keyed::by_path},
    Setting{.key = "measure.enable",
            .shape = Shape::flag,
            .standard = "true",
            .about = "offer to run code on your Python, once you allow it: a hint's before and after its "
                     "fix, a function's, an expression's",
            .apply = take<&Config::measure>},
    Setting{.key = "measure.python",
            .shape = Shape::path,
            .standard = "\"\"",
            .about = "the Python that measures, a path or a name in `PATH`; empty: that of the virtual "
                     "environment, else of `PATH`",
            .apply = take_measure_python},
    Setting{.key = "measure.timeout",
            .shape = Shape::number,
            .standard = "60",
            .about = "seconds that all runs of a measurement may take together",
            .apply = take<&Config::measure_timeout>,
            .least = 1,
            .most = 86'400},
    Setting{.key = "measure.runs",
            .shape = Shape::number,
            .standard = "10",
            .about = "how many processes measure, one after the other",
            .apply = take<&Config::measure_runs>,
            .least = 1,
            .most = 100},
    Setting{.key = "workspace-diagnostics",
            .shape = Shape::flag,
            .standard = "false",
            .about =
                "offer editors the hints of all files of the workspace, not only of open ones; counts when "
                "the server starts",
            .apply = take<&Config::workspace_diagnostics>},
    Setting{.key = "workspace-max-bytes",
            .shape = Shape::number,
            .standard = "8388608",
            .about = "of the hints in one answer about the workspace; the rest comes with the next",
            .apply = take<&Config::workspace_max_bytes>,
            .least = 1,
            .most = UINT32_MAX},
};

}  // namespace

std::span<const Setting> all_settings() { return settings; }

const Setting* find_setting(std::string_view key) {
  const auto* found = std::ranges::find(settings, key, &Setting::key);
  return found == settings.end() ? nullptr : found;
}

}  // namespace perfhint::server
