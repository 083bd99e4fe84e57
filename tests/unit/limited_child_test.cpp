// Children that pass their limits, in every way: small programs of the shell and of Python.
#include "server/platform/limited_child.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace perfhint::server {
namespace {

using namespace std::chrono_literals;

ChildTask shell(const std::string& script) { return {{"sh", "-c", script}, "", "", {}}; }

ChildTask python(const std::string& script) { return {{"python3", "-c", script}, "", "", {}}; }

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

// It takes a moment until the system's first process has reaped what was killed.
bool is_gone(const std::string& process) {
  for (int i = 0; i < 500; ++i) {
    if (kill(std::stoi(process), 0) != 0 && errno == ESRCH) return true;
    std::ifstream stat("/proc/" + process + "/stat");
    std::string number, name, state;
    stat >> number >> name >> state;
    if (state == "Z" || state == "X") return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST(LimitedChild, GivesOutputErrorsAndCode) {
  const ChildResult result = run_limited(shell("echo out; echo err >&2; exit 3"));
  EXPECT_EQ(result.end, ChildEnd::exited);
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
  EXPECT_EQ(result.problem, "");
  EXPECT_FALSE(result.succeeded());
  EXPECT_TRUE(run_limited(shell("true")).succeeded());
}

TEST(LimitedChild, NeedsNoShell) {
  const ChildResult result = run_limited({{"printf", "%s", "$HOME; `id` \"'"}, "", "", {}});
  EXPECT_EQ(result.out, "$HOME; `id` \"'");
}

TEST(LimitedChild, ReadsLargeInputWhileItWrites) {
  ChildTask task{{"cat"}, std::string(3 << 20, 'x'), "", {}};
  EXPECT_EQ(run_limited(task).out, task.input);
}

TEST(LimitedChild, SurvivesOneThatDoesNotRead) {
  ChildTask task = shell("exec <&-; echo done");
  task.input = std::string(3 << 20, 'x');
  EXPECT_EQ(run_limited(task).out, "done\n");
}

TEST(LimitedChild, StartsInItsFolder) {
  ChildTask task = shell("pwd");
  task.folder = "/";
  EXPECT_EQ(run_limited(task).out, "/\n");
  task.folder = "/no/such/folder";
  const ChildResult result = run_limited(task);
  EXPECT_EQ(result.end, ChildEnd::not_started);
  EXPECT_EQ(result.problem, "cannot run sh in /no/such/folder: No such file or directory");
}

TEST(LimitedChild, TellsOfNoProgram) {
  const ChildResult unknown = run_limited({{"no-such-program-at-all"}, "", "", {}});
  EXPECT_EQ(unknown.end, ChildEnd::not_started);
  EXPECT_EQ(unknown.problem, "there is no program no-such-program-at-all");
  EXPECT_EQ(run_limited({{}, "", "", {}}).problem, "there is no program \"\"");
  EXPECT_EQ(run_limited({{"/etc"}, "", "", {}}).problem, "there is no program /etc");
}

TEST(LimitedChild, TellsOfASignal) {
  const ChildResult result = run_limited(shell("kill -TERM $$"));
  EXPECT_EQ(result.end, ChildEnd::signalled);
  EXPECT_EQ(result.code, SIGTERM);
  EXPECT_EQ(result.problem, "killed by signal 15");
}

TEST(LimitedChild, IsStoppedAtTheLimitOfTime) {
  ChildTask task = shell("echo begun; sleep 600");
  task.limits.wall = 200ms;
  const ChildResult result = run_limited(task);
  EXPECT_EQ(result.end, ChildEnd::wall_time);
  EXPECT_EQ(result.out, "begun\n");
  EXPECT_EQ(result.problem, "stopped after 200 ms, the limit of time");
}

TEST(LimitedChild, IsStoppedAtTheLimitOfProcessorTime) {
  ChildTask task = shell("while :; do :; done");
  task.limits.cpu = 1s;
  ChildResult result = run_limited(task);
  EXPECT_EQ(result.end, ChildEnd::cpu_time);
  EXPECT_EQ(result.problem, "stopped after 1 s of processor time, the limit");
  task = shell("trap '' XCPU; while :; do :; done");
  task.limits.cpu = 1s;
  EXPECT_EQ(run_limited(task).end, ChildEnd::cpu_time) << "ignoring the signal does not help";
}

TEST(LimitedChild, IsStoppedAtTheLimitOfMemory) {
  ChildTask task = python("x = bytearray(1 << 32)");
  task.limits.memory_bytes = 1 << 30;
  const ChildResult result = run_limited(task);
  EXPECT_EQ(result.end, ChildEnd::memory) << result.err;
  EXPECT_EQ(result.problem, "ran out of memory: the limit is 1024 MiB");
}

TEST(LimitedChild, IsStoppedWhenItFloods) {
  ChildTask task = shell("yes; echo never");
  task.limits.output_bytes = 100000;
  ChildResult result = run_limited(task);
  EXPECT_EQ(result.end, ChildEnd::output);
  EXPECT_EQ(result.out.size(), 100000u);
  EXPECT_EQ(result.problem, "stopped after 100000 bytes of output, the limit");
  task = shell("yes >&2");
  task.limits.output_bytes = 100000;
  EXPECT_EQ(run_limited(task).end, ChildEnd::output) << "both streams count";
}

TEST(LimitedChild, MayWriteAllThatIsAllowed) {
  ChildTask task = shell("printf 12345");
  task.limits.output_bytes = 5;
  EXPECT_TRUE(run_limited(task).succeeded());
}

TEST(LimitedChild, CanBeCancelled) {
  std::stop_source stop;
  std::jthread canceller;
  const ChildResult result =
      run_limited(shell("echo begun >&2; sleep 600"), stop.get_token(),
                  [&](std::string_view) { canceller = std::jthread([&] { stop.request_stop(); }); });
  EXPECT_EQ(result.end, ChildEnd::cancelled);
  EXPECT_EQ(result.problem, "cancelled");
}

TEST(LimitedChild, GivesErrorsAsTheyCome) {
  std::string seen;
  const ChildResult result = run_limited(shell("echo one >&2; echo out; echo two >&2"), {},
                                         [&](std::string_view piece) { seen += piece; });
  EXPECT_EQ(seen, "one\ntwo\n");
  EXPECT_EQ(result.err, seen);
}

// What it started is killed with it: at its own end, at a limit, and when it is cancelled.
TEST(LimitedChild, LeavesNoGrandchildren) {
  const ChildResult ended = run_limited(shell("sleep 600 & echo $!"));
  EXPECT_EQ(ended.end, ChildEnd::exited);
  EXPECT_TRUE(is_gone(ended.out));
  ChildTask task = shell("(sleep 600 & echo $!; wait) & wait");
  task.limits.wall = 300ms;
  const ChildResult late = run_limited(task);
  EXPECT_EQ(late.end, ChildEnd::wall_time);
  EXPECT_TRUE(is_gone(late.out));
  std::stop_source stop;
  const ChildResult cancelled = run_limited(shell("sleep 600 & echo $! >&2; wait"), stop.get_token(),
                                            [&](std::string_view) { stop.request_stop(); });
  EXPECT_EQ(cancelled.end, ChildEnd::cancelled);
  EXPECT_TRUE(is_gone(cancelled.err));
}

// A process of a session of its own holds the pipes, and is not waited for.
TEST(LimitedChild, DoesNotWaitForOneThatLeftTheGroup) {
  const ChildResult result = run_limited(
      python("import os\nread, write = os.pipe()\npid = os.fork()\n"
             "if pid == 0:\n    os.setsid(); os.write(write, b'x')\n    import time; time.sleep(600)\n"
             "os.read(read, 1); print(pid)"));
  EXPECT_EQ(result.end, ChildEnd::exited);
  EXPECT_EQ(kill(std::stoi(result.out), SIGKILL), 0) << "or there was nothing to wait for";
}

TEST(LimitedChild, LeavesNoDescriptorAndNoZombie) {
  const std::size_t before = open_descriptors();
  run_limited(shell("sleep 600 & exit 1"));
  run_limited({{"no-such-program-at-all"}, "", "", {}});
  ChildTask late = shell("sleep 600");
  late.limits.wall = 50ms;
  late.folder = "/no/such/folder";
  run_limited(late);
  late.folder = "";
  run_limited(late);
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(LimitedChild, InheritsNothingButItsStreams) {
  const ChildResult result = run_limited(python("import os; print(sorted(os.listdir('/proc/self/fd')))"));
  EXPECT_EQ(result.out, "['0', '1', '2', '3']\n") << "3 is the listing's own";
}

}  // namespace
}  // namespace perfhint::server
