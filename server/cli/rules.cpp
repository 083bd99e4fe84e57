// `perfhint rules`: every rule on a line, with its fix and what it gains on a Python.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
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
  const std::string_view page = page_of(rule.name);
  return {{"rule", rule.name},        {"impact", name_of(rule.impact)},   {"topic", name_of(rule.topic)},
          {"fix", fixes_of(page)},    {"pythons", pythons_of(rule.name)}, {"on", is_on(rule.name, target)},
          {"gain", std::move(gains)}, {"summary", first_sentence(page)}};
}

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

void print_table(Python target) {
  constexpr std::string_view row = "{:<{}}  {:<7} {:<11} {:<14} {:<10} {:<21} {}\n";
  std::size_t widest = 4;
  for (const Rule* rule : all_rules()) widest = std::max(widest, rule->name.size());
  print(fmt::format(row, "rule", widest, "impact", "topic", "fix", "pythons", "gain on " + to_string(target),
                    ""));
  for (const Rule* rule : all_rules()) {
    const std::string_view page = page_of(rule->name);
    print(fmt::format(row, rule->name, widest, name_of(rule->impact), name_of(rule->topic), fixes_of(page),
                      pythons_of(rule->name), gain_words(rule->name, target), first_sentence(page)));
  }
}

std::string file_of(std::string_view rule) {
  std::string file(rule);
  std::ranges::replace(file, '-', '_');
  return file;
}

std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.insert(at, "\\");
  }
  return text;
}

// One table a topic, growth first: what the README shows.
void print_markdown(Python target) {
  for (const Topic topic :
       {Topic::lookup, Topic::copy, Topic::cpu, Topic::memory, Topic::concurrency, Topic::io}) {
    std::vector<const Rule*> rules;
    std::ranges::copy_if(all_rules(), std::back_inserter(rules),
                         [&](const Rule* rule) { return rule->topic == topic; });
    if (rules.empty()) continue;
    std::ranges::stable_sort(rules, {}, [](const Rule* rule) { return rule->impact; });
    print(fmt::format(
        "\n| {} | impact | fix | Pythons | gain on {} | what it sees |\n|---|---|---|---|---|---|\n",
        name_of(topic), to_string(target)));
    for (const Rule* rule : rules) {
      print(fmt::format("| [{}](analysis/rules/{}.md) | {} | {} | {} | {} | {} |\n", rule->name,
                        file_of(rule->name), name_of(rule->impact), fixes_of(page_of(rule->name)),
                        pythons_of(rule->name), gain_words(rule->name, target),
                        cell(first_sentence(page_of(rule->name)))));
    }
  }
}

}  // namespace

int rules_command(const Words& words) {
  CLI::App app(
      "List all rules: impact, topic, fix, the Pythons they are on for, the best gain measured on one, and "
      "what "
      "they are about.",
      "perfhint rules");
  bool json = false, markdown = false;
  std::optional<Python> target;
  app.add_flag("--markdown", markdown, "As Markdown tables, one a topic");
  app.add_flag("--json", json, "As an array of objects, with the gains on every Python");
  add_python(app, "--target", "The Python whose gains count, as 3.12 (default: the project's)", target);
  if (const auto code = parse(app, words)) return *code;
  const Python python = target.value_or(python_of_folder("."));
  if (!json) {
    markdown ? print_markdown(python) : print_table(python);
    return exit_clean;
  }
  Json array = Json::array();
  for (const Rule* rule : all_rules()) array.push_back(object_of(*rule, python));
  std::fputs((array.dump(2) + "\n").c_str(), stdout);
  return exit_clean;
}

}  // namespace perfhint::server::cli
