// The queues live as long as an executor that fills them, or a task that waits in them.
#include "tests/fuzz/client/shuffled_stage.h"

#include <algorithm>

namespace perfhint::fuzz {

using namespace server;

ShuffledStage::ShuffledStage(bool record) : clock_(executor()), server_(surroundings(record)) {}

Executor ShuffledStage::executor() {
  auto queue = queues_.emplace_back(std::make_shared<Queue>());
  return [queue](Task task) { queue->push_back(std::move(task)); };
}

Surroundings ShuffledStage::surroundings(bool record) {
  Surroundings out;
  const auto queue = queues_.front();  // the clock's is the session's
  out.session = [queue](Task task) { queue->push_back(std::move(task)); };
  out.strand = [this] { return executor(); };
  out.clock = &clock_;
  out.write = [this](const std::string& body) { sent.push_back(rpc::Json::parse(body)); };
  out.exit = [this](int code) { exit_code = exit_code ? -1 : code; };
  out.is_alive = [](std::int64_t) { return true; };
  out.log = [](LogLevel, const std::string&) {};
  if (record) {
    out.record = [this](std::string_view direction, std::string_view body) {
      recorded.append("{\"dir\":\"").append(direction).append("\",\"msg\":").append(body).append("}\n");
    };
  }
  return out;
}

bool ShuffledStage::run_one(Random& random) {
  std::erase_if(queues_, [](const auto& queue) { return queue->empty() && queue.use_count() == 1; });
  std::vector<Queue*> ready;
  for (const auto& queue : queues_) {
    if (!queue->empty()) ready.push_back(queue.get());
  }
  if (ready.empty()) return false;
  Queue& queue = *random.pick(ready);
  const Task task = std::move(queue.front());
  queue.pop_front();
  task();
  return true;
}

void ShuffledStage::run(std::uint64_t seed, std::size_t tasks) {
  Random random(seed);
  while (tasks > 0 && run_one(random)) --tasks;
}

void ShuffledStage::settle(std::uint64_t seed, std::chrono::milliseconds left) {
  Random random(seed);
  do {
    while (run_one(random)) continue;
  } while (clock_.advance(left));
}

}  // namespace perfhint::fuzz
