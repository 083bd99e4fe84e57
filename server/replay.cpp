// One queue holds the tasks of the session and of all strands; it is emptied after each message.
#include "server/replay.h"

#include <fmt/format.h>

#include <deque>
#include <fstream>
#include <map>
#include <vector>

#include "server/manual_clock.h"
#include "server/server.h"

namespace perfhint::server {

namespace {

using rpc::Json;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

bool hung_on_timing(const Json& answer) {
  const Json code = answer.value("error", Json::object()).value("code", Json());
  return code == static_cast<int>(rpc::ErrorCode::request_cancelled) ||
         code == static_cast<int>(rpc::ErrorCode::content_modified) ||
         code == static_cast<int>(rpc::ErrorCode::server_cancelled);
}

// What one side of a session said that is compared.
struct Said {
  std::map<std::string, std::vector<Json>> answers;  // by id; ids may be used again
  std::map<std::string, Json> hints;                 // by document: the last pushed

  void add(const Json& message) {
    if (!message.contains("method")) answers[text_of(message.value("id", Json()))].push_back(message);
    if (message.value("method", Json()) != lsp::method::publish_diagnostics.name) return;
    const Json params = message.value("params", Json::object());
    hints[text_of(params.value("uri", Json()))] = params.value("diagnostics", Json());
  }
};

class Theatre {
 public:
  Theatre() : clock_(queue()), server_(around()) {}

  void say(const Json& message) {
    server_.receive(rpc::framed(text_of(message)));
    run();
  }
  void wait(std::chrono::milliseconds left) {
    run();
    while (clock_.advance(left)) run();
  }
  const Said& said() const { return said_; }

 private:
  Executor queue() {
    return [this](Task task) { tasks_.push_back(std::move(task)); };
  }
  Surroundings around() {
    Surroundings out;
    out.session = queue();
    out.strand = [this] { return queue(); };
    out.background = out.strand;
    out.aside = queue();
    out.run_child = [](const ChildTask&, std::stop_token) {
      ChildResult result;
      result.problem = "a replay runs nothing";
      return result;
    };
    out.clock = &clock_;
    out.write = [this](const std::string& body) { said_.add(Json::parse(body)); };
    out.exit = [](int) {};
    out.is_alive = [](std::int64_t) { return true; };
    out.log = [](LogLevel, const std::string&) {};
    return out;
  }
  void run() {
    while (!tasks_.empty()) {
      const Task task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
    }
  }

  Said said_;
  std::deque<Task> tasks_;
  ManualClock clock_;
  Server server_;
};

int differ(const std::string& what, const Json& then, const Json& now) {
  fmt::print("{}:\n  then {}\n  now  {}\n", what, text_of(then), text_of(now));
  return 1;
}

int differences(const Said& then, const Said& now) {
  int found = 0;
  for (const auto& [id, answers] : then.answers) {
    const auto again = now.answers.find(id);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const bool is_there = again != now.answers.end() && i < again->second.size();
      const Json& answer = is_there ? again->second[i] : Json();
      if (answer != answers[i] && !hung_on_timing(answers[i]) && !(is_there && hung_on_timing(answer)))
        found += differ("the answer to " + id, answers[i], answer);
    }
  }
  for (const auto& [uri, hints] : then.hints) {
    const auto again = now.hints.find(uri);
    const Json pushed = again == now.hints.end() ? Json() : again->second;
    if (pushed != hints) found += differ("the hints of " + uri, hints, pushed);
  }
  return found;
}

}  // namespace

int replay(const std::string& file) {
  constexpr std::chrono::seconds long_enough{10};  // for every pause in the typing to be over
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    fmt::print(stderr, "perfhint: {} cannot be read\n", file);
    return 2;
  }
  Said then;
  Theatre theatre;
  std::size_t number = 0, messages = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const Json record = Json::parse(line, nullptr, false);
    if (!record.is_object() || !record.contains("msg") || !record["msg"].is_object()) {
      fmt::print(stderr, "perfhint: {}:{} is no recorded message\n", file, number);
      return 2;
    }
    if (record.value("dir", "") == "s2c") {
      then.add(record["msg"]);
      continue;
    }
    if (record["msg"].value("method", Json()) == lsp::method::shutdown.name) theatre.wait(long_enough);
    theatre.say(record["msg"]);
    ++messages;
  }
  theatre.wait(long_enough);
  const int found = differences(then, theatre.said());
  fmt::print("{} messages replayed, {} differences\n", messages, found);
  return found == 0 ? 0 : 1;
}

}  // namespace perfhint::server
