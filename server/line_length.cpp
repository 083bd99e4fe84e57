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

struct Source {
  const char* file;
  std::optional<std::uint32_t> (*read)(std::string_view toml);
};

std::optional<std::uint32_t> said_in(const fs::path& folder, std::string* from) {
  for (const Source& source :
       {Source{"ruff.toml", line_length_by_ruff_toml}, Source{".ruff.toml", line_length_by_ruff_toml},
        Source{"pyproject.toml", line_length_by_pyproject}}) {
    const auto text = file_text(folder / source.file);
    const auto columns = text ? source.read(*text) : std::nullopt;
    if (!columns) continue;
    if (from != nullptr) *from = "line-length of " + (folder / source.file).string();
    return columns;
  }
  return std::nullopt;
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

std::optional<std::uint32_t> formatter_line_length(const fs::path& start, std::string* from) {
  for (fs::path folder = start;; folder = folder.parent_path()) {
    if (const auto columns = said_in(folder, from)) return columns;
    if (!folder.has_relative_path()) return std::nullopt;
  }
}

}  // namespace perfhint::server
