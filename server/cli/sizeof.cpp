// `perfhint sizeof`: the size of an expression's value, given as text or as a place in a file. Never runs
// Python.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "analysis/layout/size.h"
#include "server/cli/arguments.h"
#include "server/cli/size_batch.h"
#include "server/cli/size_target.h"
#include "server/cli/source_file.h"
#include "server/project_settings.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

Json object_of(const Bytes& bytes) {
  switch (bytes.sort) {
    case Bytes::Sort::exact:
      return {{"bytes", bytes.least}};
    case Bytes::Sort::interval:
      return {{"min", bytes.least}, {"max", bytes.most}};
    case Bytes::Sort::formula:
      return {{"formula", bytes.formula}};
    case Bytes::Sort::unknown:
      break;
  }
  return nullptr;
}

int print(const SizeAnswer& answer, bool json) {
  if (json) {
    const Json object = {{"python", to_string(answer.python)},
                         {"type", answer.type},
                         {"shallow", object_of(answer.shallow)},
                         {"retained", object_of(answer.retained)},
                         {"deep", object_of(answer.deep)},
                         {"unknown", answer.unknown.empty() ? Json(nullptr) : Json(answer.unknown)}};
    std::puts(object.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
  } else {
    for (const std::string& line : answer.lines) std::puts(line.c_str());
  }
  return exit_clean;
}

int fail(const std::string& what) {
  std::fprintf(stderr, "perfhint sizeof: %s\n", what.c_str());
  return exit_failed;
}

// The module, and where in it the value stands.
int answer(const Module& module, std::uint32_t line, std::optional<std::uint32_t> column, Python python,
           bool json) {
  const Target target = find_target(module, line, column);
  if (!target.node) return fail(target.problem);
  if (const auto size = size_of(module, *target.block, target.node, python)) return print(*size, json);
  const std::string why = "nothing is known of its type";
  if (json) return print({python, "unknown", {}, {}, {}, why, {}}, true);
  std::puts(("size unknown: " + why).c_str());
  return exit_clean;
}

}  // namespace

int sizeof_command(const Words& words) {
  CLI::App app("Tell how many bytes the value of an expression takes: by itself, and with all it holds.",
               "perfhint sizeof");
  std::string what;
  std::optional<Python> wanted;
  bool json = false, batch = false;
  app.add_option("WHAT", what,
                 "A Python expression, or FILE:LINE[:COLUMN] (the statement or assignment there)");
  app.add_flag("--batch", batch, "Read questions from standard input, one JSON object a line: {\"id\", \"setup\", \"body\", \"expr\"}");
  add_python(app, "--python,--target", "The Python, as 3.12 (default: pyproject.toml's)", wanted);
  app.add_flag("--json", json, "As one JSON object");
  if (const auto code = parse(app, words)) return *code;

  if (batch) {
    std::ios::sync_with_stdio(false);
    answer_batch(std::cin, std::cout, wanted.value_or(default_python));
    return exit_clean;
  }
  if (what.empty()) return fail("an expression or FILE:LINE[:COLUMN] is needed; see --help");
  const auto place = parse_place(what);
  std::error_code error;
  const bool in_file = place && std::filesystem::is_regular_file(place->path, error);
  const std::filesystem::path folder = in_file ? std::filesystem::path(place->path).parent_path() : "";
  const auto project = project_settings(folder.empty() ? "." : folder);
  const Python python = wanted.value_or(project.python.value_or(default_python));
  if (!in_file) return answer(Module(what), 1, std::nullopt, python, json);
  const ReadSource read = read_source(place->path, UINT32_MAX);
  if (!read.source) return fail(place->path + ": " + read.problem);
  return answer(Module(read.source->text), place->line, place->column, python, json);
}

}  // namespace perfhint::server::cli
