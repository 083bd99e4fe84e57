// The real surroundings of a Server: one thread for the session and its connection, a pool that computes.
#include "server/lsp.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>
#include <map>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "server/crash.h"
#include "server/log.h"
#include "server/platform/connection.h"
#include "server/platform/process.h"
#include "server/server.h"
#include "server/trace.h"
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
  File file(path.empty() ? nullptr : std::fopen(path.c_str(), "abe"));
  if (!file && !path.empty()) std::fprintf(stderr, "perfhint: cannot open %s\n", path.c_str());
  return file;
}

// The files that were asked for; null: none.
struct Logs {
  File text, messages, trace;
};

// The longest that a computation may outlive the connection before the process is killed, and that a client
// which does not read is waited for.
constexpr unsigned seconds_to_end = 10;
constexpr std::chrono::seconds patience_to_flush{2};

// So long nothing is done before what was freed goes back to the system.
constexpr std::chrono::seconds rest_period{2};

// What outlives the server: its threads and its connection.
class Host {
 public:
  Host(const LspOptions& options, const Log& log, const Logs& logs, const Connection& connection)
      : log_(log), pool_(thread_count(options.threads)), trace_(logs.trace.get()), server_(around(logs)) {
    transport_ = std::make_unique<Transport>(
        io_, connection.in(), connection.out(),
        Transport::Events{[this](std::string_view bytes) {
                            worked_ = true;
                            guarded([&] { server_.receive(bytes); })();
                            rest_later();
                          },
                          [this] { server_.end_of_input(); }, [this] { return tasks_ > most_tasks; }});
    if (options.client_process_id) server_.watch_process(*options.client_process_id);
  }

  int run() {
    end_on_a_signal();
    transport_->read();
    while (!io_.stopped()) guarded([this] { io_.run(); })();
    aside_.join();  // its children are stopped by now
    background_.stop();
    pool_.stop();
    pool_.join();
    return code_;
  }

 private:
  Surroundings around(const Logs& logs) {
    Surroundings out;
    out.session = [this](Task task) { asio::post(io_, std::move(task)); };
    out.strand = [this]() -> Executor {
      return [this, strand = asio::make_strand(pool_)](Task task) {
        ++tasks_;
        asio::post(strand, [this, task = guarded(std::move(task))] {
          worked_ = true;
          task();
          done();
        });
      };
    };
    out.background = [this]() -> Executor {
      return [this, strand = background_.strand()](Task task) {
        strand([this, task = guarded(std::move(task))] {
          worked_ = true;
          task();
        });
      };
    };
    out.background_threads = Background::threads();
    out.aside = [this](Task task) { asio::post(aside_, guarded(std::move(task))); };
    out.run_child = [](const ChildTask& task, std::stop_token stop) {
      return run_limited(task, std::move(stop));
    };
    out.clock = &clock_;
    out.write = [this](std::string body) { transport_->write(std::move(body)); };
    out.exit = [this](int code) { exit(code); };
    out.is_alive = is_process_alive;
    out.log = log_;
    if (std::FILE* messages = logs.messages.get()) {
      out.record = [messages](std::string_view direction, std::string_view body) {
        write_message_line(messages, direction, body);
      };
    }
    if (logs.trace) out.trace = [this](const Slice& slice) { trace_.write(slice); };
    return out;
  }

  // A thread has room again: what the client sent meanwhile is read.
  void done() {
    if (--tasks_ == most_tasks) asio::post(io_, [this] { transport_->read(); });
  }

  // malloc keeps the pages of what is freed between pieces in use, and the most that was ever freed at once.
  // Beside the session: it takes some milliseconds.
  void rest_later() {
    if (std::exchange(rest_is_due_, true)) return;
    rest_.expires_after(rest_period);
    rest_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      rest_is_due_ = false;
      if (worked_.exchange(false)) return rest_later();
      asio::post(pool_, guarded([this] {
                   const std::uint64_t before = resident_bytes();
                   give_back_freed_memory();
                   log_(LogLevel::verbose, fmt::format("at rest: {} KB resident, {} KB before",
                                                       resident_bytes() / 1024, before / 1024));
                 }));
    });
  }

  // What a task throws and no one caught (there is no memory, most likely) ends the task, not the process.
  Task guarded(Task task) {
    return [this, task = std::move(task)] {
      try {
        task();
      } catch (const std::exception& exception) {
        log_(LogLevel::error, exception.what());
      }
    };
  }

  void exit(int code) {
    code_ = code;
    alarm(seconds_to_end);
    transport_->flush([this] { io_.stop(); });
    patience_.expires_after(patience_to_flush);
    patience_.async_wait([this](const boost::system::error_code&) { io_.stop(); });
  }

  // Whoever waits for an answer gets one, and what is written goes out. A second signal kills.
  void end_on_a_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (error) return;
      signals_.clear();
      server_.end(signal == SIGTERM ? "SIGTERM: the server ends" : "SIGINT: the server ends", 128 + signal);
    });
  }

  static constexpr std::size_t most_tasks = 200;  // that wait for a thread, before reading pauses

  Log log_;
  int code_ = 1;
  std::atomic<std::size_t> tasks_ = 0;
  std::atomic<bool> worked_ = false;  // since the last look whether it is time to rest
  bool rest_is_due_ = false;
  asio::io_context io_{1};
  asio::thread_pool pool_;
  Background background_;
  asio::thread_pool aside_{1};
  SteadyClock clock_{io_};
  asio::steady_timer patience_{io_}, rest_{io_};
  asio::signal_set signals_{io_, SIGTERM, SIGINT};
  Trace trace_;
  Server server_;
  std::unique_ptr<Transport> transport_;
};

Connection connect(const LspOptions& options) {
  if (options.socket) return Connection::by_socket(*options.socket);
  return options.pipe.empty() ? Connection::by_stdio() : Connection::by_pipe(options.pipe);
}

}  // namespace

int run_lsp(const LspOptions& options) {
  const Logs logs{open_log(options.log_file), open_log(options.log_messages), open_log(options.trace)};
  const auto lacks = [](const File& file, const std::string& path) { return !file && !path.empty(); };
  if (lacks(logs.text, options.log_file) || lacks(logs.messages, options.log_messages) ||
      lacks(logs.trace, options.trace)) {
    return 2;
  }
  crash::install();
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(options.log_level, logs.text ? logs.text.get() : stderr);
  log(LogLevel::info, "perfhint " PERFHINT_VERSION);
  try {
    const Connection connection = connect(options);
    return Host(options, log, logs, connection).run();
  } catch (const std::system_error& error) {
    log(LogLevel::error, error.what());
    return 2;
  }
}

}  // namespace perfhint::server
