// line_profiler's report (python -m line_profiler run.lprof, kernprof -v): the lines of the functions that
// its user has chosen. It does not tell what a line's callees took of the line's time, so a line's and a
// function's self is their total; nor how long the run was, so the run's total is the sum of the functions'.
#include <charconv>
#include <string>
#include <string_view>

#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/report.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

constexpr std::string_view unit_label = "Timer unit: ", total_label = "Total time: ", file_label = "File: ",
                           function_label = "Function: ";

class LineProfilerReport {
 public:
  explicit LineProfilerReport(ProfileInput& input) : input_(input), tally_(input) {}

  Profile profile();

 private:
  void read(std::string_view line);
  void read_function(std::string_view text);
  void read_row(std::string_view line);
  double seconds(std::string_view text) const;

  ProfileInput& input_;
  Tally tally_;
  Tally::File* file_ = nullptr;
  double unit_ = 0;            // seconds
  double function_total_ = 0;  // seconds, of the function that is being read
  double total_ = 0;           // seconds, of all
  std::size_t source_at_ = 0;  // 0: outside a table
  bool has_rows_ = false;
};

// "1e-06 s"
double LineProfilerReport::seconds(std::string_view text) const {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || std::string_view(end, text.data() + text.size()) != " s")
    input_.fail("seconds are expected: \"0.5 s\"");
  return cost_number(input_, value);
}

// "Stock.known at line 13"
void LineProfilerReport::read_function(std::string_view text) {
  constexpr std::string_view at = " at line ";
  const std::size_t name_end = text.rfind(at);
  double line = 0;
  if (name_end != std::string_view::npos) {
    const std::string_view digits = text.substr(name_end + at.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), line);
  }
  if (line == 0) input_.fail("\"Function: NAME at line NUMBER\" is expected");
  if (file_ == nullptr) input_.fail("\"File: PATH\" is expected before this function");
  Cost& cost = tally_.function(*file_, text.substr(0, name_end), whole_number(input_, line, most_line));
  cost.self += function_total_;
  cost.total += function_total_;
  total_ += function_total_;
  function_total_ = 0;
}

// Hits, time, time per hit, % of the function's time.
void LineProfilerReport::read_row(std::string_view line) {
  const auto row = report_row(input_, line, source_at_);
  if (!row) {
    source_at_ = 0;
    return;
  }
  has_rows_ = true;
  if (row->numbers.empty()) return;
  if (row->numbers.size() < 2) input_.fail("the report breaks off: a line's hits have no time");
  if (file_ == nullptr || unit_ == 0) input_.fail("\"Timer unit:\" and \"File:\" are expected before lines");
  Cost& cost = tally_.line(*file_, row->line);
  const double time = cost_number(input_, row->numbers[1]) * unit_;
  cost.calls += call_count(input_, row->numbers[0]);
  cost.self += time;
  cost.total += time;
}

void LineProfilerReport::read(std::string_view line) {
  if (line.starts_with(unit_label)) {
    unit_ = seconds(line.substr(unit_label.size()));
  } else if (line.starts_with(total_label)) {
    function_total_ = seconds(line.substr(total_label.size()));
  } else if (line.starts_with(file_label)) {
    file_ = &tally_.file(line.substr(file_label.size()));
  } else if (line.starts_with(function_label)) {
    read_function(line.substr(function_label.size()));
  } else if (const auto at = report_header(line)) {
    source_at_ = *at;
  } else if (source_at_ > 0 && !line.starts_with("===")) {
    read_row(line);
  }
}

Profile LineProfilerReport::profile() {
  std::string line;
  while (input_.next_line(line)) read(line);
  if (!has_rows_)
    input_.fail("the report has no lines: no function that it was to measure has run, or it breaks off");
  Profile out = std::move(tally_).profile(TimeUnit::seconds, total_);
  out.partial = true;
  return out;
}

}  // namespace

bool is_line_profiler(const Beginning& beginning) { return !beginning.json && beginning.has(unit_label); }

Profile read_line_profiler(ProfileInput& input) { return LineProfilerReport(input).profile(); }

}  // namespace perfhint::server
