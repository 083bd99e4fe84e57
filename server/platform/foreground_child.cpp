// fork, because posix_spawn sets no limits. The child stays in our process group: else it could not read from
// the terminal.
#include "server/platform/foreground_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include "server/platform/limited_child.h"

namespace perfhint::server {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array passed_on = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr std::chrono::seconds time_to_write{20};  // from SIGTERM to SIGKILL
// For whoever measures a program that has come up to its limit; see give_room() of runner/start.py.
constexpr rlim_t room_to_write = 512 << 20;

volatile pid_t child_of_signals = -1;

// The kernel's own, as the terminal's Ctrl-C, has no sender; the child has got it, too.
void pass_on(int number, siginfo_t* from, void*) {
  if (from->si_pid != 0 && child_of_signals > 0) kill(child_of_signals, number);
}

class PassedSignals {
 public:
  PassedSignals() {
    struct sigaction action {};
    action.sa_sigaction = pass_on;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    for (std::size_t at = 0; at < passed_on.size(); ++at) sigaction(passed_on[at], &action, &before_[at]);
  }
  ~PassedSignals() {
    for (std::size_t at = 0; at < passed_on.size(); ++at) sigaction(passed_on[at], &before_[at], nullptr);
  }
  PassedSignals(const PassedSignals&) = delete;
  PassedSignals& operator=(const PassedSignals&) = delete;

 private:
  std::array<struct sigaction, passed_on.size()> before_{};
};

void limit_memory([[maybe_unused]] std::uint64_t bytes) {
#if defined(RLIMIT_AS)
  const rlimit limit{bytes, bytes + room_to_write};
  if (bytes > 0) (void)setrlimit(RLIMIT_AS, &limit);
#endif
}

// Of waitpid; false while the child runs.
bool has_ended(pid_t pid, int& status) { return waitpid(pid, &status, WNOHANG) == pid; }

// A child that takes no limit of time is waited for without waking up.
void wait_without_limit(pid_t pid, int& status) {
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
}

bool wait_until(pid_t pid, int& status, Clock::time_point end) {
  constexpr std::chrono::milliseconds nap{10};
  while (!has_ended(pid, status)) {
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(nap);
  }
  return true;
}

// True if it had to be ended.
bool wait_for(pid_t pid, int& status, std::chrono::milliseconds wall) {
  if (wall.count() == 0) {
    wait_without_limit(pid, status);
    return false;
  }
  if (wait_until(pid, status, Clock::now() + wall)) return false;
  kill(pid, SIGTERM);
  if (!wait_until(pid, status, Clock::now() + time_to_write)) {
    kill(pid, SIGKILL);
    wait_without_limit(pid, status);
  }
  return true;
}

}  // namespace

ForegroundEnd run_in_foreground(const std::vector<std::string>& words, const ForegroundLimits& limits) {
  ForegroundEnd end;
  const std::string program = words.empty() ? "" : program_path(words.front());
  if (program.empty()) {
    end.problem = "there is no program " + (words.empty() ? "\"\"" : words.front());
    return end;
  }
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const PassedSignals passing;
  const pid_t pid = fork();
  if (pid == 0) {
    limit_memory(limits.memory_bytes);
    execv(program.c_str(), arguments.data());
    _exit(127);
  }
  if (pid < 0) {
    end.problem = "cannot start " + program + ": " + std::strerror(errno);
    return end;
  }
  child_of_signals = pid;
  int status = 0;
  end.timed_out = wait_for(pid, status, limits.wall);
  child_of_signals = -1;
  end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return end;
}

}  // namespace perfhint::server
