#include "server/project_file.h"

#include <fstream>
#include <iterator>
#include <system_error>

namespace perfhint::server {

std::optional<std::string> file_text(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::optional<toml::table> parsed_toml(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error&) {
    return std::nullopt;  // project_settings() tells of it
  }
}

}  // namespace perfhint::server
