// One queue for the session and all strands, one for what no one waits for.
#include "tests/sessions/stage.h"

#include <filesystem>
#include <fstream>

namespace perfhint::server {

Stage::Stage() : clock_([this](Task task) { tasks_.push_back(std::move(task)); }), server_(surroundings()) {}

Surroundings Stage::surroundings() {
  Surroundings out;
  const Executor queue = [this](Task task) { tasks_.push_back(std::move(task)); };
  out.session = queue;
  out.strand = [queue] { return queue; };
  const Executor background = [this](Task task) { background_.push_back(std::move(task)); };
  out.background = [background] { return background; };
  out.aside = queue;
  out.run_child = [this](const ChildTask& task, const std::stop_token& stop) {
    return run_child(task, stop);
  };
  out.clock = &clock_;
  out.write = [this](const std::string& body) { sent.push_back(rpc::Json::parse(body)); };
  out.exit = [this](int code) { exit_code = exit_code ? -1 : code; };
  out.is_alive = [this](std::int64_t) { return client_alive_; };
  out.log = [this](LogLevel, const std::string& text) { log += text + "\n"; };
  out.record = [this](std::string_view direction, std::string_view body) {
    const rpc::Json line = {{"dir", direction}, {"msg", rpc::Json::parse(body, nullptr, false)}};
    record.push_back(line.dump(-1, ' ', false, rpc::Json::error_handler_t::replace));
  };
  return out;
}

// What the session said that the next one answers; one that was to be stopped by then is.
ChildResult Stage::run_child(const ChildTask& task, const std::stop_token& stop) {
  ran.push_back(task.words.front());
  ChildResult result;
  result.problem = "no child was expected";
  if (!children.empty()) {
    result = children.front();
    children.pop_front();
  }
  // perfhint.profile's runner writes into the folder that it is given.
  if (task.words.size() > 3 && std::filesystem::is_directory(task.words[3]))
    std::ofstream(task.words[3] + "/run.json") << result.out.substr(result.out.find('\n') + 1);
  if (stop.stop_requested()) {
    result.end = ChildEnd::cancelled;
    result.problem = "cancelled";
  }
  return result;
}

void Stage::run() {
  while (!tasks_.empty() || (!background_.empty() && background_left > 0)) {
    std::deque<Task>& queue = tasks_.empty() ? background_ : tasks_;
    if (tasks_.empty()) --background_left;
    const Task task = std::move(queue.front());
    queue.pop_front();
    task();
  }
}

void Stage::tick(std::chrono::milliseconds left) {
  run();
  while (clock_.advance(left)) run();
}

}  // namespace perfhint::server
