// Progress of long work: what the client is shown, and when it is asked for a place.
#include "server/work_done.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sessions/stage.h"

namespace perfhint::server {
namespace {

using std::chrono::milliseconds;

class WorkDoneTest : public testing::Test {
 protected:
  // What was sent since the last call: "begin 0", "report 50", "end", "create TOKEN".
  std::vector<std::string> sent() { return std::exchange(sent_, {}); }
  void pass(milliseconds time) {
    while (clock_.advance(time)) {
    }
  }
  void client_grants(bool granted) { then_(granted); }

 private:
  static std::string shown(const rpc::Json& value) {
    const std::string kind = value["kind"];
    return kind == "end" ? kind : kind + " " + value["percentage"].dump();
  }
  std::vector<std::string> sent_;
  std::function<void(bool)> then_;
  ManualClock clock_{[](const Task& task) { task(); }};

 protected:
  WorkDone work_{"work",
                 clock_,
                 {[this](const rpc::Json& token, std::function<void(bool)> then) {
                    sent_.push_back("create " + token.get<std::string>());
                    then_ = std::move(then);
                  },
                  [this](const lsp::ProgressParams& params) { sent_.push_back(shown(params.value)); }}};
};

using Sent = std::vector<std::string>;

TEST_F(WorkDoneTest, IsToldUnderTheRequestsTokenAtOnce) {
  work_.tell("token", true, 0, 4);
  work_.tell(nullptr, true, 2, 4);
  EXPECT_TRUE(work_.is_told_under("token"));
  work_.tell(nullptr, true, 0, 3);  // what is left
  work_.end();
  EXPECT_EQ(sent(), (Sent{"begin 0", "report 50", "report 50", "end"}));
  EXPECT_FALSE(work_.is_told_under("token"));
}

TEST_F(WorkDoneTest, AsksForAPlaceWhenItTakesLong) {
  work_.tell(nullptr, true, 0, 4);
  pass(milliseconds(999));
  EXPECT_EQ(sent(), Sent());
  pass(milliseconds(1));
  EXPECT_EQ(sent(), Sent{"create perfhint/1"});
  work_.tell(nullptr, true, 1, 4);
  EXPECT_EQ(sent(), Sent());
  client_grants(true);
  work_.tell(nullptr, true, 3, 4);
  work_.end();
  EXPECT_EQ(sent(), (Sent{"begin 25", "report 75", "end"}));
}

TEST_F(WorkDoneTest, ShowsNothingThatWasShortRefusedOrLate) {
  work_.tell(nullptr, true, 0, 4);
  work_.end();
  pass(milliseconds(2000));
  work_.tell(nullptr, false, 0, 4);  // a client that shows nothing
  pass(milliseconds(2000));
  work_.end();
  EXPECT_EQ(sent(), Sent());

  work_.tell(nullptr, true, 0, 4);
  pass(milliseconds(1000));
  client_grants(false);
  work_.end();
  EXPECT_EQ(sent(), Sent{"create perfhint/1"});

  work_.tell(nullptr, true, 0, 4);
  pass(milliseconds(1000));
  work_.end();
  client_grants(true);  // it is over
  EXPECT_EQ(sent(), Sent{"create perfhint/2"});
}

}  // namespace
}  // namespace perfhint::server
