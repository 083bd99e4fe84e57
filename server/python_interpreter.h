// Which Python runs the project's programs.
#pragma once

#include <filesystem>
#include <string>

namespace perfhint::server {

// The path of a program: of the virtual environment that is active ($VIRTUAL_ENV), or of .venv or venv in the
// folder or the nearest one above; else python3, else python, of PATH. Empty if there is none.
std::string python_interpreter(const std::filesystem::path& folder);

}  // namespace perfhint::server
