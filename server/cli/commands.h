// The sub-commands that main's table lists: each takes the words after its name and answers the exit code.
#pragma once

#include <string>
#include <vector>

namespace perfhint::server::cli {

using Words = std::vector<std::string>;

enum Exit : int { exit_clean = 0, exit_findings = 1, exit_failed = 2 };

int lsp_command(const Words&);
int check_command(const Words&);
int explain_command(const Words&);
int rules_command(const Words&);
int profile_command(const Words&);
int sizeof_command(const Words&);
int config_command(const Words&);
int measure_command(const Words&);
int version_command(const Words&);
int hot_command(const Words&);
int demo_command(const Words&);

}  // namespace perfhint::server::cli
