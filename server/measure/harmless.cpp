// Modules whose functions compute, or only look: what may run without asking.
#include <algorithm>
#include <array>
#include <string_view>

#include "server/measure/stand_ins.h"

namespace perfhint::server {

namespace {

constexpr std::array<std::string_view, 48> modules = {
    "__future__",  "abc",      "array",      "base64",    "binascii",    "bisect",      "cmath",
    "collections", "colorsys", "contextlib", "copy",      "csv",         "dataclasses", "datetime",
    "decimal",     "difflib",  "enum",       "fractions", "functools",   "hashlib",     "heapq",
    "html",        "io",       "itertools",  "json",      "keyword",     "logging",     "math",
    "numbers",     "numpy",    "operator",   "pandas",    "pickle",      "pprint",      "queue",
    "random",      "re",       "statistics", "string",    "struct",      "sys",         "textwrap",
    "threading",   "time",     "types",      "typing",    "unicodedata", "zlib"};

constexpr std::array<std::string_view, 5> of_os = {"os.path", "os.sep", "os.fspath", "os.linesep",
                                                   "os.cpu_count"};

// What writes, in modules that otherwise compute.
constexpr std::array<std::string_view, 12> writers = {"save",      "savez",    "savetxt", "tofile",
                                                      "to_csv",    "to_sql",   "to_json", "to_parquet",
                                                      "to_pickle", "to_excel", "FileIO",  "open"};

constexpr std::array<std::string_view, 9> builtins = {"__import__", "breakpoint", "compile", "eval", "exec",
                                                      "exit",       "input",      "open",    "quit"};

bool is_below(std::string_view qualified, std::string_view name) {
  return qualified.starts_with(name) && (qualified.size() == name.size() || qualified[name.size()] == '.');
}

}  // namespace

bool is_harmless_import(std::string_view qualified) {
  const std::string_view last = qualified.substr(qualified.rfind('.') + 1);
  if (std::ranges::find(writers, last) != writers.end()) return false;
  const auto is_in = [&](std::string_view name) { return is_below(qualified, name); };
  return std::ranges::any_of(modules, is_in) || std::ranges::any_of(of_os, is_in);
}

bool is_harmless_builtin(std::string_view name) {
  return std::ranges::find(builtins, name) == builtins.end();
}

}  // namespace perfhint::server
