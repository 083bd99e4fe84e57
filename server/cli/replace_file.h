// Replacing a file's content at once: by a new file beside it that is renamed over it. Whatever happens, the
// name holds the old content or the new.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace perfhint::server::cli {

// Keeps mode and, as far as may be, owner; a symbolic link stays one. Makes the file where there is none.
// With `before`, a file whose bytes are others is left alone. Answers the problem, to stand after "PATH: ",
// or an empty string.
std::string replace_file(const std::filesystem::path&, std::string_view bytes,
                         const std::optional<std::string>& before = std::nullopt);

}  // namespace perfhint::server::cli
