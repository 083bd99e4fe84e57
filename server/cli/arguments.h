// Reading a sub-command's words with CLI11. Heavy to compile: for sources only.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "analysis/facts/python_version.h"
#include "server/cli/commands.h"

namespace perfhint::server::cli {

// The exit code if the words ask for help (0) or are wrong (2, said on stderr); none if all is well.
std::optional<int> parse(CLI::App&, const Words&);

// Adds `name` as an option that takes "3.8" to "3.15".
void add_python(CLI::App&, const std::string& name, const std::string& help, std::optional<Python>& to);

}  // namespace perfhint::server::cli
