// `perfhint lsp`: a language server for one client, until `exit`, the end of the input, or a signal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace perfhint::server {

enum class LogLevel : int { error, warning, info, verbose };

struct LspOptions {
  // Where the client waits to be connected to; neither: it is at stdin and stdout.
  std::optional<std::uint16_t> socket;  // a port of 127.0.0.1
  std::string pipe;                     // a Unix domain socket
  LogLevel log_level = LogLevel::info;
  std::string log_file;      // empty: stderr
  std::string log_messages;  // one JSON a line of every message: {"dir": "c2s" or "s2c", "msg": ...}
  std::string trace;         // of what took how long (trace.h)
  std::optional<long> client_process_id;  // end when this process does; initialize's processId counts as well
  unsigned threads = 0;                   // that compute; 0: one for each core, at most four
};

// The process's exit code: 0 after `shutdown` and `exit`, 143 and 130 after SIGTERM and SIGINT, 2 if a log
// cannot be opened or no client be reached, 1 otherwise.
int run_lsp(const LspOptions&);

}  // namespace perfhint::server
