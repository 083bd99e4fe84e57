// What is on its way to the client when something overtakes it: a request is cancelled, a text is edited
// again.
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

// A cancelled pull of the workspace's hints is answered at once: nothing goes out under its tokens
// afterwards.
TEST(OnItsWayTest, NoPartOfACancelledPullIsSent) {
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

rpc::Json change_of_notebook(int version, rpc::Json cells) {
  return {{"jsonrpc", "2.0"},
          {"method", "notebookDocument/didChange"},
          {"params",
           {{"notebookDocument", {{"uri", "file:///w/n.ipynb"}, {"version", version}}},
            {"change", {{"cells", std::move(cells)}}}}}};
}

// A cell that turns into text has its hints taken back, even when the next edit is there at once.
TEST(OnItsWayTest, HintsOfATextAreTakenBack) {
  Desk desk;
  desk.receive(
      {{"jsonrpc", "2.0"},
       {"id", 1},
       {"method", "initialize"},
       {"params", {{"capabilities", {{"notebookDocument", {{"synchronization", rpc::Json::object()}}}}}}}});
  const char* slow = "def f(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n";
  const rpc::Json text = {{"uri", "cell:a"}, {"languageId", "python"}, {"version", 1}, {"text", slow}};
  const rpc::Json cells = {{{"kind", 2}, {"document", "cell:a"}}};
  desk.receive({{"jsonrpc", "2.0"},
                {"method", "notebookDocument/didOpen"},
                {"params",
                 {{"notebookDocument",
                   {{"uri", "file:///w/n.ipynb"}, {"notebookType", "j"}, {"version", 1}, {"cells", cells}}},
                  {"cellTextDocuments", {text}}}}});
  while (desk.run_session()) {
  }
  ASSERT_EQ(desk.sent.back()["params"]["diagnostics"].size(), 1u);
  desk.receive(change_of_notebook(2, {{"data", {{{"kind", 1}, {"document", "cell:a"}}}}}));
  desk.run_session();  // the edit itself
  const rpc::Json contents = {
      {{"document", {{"uri", "cell:a"}, {"version", 2}}}, {"changes", {{{"text", slow}}}}}};
  desk.receive(change_of_notebook(3, {{"textContent", contents}}));
  while (desk.run_session()) {
  }
  EXPECT_EQ(desk.sent.back()["params"]["uri"], "cell:a");
  EXPECT_TRUE(desk.sent.back()["params"]["diagnostics"].empty());
}

}  // namespace
}  // namespace perfhint::server
