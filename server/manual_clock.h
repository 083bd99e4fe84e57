// ManualClock: time that passes when it is told to, for sessions that are to go the same way each time.
#pragma once

#include <map>
#include <utility>

#include "server/surroundings.h"

namespace perfhint::server {

class ManualClock : public Clock {
 public:
  explicit ManualClock(Executor executor) : executor_(std::move(executor)) {}
  Time now() override { return now_; }
  Timer after(std::chrono::milliseconds delay, Task task) override {
    timers_[{now_ + delay, ++last_}] = std::move(task);
    return last_;
  }
  void cancel(Timer id) override {
    std::erase_if(timers_, [id](const auto& timer) { return timer.first.second == id; });
  }
  // To the next timer within `left`, which then fires; false if there is none, and `left` has passed.
  bool advance(std::chrono::milliseconds& left);

 private:
  Executor executor_;
  Time now_{};
  Timer last_ = 0;
  std::map<std::pair<Time, Timer>, Task> timers_;
};

}  // namespace perfhint::server
