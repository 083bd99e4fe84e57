// CLI11's own exit codes are many; ours are three.
#include "server/cli/arguments.h"

#include <iostream>

namespace perfhint::server::cli {

std::optional<int> parse(CLI::App& app, const Words& words) {
  try {
    app.parse(Words(words.rbegin(), words.rend()));  // CLI11 takes them from the back
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? exit_clean : exit_failed;
  }
  return std::nullopt;
}

void add_python(CLI::App& app, const std::string& name, const std::string& help, std::optional<Python>& to) {
  app.add_option_function<std::string>(
         name,
         [&to, name](const std::string& text) {
           to = parse_python(text);
           if (!to) {
             throw CLI::ValidationError(name, "\"" + text + "\" is no Python from " +
                                                  to_string(oldest_python) + " to " +
                                                  to_string(newest_python));
           }
         },
         help)
      ->type_name("VERSION");
}

}  // namespace perfhint::server::cli
