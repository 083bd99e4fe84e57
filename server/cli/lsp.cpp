// `perfhint lsp`: the flags editors pass, and the door to the server.
#include "server/lsp.h"

#include <cstdio>
#include <map>
#include <string>

#include "server/cli/arguments.h"
#include "server/cli/terminal.h"
#include "server/replay.h"

namespace perfhint::server::cli {

int lsp_command(const Words& words) {
  CLI::App app("Serve an editor by the Language Server Protocol.", "perfhint lsp");
  LspOptions options;
  bool stdio = false;
  auto* by_stdio = app.add_flag("--stdio", stdio, "Over stdin and stdout (the default)");
  auto* by_socket = app.add_option("--socket,--port", options.socket,
                                   "Over a TCP connection to 127.0.0.1, where the client waits at this port")
                        ->type_name("PORT")
                        ->excludes(by_stdio);
  app.add_option("--pipe", options.pipe, "Over a Unix domain socket, at which the client waits")
      ->type_name("PATH")
      ->excludes(by_stdio)
      ->excludes(by_socket);
  const std::map<std::string, LogLevel> levels = {{"error", LogLevel::error},
                                                  {"warning", LogLevel::warning},
                                                  {"info", LogLevel::info},
                                                  {"verbose", LogLevel::verbose}};
  app.add_option("--log-level", options.log_level, "error, warning, info (the default) or verbose")
      ->transform(CLI::CheckedTransformer(levels).description(""))
      ->type_name("LEVEL");
  app.add_option("--log-file", options.log_file, "Write the log there instead of stderr")->type_name("FILE");
  app.add_option("--log-messages,--record", options.log_messages,
                 "Write every message there, one JSON object a line")
      ->type_name("FILE");
  app.add_option("--trace", options.trace, "Write how long what took there, for chrome://tracing or Perfetto")
      ->type_name("FILE");
  std::string recorded;
  app.add_option("--replay", recorded, "Compare the answers of a recorded session with those given now")
      ->type_name("FILE");
  app.add_option("--clientProcessId", options.client_process_id, "End when this process ends")
      ->type_name("PID");
  app.add_option("--threads", options.threads, "How many threads compute (default: one a core, at most four)")
      ->type_name("N");
  if (const auto code = parse(app, words)) return *code;
  if (!recorded.empty()) return replay(recorded);
  if (!options.socket && options.pipe.empty() && stdin_is_terminal()) {
    std::fputs(app.help().c_str(), stderr);
    std::fputs("\nAn editor starts this command; to check files in a terminal, use perfhint check.\n",
               stderr);
    return exit_failed;
  }
  return run_lsp(options);
}

}  // namespace perfhint::server::cli
