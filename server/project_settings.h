// What a project's pyproject.toml says about perfhint: [tool.perfhint], and the Python it asks for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/python_version.h"

namespace perfhint::server {

struct ProjectSettings {
  std::optional<Python> python;  // python-version, else the lower bound of project.requires-python
  std::vector<std::string> select, ignore, exclude;
  std::optional<bool> micro;
  std::optional<std::uint32_t> max_bytes;
  std::string folder;                 // absolute, of the file that has [tool.perfhint]; empty if none has
  std::vector<std::string> problems;  // "pyproject.toml: what is wrong"; the rest counts all the same
};

// One file's text. `has_table`: there is a [tool.perfhint].
ProjectSettings parse_project_settings(std::string_view toml, const std::string& path, bool* has_table);

// From the nearest pyproject.toml with [tool.perfhint], from `folder` upward. The Python falls back to the
// nearest requires-python. Reads files; not cached.
ProjectSettings project_settings(const std::filesystem::path& folder);

// ">=3.9,<4" -> 3.9; clamped to the Pythons we know; none if it names no lower bound.
std::optional<Python> lower_bound(std::string_view requires_python);

}  // namespace perfhint::server
