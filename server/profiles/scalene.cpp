// Scalene's JSON. A line's time is its three shares (Python, C, system) of the time that the program ran. Its
// peak is Scalene's own: the most that one run of the line has allocated, which is less than what a line in a
// loop holds in the end. Where Scalene does not know the line, at some jumps, it tells the function's first.
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/profiles/json.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

enum Place {
  run = 1,
  elapsed,
  peak,
  files,
  file,
  functions,
  lines,
  function,
  line,
  name,
  source,
  line_number,
  percent,
  peak_megabytes
};

constexpr JsonPlace places[] = {
    {JsonPlace::outermost, "", run},
    {run, "elapsed_time_sec", elapsed},
    {run, "max_footprint_mb", peak},
    {run, "files", files},
    {files, any_key, file},
    {file, "functions", functions},
    {file, "lines", lines},
    {functions, element, function},
    {lines, element, line},
    {function, "line", name},
    {function, "lineno", line_number},
    {function, "n_cpu_percent_python", percent},
    {function, "n_cpu_percent_c", percent},
    {function, "n_sys_percent", percent},
    {function, "n_peak_mb", peak_megabytes},
    {line, "line", source},
    {line, "lineno", line_number},
    {line, "n_cpu_percent_python", percent},
    {line, "n_cpu_percent_c", percent},
    {line, "n_sys_percent", percent},
    {line, "n_peak_mb", peak_megabytes},
};

constexpr double mebibyte = 1048576;

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

class Scalene final : public JsonListener {
 public:
  explicit Scalene(ProfileInput& input) : input_(input), tally_(input) {}

  void begin(int place, std::string_view key) override;
  void end(int place) override;
  void number(int place, double value) override;
  void text(int place, std::string& value) override;

  Profile profile() &&;

 private:
  void end_line();
  void end_file();

  ProfileInput& input_;
  Tally tally_;
  Tally::File* file_ = nullptr;
  double elapsed_ = 0, peak_ = 0;  // seconds, bytes
  // Of the file that is being read: what runs, as far as all its lines are there.
  std::string text_;
  std::uint32_t lines_ = 0;
  bool whole_ = true;
  // The function or line that is being read: its self in percent.
  std::string name_;
  std::uint32_t line_ = 0;
  Cost cost_;
};

void Scalene::begin(int place, std::string_view key) {
  if (place == file) {
    file_ = &tally_.file(key);
    text_.clear();
    lines_ = 0;
    whole_ = true;
  }
  if (place != function && place != line) return;
  name_.clear();
  line_ = 0;
  cost_ = {};
}

void Scalene::end(int place) {
  if (place == file) return end_file();
  if (place == line) return end_line();
  if (place != function || (cost_.self == 0 && cost_.peak_bytes == 0)) return;
  if (name_.empty()) input_.fail("a function without its name, \"line\"");
  tally_.function(*file_, name_, line_) = cost_;
}

// All lines are told, also those that cost nothing.
void Scalene::end_line() {
  if (line_ == 0) input_.fail("a line without its number from 1, \"lineno\"");
  whole_ = whole_ && line_ == ++lines_;
  if (whole_) {
    input_.keep(2 * name_.size());
    text_ += name_;
  }
  if (cost_.self > 0 || cost_.peak_bytes > 0) tally_.line(*file_, line_) = cost_;
}

void Scalene::end_file() {
  if (!whole_ || text_.empty()) return;
  // Scalene escapes these twice.
  replace_all(text_, "\\u003c", "<");
  replace_all(text_, "\\u003e", ">");
  file_->text = std::move(text_);
}

void Scalene::number(int place, double value) {
  if (place == elapsed) elapsed_ = cost_number(input_, value);
  if (place == peak) peak_ = cost_number(input_, value) * mebibyte;
  if (place == line_number) line_ = whole_number(input_, value, most_line);
  if (place == percent) cost_.self += cost_number(input_, value);
  if (place == peak_megabytes) cost_.peak_bytes = cost_number(input_, value) * mebibyte;
}

void Scalene::text(int place, std::string& value) {
  if (place != name && place != source) return;
  name_ = std::move(value);
}

Profile Scalene::profile() && {
  Profile out = std::move(tally_).profile(TimeUnit::seconds, elapsed_);
  out.peak_bytes = peak_;
  for (auto& [path, costs] : out.files) {
    std::set<std::uint32_t> first_lines;
    for (FunctionCost& each : costs.functions) {
      each.cost.self *= elapsed_ / 100;
      first_lines.insert(each.line);
    }
    for (LineCost& each : costs.lines) each.cost.self *= elapsed_ / 100;
    std::erase_if(costs.lines, [&](const LineCost& each) { return first_lines.contains(each.line); });
  }
  return out;
}

}  // namespace

// Its keys are sorted, and those after the first few may lie far behind.
bool is_scalene(const Beginning& beginning) {
  return beginning.has_key("alloc_samples") || beginning.has_key("elapsed_time_sec");
}

Profile read_scalene(ProfileInput& input) {
  Scalene reader(input);
  read_json(input, places, reader);
  return std::move(reader).profile();
}

}  // namespace perfhint::server
