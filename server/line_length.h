// LineLength: how long the lines of a folder's files may be, by the formatters that the project uses.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace perfhint::server {

// In columns, from the nearest file upward that says it: Ruff's line-length, or Black's. Reads files.
// `from`: "line-length of /w/ruff.toml".
std::optional<std::uint32_t> formatter_line_length(const std::filesystem::path& folder,
                                                   std::string* from = nullptr);

// Of one pyproject.toml, or ruff.toml; none where it says nothing, or no number from 1 to 1,000.
std::optional<std::uint32_t> line_length_by_pyproject(std::string_view toml);
std::optional<std::uint32_t> line_length_by_ruff_toml(std::string_view toml);

}  // namespace perfhint::server
