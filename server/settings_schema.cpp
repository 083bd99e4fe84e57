#include "server/settings_schema.h"

#include <fmt/format.h>

#include <cctype>

#include "analysis/rules/pages.h"
#include "analysis/rules/rule.h"
#include "server/cli/rule_page.h"
#include "server/settings_table.h"

namespace perfhint::server {

namespace {

using Json = nlohmann::ordered_json;

Json rule() { return {{"$ref", "#/definitions/rule"}}; }

// What completes a rule's name tells what it is about.
Json rule_names() {
  Json names = Json::array();
  for (const Rule* one : all_rules())
    names.push_back({{"const", one->name}, {"description", cli::first_sentence(page_of(one->name))}});
  return {{"anyOf", std::move(names)}};
}

Json schema_of_value(const Setting& setting) {
  switch (setting.shape) {
    case Shape::flag:
      return {{"type", "boolean"}};
    case Shape::number:
      return {{"type", "integer"}, {"minimum", setting.least}, {"maximum", setting.most}};
    case Shape::choice:
      return {{"type", "string"}, {"enum", setting.choices}};
    case Shape::rules:
      return {{"type", "array"}, {"items", rule()}};
    case Shape::patterns:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case Shape::path:
      return setting.keyed == Keyed::no ? Json{{"type", "string"}}
                                        : Json{{"type", "string"}, {"minLength", 1}};
  }
  return {};
}

std::string sentence(std::string text) {
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

Json schema_of(const Setting& setting) {
  Json schema = schema_of_value(setting);
  if (setting.keyed != Keyed::no) {
    Json table = {{"type", "object"}};
    if (setting.keyed == Keyed::by_rule) table["propertyNames"] = rule();
    table["additionalProperties"] = std::move(schema);
    schema = std::move(table);
  }
  schema["description"] = sentence(std::string(setting.about));
  if (setting.inferred.empty()) {
    schema["default"] = Json::parse(setting.standard);
  } else {
    schema["description"] = schema["description"].get<std::string>() +
                            fmt::format(" Not set: {}, else {}.", setting.inferred, setting.standard);
  }
  return schema;
}

Json object(Json properties) {
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

std::string code(std::string_view text) { return fmt::format("`{}`", text); }

std::string default_cell(const Setting& setting) {
  if (setting.inferred.empty()) return code(setting.standard);
  return fmt::format("{}, else {}", setting.inferred, code(setting.standard));
}

std::string about_cell(const Setting& setting) {
  std::string text(setting.about);
  const bool tells_choices = !setting.choices.empty() && setting.choices.front() != no_choice;
  for (const std::string_view& choice : setting.choices) {
    if (!tells_choices) break;
    text += (&choice == &setting.choices.front() ? ": " : ", ") + code(fmt::format("\"{}\"", choice));
  }
  return text;
}

}  // namespace

Json settings_schema() {
  Json properties = Json::object();
  for (const Setting& setting : all_settings()) {
    const std::string key(setting.key);
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos) {
      properties[key] = schema_of(setting);
      continue;
    }
    Json& table = properties[key.substr(0, dot)];
    if (table.is_null()) table = object(Json::object());
    table["properties"][key.substr(dot + 1)] = schema_of(setting);
  }
  Json schema = {
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"$id", "https://perfhint.dev/perfhint.schema.json"},
      {"title", "perfhint"},
      {"description", "The settings of perfhint: perfhint.toml, or [tool.perfhint] in pyproject.toml."}};
  schema.update(object(std::move(properties)));
  schema["definitions"] = {{"rule", rule_names()}};
  return schema;
}

std::string settings_table() {
  std::string out = "\n| setting | default | what it does | flag |\n|---|---|---|---|\n";
  for (const Setting& setting : all_settings()) {
    out += fmt::format("| {} | {} | {} | {} |\n", code(setting.key), default_cell(setting),
                       about_cell(setting), setting.flag.empty() ? "" : code(setting.flag));
  }
  return out;
}

}  // namespace perfhint::server
