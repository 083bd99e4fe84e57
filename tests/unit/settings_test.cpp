// The table of settings, its readers, and all that is made from it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "server/project_settings.h"
#include "server/settings_schema.h"
#include "server/settings_table.h"

namespace perfhint::server {
namespace {

using rpc::Json;

std::string source(const std::string& name) {
  std::ifstream in(std::string(PERFHINT_SOURCE_DIR) + "/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

Config config_of(const SettingValues& values) { return config_for("/w/a.py", "/w", values); }

// A value that is not the default and changes what /w/a.py gets.
Json other_value(const Setting& setting) {
  switch (setting.shape) {
    case Shape::flag:
      return setting.standard != "true";
    case Shape::number:
      return setting.least;
    case Shape::choice:
      return setting.choices.front() == no_choice ? Json("3.10") : Json(setting.choices.back());
    case Shape::rules:
      return Json::array({"list-pop0"});
    case Shape::path:
      return "a.py";
    case Shape::patterns:
      return Json::array({"a.py"});
  }
  return nullptr;
}

Json told(const Setting& setting) {
  const Json value = other_value(setting);
  if (setting.keyed == Keyed::no) return value;
  return {{setting.keyed == Keyed::by_rule ? "list-pop0" : "a.py", value}};
}

// {"inlay-hints": {"sizes": value}}
Json section_of(std::string_view key, const Json& value) {
  const std::size_t dot = key.find('.');
  if (dot == std::string_view::npos) return {{std::string(key), value}};
  return {{std::string(key.substr(0, dot)), {{std::string(key.substr(dot + 1)), value}}}};
}

std::string camel(std::string_view kebab) {
  std::string out;
  for (std::size_t i = 0; i < kebab.size(); ++i)
    out += kebab[i] == '-' ? static_cast<char>(std::toupper(kebab[++i])) : kebab[i];
  return out;
}

std::string toml(const Json& value) {
  if (!value.is_object()) return value.dump();
  return "{ \"" + value.begin().key() + "\" = " + toml(value.front()) + " }";
}

TEST(Settings, DefaultsOfTheTableAreThoseOfTheProgram) {
  SettingValues values;
  for (const Setting& setting : all_settings()) {
    if (setting.keyed == Keyed::no) values.push_back({&setting, "", Json::parse(setting.standard), "", "/w"});
  }
  EXPECT_EQ(config_of(values), config_of({}));
}

TEST(Settings, EachCanBeSetInAFileAndInAnEditor) {
  for (const Setting& setting : all_settings()) {
    const std::string key(setting.key);
    std::vector<SettingProblem> problems;
    const auto file =
        parse_settings_file("\n" + key + " = " + toml(told(setting)) + "\n", "/w/perfhint.toml", problems);
    ASSERT_TRUE(file && problems.empty() && file->problems.empty()) << key;
    EXPECT_NE(config_of(file->values), config_of({})) << key;
    EXPECT_EQ(file->values[0].origin, "/w/perfhint.toml:2");
    for (const std::string& spelling : {key, camel(key)}) {
      auto editor = editor_settings({{"perfhint", section_of(spelling, told(setting))}});
      ASSERT_TRUE(editor && editor->problems.empty()) << spelling;
      editor->values[0].base = "/w";
      EXPECT_EQ(config_of(editor->values), config_of(file->values)) << spelling;
    }
  }
}

struct ProblemRow {
  const char *toml, *problem;  // empty: none
};

constexpr ProblemRow problem_rows[] = {
    {"micro = true", ""},
    {"python-version = 'auto'", ""},
    {"inlay-hints.sizes = 'all'\ncode-lens = { classes = true }", ""},
    {"per-file-ignores.'tests/*' = ['list-pop0']", ""},
    {"python_version = '3.11'",
     ":1: perfhint knows no setting \"python_version\": did you mean \"python-version\"?"},
    {"target-version = '3.11'",
     ":1: perfhint knows no setting \"target-version\": did you mean \"python-version\"?"},
    {"target = '3.11'", ":1: perfhint knows no setting \"target\": did you mean \"python-version\"?"},
    {"'' = 1", ":1: perfhint knows no setting \"\"; perfhint config lists all"},
    {"micro = true\n\nquite-other = 1",
     ":3: perfhint knows no setting \"quite-other\"; perfhint config lists all"},
    {"inlay-hints.size = 'all'",
     ":1: perfhint knows no setting \"inlay-hints.size\": did you mean \"inlay-hints.sizes\"?"},
    {"code-lens = true",
     ":1: \"code-lens\" must be a table with \"classes\", \"profile\" or \"run\", not true"},
    {"python-version = 3.11",
     ":1: \"python-version\" must be \"auto\", \"3.8\", \"3.9\", \"3.10\", \"3.11\", \"3.12\", \"3.13\", "
     "\"3.14\" or "
     "\"3.15\", not 3.11"},
    {"select = 'list-pop0'", ":1: \"select\" must be a list of rules, not \"list-pop0\""},
    {"exclude = [1]", ":1: \"exclude\" must be a list of patterns, not [1]"},
    {"ignore = [\n  'list-pop0',\n  'list-pop',\n]",
     ":3: \"ignore\": no rule \"list-pop\": did you mean list-pop0?; perfhint rules lists all"},
    {"[per-file-ignores]\n'a.py' = ['list-pop']",
     ":2: \"per-file-ignores.a.py\": no rule \"list-pop\": did you mean list-pop0?; perfhint rules lists "
     "all"},
    {"[per-file-ignores]\n'a.py' = 'list-pop0'",
     ":2: \"per-file-ignores.a.py\" must be a list of rules, not \"list-pop0\""},
    {"per-file-ignores = ['a.py']",
     ":1: \"per-file-ignores\" must be a table from patterns to a list of rules, not [\"a.py\"]"},
    {"[severity]\nlist-pop = 'hint'",
     ":2: \"severity\": no rule \"list-pop\": did you mean list-pop0?; perfhint rules lists all"},
    {"[severity]\nlist-pop0 = 'error'",
     ":2: \"severity.list-pop0\" must be \"off\", \"hint\", \"information\" or \"warning\", not \"error\""},
    {"severity = 'hint'",
     ":1: \"severity\" must be a table from rules to \"off\", \"hint\", \"information\" or \"warning\", not "
     "\"hint\""},
    {"max-hints = 0", ":1: \"max-hints\" must be a number from 1 to 10000, not 0"},
    {"max-bytes = -1", ":1: \"max-bytes\" must be a number from 1 to 4294967295, not -1"},
    {"line-length = 2024-01-01", ":1: \"line-length\" must be a number from 1 to 1000, not a date"},
    {"hover = 1", ":1: \"hover\" must be true or false, not 1"},
    {"[tool.perfhint]\nmicro = true",
     ":1: the settings of a perfhint.toml stand at its top, without [tool.perfhint]"},
};

TEST(Settings, ProblemsTellWhereAndWhatToDo) {
  for (const ProblemRow& row : problem_rows) {
    std::vector<SettingProblem> syntax;
    const auto read = parse_settings_file(row.toml, "/w/perfhint.toml", syntax);
    ASSERT_TRUE(read) << row.toml;
    std::string told;
    for (const SettingProblem& problem : read->problems) told += problem.text();
    EXPECT_EQ(told, *row.problem == '\0' ? "" : std::string("/w/perfhint.toml") + row.problem) << row.toml;
  }
}

TEST(Settings, WhatIsRightCountsBesideWhatIsWrong) {
  std::vector<SettingProblem> syntax;
  const auto read = parse_settings_file(
      "[tool.perfhint]\nmicro = 'yes'\nmax-hints = 7\nignore = ['list-pop0', 'nonsense']\nseverity.x = "
      "'hint'\n",
      "/w/pyproject.toml", syntax);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->problems.size(), 3u);
  const Config config = config_of(read->values);
  EXPECT_FALSE(config.analysis.micro);
  EXPECT_EQ(config.max_hints, 7u);
  EXPECT_TRUE(config.analysis.ignore.contains("list-pop0"));
}

TEST(Settings, FilesThatSayNothingDoNotCount) {
  std::vector<SettingProblem> problems;
  EXPECT_FALSE(parse_settings_file("[project]\nname = 'x'\n", "/w/pyproject.toml", problems));
  EXPECT_TRUE(parse_settings_file("[tool.perfhint]\n", "/w/pyproject.toml", problems));
  EXPECT_TRUE(parse_settings_file("", "/w/perfhint.toml", problems));
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(parse_settings_file("micro = true\n[tool\n", "/w/perfhint.toml", problems));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0].text(), testing::StartsWith("/w/perfhint.toml:2: is no TOML: "));
}

TEST(Settings, TheSchemaIsTheCommittedOne) {
  EXPECT_EQ(source("editors/perfhint.schema.json"), settings_schema().dump(2) + "\n") << "run ./dev readme";
}

TEST(Settings, TheReadmeShowsThemAsTheyAre) {
  const std::string text = source("README.md");
  const std::string begin = "<!-- settings: ./dev readme -->\n", end = "<!-- /settings -->";
  const std::size_t from = text.find(begin), to = text.find(end);
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos);
  EXPECT_EQ(text.substr(from + begin.size(), to - from - begin.size()), settings_table() + "\n")
      << "run ./dev readme";
}

// VS Code's names for them, and the values that it lets through.

}  // namespace
}  // namespace perfhint::server
