#include "server/cli/selection.h"

#include <cstdio>
#include <filesystem>

#include "analysis/rules/rule.h"
#include "server/cli/arguments.h"
#include "server/cli/unknown_rule.h"
#include "server/settings_table.h"

namespace perfhint::server::cli {

namespace {

// Words with commas between them; what follows is no more of them.
void add_list(CLI::App& app, const std::string& name, std::vector<std::string>& to, const std::string& type,
              const std::string& help) {
  app.add_option(name, to, help)->delimiter(',')->allow_extra_args(false)->type_name(type);
}

}  // namespace

SettingValues Selection::values() const {
  SettingValues values;
  std::error_code error;
  const std::string base = std::filesystem::current_path(error).string();
  const auto add = [&](std::string_view key, rpc::Json value) {
    const Setting* setting = find_setting(key);
    values.push_back({setting, "", std::move(value), std::string(setting->flag), base});
  };
  if (target) add("python-version", to_string(*target));
  if (!select.empty()) add("select", select);
  if (!ignore.empty()) add("ignore", ignore);
  if (!exclude.empty()) add("exclude", exclude);
  if (all) add("micro", true);
  return values;
}

void add_selection_options(CLI::App& app, Selection& selection) {
  add_list(app, "--select", selection.select, "RULES", "Only these rules (with commas)");
  add_list(app, "--ignore", selection.ignore, "RULES", "All but these rules (with commas)");
  app.add_flag("--all", selection.all, "Every hint: micro ones, and in tests and migrations too");
  add_python(app, "--target", "The Python whose costs count, as 3.12 (default: the project's)",
             selection.target);
  add_list(app, "--exclude", selection.exclude, "PATTERNS",
           "Leave out files and folders that match (with commas)");
}

bool names_rules(std::string_view command, const Selection& selection) {
  for (const auto* names : {&selection.select, &selection.ignore}) {
    for (const std::string& name : *names) {
      if (find_rule(name) != nullptr) continue;
      std::fprintf(stderr, "perfhint %.*s: %s\n", static_cast<int>(command.size()), command.data(),
                   unknown_rule(name).c_str());
      return false;
    }
  }
  return true;
}

}  // namespace perfhint::server::cli
