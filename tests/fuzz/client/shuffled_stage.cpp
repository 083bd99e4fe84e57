// The queues live as long as an executor that fills them, or a task that waits in them.
#include "tests/fuzz/client/shuffled_stage.h"

#include <algorithm>

namespace perfhint::fuzz {

using namespace server;

ShuffledStage::ShuffledStage(bool record) : clock_(executor()), server_(surroundings(record)) {}

Executor ShuffledStage::executor(bool background) {
  auto queue = queues_.emplace_back(std::make_shared<Queue>(Queue{background}));
  return [queue](Task task) { queue->tasks.push_back(std::move(task)); };
}

Surroundings ShuffledStage::surroundings(bool record) {
  Surroundings out;
  const auto queue = queues_.front();  // the clock's is the session's
  out.session = [queue](Task task) { queue->tasks.push_back(std::move(task)); };
  out.strand = [this] { return executor(); };
  out.background = [this] { return executor(true); };
  out.background_threads = 2;
  out.aside = executor();
  out.run_child = [](const ChildTask&, std::stop_token) {
    ChildResult result;
    result.problem = "nothing runs here";
    return result;
  };
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

bool ShuffledStage::run_one(Random& random, bool background) {
  std::erase_if(queues_, [](const auto& queue) { return queue->tasks.empty() && queue.use_count() == 1; });
  std::vector<Queue*> ready;
  for (const auto& queue : queues_) {
    if (!queue->tasks.empty() && (background || !queue->background)) ready.push_back(queue.get());
  }
  if (ready.empty()) return false;
  Queue& queue = *random.pick(ready);
  const Task task = std::move(queue.tasks.front());
  queue.tasks.pop_front();
  task();
  return true;
}

void ShuffledStage::run(std::uint64_t seed, std::size_t tasks) {
  Random random(seed);
  while (tasks > 0 && run_one(random)) --tasks;
}

void ShuffledStage::settle(std::uint64_t seed, std::chrono::milliseconds left) {
  Random random(seed);
  if (random.chance(30)) {
    auto half = left / 2;
    left -= half;
    do {
      while (run_one(random, false)) continue;
    } while (clock_.advance(half));
  }
  do {
    while (run_one(random)) continue;
  } while (clock_.advance(left));
}

}  // namespace perfhint::fuzz
