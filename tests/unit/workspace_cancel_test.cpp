// A cancelled pull of the workspace's hints is answered at once, whatever is on its way from the background:
// nothing goes out under its tokens afterwards.
#include <gtest/gtest.h>

#include <deque>
#include <vector>

#include "server/manual_clock.h"
#include "server/server.h"

namespace perfhint::server {
namespace {

// A server whose session and background run when they are told to, each by itself.
class Desk {
 public:
  Desk() : server_(surroundings()) {}

  void receive(const rpc::Json& message) { server_.receive(rpc::framed(message.dump())); }
  bool run_session() { return run_one(session_); }
  bool run_background() { return run_one(background_); }
  bool session_waits() const { return !session_.empty(); }

  std::vector<rpc::Json> sent;

 private:
  static bool run_one(std::deque<Task>& queue) {
    if (queue.empty()) return false;
    const Task task = std::move(queue.front());
    queue.pop_front();
    task();
    return true;
  }
  Surroundings surroundings() {
    Surroundings out;
    const Executor session = [this](Task task) { session_.push_back(std::move(task)); };
    out.session = session;
    out.strand = [session] { return session; };
    out.background = [this]() -> Executor {
      return [this](Task task) { background_.push_back(std::move(task)); };
    };
    out.clock = &clock_;
    out.write = [this](const std::string& body) { sent.push_back(rpc::Json::parse(body)); };
    out.exit = [](int) {};
    out.is_alive = [](std::int64_t) { return true; };
    out.log = [](LogLevel, const std::string&) {};
    return out;
  }

  std::deque<Task> session_, background_;
  ManualClock clock_{[this](Task task) { session_.push_back(std::move(task)); }};
  Server server_;
};

TEST(WorkspaceCancelTest, WhatIsOnItsWayIsNotSent) {
  Desk desk;
  desk.receive({{"jsonrpc", "2.0"},
                {"id", 1},
                {"method", "initialize"},
                {"params", {{"capabilities", {{"textDocument", {{"diagnostic", rpc::Json::object()}}}}}}}});
  desk.receive({{"jsonrpc", "2.0"}, {"method", "initialized"}, {"params", rpc::Json::object()}});
  while (desk.run_session()) {
  }
  const rpc::Json gone = {{"uri", "file:///nowhere/gone.py"}, {"value", "old"}};
  desk.receive({{"jsonrpc", "2.0"},
                {"id", 2},
                {"method", "workspace/diagnostic"},
                {"params", {{"previousResultIds", {gone}}, {"partialResultToken", "part"}}}});
  while (!desk.session_waits() && desk.run_background()) {
  }
  ASSERT_TRUE(desk.session_waits());  // with the news of gone.py
  desk.receive({{"jsonrpc", "2.0"}, {"method", "$/cancelRequest"}, {"params", {{"id", 2}}}});
  while (desk.run_session() || desk.run_background()) {
  }
  ASSERT_FALSE(desk.sent.empty());
  EXPECT_EQ(desk.sent.back()["id"], 2);
  EXPECT_EQ(desk.sent.back()["error"]["code"], -32800);
}

}  // namespace
}  // namespace perfhint::server
