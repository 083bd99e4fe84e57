// What a project says about perfhint: [tool.perfhint] of its pyproject.toml, and the Pythons it runs on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/python_version.h"
#include "analysis/settings.h"

namespace perfhint::server {

struct ProjectSettings {
  std::optional<Python> python;  // python-version, else the interpreter's, else the oldest (python_target.h)
  std::optional<Python> oldest;  // that the project wants to run on
  std::vector<std::string> select, ignore, exclude;
  std::optional<bool> micro;
  std::optional<std::uint32_t> max_bytes, max_hints;
  std::optional<std::uint32_t> line_length;  // line-length, else the formatter's (line_length.h)
  std::string folder;                 // absolute, of the file that has [tool.perfhint]; empty if none has
  std::vector<std::string> problems;  // "pyproject.toml: what is wrong"; the rest counts all the same

  // What is said here, over the defaults. `python` overrules the project's.
  Settings settings(std::optional<Python> python) const;
};

// One file's text. `has_table`: there is a [tool.perfhint].
ProjectSettings parse_project_settings(std::string_view toml, const std::string& path, bool* has_table);

// From the nearest pyproject.toml with [tool.perfhint], from `folder` upward, and what else tells the Python
// there. Reads files; not cached.
ProjectSettings project_settings(const std::filesystem::path& folder);

}  // namespace perfhint::server
