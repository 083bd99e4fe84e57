// PythonTarget: which CPythons a folder's files run on, from what projects say of it: the interpreter whose
// numbers count, and the oldest one that a fix must suit. Reads files; runs nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/facts/python_version.h"

namespace perfhint::server {

struct PythonTarget {
  std::optional<Python> interpreter, oldest;
  std::string interpreter_from,
      oldest_from;  // "pyvenv.cfg of /w/.venv", "requires-python of /w/pyproject.toml"
};

// The nearest file upward counts. Interpreter: the active virtual environment ($VIRTUAL_ENV), .venv or venv,
// .python-version. Oldest: requires-python, Ruff's target-version, Black's.
PythonTarget python_target(const std::filesystem::path& folder);

// Of one pyproject.toml, or ruff.toml, that parses; none where it says nothing.
std::optional<Python> oldest_by_pyproject(std::string_view toml, std::string* from = nullptr);
std::optional<Python> oldest_by_ruff_toml(std::string_view toml);
// "version = 3.12.1" or "version_info = 3.12.1.final.0" of a pyvenv.cfg.
std::optional<Python> interpreter_by_venv(std::string_view pyvenv_cfg);
// The first CPython that a .python-version names: "3.12", "3.12.1".
std::optional<Python> interpreter_by_version_file(std::string_view);

// ">=3.9,<4" -> 3.9; clamped to the Pythons we know; none if it names no lower bound.
std::optional<Python> lower_bound(std::string_view requires_python);

}  // namespace perfhint::server
