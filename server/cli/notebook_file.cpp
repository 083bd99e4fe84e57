// Jupyter writes JSON with one space of indentation, VS Code with what the file had; the keys keep their
// order.
#include "server/cli/notebook_file.h"

#include <algorithm>

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

const Json& at(const Json& json, const char* key) {
  static const Json none;
  const auto found = json.is_object() ? json.find(key) : json.end();
  return json.is_object() && found != json.end() ? *found : none;
}

// Who says no language means Python.
bool is_python(const Json& notebook) {
  const Json& metadata = at(notebook, "metadata");
  const Json& language = at(at(metadata, "language_info"), "name");
  const Json& kernel = at(at(metadata, "kernelspec"), "language");
  return language.is_string() ? language == "python" : !kernel.is_string() || kernel == "python";
}

// A string, or a list of lines.
std::optional<std::string> code_of(const Json& source) {
  if (source.is_string()) return source.get<std::string>();
  if (!source.is_array()) return std::nullopt;
  std::string code;
  for (const Json& line : source) {
    if (!line.is_string()) return std::nullopt;
    code += line.get<std::string>();
  }
  return code;
}

Json lines_of(std::string_view code) {
  Json lines = Json::array();
  while (!code.empty()) {
    const std::size_t end = std::min(code.find('\n'), code.size() - 1) + 1;
    lines.push_back(std::string(code.substr(0, end)));
    code.remove_prefix(end);
  }
  return lines;
}

// Discarded: it is no JSON, or nests deeper than any notebook: writing it back recurses.
Json parsed(const std::string& bytes) {
  constexpr int deepest = 500;
  bool too_deep = false;
  const auto keep = [&](int depth, Json::parse_event_t, const Json&) {
    too_deep |= depth > deepest;
    return !too_deep;
  };
  Json json = Json::parse(bytes, keep, false);
  return too_deep ? Json(Json::value_t::discarded) : json;
}

std::string dumped(const Json& json, int indent, char with, std::string_view end) {
  return json.dump(indent, with, false, Json::error_handler_t::replace).append(end);
}

}  // namespace

bool is_notebook(std::string_view path) { return path.ends_with(".ipynb"); }

std::variant<NotebookFile, std::string> NotebookFile::read(std::string bytes) {
  NotebookFile file;
  file.json_ = parsed(bytes);
  const Json& cells = at(file.json_, "cells");
  if (file.json_.is_discarded()) return "is no notebook: it is no JSON";
  if (at(file.json_, "nbformat") != 4 || !cells.is_array())
    return "is no notebook of format 4: open and save it in Jupyter, or leave it out with --exclude";
  file.bytes_ = std::move(bytes);
  if (!is_python(file.json_)) return file;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (at(cells[i], "cell_type") != "code") continue;
    auto code = code_of(at(cells[i], "source"));
    if (!code) return "is no notebook: the source of its cell " + std::to_string(i + 1) + " is no text";
    file.cells_.push_back({i + 1, std::move(*code)});
  }
  return file;
}

std::optional<std::string> NotebookFile::with_code(const std::vector<std::string>& code) const {
  const std::string_view end = bytes_.ends_with('\n') ? "\n" : "";
  for (const auto& [indent, with] : {std::pair(1, ' '), {2, ' '}, {4, ' '}, {1, '\t'}, {-1, ' '}}) {
    if (dumped(json_, indent, with, end) != bytes_) continue;
    Json changed = json_;
    for (std::size_t i = 0; i < code.size(); ++i) {
      if (code[i] == cells_[i].code) continue;
      Json& source = changed["cells"][cells_[i].number - 1]["source"];
      source = source.is_array() ? lines_of(code[i]) : Json(code[i]);
    }
    return dumped(changed, indent, with, end);
  }
  return std::nullopt;
}

}  // namespace perfhint::server::cli
