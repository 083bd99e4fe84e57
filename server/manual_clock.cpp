#include "server/manual_clock.h"

namespace perfhint::server {

bool ManualClock::advance(std::chrono::milliseconds& left) {
  const Time until = now_ + left;
  if (timers_.empty() || timers_.begin()->first.first > until) {
    now_ = until;
    return false;
  }
  const auto timer = timers_.extract(timers_.begin());
  left -= std::chrono::duration_cast<std::chrono::milliseconds>(timer.key().first - now_);
  now_ = timer.key().first;
  executor_(timer.mapped());
  return true;
}

}  // namespace perfhint::server
