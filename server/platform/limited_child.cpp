// The program is reaped last, so that its process group's number cannot be another's when the group is
// killed.
#include "server/platform/limited_child.h"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "server/platform/started_child.h"

namespace perfhint::server {

namespace {

using Time = std::chrono::steady_clock::time_point;

std::string what_failed(const ChildTask& task, int error) {
  return "cannot run " + task.words.front() + (task.folder.empty() ? "" : " in " + task.folder) + ": " +
         std::strerror(error);
}

bool ends_for_lack_of_memory(std::string_view err) {
  const std::string_view last = err.substr(err.size() - std::min<std::size_t>(err.size(), 4096));
  for (const std::string_view word : {"MemoryError", "std::bad_alloc", "annot allocate memory"}) {
    if (last.find(word) != std::string_view::npos) return true;
  }
  return false;
}

std::string problem_of(const ChildResult& result, const ChildLimits& limits) {
  switch (result.end) {
    case ChildEnd::wall_time:
      return "stopped after " + std::to_string(limits.wall.count()) + " ms, the limit of time";
    case ChildEnd::cpu_time:
      return "stopped after " + std::to_string(limits.cpu.count()) + " s of processor time, the limit";
    case ChildEnd::memory:
      return "ran out of memory: the limit is " + std::to_string(limits.memory_bytes >> 20) + " MiB";
    case ChildEnd::output:
      return "stopped after " + std::to_string(limits.output_bytes) + " bytes of output, the limit";
    case ChildEnd::cancelled:
      return "cancelled";
    case ChildEnd::signalled:
      return "killed by signal " + std::to_string(result.code);
    case ChildEnd::exited:
    case ChildEnd::not_started:
      break;
  }
  return "";
}

// One child from fork to its last byte.
class Running {
 public:
  Running(const ChildTask& task, const ErrorOutput& each) : task_(task), each_(each) {}
  ~Running() { end_group(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  bool start(const std::string& program);
  void attend(const std::stop_token&);
  ChildResult finish();

 private:
  void stop(ChildEnd why) {
    if (result_.end == ChildEnd::exited) result_.end = why;
    if (pid_ > 0) kill(-pid_, SIGKILL);
  }
  bool has_ended() const {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid != 0;
  }
  void exchange(int patience_ms);
  void write_some();
  void read_some(Descriptor& from, std::string& to);
  void end_group();
  void explain();

  const ChildTask& task_;
  const ErrorOutput& each_;
  const Time begin_ = std::chrono::steady_clock::now();
  pid_t pid_ = -1;  // -1: there is none, or it is reaped
  Descriptor in_, out_, err_;
  std::size_t written_ = 0;
  int status_ = 0;
  rusage used_{};
  ChildResult result_;
};

bool Running::start(const std::string& program) {
  StartedChild child = start_child(program, task_);
  if (child.pid < 0) {
    result_.problem = what_failed(task_, child.error);
    return false;
  }
  result_.end = ChildEnd::exited;
  pid_ = child.pid;
  in_ = std::move(child.in);
  out_ = std::move(child.out);
  err_ = std::move(child.err);
  return true;
}

void Running::write_some() {
  const std::string_view rest = std::string_view(task_.input).substr(written_);
  const ssize_t count = ::write(in_.number(), rest.data(), rest.size());
  if (count > 0) written_ += static_cast<std::size_t>(count);
  const bool refused = count < 0 && errno != EAGAIN && errno != EINTR;  // it does not read it
  if (refused || written_ == task_.input.size()) in_.close();
}

void Running::read_some(Descriptor& from, std::string& to) {
  std::array<char, 64 * 1024> bytes;
  const ssize_t count = ::read(from.number(), bytes.data(), bytes.size());
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return from.close();
  const auto length = static_cast<std::size_t>(count);
  const std::uint64_t most = task_.limits.output_bytes, kept = result_.out.size() + result_.err.size();
  const std::size_t taken =
      most == 0 ? length : static_cast<std::size_t>(std::min<std::uint64_t>(length, most - kept));
  to.append(bytes.data(), taken);
  if (&to == &result_.err && each_ && taken > 0) each_({bytes.data(), taken});
  if (taken < length) {
    stop(ChildEnd::output);
    out_.close();
    err_.close();
  }
}

void Running::exchange(int patience_ms) {
  std::array<pollfd, 3> polled{pollfd{in_.number(), POLLOUT, 0}, pollfd{out_.number(), POLLIN, 0},
                               pollfd{err_.number(), POLLIN, 0}};  // poll skips those of -1
  if (poll(polled.data(), polled.size(), patience_ms) <= 0) return;
  if (polled[0].revents != 0) write_some();
  if (polled[1].revents != 0) read_some(out_, result_.out);
  if (polled[2].revents != 0 && err_) read_some(err_, result_.err);
}

void Running::attend(const std::stop_token& cancelled) {
  constexpr int tick_ms = 20;
  if (task_.input.empty()) in_.close();
  while (!has_ended()) {
    if (cancelled.stop_requested()) return stop(ChildEnd::cancelled);
    const auto wall = task_.limits.wall;
    if (wall.count() > 0 && std::chrono::steady_clock::now() - begin_ >= wall)
      return stop(ChildEnd::wall_time);
    exchange(tick_ms);
  }
}

// Waits for the program only: the others of its group belong to the system.
void Running::end_group() {
  if (pid_ <= 0) return;
  siginfo_t info{};
  kill(-pid_, SIGKILL);
  while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  kill(-pid_, SIGKILL);  // whom it started since
  while (wait4(pid_, &status_, 0, &used_) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

ChildResult Running::finish() {
  // What ended before the group is killed keeps its status: a zombie does not feel the signal.
  end_group();
  while (out_ || err_) {  // what was written before; one who left the group may hold the pipes open for ever
    const std::size_t before = result_.out.size() + result_.err.size();
    exchange(0);
    if (result_.out.size() + result_.err.size() == before) break;
  }
  if (result_.end == ChildEnd::exited) explain();
  if (result_.end != ChildEnd::not_started) result_.problem = problem_of(result_, task_.limits);
  return std::move(result_);
}

void Running::explain() {
  const bool exited = WIFEXITED(status_);
  result_.code = exited ? WEXITSTATUS(status_) : WTERMSIG(status_);
  if (exited && result_.code == 0) return;
  if (!exited) result_.end = ChildEnd::signalled;
  const auto cpu = used_.ru_utime.tv_sec + used_.ru_stime.tv_sec + 1;  // without the last part of a second
  const bool late = task_.limits.cpu.count() > 0 && cpu >= task_.limits.cpu.count();
  if (!exited && (result_.code == SIGXCPU || (late && result_.code == SIGKILL))) {
    result_.end = ChildEnd::cpu_time;
  } else if (task_.limits.memory_bytes > 0 && ends_for_lack_of_memory(result_.err)) {
    result_.end = ChildEnd::memory;
  }
}

bool is_program(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

// Whatever folder it starts in.
std::string absolute(const std::string& path) {
  std::error_code error;
  return path.empty() ? path : std::filesystem::absolute(path, error).string();
}

}  // namespace

std::string ChildResult::last_error_line() const {
  std::string_view text = err;
  while (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

std::string program_path(std::string_view word) {
  if (word.find('/') != std::string_view::npos) {
    const std::string path(word);
    return is_program(path) ? path : "";
  }
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable != nullptr ? variable : "/usr/bin:/bin";
  while (!rest.empty() && !word.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
    std::string path = std::string(folder.empty() ? "." : folder) + "/" + std::string(word);
    if (is_program(path)) return path;
  }
  return "";
}

ChildResult run_limited(const ChildTask& task, std::stop_token stop, const ErrorOutput& each) {
  signal(SIGPIPE, SIG_IGN);  // a child that does not read is no end of ours
  const std::string program = task.words.empty() ? "" : absolute(program_path(task.words.front()));
  if (program.empty()) {
    ChildResult result;
    result.problem = "there is no program " + (task.words.empty() ? "\"\"" : task.words.front());
    return result;
  }
  Running child(task, each);
  if (child.start(program)) child.attend(stop);
  return child.finish();
}

}  // namespace perfhint::server
