// Event: one step of a session, to be performed, kept and printed.
#pragma once

#include <cstdint>
#include <string>

#include "protocol/jsonrpc.h"

namespace perfhint::fuzz {

using rpc::Json;

// One step. In texts of messages and disk paths, $W is the session's workspace.
struct Event {
  enum class Kind {
    say,      // `message` goes to the server
    disk,     // the file `path` gets `text`
    run,      // at most `amount` waiting tasks run, in an order by `seed`
    settle,   // everything runs, for `amount` ms; then all is compared with the client's book
    compare,  // ... and with what a fresh server says of the same texts
    end       // of the input
  };
  Kind kind = Kind::say;
  Json message;
  std::string path, text;
  std::size_t amount = 0;
  std::uint64_t seed = 0;
};

// In the language of tests/sessions, where it has words for it.
std::string line_of(const Event&);

// All of it in one line, and back.
std::string to_line(const Event&);
Event from_line(const std::string& line);

}  // namespace perfhint::fuzz
