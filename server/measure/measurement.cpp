// The first child decides which sizes there is time for; the others repeat these.
#include "server/measure/measurement.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/scripts.h"

namespace perfhint::server {

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr double most_seconds_a_run = 3;
constexpr std::uint64_t most_output = 1 << 20;

std::string_view script() {
  const auto found = std::ranges::find(scripts(), "measure/measure.py", &Script::name);
  return found->text;
}

Json task_of(const Snippet& snippet, const std::vector<std::int64_t>& sizes, const MeasureOptions& options,
             double seconds, bool first) {
  Json task = {{"module", snippet.module},
               {"module_before", snippet.definition_before},
               {"module_after", snippet.definition_after},
               {"setup", snippet.setup},
               {"before", snippet.before},
               {"after", nullptr},
               {"in_module", snippet.in_module},
               {"sizes", sizes},
               {"seconds", seconds},
               {"pairs", 5},
               {"memory", first},
               {"may_skip", first},
               {"unseen", snippet.unseen},
               {"path", Json::array()}};
  if (!snippet.after.empty()) task["after"] = snippet.after;
  if (!options.folder.empty()) task["path"] = {options.folder};
  return task;
}

std::vector<double> seconds(const Json& cell, const char* key) {
  return cell.contains(key) ? cell[key].get<std::vector<double>>() : std::vector<double>();
}

std::optional<std::int64_t> peak(const Json& cell, const char* key) {
  return cell.contains(key) ? std::optional(cell[key].get<std::int64_t>()) : std::nullopt;
}

void add_size(const Json& cell, MeasuredSnippet& measured) {
  const auto n = cell["n"].get<std::int64_t>();
  auto size = std::ranges::find(measured.sizes, n, &MeasuredSize::n);
  if (size == measured.sizes.end()) {
    measured.sizes.push_back({n, {}, {}, {}, {}});
    size = measured.sizes.end() - 1;
  }
  size->processes.push_back({seconds(cell, "before"), seconds(cell, "after")});
  if (!size->peak_before) size->peak_before = peak(cell, "peak_before");
  if (!size->peak_after) size->peak_after = peak(cell, "peak_after");
  if (!cell.contains("differs")) return;
  for (const Json& one : cell["differs"])
    size->differences.push_back({one["name"], one["before"], one["after"]});
}

// "the code before the fix raises IndexError: list index out of range".
std::string told(const Json& failure, bool compared) {
  const auto part = failure["part"].get<std::string>();
  const std::string what = part == "before"  ? compared ? "the code before the fix" : "the code"
                           : part == "after" ? "the code after the fix"
                           : part == "setup" ? "the stand-ins' setup"
                                             : "the code that defines what is used";
  return what + " raises " + failure["error"].get<std::string>();
}

// Lines of JSON; what comes after a torn one is lost. False: it is no answer of ours.
bool read_answer(const std::string& out, bool compared, MeasuredSnippet& measured) {
  std::size_t begin = 0;
  for (std::size_t end = out.find('\n'); end != std::string::npos; end = out.find('\n', begin)) {
    const Json line = Json::parse(out.begin() + static_cast<std::ptrdiff_t>(begin),
                                  out.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    begin = end + 1;
    try {
      if (line.contains("python")) measured.python = line["python"];
      if (line.contains("error")) measured.problem = told(line, compared);
      if (line.contains("n")) add_size(line, measured);
    } catch (const Json::exception&) {
      return false;
    }
  }
  return !measured.python.empty();
}

void read_result(const ChildResult& result, const MeasureOptions& options, bool compared,
                 MeasuredSnippet& measured) {
  const bool answered = read_answer(result.out, compared, measured);
  if (!measured.problem.empty()) return;
  if (!result.problem.empty()) {
    measured.problem = result.problem;
  } else if (!answered || result.code != 0) {
    measured.problem =
        options.python + " does not answer as a CPython from 3.8 on: " + result.last_error_line();
  }
}

}  // namespace

MeasuredSnippet measure(const Snippet& snippet, const MeasureOptions& options, const RunChild& run,
                        std::stop_token stop, const Began& began) {
  const Clock::time_point begin = Clock::now();
  MeasuredSnippet measured;
  measured.depends_on_size = snippet.depends_on_size();
  std::vector<std::int64_t> sizes = snippet.sizes;
  if (!measured.depends_on_size) sizes = {1};
  for (int at = 1; at <= options.runs && measured.problem.empty(); ++at) {
    const Seconds left = options.timeout - (Clock::now() - begin);
    const double each = left.count() * 0.8 / (options.runs - at + 1);
    if (at > 1 && left.count() <= 0) break;
    if (began) began(at, options.runs);
    const Json task = task_of(snippet, sizes, options, std::min(each, most_seconds_a_run), at == 1);
    ChildTask child{{options.python, "-c", std::string(script())},
                    task.dump(-1, ' ', false, Json::error_handler_t::replace),
                    options.folder,
                    {}};
    child.limits.wall = std::chrono::duration_cast<std::chrono::milliseconds>(left);
    child.limits.cpu = options.timeout + std::chrono::seconds(1);
    child.limits.memory_bytes = options.memory_bytes;
    child.limits.output_bytes = most_output;
    read_result(run(child, stop), options, !snippet.after.empty(), measured);
    sizes.clear();
    for (const MeasuredSize& size : measured.sizes) sizes.push_back(size.n);
    if (!sizes.empty() && !measured.sizes.back().differences.empty()) break;
  }
  return measured;
}

}  // namespace perfhint::server
