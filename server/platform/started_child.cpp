// fork, because posix_spawn sets no limits: between fork and exec the child calls only what is safe there,
// and allocates nothing. Its pipes close on exec in every other child.
#include "server/platform/started_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include <array>
#include <cerrno>
#include <optional>

namespace perfhint::server {

namespace {

struct Pipe {
  Descriptor from, to;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

void set_limit(int what, rlim_t soft, rlim_t hard) {
  const rlimit limit{soft, hard};
  (void)setrlimit(what, &limit);
}

// What the child needs between fork and exec, made before.
struct Start {
  std::string program;
  std::vector<char*> words;
  const char* folder;
  const ChildLimits& limits;
  int in, out, err, failure;  // failure: errno goes there if exec fails
};

void limit_this_process(const ChildLimits& limits) {
  set_limit(RLIMIT_CORE, 0, 0);
  // SIGXCPU tells which limit it was; a program that ignores it is killed a second later.
  const auto cpu = static_cast<rlim_t>(limits.cpu.count());
  if (cpu > 0) set_limit(RLIMIT_CPU, cpu, cpu + 1);
#if defined(RLIMIT_AS)
  if (limits.memory_bytes > 0) set_limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
#endif
}

void reset_signals() {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT}) signal(number, SIG_DFL);
}

// Those that whoever started us left open.
void close_others_on_exec() {
#if defined(SYS_close_range)
  constexpr unsigned close_on_exec = 4;  // CLOSE_RANGE_CLOEXEC; kernels before 5.11 refuse
  (void)syscall(SYS_close_range, 3U, ~0U, close_on_exec);
#endif
}

[[noreturn]] void become(const Start& start) {
  setpgid(0, 0);
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // it does not outlive us
#endif
  reset_signals();
  const bool connected = dup2(start.in, STDIN_FILENO) >= 0 && dup2(start.out, STDOUT_FILENO) >= 0 &&
                         dup2(start.err, STDERR_FILENO) >= 0;
  if (connected && (start.folder == nullptr || chdir(start.folder) == 0)) {
    limit_this_process(start.limits);
    close_others_on_exec();
    execv(start.program.c_str(), start.words.data());
  }
  const int error = errno;
  (void)!write(start.failure, &error, sizeof error);
  _exit(127);
}

// What exec failed with; 0 once it has begun.
int failure_told(const Descriptor& from) {
  int error = 0;
  ssize_t count = 0;
  do {
    count = read(from.number(), &error, sizeof error);
  } while (count < 0 && errno == EINTR);
  return count == static_cast<ssize_t>(sizeof error) ? error : 0;
}

}  // namespace

StartedChild start_child(const std::string& program, const ChildTask& task) {
  StartedChild child;
  auto in = make_pipe(), out = make_pipe(), err = make_pipe(), failure = make_pipe();
  child.error = errno;
  if (!in || !out || !err || !failure) return child;
  Start start{program,
              {},
              task.folder.empty() ? nullptr : task.folder.c_str(),
              task.limits,
              in->from.number(),
              out->to.number(),
              err->to.number(),
              failure->to.number()};
  for (const std::string& word : task.words) start.words.push_back(const_cast<char*>(word.c_str()));
  start.words.push_back(nullptr);
  const pid_t pid = fork();
  if (pid == 0) become(start);
  child.error = errno;
  if (pid < 0) return child;
  setpgid(pid, pid);  // whoever is first: kill must find the group
  failure->to.close();
  child.error = failure_told(failure->from);
  if (child.error != 0) {
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return child;
  }
  child = {pid, 0, std::move(in->to), std::move(out->from), std::move(err->from)};
  for (const Descriptor* end : {&child.in, &child.out, &child.err}) fcntl(end->number(), F_SETFL, O_NONBLOCK);
  return child;
}

}  // namespace perfhint::server
