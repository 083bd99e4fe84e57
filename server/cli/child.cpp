// posix_spawn with close-on-exec pipes: no fork in a threaded process.
#include "server/cli/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

extern char** environ;

namespace perfhint::server::cli {

namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

std::pair<int, int> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "pipe");
  return {ends[0], ends[1]};
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

std::vector<char*> environment_without(const std::string& prefix) {
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (prefix.empty() || !std::string_view(*variable).starts_with(prefix)) variables.push_back(*variable);
  }
  variables.push_back(nullptr);
  return variables;
}

// A descriptor of -1 stands for /dev/null. stderr is kept where `quiet` is not set.
int spawn(const std::vector<std::string>& words, int in, int out, bool quiet, const std::string& without,
          pid_t* pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const auto connect = [&](int from, int to, int mode) {
    if (from < 0) {
      posix_spawn_file_actions_addopen(&actions, to, "/dev/null", mode, 0);
    } else {
      posix_spawn_file_actions_adddup2(&actions, from, to);
    }
  };
  connect(in, STDIN_FILENO, O_RDONLY);
  connect(out, STDOUT_FILENO, O_WRONLY);
  if (quiet) connect(-1, STDERR_FILENO, O_WRONLY);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int error = posix_spawnp(pid, arguments[0], &actions, nullptr, arguments.data(),
                                 environment_without(without).data());
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_some(int descriptor) {
  std::string bytes(64 * 1024, '\0');
  ssize_t count = 0;
  do {
    count = ::read(descriptor, bytes.data(), bytes.size());
  } while (count < 0 && errno == EINTR);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

}  // namespace

std::optional<std::string> output_of(const std::vector<std::string>& words, const std::string& without) {
  auto [from, to] = make_pipe();
  pid_t pid = -1;
  const int error = spawn(words, -1, to, true, without, &pid);
  close_if_open(to);
  std::string out;
  if (error == 0) {
    for (std::string some = read_some(from); !some.empty(); some = read_some(from)) out += some;
  }
  close_if_open(from);
  if (error != 0 || wait_for(pid) != 0) return std::nullopt;
  return out;
}

Child::Child(const std::vector<std::string>& words) {
  signal(SIGPIPE, SIG_IGN);  // a child that died is an error of write(), not our end
  auto [child_in, to] = make_pipe();
  auto [from, child_out] = make_pipe();
  const int error = spawn(words, child_in, child_out, false, "", &pid_);
  close_if_open(child_in);
  close_if_open(child_out);
  to_ = to;
  from_ = from;
  if (error != 0) {
    close_if_open(to_);
    close_if_open(from_);
    fail(error, "cannot start " + words.front());
  }
}

Child::~Child() { finish(); }

void Child::write(const std::string& bytes) {
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const ssize_t count = ::write(to_, rest.data(), rest.size());
    if (count < 0 && errno != EINTR) fail(errno, "cannot write to the child");
    if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string Child::read(std::chrono::milliseconds patience) {
  pollfd waited{from_, POLLIN, 0};
  const int ready = poll(&waited, 1, static_cast<int>(patience.count()));
  if (ready <= 0) fail(ready == 0 ? ETIMEDOUT : errno, "no answer from the child");
  return read_some(from_);
}

int Child::finish() {
  close_if_open(to_);
  if (from_ >= 0) {
    while (!read_some(from_).empty()) {
    }
  }
  close_if_open(from_);
  return pid_ < 0 ? -1 : wait_for(std::exchange(pid_, -1));
}

}  // namespace perfhint::server::cli
