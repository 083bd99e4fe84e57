// ShuffledStage: a Server on one thread whose queues (the session's and each document's) take turns by
// chance, as threads do, but the same way for the same seed. Within a queue the order stays.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/server.h"
#include "tests/fuzz/client/random.h"
#include "tests/sessions/stage.h"

namespace perfhint::fuzz {

class ShuffledStage {
 public:
  // `record`: keep the messages as lines for the validator.
  explicit ShuffledStage(bool record);

  void receive(const rpc::Json& message) { server_.receive(rpc::framed(message.dump())); }
  void end_of_input() { server_.end_of_input(); }
  void run(std::uint64_t seed, std::size_t tasks);  // at most so many, in an order by the seed
  // All tasks, and the timers within this time. What is of low priority may take half of it.
  void settle(std::uint64_t seed, std::chrono::milliseconds);
  server::Session& session() { return server_.session(); }

  std::deque<rpc::Json> sent;  // by the server, not yet looked at
  std::optional<int> exit_code;
  std::string recorded;  // {"dir": ..., "msg": ...} lines

 private:
  struct Queue {
    bool background;
    std::deque<server::Task> tasks = {};
  };
  server::Surroundings surroundings(bool record);
  server::Executor executor(bool background = false);
  bool run_one(Random&, bool background = true);

  std::vector<std::shared_ptr<Queue>> queues_;
  server::ManualClock clock_;
  server::Server server_;
};

}  // namespace perfhint::fuzz
