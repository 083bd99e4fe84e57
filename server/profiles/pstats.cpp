// .pstats: a dictionary, written by marshal, of (file, line, function) to what was measured and by whom it
// was called. cProfile's keys are functions; those of profiling.sampling are lines, which a key of its own
// tells.
#include <algorithm>
#include <map>
#include <tuple>

#include "server/profiles/library_time.h"
#include "server/profiles/marshal.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

using Kind = MarshalValue::Kind;
using Key = std::tuple<std::string, std::uint32_t, std::string>;  // file, line, function

constexpr std::string_view expected_key = "(file, line, function) is expected as a key";

class Pstats {
 public:
  explicit Pstats(ProfileInput& input) : input_(input), marshal_(input) {}

  Profile profile();

 private:
  void read();
  void read_costs(std::uint32_t function);
  void read_edge(std::uint32_t function);
  std::uint32_t function(const MarshalValue& key);
  double number(const MarshalValue&);
  std::vector<double> paid();
  void tell(const Key&, std::uint32_t function, double self, Tally&);

  ProfileInput& input_;
  Marshal marshal_;
  bool sampled_ = false;
  std::map<Key, std::uint32_t> numbers_;
  std::vector<CalledFunction> functions_;
  std::vector<std::uint64_t> calls_;
  std::vector<CallEdge> edges_;  // of the library's functions
  // Where callers are known without their times (the module `profile`): how often, of each edge.
  bool edges_timed_ = true;
  double total_ = 0;
};

double Pstats::number(const MarshalValue& value) {
  if (value.kind != Kind::number) input_.fail("a number is expected");
  return cost_number(input_, value.number);
}

std::uint32_t Pstats::function(const MarshalValue& key) {
  const auto is = [&](std::size_t item, Kind kind) { return (*key.items)[item].kind == kind; };
  if (key.kind != Kind::sequence || key.items->size() != 3 || !is(0, Kind::text) || !is(1, Kind::number) ||
      !is(2, Kind::text))
    input_.fail(expected_key);
  const std::string& path = *(*key.items)[0].text;
  const std::string& name = *(*key.items)[2].text;
  const double line = std::max(0.0, (*key.items)[1].number);  // -1 and None have been seen for "no line"
  const auto next = static_cast<std::uint32_t>(functions_.size());
  const auto [at, added] = numbers_.try_emplace({path, whole_number(input_, line, most_line), name}, next);
  if (!added) return at->second;
  input_.keep(2 * (sizeof(*at) + path.size() + name.size()) + sizeof(CalledFunction));
  functions_.push_back({is_library_path(path), 0, 0});
  calls_.push_back(0);
  return next;
}

void Pstats::read() {
  marshal_.begin_dict();
  while (!marshal_.end_dict()) {
    const MarshalValue key = marshal_.value();
    if (key.kind == Kind::sequence && key.items->size() == 1) {
      sampled_ = true;
      marshal_.value();
      continue;
    }
    read_costs(function(key));
  }
  if (input_.sgetc() != std::char_traits<char>::eof()) input_.fail("the end of the file is expected");
}

void Pstats::read_costs(std::uint32_t function) {
  if (marshal_.begin_tuple() != 5) input_.fail("(calls, calls, time, total time, callers) is expected");
  number(marshal_.value());  // calls that are no recursion
  calls_[function] = call_count(input_, number(marshal_.value()));
  const double own = number(marshal_.value()), total = number(marshal_.value());
  functions_[function].own += own;
  functions_[function].total += total;
  total_ += own;
  marshal_.begin_dict();
  while (!marshal_.end_dict()) read_edge(function);
}

void Pstats::read_edge(std::uint32_t callee) {
  const std::uint32_t caller = function(marshal_.value());
  const MarshalValue costs = marshal_.value();
  CallEdge edge{caller, callee, 0, 0};
  if (costs.kind == Kind::number) {
    edges_timed_ = false;
    edge.total = number(costs);
  } else if (costs.kind == Kind::sequence && costs.items->size() == 4) {
    edge.own = number((*costs.items)[2]);
    edge.total = number((*costs.items)[3]);
  } else {
    input_.fail("(calls, calls, time, total time) of a caller, or its calls, is expected");
  }
  if (!functions_[callee].library) return;
  input_.keep(sizeof(CallEdge));
  edges_.push_back(edge);
}

// Without times, callers share what a function did by how often they called it.
std::vector<double> Pstats::paid() {
  if (!edges_timed_) {
    std::vector<double> calls(functions_.size());
    for (const CallEdge& edge : edges_) calls[edge.callee] += edge.total;
    for (CallEdge& edge : edges_) {
      const double share = calls[edge.callee] > 0 ? edge.total / calls[edge.callee] : 0;
      edge.own = share * functions_[edge.callee].own;
      edge.total = share * functions_[edge.callee].total;
    }
  }
  return paid_time(input_, functions_, edges_);
}

void Pstats::tell(const Key& key, std::uint32_t function, double self, Tally& tally) {
  const auto& [path, line, name] = key;
  const double total = functions_[function].total;
  self = std::min(self, total);  // what goes up by shares may be rounded too high
  Tally::File& file = tally.file(path);
  if (!sampled_) {
    tally.function(file, name, line) = {self, total, calls_[function], 0};
    return;
  }
  if (line > 0) {
    Cost& cost = tally.line(file, line);
    cost.self += self;
    cost.total += total;
  }
  // Lines of one function may lie in one stack, where it recurs: more than the run it cannot have cost.
  Cost& cost = tally.function(file, name, 0);
  cost.self += self;
  cost.total = std::min(total_, cost.total + total);
}

Profile Pstats::profile() {
  read();
  const std::vector<double> self = paid();
  Tally tally(input_);
  for (const auto& [key, number] : numbers_)
    if (!functions_[number].library) tell(key, number, self[number], tally);
  return std::move(tally).profile(TimeUnit::seconds, total_);
}

}  // namespace

// A dictionary whose first key is a tuple (or which is empty): no JSON begins so.
bool is_pstats(const Beginning& beginning) {
  constexpr unsigned char may_be_referred_to = 0x80;
  const auto letter = [&](std::size_t at) {
    return static_cast<char>(static_cast<unsigned char>(beginning.bytes[at]) & ~may_be_referred_to);
  };
  if (beginning.bytes.size() < 2 || letter(0) != '{') return false;
  return letter(1) == '(' || letter(1) == ')' || letter(1) == '0';
}

Profile read_pstats(ProfileInput& input) { return Pstats(input).profile(); }

}  // namespace perfhint::server
