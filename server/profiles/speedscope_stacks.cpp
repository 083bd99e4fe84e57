// Samples are whole stacks with weights; events are calls and returns with their times.
#include <algorithm>
#include <optional>
#include <string>

#include "server/profiles/json.h"
#include "server/profiles/numbers.h"
#include "server/profiles/speedscope.h"

namespace perfhint::server {

namespace {

enum Place { nowhere, all, profiles, profile, samples, sample, sample_frame, events, event, type, frame, at };

constexpr JsonPlace places[] = {
    {JsonPlace::outermost, "", all}, {all, "profiles", profiles}, {profiles, element, profile},
    {profile, "samples", samples},   {samples, element, sample},  {sample, element, sample_frame},
    {profile, "events", events},     {events, element, event},    {event, "type", type},
    {event, "frame", frame},         {event, "at", at},
};

struct Event {
  char type = 0;  // O, C
  std::optional<StackCosts::FrameId> frame;
  std::optional<double> at;
};

class Stacks final : public JsonListener {
 public:
  Stacks(ProfileInput& input, const Speedscope& file, StackCosts& costs)
      : input_(input), file_(file), costs_(costs) {}

  void begin(int place, std::string_view) override;
  void end(int place) override;
  void number(int place, double value) override;
  void text(int place, std::string& value) override;

 private:
  const SpeedscopeProfile& now() const { return file_.profiles[profiles_ - 1]; }
  bool counts() const { return now().measures == file_.counts; }
  StackCosts::FrameId frame_id(double value) const;
  void end_sample();
  void end_event();

  ProfileInput& input_;
  const Speedscope& file_;
  StackCosts& costs_;
  std::size_t profiles_ = 0, samples_ = 0;  // begun in the file, in the profile
  Event event_;
  std::optional<double> last_at_;
};

void Stacks::begin(int place, std::string_view) {
  if (place == profile) {
    if (++profiles_ > file_.profiles.size()) input_.fail("the file has changed while it was read");
    samples_ = 0;
    last_at_.reset();
  }
  if (place == sample) ++samples_;
  if (place == event) event_ = {};
}

void Stacks::end(int place) {
  if (place == profile)
    while (costs_.depth() > 0) costs_.pop();
  if (place == sample && counts()) end_sample();
  if (place == event && counts()) end_event();
}

StackCosts::FrameId Stacks::frame_id(double value) const {
  const auto most = static_cast<std::uint32_t>(std::min<std::size_t>(file_.frames.size(), UINT32_MAX));
  if (most == 0) input_.fail("a frame is named, but the file has no \"shared\" \"frames\"");
  return whole_number(input_, value, most - 1);
}

void Stacks::number(int place, double value) {
  if (place == sample_frame && counts()) costs_.push(frame_id(value));
  if (place == frame) event_.frame = frame_id(value);
  if (place == at) event_.at = cost_number(input_, value);
}

void Stacks::text(int place, std::string& value) {
  if (place == type && (value == "O" || value == "C")) event_.type = value[0];
}

void Stacks::end_sample() {
  if (samples_ > now().weights.size())
    input_.fail("sample " + std::to_string(samples_) + " has no weight: \"weights\" has " +
                std::to_string(now().weights.size()));
  costs_.spend(now().weights[samples_ - 1] * now().scale);
  while (costs_.depth() > 0) costs_.pop();
}

void Stacks::end_event() {
  if (event_.type == 0 || !event_.frame || !event_.at)
    input_.fail("an event is {\"type\": \"O\" or \"C\", \"frame\": 0, \"at\": 0.5}");
  const double passed = last_at_ ? *event_.at - *last_at_ : 0;
  if (passed < 0) input_.fail("an event that is before the last one");
  last_at_ = event_.at;
  if (costs_.depth() > 0) costs_.spend(passed * now().scale);
  if (event_.type == 'O') {
    costs_.push(*event_.frame);
  } else if (costs_.depth() == 0 || costs_.innermost() != *event_.frame) {
    input_.fail("frame " + std::to_string(*event_.frame) + " is closed, but is not the innermost");
  } else {
    costs_.pop();
  }
}

}  // namespace

void read_speedscope_stacks(ProfileInput& input, const Speedscope& file, StackCosts& costs) {
  Stacks stacks(input, file, costs);
  read_json(input, places, stacks);
}

}  // namespace perfhint::server
