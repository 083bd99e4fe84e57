// The real surroundings of a Server: one thread for the session and its pipes, a pool that computes.
#include "server/lsp.h"

#include <unistd.h>
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>
#include <map>
#include <optional>
#include <thread>

#include "server/crash.h"
#include "server/log.h"
#include "server/platform/process.h"
#include "server/server.h"
#include "server/transport.h"

namespace perfhint::server {

namespace {

namespace asio = boost::asio;

class SteadyClock : public Clock {
 public:
  explicit SteadyClock(asio::io_context& io) : io_(io) {}
  Time now() override { return std::chrono::steady_clock::now(); }
  Timer after(std::chrono::milliseconds delay, Task task) override {
    const Timer id = ++last_;
    asio::steady_timer& timer = timers_.emplace(id, asio::steady_timer(io_, delay)).first->second;
    timer.async_wait([this, id, task = std::move(task)](const boost::system::error_code& error) {
      if (error || timers_.erase(id) == 0) return;
      task();
    });
    return id;
  }
  void cancel(Timer id) override { timers_.erase(id); }

 private:
  asio::io_context& io_;
  std::map<Timer, asio::steady_timer> timers_;
  Timer last_ = 0;
};

unsigned thread_count(unsigned asked) {
  constexpr unsigned most = 4;
  return asked > 0 ? asked : std::clamp(std::thread::hardware_concurrency(), 1u, most);
}

// At most half the cores, of low priority. Its threads start with the first task.
class Background {
 public:
  static unsigned threads() { return std::max(1u, std::thread::hardware_concurrency() / 2); }

  Executor strand() {
    if (!pool_) pool_.emplace(threads());
    return [strand = asio::make_strand(*pool_)](Task task) {
      asio::post(strand, [task = std::move(task)] {
        static thread_local const bool lowered = (lower_priority_of_this_thread(), true);
        (void)lowered;
        task();
      });
    };
  }
  void stop() {
    if (!pool_) return;
    pool_->stop();
    pool_->join();
  }

 private:
  std::optional<asio::thread_pool> pool_;
};

File open_log(const std::string& path) {
  File file(path.empty() ? nullptr : std::fopen(path.c_str(), "ab"));
  if (!file && !path.empty()) std::fprintf(stderr, "perfhint: cannot open %s\n", path.c_str());
  return file;
}

// The longest that a computation may outlive the connection before the process is killed.
constexpr unsigned seconds_to_end = 10;

int serve(const LspOptions& options, const Log& log, std::FILE* messages) {
  int code = 1;
  asio::io_context io(1);
  asio::thread_pool pool(thread_count(options.threads));
  Background background;
  SteadyClock clock(io);
  std::unique_ptr<Transport> transport;

  Surroundings surroundings;
  surroundings.session = [&io](Task task) { asio::post(io, std::move(task)); };
  surroundings.strand = [&pool]() -> Executor {
    return [strand = asio::make_strand(pool)](Task task) { asio::post(strand, std::move(task)); };
  };
  surroundings.background = [&background] { return background.strand(); };
  surroundings.background_threads = Background::threads();
  surroundings.clock = &clock;
  surroundings.write = [&transport](std::string body) { transport->write(std::move(body)); };
  surroundings.exit = [&](int exit_code) {
    code = exit_code;
    alarm(seconds_to_end);
    transport->flush([&io] { io.stop(); });
  };
  surroundings.is_alive = is_process_alive;
  surroundings.log = log;
  if (messages) {
    surroundings.record = [messages](std::string_view direction, std::string_view body) {
      write_message_line(messages, direction, body);
    };
  }

  Server server(std::move(surroundings));
  transport = std::make_unique<Transport>(
      io, STDIN_FILENO, STDOUT_FILENO,
      Transport::Events{[&server](std::string_view bytes) { server.receive(bytes); },
                        [&server] { server.end_of_input(); }});
  transport->start();
  if (options.client_process_id) server.watch_process(*options.client_process_id);
  io.run();
  background.stop();
  pool.stop();
  pool.join();
  return code;
}

}  // namespace

int run_lsp(const LspOptions& options) {
  const File log_file = open_log(options.log_file), messages = open_log(options.log_messages);
  if ((!log_file && !options.log_file.empty()) || (!messages && !options.log_messages.empty())) return 2;
  crash::install();
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(options.log_level, log_file ? log_file.get() : stderr);
  log(LogLevel::info, "perfhint " PERFHINT_VERSION);
  return serve(options, log, messages.get());
}

}  // namespace perfhint::server
