// ProjectFile: the small files that projects keep beside their code, read as a whole.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace perfhint::server {

std::optional<std::string> file_text(const std::filesystem::path&);  // none: no such regular file
std::optional<toml::table> parsed_toml(std::string_view);            // none: it is no TOML

}  // namespace perfhint::server
