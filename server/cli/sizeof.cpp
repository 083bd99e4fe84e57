// `perfhint sizeof`: the size of an expression's value, given as text or as a place in a file. Never runs
// Python.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "analysis/layout/size.h"
#include "server/cli/arguments.h"
#include "server/cli/import_loader.h"
#include "server/cli/size_batch.h"
#include "server/cli/size_target.h"
#include "server/cli/source_file.h"
#include "server/layout_json.h"
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
      return {{"formula", bytes.formula}, {"n", 1000}, {"bytes", bytes.most}};  // worked out for that n
    case Bytes::Sort::unknown:
      break;
  }
  return nullptr;
}

// Of a class's name: where the parts of its instances lie. Null for anything else.
Json layout_of(const Module& module, const Target& target, Python python) {
  const bool of_class = target.node.parent().is(Kind::class_definition) && target.node.field() == Field::name;
  return of_class ? Json(layout_json(module, *target.block, target.node, python)) : Json();
}

int print(const SizeAnswer& answer, bool json, const Json& layout = nullptr) {
  if (json) {
    const Json object = {{"python", to_string(answer.python)},
                         {"type", answer.type},
                         {"shallow", object_of(answer.shallow)},
                         {"retained", object_of(answer.retained)},
                         {"deep", object_of(answer.deep)},
                         {"layout", layout},
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

std::string short_form(const Bytes& bytes) {
  switch (bytes.sort) {
    case Bytes::Sort::exact:
      return with_thousands(bytes.least);
    case Bytes::Sort::interval:
      return with_thousands(bytes.least) + ".." + with_thousands(bytes.most);
    case Bytes::Sort::formula:
      return with_thousands(bytes.most) + " (n = 1,000)";
    case Bytes::Sort::unknown:
      break;
  }
  return "?";
}

// What is asked of an assignment is told of its target.
Node asked_node(Node node) {
  const Node assignment = node.parent();
  const bool value = assignment.is(Kind::assignment) && node.field() == Field::right;
  const Node target = assignment.child(Field::left);
  return value && target.is_any(Kind::identifier, Kind::attribute) ? target : node;
}

constexpr std::uint64_t patient_steps = 3'000'000;  // a second or so

struct Question {
  std::uint32_t line = 1;
  std::optional<std::uint32_t> column;
  Python python = default_python;
  bool json = false, all = false;
};

// One row a version.
int print_all(const Module& module, const Target& target, bool json) {
  Json rows = Json::array();
  if (!json) std::printf("%-7s %20s %20s %20s\n", "Python", "getsizeof", "retained", "reachable");
  for (std::uint8_t minor = oldest_python.minor; minor <= newest_python.minor; ++minor) {
    const Python python{minor};
    const auto size = size_of(module, *target.block, asked_node(target.node), python, patient_steps);
    const SizeAnswer none{};
    const SizeAnswer& told = size ? *size : none;
    if (json) {
      rows.push_back({{"python", to_string(python)},
                      {"shallow", object_of(told.shallow)},
                      {"retained", object_of(told.retained)},
                      {"deep", object_of(told.deep)},
                      {"layout", layout_of(module, target, python)}});
    } else {
      std::printf("%-7s %20s %20s %20s\n", to_string(python).c_str(), short_form(told.shallow).c_str(),
                  short_form(told.retained).c_str(), short_form(told.deep).c_str());
    }
  }
  if (json) std::puts(rows.dump(2).c_str());
  return exit_clean;
}

std::string why_unknown(Node node) {
  const std::string text(node.text().substr(0, std::min<std::size_t>(40, node.text().find('\n'))));
  if (node.is(Kind::call)) return "what `" + text + "` returns is not known here";
  if (node.is(Kind::identifier)) return "what `" + text + "` stands for is not known here";
  return "part of `" + text + "` is not known here";
}

// The module, and where in it the value stands.
int answer(const Module& module, const Question& question) {
  const Target target = find_target(module, question.line, question.column);
  if (!target.node) return fail(target.problem);
  if (question.all) return print_all(module, target, question.json);
  if (const auto size =
          size_of(module, *target.block, asked_node(target.node), question.python, patient_steps))
    return print(*size, question.json, layout_of(module, target, question.python));
  const std::string why = why_unknown(target.node);
  if (question.json) return print({question.python, "unknown", {}, {}, {}, why, {}}, true);
  std::puts(("size unknown: " + why).c_str());
  return exit_clean;
}

}  // namespace

int sizeof_command(const Words& words) {
  CLI::App app("Tell how many bytes the value of an expression takes: by itself, and with all it holds.",
               "perfhint sizeof");
  std::string what;
  std::optional<Python> wanted;
  bool batch = false;
  Question question;
  app.add_option("WHAT", what,
                 "A Python expression, or FILE:LINE[:COLUMN] (the statement or assignment there)");
  app.add_flag(
      "--batch", batch,
      "Read questions from standard input, one JSON object a line: {\"id\", \"setup\", \"body\", \"expr\"}");
  add_python(app, "--python,--target", "The Python, as 3.12 (default: the project's)", wanted);
  app.add_flag("--all", question.all, "A table of all versions, 3.8 to 3.15");
  app.add_flag("--json", question.json, "As JSON");
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
  question.python = wanted.value_or(python_of_folder(folder));
  if (!in_file) return answer(Module(what), question);
  const ReadSource read = read_source(place->path, UINT32_MAX);
  if (!read.source) return fail(place->path + ": " + read.problem);
  question.line = place->line;
  question.column = place->column;
  ImportLoader loader({std::filesystem::current_path(error).string()});
  return answer(loader.with_bases(place->path, read.source->text), question);
}

}  // namespace perfhint::server::cli
