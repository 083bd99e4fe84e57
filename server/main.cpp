// perfhint's command line: one visible table of sub-commands both dispatches and is the help.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

#include "server/cli/commands.h"
#include "server/cli/nearest.h"
#include "server/platform/process.h"

namespace {

namespace cli = perfhint::server::cli;

struct Command {
  std::string_view name, help;  // an empty help hides the command
  int (*run)(const cli::Words&);
};

constexpr Command commands[] = {
    {"lsp", "serve an editor by the Language Server Protocol over stdin and stdout", cli::lsp_command},
    {"check", "print the hints of files and folders, or fix them", cli::check_command},
    {"hot", "list the hints where a profiled run has spent its time and memory", cli::hot_command},
    {"explain", "print a rule's page with its measured gains", cli::explain_command},
    {"rules", "list all rules", cli::rules_command},
    {"profile", "run a Python program and measure its time or memory", cli::profile_command},
    {"sizeof", "tell how many bytes the value of an expression takes", cli::sizeof_command},
    {"measure", "run the code of a hint before and after its fix, and tell what the fix gains",
     cli::measure_command},
    {"config", "print the settings of a file and where each comes from", cli::config_command},
    {"version", "print the version", cli::version_command},
    {"demo", "", cli::demo_command},
};

void print_help(std::FILE* to) {
  std::fputs(
      "perfhint tells what Python code costs: slow lines, wasted memory, sizes in bytes, and how to fix "
      "them.\n\n"
      "Usage: perfhint COMMAND [ARGUMENTS]\n\n",
      to);
  for (const Command& command : commands) {
    if (!command.help.empty()) {
      std::fprintf(to, "  %-9s %s\n", command.name.data(), command.help.data());
    }
  }
  std::fputs("\nperfhint COMMAND --help tells more.\n", to);
}

int unknown_command(std::string_view word) {
  std::vector<std::string_view> names;
  for (const Command& command : commands) {
    if (!command.help.empty()) names.push_back(command.name);
  }
  const std::string_view near = cli::nearest(word, names);
  std::fprintf(stderr, "perfhint: no command \"%.*s\"%s%.*s%s\n", static_cast<int>(word.size()), word.data(),
               near.empty() ? "" : ": did you mean ", static_cast<int>(near.size()), near.data(),
               near.empty() ? "" : "?");
  print_help(stderr);
  return cli::exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  perfhint::server::join_freed_memory_at_once();
  const cli::Words words(argv + std::min(argc, 1), argv + argc);
  if (words.empty()) {
    print_help(stderr);
    return cli::exit_failed;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_help(stdout);
    return cli::exit_clean;
  }
  if (words[0] == "--version" || words[0] == "-V") return cli::version_command({});
  const auto* command = std::ranges::find(commands, words[0], &Command::name);
  if (command == std::end(commands)) return unknown_command(words[0]);
  return command->run(cli::Words(words.begin() + 1, words.end()));
}
