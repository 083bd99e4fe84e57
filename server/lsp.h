// `perfhint lsp`: a language server over stdin and stdout, until `exit` or the end of the input.
#pragma once

#include <optional>
#include <string>

namespace perfhint::server {

enum class LogLevel : int { error, warning, info, verbose };

struct LspOptions {
  LogLevel log_level = LogLevel::info;
  std::string log_file;      // empty: stderr
  std::string log_messages;  // one JSON a line of every message: {"dir": "c2s" or "s2c", "msg": ...}
  std::optional<long> client_process_id;  // end when this process does; initialize's processId counts as well
  unsigned threads = 0;                   // that compute; 0: one for each core, at most four
};

// The process's exit code: 0 after `shutdown` and `exit`, 1 otherwise, 2 if a log cannot be opened.
int run_lsp(const LspOptions&);

}  // namespace perfhint::server
