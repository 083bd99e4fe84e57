// Bisecting for the prefix, then leaving out ever smaller pieces.
#include "tests/fuzz/client/failure.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

namespace perfhint::fuzz {

std::string in_child(const std::function<void()>& work) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::fflush(nullptr);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return std::string("died of ") + strsignal(WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  if (code == 0) return "";
  return code == problem_code ? "a promise is broken" : "ended with " + std::to_string(code);
}

namespace {

class Shrinking {
 public:
  Shrinking(std::function<void(Client&)> prepare, std::string workspace)
      : prepare_(std::move(prepare)),
        workspace_(std::move(workspace)),
        kind_(static_cast<char*>(
            mmap(nullptr, kind_length + 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}

  // How the events fail; empty: they do not. The same words for the same sort of failure.
  std::string failure(const std::vector<Event>& events, bool tell = false) const {
    *kind_ = 0;
    const std::string how = in_child([&] { play(events, tell); });
    return how.empty() ? "" : how + ": " + kind_;
  }

 private:
  static constexpr std::size_t kind_length = 48;  // bytes of a problem: with the code of an error

  // In a child: ends it where something is wrong.
  void play(const std::vector<Event>& events, bool tell) const {
    if (!tell) (void)!std::freopen("/dev/null", "w", stderr);
    alarm(longest_session);
    Client client(workspace_, false);
    prepare_(client);
    for (const Event& event : events) step(client, event, tell);
    Event last;
    last.kind = Event::Kind::compare;
    last.amount = 3000;
    step(client, last, tell);
  }

  void step(Client& client, const Event& event, bool tell) const {
    client.perform(event);
    if (client.problem.empty()) return;
    if (tell) std::fprintf(stderr, "%s\n", client.problem.c_str());
    client.problem.copy(kind_, kind_length);
    std::fflush(nullptr);
    _exit(problem_code);
  }

  std::function<void(Client&)> prepare_;
  std::string workspace_;
  char* kind_;  // shared with the child
};

std::vector<Event> without(const std::vector<Event>& events, std::size_t begin, std::size_t end) {
  std::vector<Event> out(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(begin));
  out.insert(out.end(), events.begin() + static_cast<std::ptrdiff_t>(end), events.end());
  return out;
}

}  // namespace

std::string smallest_failure(std::vector<Event> events, const std::function<void(Client&)>& prepare,
                             const std::string& workspace) {
  const Shrinking shrinking(prepare, workspace);
  const std::string kind = shrinking.failure(events);
  if (kind.empty()) return "the events alone do not fail";
  std::size_t passes = 0, fails = events.size();  // prefixes of so many events
  while (passes + 1 < fails) {
    const std::size_t middle = (passes + fails) / 2;
    (shrinking.failure(without(events, middle, events.size())) == kind ? fails : passes) = middle;
  }
  events.resize(fails);
  for (std::size_t piece = std::max<std::size_t>(events.size() / 2, 1); piece > 0; piece /= 2) {
    for (std::size_t at = 0; at + piece <= events.size();) {
      auto fewer = without(events, at, at + piece);
      if (shrinking.failure(fewer) == kind) {
        events = std::move(fewer);
      } else {
        at += piece;
      }
    }
  }
  std::string out =
      "the shortest failing beginning has " + std::to_string(fails) + " steps; of these it takes\n";
  for (const Event& event : events) out += line_of(event) + "\n";
  std::fprintf(stderr, "--- as it fails ---\n");
  return out + shrinking.failure(events, true);
}

}  // namespace perfhint::fuzz
