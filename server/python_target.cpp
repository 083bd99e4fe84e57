// Each file is asked by a small reader of its own; the walk upward asks them in the order of their weight.
#include "server/python_target.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "server/project_file.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

std::optional<int> number(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// ">= 3.9" -> 9; 0 for Python 2; none for an upper bound and what cannot be read.
std::optional<int> least_minor(std::string_view clause) {
  clause.remove_prefix(std::min(clause.find_first_not_of(' '), clause.size()));
  const std::size_t digits = std::min(clause.find_first_of("0123456789"), clause.size());
  std::string_view op = clause.substr(0, digits);
  while (op.ends_with(' ')) op.remove_suffix(1);
  if (op != ">=" && op != ">" && op != "~=" && op != "==" && op != "===") return std::nullopt;
  clause.remove_prefix(digits);
  const auto major = number(clause);
  if (!major) return std::nullopt;
  if (*major < 3) return 0;
  if (!clause.starts_with('.')) return 0;
  clause.remove_prefix(1);
  const auto minor = number(clause);
  // "> 3.9" without a patch means 3.10 and later; "> 3.9.1" still allows 3.9.
  return minor && op == ">" && !clause.starts_with('.') ? *minor + 1 : minor.value_or(0);
}

Python clamped(int minor) {
  return {static_cast<std::uint8_t>(std::clamp<int>(minor, oldest_python.minor, newest_python.minor))};
}

// "3.12", "3.12.1"; none for Python 2, PyPy and what is no version.
std::optional<Python> version(std::string_view text) {
  if (!text.starts_with("3.")) return std::nullopt;
  text.remove_prefix(2);
  const auto minor = number(text);
  if (!minor || (!text.empty() && text[0] != '.' && text[0] != 't'))
    return std::nullopt;  // 3.13t: without the GIL
  return clamped(*minor);
}

// "py311" -> 3.11
std::optional<Python> target_version(std::string_view text) {
  if (!text.starts_with("py3")) return std::nullopt;
  text.remove_prefix(3);
  const auto minor = number(text);
  return minor && text.empty() ? std::optional(clamped(*minor)) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

template <class Each>
void each_line(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    each(trimmed(line));
  }
}

std::optional<Python> read_venv(const fs::path& venv, PythonTarget& target) {
  const auto text = file_text(venv / "pyvenv.cfg");
  const auto python = text ? interpreter_by_venv(*text) : std::nullopt;
  if (python) target.interpreter_from = "pyvenv.cfg of " + venv.string();
  return python;
}

void ask_interpreter(const fs::path& folder, PythonTarget& target) {
  for (const char* name : {".venv", "venv"}) {
    if (!target.interpreter) target.interpreter = read_venv(folder / name, target);
  }
  if (target.interpreter) return;
  if (const auto text = file_text(folder / ".python-version")) {
    target.interpreter = interpreter_by_version_file(*text);
    if (target.interpreter) target.interpreter_from = ".python-version of " + folder.string();
  }
}

void ask_oldest(const fs::path& folder, PythonTarget& target) {
  if (const auto text = file_text(folder / "pyproject.toml")) {
    std::string what;
    target.oldest = oldest_by_pyproject(*text, &what);
    if (target.oldest) target.oldest_from = what + " of " + (folder / "pyproject.toml").string();
  }
  for (const char* name : {"ruff.toml", ".ruff.toml"}) {
    if (target.oldest) return;
    if (const auto text = file_text(folder / name)) {
      target.oldest = oldest_by_ruff_toml(*text);
      if (target.oldest) target.oldest_from = "target-version of " + (folder / name).string();
    }
  }
}

}  // namespace

std::optional<Python> lower_bound(std::string_view requires_python) {
  std::optional<int> least;
  while (!requires_python.empty()) {
    const std::string_view clause = requires_python.substr(0, requires_python.find(','));
    requires_python.remove_prefix(std::min(clause.size() + 1, requires_python.size()));
    if (const auto minor = least_minor(clause)) least = std::max(least.value_or(0), *minor);
  }
  if (!least) return std::nullopt;
  return Python{static_cast<std::uint8_t>(std::clamp<int>(*least, oldest_python.minor, newest_python.minor))};
}

std::optional<Python> oldest_by_pyproject(std::string_view text, std::string* from) {
  const auto toml = parsed_toml(text);
  if (!toml) return std::nullopt;
  const auto said = [&](const char* what, std::optional<Python> python) {
    if (python && from) *from = what;
    return python;
  };
  const toml::table& document = *toml;
  if (const auto wanted = document["project"]["requires-python"].value<std::string>()) {
    if (const auto python = said("requires-python", lower_bound(*wanted))) return python;
  }
  if (const auto wanted = document["tool"]["ruff"]["target-version"].value<std::string>()) {
    if (const auto python = said("Ruff's target-version", target_version(*wanted))) return python;
  }
  std::optional<Python> least;
  if (const toml::array* targets = document["tool"]["black"]["target-version"].as_array()) {
    for (const toml::node& target : *targets) {
      const auto python = target_version(target.value<std::string>().value_or(""));
      if (python && (!least || *python < *least)) least = python;
    }
  }
  return said("Black's target-version", least);
}

std::optional<Python> oldest_by_ruff_toml(std::string_view text) {
  const auto toml = parsed_toml(text);
  const auto wanted = toml ? (*toml)["target-version"].value<std::string>() : std::nullopt;
  return wanted ? target_version(*wanted) : std::nullopt;
}

std::optional<Python> interpreter_by_venv(std::string_view text) {
  std::optional<Python> python;
  bool other = false;
  each_line(text, [&](std::string_view line) {
    const std::size_t equal = line.find('=');
    if (equal == std::string_view::npos) return;
    const std::string_view key = trimmed(line.substr(0, equal)), value = trimmed(line.substr(equal + 1));
    if (!python && (key == "version" || key == "version_info")) python = version(value);
    if (key == "implementation" && value != "CPython") other = true;
  });
  return other ? std::nullopt : python;
}

std::optional<Python> interpreter_by_version_file(std::string_view text) {
  std::optional<Python> python;
  each_line(text, [&](std::string_view line) {
    if (line.starts_with("cpython-")) line.remove_prefix(8);
    if (!python) python = version(line);
  });
  return python;
}

PythonTarget python_target(const fs::path& start) {
  PythonTarget target;
  if (const char* active = std::getenv("VIRTUAL_ENV")) target.interpreter = read_venv(active, target);
  std::error_code error;
  for (fs::path folder = fs::weakly_canonical(start, error);; folder = folder.parent_path()) {
    if (!target.interpreter) ask_interpreter(folder, target);
    if (!target.oldest) ask_oldest(folder, target);
    if ((target.interpreter && target.oldest) || !folder.has_relative_path()) return target;
  }
}

}  // namespace perfhint::server
