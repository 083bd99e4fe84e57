// perfhint_client_fuzz [--seed S] [--seconds N] [--messages M] [--logs DIR] [--log-every K]
// Plays sessions of random but valid clients against a server in this process, one a seed from S on, until N
// seconds or M messages (both ways) are over, the session then being finished. Prints what fails first, by
// its seed and as its smallest part; exit 1. With --logs every K-th orderly session is written for the
// validator.
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "tests/fuzz/client/failure.h"
#include "tests/fuzz/client/traffic.h"

namespace perfhint::fuzz {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Options {
  std::uint64_t seed = 1, seconds = 0, messages = 0, log_every = 10;
  std::string logs;
};

// What the parent knows of a child that died.
struct Progress {
  std::uint64_t seed = 0, sessions = 0, messages = 0, compared = 0;
};

// A folder for sessions with files; emptied before each.
class Workspace {
 public:
  Workspace() : path_(fs::temp_directory_path() / ("perfhint-client-fuzz-" + std::to_string(getpid()))) {}
  ~Workspace() { fs::remove_all(path_); }
  void empty() const {
    fs::remove_all(path_);
    fs::create_directories(path_ / "app");
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

class Fuzzer {
 public:
  Fuzzer(Options options, const Material& material)
      : options_(std::move(options)), material_(material), begin_(Clock::now()) {
    void* shared = mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) throw std::runtime_error("mmap");
    progress_ = new (shared) Progress;
  }

  int run() {
    const std::string failure = in_child([&] { play_all(); });
    const double took = std::chrono::duration<double>(Clock::now() - begin_).count();
    std::printf(
        "client_fuzz: %llu sessions, %llu messages, %llu texts compared with a fresh server's, %.0f s: %s\n",
        count(progress_->sessions), count(progress_->messages), count(progress_->compared), took,
        failure.empty() ? "no failure" : failure.c_str());
    if (failure.empty()) return 0;
    std::printf("client_fuzz: the failing session is --seed %llu --messages 1\n", count(progress_->seed));
    std::printf("%s\n", shrunk().c_str());
    return 1;
  }

 private:
  static unsigned long long count(std::uint64_t number) { return number; }

  bool goes_on() const {
    const auto seconds = static_cast<std::uint64_t>((Clock::now() - begin_) / std::chrono::seconds(1));
    if (options_.seconds > 0 && seconds >= options_.seconds) return false;
    return options_.messages == 0 || progress_->messages < options_.messages;
  }

  void play_all() {
    for (progress_->seed = options_.seed; goes_on(); ++progress_->seed) {
      const bool logs = !options_.logs.empty() && progress_->sessions % options_.log_every == 0;
      alarm(longest_session);
      Client client(workspace_.path(), logs);
      play(client, [](const Event&) {});
      ++progress_->sessions;
      progress_->messages += client.messages;
      progress_->compared += client.compared;
      if (!client.problem.empty()) _exit(problem_code);
      if (logs && client.exit_code() == 0) write_log(client.recorded());
    }
  }

  template <class Watch>
  void play(Client& client, Watch watch) {
    workspace_.empty();
    Random random(progress_->seed);
    const std::size_t steps = 20 + random.below(500);
    Traffic traffic(material_, random.next());
    while (const auto event = traffic.next(client, steps)) {
      watch(*event);
      client.perform(*event);
      if (!client.problem.empty()) return;
    }
    if (!client.exit_code()) client.problem = "the server does not end";
  }

  void write_log(const std::string& lines) const {
    fs::create_directories(options_.logs);
    std::ofstream(fs::path(options_.logs) / (std::to_string(progress_->seed) + ".jsonl")) << lines;
  }

  // Plays the failing session again, keeps its events up to the failure, and makes them fewer.
  std::string shrunk() {
    const std::string file = workspace_.path() + ".events";
    in_child([&] {
      std::ofstream out(file);
      Client client(workspace_.path(), false);
      play(client, [&](const Event& event) { out << to_line(event) << std::endl; });
    });
    std::vector<Event> events;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) events.push_back(from_line(line));
    fs::remove(file);
    return smallest_failure(
        std::move(events), [&](Client&) { workspace_.empty(); }, workspace_.path());
  }

  Options options_;
  const Material& material_;
  Clock::time_point begin_;
  Workspace workspace_;
  Progress* progress_;
};

Options read_options(int argc, char** argv) {
  Options options;
  const std::map<std::string, std::uint64_t*> numbers = {{"--seed", &options.seed},
                                                         {"--seconds", &options.seconds},
                                                         {"--messages", &options.messages},
                                                         {"--log-every", &options.log_every}};
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (const auto found = numbers.find(name); found != numbers.end()) {
      *found->second = std::strtoull(argv[i + 1], nullptr, 10);
    } else if (name == "--logs") {
      options.logs = argv[i + 1];
    } else {
      throw std::runtime_error("no such option: " + name);
    }
  }
  if (argc % 2 == 0) throw std::runtime_error("an option has no value");
  if (options.seconds == 0 && options.messages == 0) options.messages = 20'000;
  return options;
}

}  // namespace
}  // namespace perfhint::fuzz

int main(int argc, char** argv) {
  using namespace perfhint::fuzz;
  try {
    const Options options = read_options(argc, argv);
    const Material material = load_material(PERFHINT_SOURCE_DIR);
    return Fuzzer(options, material).run();
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "perfhint_client_fuzz: %s\n", exception.what());
    return 2;
  }
}
