#include "server/line_length.h"

#include "server/project_file.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

template <class View>
std::optional<std::uint32_t> length_of(const View& node) {
  constexpr std::int64_t longest = 1000;
  const auto columns = node.template value_exact<std::int64_t>();
  if (!columns || *columns < 1 || *columns > longest) return std::nullopt;
  return static_cast<std::uint32_t>(*columns);
}

std::optional<std::uint32_t> said_in(const fs::path& folder) {
  for (const char* name : {"ruff.toml", ".ruff.toml"}) {
    if (const auto text = file_text(folder / name)) {
      if (const auto columns = line_length_by_ruff_toml(*text)) return columns;
    }
  }
  const auto text = file_text(folder / "pyproject.toml");
  return text ? line_length_by_pyproject(*text) : std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> line_length_by_pyproject(std::string_view text) {
  const auto toml = parsed_toml(text);
  if (!toml) return std::nullopt;
  const auto ruff = length_of((*toml)["tool"]["ruff"]["line-length"]);
  return ruff ? ruff : length_of((*toml)["tool"]["black"]["line-length"]);
}

std::optional<std::uint32_t> line_length_by_ruff_toml(std::string_view text) {
  const auto toml = parsed_toml(text);
  return toml ? length_of((*toml)["line-length"]) : std::nullopt;
}

std::optional<std::uint32_t> formatter_line_length(const fs::path& start) {
  for (fs::path folder = start;; folder = folder.parent_path()) {
    if (const auto columns = said_in(folder)) return columns;
    if (!folder.has_relative_path()) return std::nullopt;
  }
}

}  // namespace perfhint::server
