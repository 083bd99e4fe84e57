// What perfhint's own runner writes: costs by file, function and line, with the texts that ran.
#include <utility>

#include "server/profiles/json.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

enum Place {
  nowhere,
  run,
  version,
  unit,
  total,
  peak,
  files,
  file,
  text,
  functions,
  lines,
  function,
  line,
  name,
  line_number,
  self_cost,
  total_cost,
  calls,
  peak_bytes
};

constexpr JsonPlace places[] = {
    {JsonPlace::outermost, "", run},
    {run, "perfhint_profile", version},
    {run, "unit", unit},
    {run, "total", total},
    {run, "peak_bytes", peak},
    {run, "files", files},
    {files, any_key, file},
    {file, "text", text},
    {file, "functions", functions},
    {file, "lines", lines},
    {functions, element, function},
    {lines, element, line},
    {function, "name", name},
    {function, "line", line_number},
    {function, "self", self_cost},
    {function, "total", total_cost},
    {function, "calls", calls},
    {function, "peak_bytes", peak_bytes},
    {line, "line", line_number},
    {line, "self", self_cost},
    {line, "total", total_cost},
    {line, "calls", calls},
    {line, "peak_bytes", peak_bytes},
};

void add(Cost& to, const Cost& cost) {
  to.self += cost.self;
  to.total += cost.total;
  to.calls += cost.calls;
  to.peak_bytes += cost.peak_bytes;
}

class RunJson final : public JsonListener {
 public:
  explicit RunJson(ProfileInput& input) : input_(input), tally_(input) {}

  void begin(int place, std::string_view key) override;
  void end(int place) override;
  void number(int place, double value) override;
  void text(int place, std::string& value) override;

  Profile profile() &&;

 private:
  ProfileInput& input_;
  Tally tally_;
  Tally::File* file_ = nullptr;
  TimeUnit unit_ = TimeUnit::seconds;
  double total_ = 0, peak_ = 0;
  // The function or line that is being read.
  std::string name_;
  std::uint32_t line_ = 0;
  Cost cost_;
};

void RunJson::begin(int place, std::string_view key) {
  if (place == file) file_ = &tally_.file(key);
  if (place != function && place != line) return;
  name_.clear();
  line_ = 0;
  cost_ = {};
}

void RunJson::end(int place) {
  if (place == function && name_.empty()) input_.fail("a function without \"name\"");
  if (place == line && line_ == 0) input_.fail("a line without its number from 1, \"line\"");
  if (place == function) add(tally_.function(*file_, name_, line_), cost_);
  if (place == line) add(tally_.line(*file_, line_), cost_);
}

void RunJson::number(int place, double value) {
  if (place == version && value != 1) input_.fail("a newer perfhint wrote this; 1 is what this one reads");
  if (place == total) total_ = cost_number(input_, value);
  if (place == peak) peak_ = cost_number(input_, value);
  if (place == line_number) line_ = whole_number(input_, value, most_line);
  if (place == self_cost) cost_.self = cost_number(input_, value);
  if (place == total_cost) cost_.total = cost_number(input_, value);
  if (place == calls) cost_.calls = call_count(input_, value);
  if (place == peak_bytes) cost_.peak_bytes = cost_number(input_, value);
}

void RunJson::text(int place, std::string& value) {
  if (place == name) name_ = value;
  if (place == unit) {
    if (value != "seconds" && value != "samples") input_.fail("\"unit\" is seconds or samples");
    unit_ = value == "seconds" ? TimeUnit::seconds : TimeUnit::samples;
  }
  if (place != Place::text) return;
  input_.keep(value.size());
  file_->text = std::move(value);
}

Profile RunJson::profile() && {
  Profile out = std::move(tally_).profile(unit_, total_);
  out.peak_bytes = peak_;
  return out;
}

}  // namespace

bool is_run_json(const Beginning& beginning) { return beginning.has_key("perfhint_profile"); }

Profile read_run_json(ProfileInput& input) {
  RunJson reader(input);
  read_json(input, places, reader);
  return std::move(reader).profile();
}

}  // namespace perfhint::server
