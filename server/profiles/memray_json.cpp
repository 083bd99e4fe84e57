// memray's JSON: transform gprof2dot, which has what was allocated when most was, by function; and stats
// --json, which has all that was ever allocated, of a few lines. What it calls a peak is then all of it.
#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "server/profiles/allocations.h"
#include "server/profiles/json.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"

namespace perfhint::server {

namespace {

enum GraphPlace { graph = 1, functions, function, name, module, events, event, chain, link, costs, cost };

constexpr JsonPlace function_places[] = {
    {JsonPlace::outermost, "", graph}, {graph, "functions", functions}, {functions, element, function},
    {function, "name", name},          {function, "module", module},
};
constexpr JsonPlace event_places[] = {
    {JsonPlace::outermost, "", graph},
    {graph, "events", events},
    {events, element, event},
    {event, "callchain", chain},
    {chain, element, link},
    {event, "cost", costs},
    {costs, element, cost},
};

struct Function {
  std::string name, path;
};

class Functions final : public JsonListener {
 public:
  explicit Functions(ProfileInput& input) : input_(input) {}

  void begin(int place, std::string_view) override {
    if (place == function) function_ = {};
  }
  void end(int place) override {
    if (place != function) return;
    input_.keep(2 * sizeof(Function) + function_.name.size() + function_.path.size());
    all.push_back(std::move(function_));
  }
  void number(int, double) override {}
  void text(int place, std::string& value) override {
    if (place == name) function_.name = std::move(value);
    if (place == module) function_.path = std::move(value);
  }

  std::vector<Function> all;

 private:
  ProfileInput& input_;
  Function function_;
};

// The functions are told after the events, and so are known before.
class Events final : public JsonListener {
 public:
  Events(ProfileInput& input, const std::vector<Function>& functions)
      : input_(input), functions_(functions), allocations_(input) {}

  void begin(int place, std::string_view) override {
    if (place != event) return;
    chain_.clear();
    bytes_ = 0;
  }
  void end(int place) override;
  void number(int place, double value) override;
  void text(int, std::string&) override {}

  Profile profile() && { return std::move(allocations_).profile(); }

 private:
  static constexpr std::size_t most_depth = 1'000'000;

  ProfileInput& input_;
  const std::vector<Function>& functions_;
  Allocations allocations_;
  std::vector<std::uint32_t> chain_;  // the innermost first
  double bytes_ = 0;
};

void Events::number(int place, double value) {
  if (place == cost) bytes_ += cost_number(input_, value);
  if (place != link) return;
  if (functions_.empty()) input_.fail("a call chain without \"functions\"");
  if (chain_.size() == most_depth) input_.fail("a stack deeper than that of any program");
  chain_.push_back(whole_number(input_, value, static_cast<std::uint32_t>(functions_.size() - 1)));
}

void Events::end(int place) {
  if (place != event) return;
  allocations_.count(bytes_);
  for (const std::uint32_t index : chain_)
    if (allocations_.charge(functions_[index].path, functions_[index].name, 0, bytes_)) return;
}

enum StatsPlace { stats = 1, all_bytes, top, allocation, location, size };

constexpr JsonPlace stats_places[] = {
    {JsonPlace::outermost, "", stats},       {stats, "total_bytes_allocated", all_bytes},
    {stats, "top_allocations_by_size", top}, {top, element, allocation},
    {allocation, "location", location},      {allocation, "size", size},
};

class Stats final : public JsonListener {
 public:
  explicit Stats(ProfileInput& input) : input_(input), allocations_(input) {}

  void begin(int place, std::string_view) override {
    if (place != allocation) return;
    location_.clear();
    bytes_ = 0;
  }
  void end(int place) override {
    if (place == allocation) charge();
  }
  void number(int place, double value) override {
    if (place == all_bytes) allocations_.count(cost_number(input_, value));
    if (place == size) bytes_ = cost_number(input_, value);
  }
  void text(int place, std::string& value) override {
    if (place == location) location_ = std::move(value);
  }

  Profile profile() && {
    Profile out = std::move(allocations_).profile();
    out.partial = true;  // only the places that allocate most are told
    return out;
  }

 private:
  void charge();

  ProfileInput& input_;
  Allocations allocations_;
  std::string location_;
  double bytes_ = 0;
};

// "read_labels:/app/stock.py:26"
void Stats::charge() {
  const std::string_view text = location_;
  const std::size_t path_at = text.find(':'), line_at = text.rfind(':');
  double line = 0;
  if (path_at != line_at) std::from_chars(text.data() + line_at + 1, text.data() + text.size(), line);
  if (line == 0) return;  // "<unknown>": the interpreter itself
  allocations_.charge(text.substr(path_at + 1, line_at - path_at - 1), text.substr(0, path_at),
                      whole_number(input_, line, most_line), bytes_);
}

}  // namespace

bool is_memray_gprof2dot(const Beginning& beginning) {
  return beginning.has_key("costs") && beginning.has_key("events");
}

Profile read_memray_gprof2dot(ProfileInput& input) {
  Functions functions(input);
  read_json(input, function_places, functions);
  input.rewind();
  Events events(input, functions.all);
  read_json(input, event_places, events);
  return std::move(events).profile();
}

bool is_memray_stats(const Beginning& beginning) { return beginning.has_key("total_bytes_allocated"); }

Profile read_memray_stats(ProfileInput& input) {
  Stats reader(input);
  read_json(input, stats_places, reader);
  return std::move(reader).profile();
}

}  // namespace perfhint::server
