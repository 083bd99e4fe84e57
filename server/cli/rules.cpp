// `perfhint rules`: every rule on a line, with what it gains on a Python.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "analysis/rules/pages.h"
#include "analysis/rules/rule.h"
#include "server/cli/arguments.h"
#include "server/cli/rule_page.h"
#include "server/project_settings.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

Json object_of(const Rule& rule, Python target) {
  Json gains = Json::object();
  for (std::uint8_t minor = oldest_python.minor; minor <= newest_python.minor; ++minor) {
    const double gain = best_gain(rule.name, Python{minor});
    if (gain > 0) gains[to_string(Python{minor})] = gain;
  }
  return {{"rule", rule.name},
          {"impact", name_of(rule.impact)},
          {"topic", name_of(rule.topic)},
          {"on", is_on(rule.name, target)},
          {"gain", std::move(gains)},
          {"summary", first_sentence(page_of(rule.name))}};
}

void print_table(Python target) {
  std::size_t widest = 4;
  for (const Rule* rule : all_rules()) widest = std::max(widest, rule->name.size());
  const std::string gain_title = "on " + to_string(target);
  std::fputs(
      fmt::format("{:<{}}  {:<7} {:<11} {:>8}  {}\n", "rule", widest, "impact", "topic", gain_title, "")
          .c_str(),
      stdout);
  for (const Rule* rule : all_rules()) {
    const double gain = best_gain(rule->name, target);
    const std::string shown = !is_on(rule->name, target) ? "off" : gain > 0 ? times(gain) : "on";
    std::fputs(fmt::format("{:<{}}  {:<7} {:<11} {:>8}  {}\n", rule->name, widest, name_of(rule->impact),
                           name_of(rule->topic), shown, first_sentence(page_of(rule->name)))
                   .c_str(),
               stdout);
  }
}

}  // namespace

int rules_command(const Words& words) {
  CLI::App app(
      "List all rules: impact, topic, the best time gain measured on a Python, and what they are about.",
      "perfhint rules");
  bool json = false;
  std::optional<Python> target;
  app.add_flag("--json", json, "As an array of objects, with the gains on every Python");
  add_python(app, "--target", "The Python whose gains count, as 3.12 (default: pyproject.toml's)", target);
  if (const auto code = parse(app, words)) return *code;
  const Python python = target.value_or(project_settings(".").python.value_or(default_python));
  if (!json) {
    print_table(python);
    return exit_clean;
  }
  Json array = Json::array();
  for (const Rule* rule : all_rules()) array.push_back(object_of(*rule, python));
  std::fputs((array.dump(2) + "\n").c_str(), stdout);
  return exit_clean;
}

}  // namespace perfhint::server::cli
