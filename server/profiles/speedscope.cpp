// speedscope's JSON (py-spy, pyinstrument, austin2speedscope). Frames, units and weights may stand behind the
// stacks that need them, so the file is read twice: first for those, then for the stacks.
#include "server/profiles/speedscope.h"

#include <algorithm>
#include <string>
#include <utility>

#include "server/profiles/frame_text.h"
#include "server/profiles/json.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"

namespace perfhint::server {

namespace {

enum Place {
  nowhere,
  all,
  exporter,
  shared,
  frames,
  frame,
  name,
  file,
  line,
  profiles,
  profile,
  type,
  unit,
  weights,
  weight
};

constexpr JsonPlace places[] = {
    {JsonPlace::outermost, "", all}, {all, "exporter", exporter}, {all, "shared", shared},
    {all, "profiles", profiles},     {shared, "frames", frames},  {frames, element, frame},
    {frame, "name", name},           {frame, "file", file},       {frame, "line", line},
    {profiles, element, profile},    {profile, "type", type},     {profile, "unit", unit},
    {profile, "weights", weights},   {weights, element, weight},
};

// Listens for what stands beside the stacks.
class Frames final : public JsonListener {
 public:
  Frames(ProfileInput& input, Speedscope& to) : input_(input), to_(to) {}

  void begin(int place, std::string_view) override;
  void end(int) override {}
  void number(int place, double value) override;
  void text(int place, std::string& value) override;

 private:
  void take(std::string& to, std::string& value) {
    input_.keep(value.size());
    to = std::move(value);
  }

  ProfileInput& input_;
  Speedscope& to_;
};

void Frames::begin(int place, std::string_view) {
  if (place == frame) {
    input_.keep(2 * sizeof(SpeedscopeFrame));
    to_.frames.emplace_back();
  }
  if (place == profile) {
    input_.keep(2 * sizeof(SpeedscopeProfile));
    to_.profiles.emplace_back();
  }
}

void Frames::number(int place, double value) {
  if (place == line) to_.frames.back().line = whole_number(input_, std::max(0.0, value), most_line);
  if (place != weight) return;
  input_.keep(2 * sizeof(double));
  to_.profiles.back().weights.push_back(cost_number(input_, value));
}

void set_unit(const ProfileInput& input, std::string_view unit, SpeedscopeProfile& to) {
  using Measures = SpeedscopeProfile::Measures;
  struct Unit {
    std::string_view name;
    Measures measures;
    double scale;
  };
  constexpr Unit units[] = {{"seconds", Measures::time, 1},         {"milliseconds", Measures::time, 1e-3},
                            {"microseconds", Measures::time, 1e-6}, {"nanoseconds", Measures::time, 1e-9},
                            {"none", Measures::samples, 1},         {"bytes", Measures::bytes, 1}};
  const Unit* found = std::ranges::find(units, unit, &Unit::name);
  if (found == std::end(units))
    input.fail("\"unit\" is seconds, milliseconds, microseconds, nanoseconds, none or bytes");
  to.measures = found->measures;
  to.scale = found->scale;
}

void Frames::text(int place, std::string& value) {
  if (place == exporter) to_.lines_are_of_functions = value.starts_with("pyinstrument");
  if (place == name) take(to_.frames.back().name, value);
  if (place == file) take(to_.frames.back().file, value);
  if (place == unit) set_unit(input_, value, to_.profiles.back());
  if (place == type && value != "sampled" && value != "evented")
    input_.fail("\"type\" is sampled or evented");
}

// In `costs` a frame's number is the same as in the file.
void add_frame(const SpeedscopeFrame& frame, StackCosts& costs) {
  FrameText text{frame.file, frame.name, frame.line};
  if (frame.file.empty()) text = py_spy_frame(frame.name).value_or(text);
  if (is_library_path(text.path)) {
    costs.library_frame();
  } else {
    costs.project_frame(text.path, text.function, text.line);
  }
}

// Where profiles of several kinds stand side by side (Austin's), time is what is asked for.
SpeedscopeProfile::Measures what_counts(const Speedscope& file) {
  using Measures = SpeedscopeProfile::Measures;
  Measures best = Measures::bytes;
  for (const SpeedscopeProfile& profile : file.profiles) best = std::min(best, profile.measures);
  if (!file.profiles.empty() && best == Measures::bytes)
    throw ProfileError("this speedscope profile measures bytes allocated, not time: memray tells the peak");
  return best;
}

}  // namespace

bool is_speedscope(const Beginning& beginning) {
  if (beginning.has_key("$schema") && beginning.has("www.speedscope.app/file-format-schema.json"))
    return true;
  return beginning.has_key("profiles") && (beginning.has("\"sampled\"") || beginning.has("\"evented\""));
}

Profile read_speedscope(ProfileInput& input) {
  Speedscope file;
  Frames frames(input, file);
  read_json(input, places, frames);
  using LineIs = StackCosts::LineIs;
  StackCosts costs(input, file.lines_are_of_functions ? LineIs::of_function : LineIs::running);
  for (const SpeedscopeFrame& frame : file.frames) add_frame(frame, costs);
  file.counts = what_counts(file);
  input.rewind();
  read_speedscope_stacks(input, file, costs);
  const bool samples = file.counts == SpeedscopeProfile::Measures::samples;
  return std::move(costs).profile(samples ? TimeUnit::samples : TimeUnit::seconds);
}

}  // namespace perfhint::server
