// What a server needs from outside: where its tasks run, the time, and the way out. `perfhint lsp` gives it
// threads and pipes; a test gives it one thread and a clock that moves when told, so that a session replays
// exactly.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "server/lsp.h"
#include "server/platform/limited_child.h"
#include "server/trace.h"

namespace perfhint::server {

using Task = std::function<void()>;
using Executor = std::function<void(Task)>;  // runs tasks later, one after the other, in the order given

class Clock {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Timer = std::uint64_t;

  virtual ~Clock() = default;
  virtual Time now() = 0;  // from any thread
  // The task runs on the session's executor, unless it is cancelled there before it began.
  virtual Timer after(std::chrono::milliseconds, Task) = 0;
  virtual void cancel(Timer) = 0;  // of one that has run: nothing
};

struct Surroundings {
  Executor session;  // everything that is not said to be elsewhere
  // A new one each call; they may run beside each other and beside the session.
  std::function<Executor()> strand;
  // Likewise, for what no one waits for: on at most `background_threads`, of low priority.
  std::function<Executor()> background;
  unsigned background_threads = 1;
  // For what waits for others, one after the other: it holds up nothing else.
  Executor aside = {};
  RunChild run_child = {};
  Clock* clock;
  std::function<void(std::string body)> write;  // one message; on the session's executor
  std::function<void(int code)> exit;           // called once; no message comes in afterwards
  std::function<bool(std::int64_t process)> is_alive;
  std::function<void(LogLevel, const std::string&)> log;  // from any thread
  // "c2s" or "s2c". This one and the next may be none.
  std::function<void(std::string_view direction, std::string_view body)> record = {};
  Tracer trace = {};
};

}  // namespace perfhint::server
