// memory_profiler's report (python -m memory_profiler): by how much the process grew at each line of the
// functions that its user has decorated. It stands in what the program itself has printed.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/report.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

constexpr std::string_view file_label = "Filename: ";
constexpr double mebibyte = 1048576;

// "    async def load(self):" has "load"
std::string_view defined_name(std::string_view source) {
  constexpr std::string_view keyword = "def ";
  const std::string_view code = source.substr(std::min(source.find_first_not_of(" \t"), source.size()));
  const std::size_t at = code.starts_with(keyword) ? 0 : code.find("async def ");
  if (at != 0) return {};
  const std::string_view name = code.substr(code.find(keyword) + keyword.size());
  return name.substr(0, name.find_first_of("([: "));
}

class MemoryProfilerReport {
 public:
  explicit MemoryProfilerReport(ProfileInput& input) : input_(input), tally_(input) {}

  Profile profile();

 private:
  void read(std::string_view line);
  void read_row(std::string_view line);
  void end_table();

  ProfileInput& input_;
  Tally tally_;
  Tally::File* file_ = nullptr;
  double peak_ = 0;            // bytes
  std::size_t source_at_ = 0;  // 0: outside a table
  // Of the table, which is one function's.
  std::string function_;
  std::uint32_t first_line_ = 0;
  double grown_ = 0;  // bytes
  bool entered_ = false;
};

// Usage, increment and, since 0.58, occurrences. The first that were measured are of the function's entry:
// its increment is all that the process had by then.
void MemoryProfilerReport::read_row(std::string_view line) {
  const auto row = report_row(input_, line, source_at_);
  if (!row) return end_table();
  if (first_line_ == 0) first_line_ = row->line;
  if (function_.empty()) function_ = defined_name(row->source);
  if (row->numbers.empty()) return;
  if (row->numbers.size() < 2) input_.fail("the report breaks off: a line's usage has no increment");
  peak_ = std::max(peak_, cost_number(input_, row->numbers[0]) * mebibyte);
  if (!std::exchange(entered_, true)) return;
  Cost& cost = tally_.line(*file_, row->line);
  const double grown = cost_number(input_, row->numbers[1]) * mebibyte;
  cost.peak_bytes += grown;
  grown_ += grown;
  if (row->numbers.size() > 2) cost.calls += call_count(input_, row->numbers[2]);
}

void MemoryProfilerReport::end_table() {
  if (source_at_ > 0 && !function_.empty())
    tally_.function(*file_, function_, first_line_).peak_bytes += grown_;
  source_at_ = 0;
  function_.clear();
  first_line_ = 0;
  grown_ = 0;
  entered_ = false;
}

void MemoryProfilerReport::read(std::string_view line) {
  if (line.starts_with(file_label)) {
    end_table();
    file_ = &tally_.file(line.substr(file_label.size()));
  } else if (const auto at = report_header(line); at && file_ != nullptr) {
    end_table();
    source_at_ = *at;
  } else if (source_at_ > 0 && !line.starts_with("===")) {
    read_row(line);
  }
}

Profile MemoryProfilerReport::profile() {
  std::string line;
  while (input_.next_line(line)) read(line);
  end_table();
  if (peak_ == 0) input_.fail("the report has no lines: no function with @profile has run, or it breaks off");
  Profile out = std::move(tally_).profile(TimeUnit::seconds, 0);
  out.peak_bytes = peak_;
  out.partial = true;
  return out;
}

}  // namespace

bool is_memory_profiler(const Beginning& beginning) {
  return !beginning.json && beginning.has(file_label) && beginning.has("Mem usage    Increment");
}

Profile read_memory_profiler(ProfileInput& input) { return MemoryProfilerReport(input).profile(); }

}  // namespace perfhint::server
