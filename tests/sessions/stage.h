// Stage: a Server on one thread with a clock that moves when told. Tasks wait until run(), so that a session
// can say what comes in before something is computed.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "server/manual_clock.h"
#include "server/server.h"

namespace perfhint::server {

class Stage {
 public:
  Stage();

  void receive(std::string_view bytes) { server_.receive(bytes); }
  void end_of_input() { server_.end_of_input(); }
  void run();  // until no task waits
  void tick(std::chrono::milliseconds);
  void kill_client() { client_alive_ = false; }

  std::size_t background_left = SIZE_MAX;  // tasks of low priority that still may run
  std::deque<rpc::Json> sent;              // by the server, not yet looked at
  std::optional<int> exit_code;
  std::deque<ChildResult> children;  // what the next ones give
  std::vector<std::string> ran;      // their programs
  std::vector<std::string> record;   // {"dir": ..., "msg": ...} lines
  std::string log;

 private:
  Surroundings surroundings();
  ChildResult run_child(const ChildTask&, const std::stop_token&);

  std::deque<Task> tasks_, background_;
  bool client_alive_ = true;
  ManualClock clock_;
  Server server_;
};

}  // namespace perfhint::server
