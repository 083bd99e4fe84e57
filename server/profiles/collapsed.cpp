// Collapsed stacks: a line a stack, "outermost;...;innermost 12". A frame of Python's is "name (path:12)"
// where py-spy wrote it, "path:name:12" where Austin or profiling.sampling did; all else is the
// interpreter's.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/profiles/frame_text.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/stack_costs.h"
#include "server/profiles/standard_module.h"

namespace perfhint::server {

namespace {

// Of the interpreter, its library, a package, or no Python at all: nullopt.
std::optional<FrameText> project_frame(std::string_view text) {
  auto frame = py_spy_frame(text);
  if (!frame) frame = austin_frame(text);
  if (!frame || is_library_path(frame->path) || is_standard_module(frame->path)) return std::nullopt;
  if (!frame->path.ends_with(".py") && frame->line == 0) return std::nullopt;  // "malloc (libc.so.6)"
  return frame;
}

// "a;b 12" is "a;b" and "12".
struct Sample {
  std::string_view stack, metric;
};
Sample split(std::string_view line) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return {{}, line};
  return {line.substr(0, space), line.substr(space + 1)};
}

bool is_comment(std::string_view line) { return line.empty() || line.starts_with("# "); }

class Collapsed {
 public:
  explicit Collapsed(ProfileInput& input) : input_(input), costs_(input, StackCosts::LineIs::running) {}

  Profile profile();

 private:
  void read_comment(std::string_view line);
  void read_sample(std::string_view line);
  double cost(std::string_view metric) const;
  StackCosts::FrameId frame(std::string_view text);

  ProfileInput& input_;
  StackCosts costs_;
  std::unordered_map<std::string, StackCosts::FrameId> frames_;
  std::vector<StackCosts::FrameId> stack_;
  bool microseconds_ = false;
};

// Austin's: "# mode: wall"
void Collapsed::read_comment(std::string_view line) {
  constexpr std::string_view mode = "# mode: ";
  if (!line.starts_with(mode)) return;
  if (line.substr(mode.size()) == "memory")
    input_.fail("Austin measured memory, not time: record without -m, or the peak by memray");
  microseconds_ = true;
}

// "12"; in Austin's mode "full" "12,0,4096": time, idle, memory
double Collapsed::cost(std::string_view metric) const {
  const std::string_view first = metric.substr(0, metric.find(','));
  double cost = 0;
  const char* end = first.data() + first.size();
  const auto [stop, error] = std::from_chars(first.data(), end, cost);
  if (error != std::errc() || stop != end) input_.fail("a stack and a number are expected: \"a;b;c 12\"");
  return cost_number(input_, cost) * (microseconds_ ? 1e-6 : 1);
}

StackCosts::FrameId Collapsed::frame(std::string_view text) {
  std::string key(text);
  const auto found = frames_.find(key);
  if (found != frames_.end()) return found->second;
  input_.keep(sizeof(*found) + 64 + key.size());
  const auto frame = project_frame(text);
  const auto id =
      frame ? costs_.project_frame(frame->path, frame->function, frame->line) : costs_.library_frame();
  frames_.emplace(std::move(key), id);
  return id;
}

void Collapsed::read_sample(std::string_view line) {
  const Sample sample = split(line);
  const double cost = this->cost(sample.metric);
  stack_.clear();
  for (std::size_t at = 0; at < sample.stack.size();) {
    const std::size_t end = std::min(sample.stack.find(';', at), sample.stack.size());
    stack_.push_back(frame(sample.stack.substr(at, end - at)));
    at = end + 1;
  }
  costs_.add(stack_, cost);
}

Profile Collapsed::profile() {
  std::string line;
  while (input_.next_line(line)) {
    if (is_comment(line)) {
      read_comment(line);
    } else {
      read_sample(line);
    }
  }
  return std::move(costs_).profile(microseconds_ ? TimeUnit::seconds : TimeUnit::samples);
}

bool is_sample(std::string_view line) {
  const std::string_view metric = split(line).metric;
  return !metric.empty() && metric.find_first_not_of("0123456789,") == std::string_view::npos;
}

bool has_python_frame(std::string_view stack) {
  for (std::size_t at = 0; at < stack.size();) {
    const std::size_t end = std::min(stack.find(';', at), stack.size());
    const std::string_view text = stack.substr(at, end - at);
    const auto frame = py_spy_frame(text);
    if ((frame && frame->line > 0) || austin_frame(text)) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

// Austin says so. Of others, each of the first lines is a sample, and one has a frame of Python's.
bool is_collapsed(const Beginning& beginning) {
  if (beginning.bytes.starts_with("# austin: ")) return true;
  constexpr int most_lines = 20;
  std::string_view rest = beginning.bytes;
  bool found = false;
  for (int lines = 0; lines < most_lines && !rest.empty(); ++lines) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_comment(line)) continue;
    if (!is_sample(line)) return end == std::string_view::npos && found;  // the last may be cut off
    found = found || has_python_frame(split(line).stack);
  }
  return found;
}

Profile read_collapsed(ProfileInput& input) { return Collapsed(input).profile(); }

}  // namespace perfhint::server
