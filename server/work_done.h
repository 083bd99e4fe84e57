// WorkDone: the progress of long work as the client's user sees it, for one piece of work at a time. Under
// the token of a request it is told at once; else the client is asked for a place to show it, and only when
// the work takes long. On the session's executor.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "protocol/workspace.h"
#include "server/surroundings.h"

namespace perfhint::server {

class WorkDone {
 public:
  struct Outlets {
    // Asks for a place; `then` gets whether there is one.
    std::function<void(const rpc::Json& token, std::function<void(bool)> then)> create;
    std::function<void(const lsp::ProgressParams&)> tell;
  };
  WorkDone(std::string title, Clock&, Outlets);

  // `token`: a request's, or null. `may_create`: the client shows progress that it did not ask for.
  void tell(const rpc::Json& token, bool may_create, std::size_t done, std::size_t total);
  void end();
  bool is_told_under(const rpc::Json& token) const { return state_ == State::told && token == token_; }

 private:
  enum class State { none, waiting, asked, told };

  void ask();
  void begin();
  void send(lsp::WorkDoneProgress::Kind);

  const std::string title_;
  Clock& clock_;
  const Outlets outlets_;
  State state_ = State::none;
  std::optional<Clock::Timer> timer_;
  rpc::Json token_;
  std::uint32_t last_token_ = 0, percentage_ = 0;
  std::size_t done_ = 0, total_ = 0;
};

}  // namespace perfhint::server
