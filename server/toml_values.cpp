#include "server/toml_values.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>

namespace perfhint::server {

namespace {

using rpc::Json;

class Converter {
 public:
  explicit Converter(SettingLines& lines) : lines_(lines) {}

  Json convert(const toml::node& node) {
    if (const toml::table* table = node.as_table()) return convert_table(*table);
    if (const toml::array* array = node.as_array()) return convert_array(*array);
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return number->get();
    if (const auto* number = node.as_floating_point()) return number->get();
    if (const auto* flag = node.as_boolean()) return flag->get();
    return Json::binary({});
  }

 private:
  Json convert_table(const toml::table& table) {
    Json out = Json::object();
    for (const auto& [key, node] : table) {
      path_.emplace_back(key.str());
      lines_[path_] = key.source().begin.line;
      out[std::string(key.str())] = convert(node);
      path_.pop_back();
    }
    return out;
  }

  Json convert_array(const toml::array& array) {
    Json out = Json::array();
    for (const toml::node& node : array) {
      path_.push_back(std::to_string(out.size()));
      lines_[path_] = node.source().begin.line;
      out.push_back(convert(node));
      path_.pop_back();
    }
    return out;
  }

  SettingLines& lines_;
  SettingPath path_;
};

}  // namespace

std::variant<TomlValues, TomlError> toml_values(std::string_view text, const SettingPath& path) {
  try {
    const toml::table document = toml::parse(text);
    const toml::table* table = &document;
    for (const std::string& key : path) {
      const toml::node* inner = table->get(key);
      table = inner == nullptr ? nullptr : inner->as_table();
      if (table == nullptr) return TomlValues{};
    }
    TomlValues out;
    out.values = Converter(out.lines).convert(*table);
    return out;
  } catch (const toml::parse_error& error) {
    return TomlError{error.source().begin.line, std::string(error.description())};
  }
}

}  // namespace perfhint::server
