// A place's total grows when it leaves the stack, so that a call costs the same however deep the stack is.
#include "server/profiles/stack_costs.h"

#include <utility>

namespace perfhint::server {

std::uint32_t StackCosts::place(Cost& cost) {
  const auto [at, added] = numbers_.try_emplace(&cost, static_cast<std::uint32_t>(places_.size()));
  if (!added) return at->second;
  input_.keep(2 * sizeof(Place) + 4 * sizeof(*at));
  places_.push_back({&cost});
  return at->second;
}

StackCosts::FrameId StackCosts::library_frame() {
  input_.keep(2 * sizeof(Frame));
  frames_.emplace_back();
  return static_cast<FrameId>(frames_.size() - 1);
}

StackCosts::FrameId StackCosts::project_frame(std::string_view path, std::string_view function,
                                              std::uint32_t line) {
  const FrameId id = library_frame();
  const bool running = line_is_ == LineIs::running;
  Tally::File& file = tally_.file(path);
  frames_[id].function = place(tally_.function(file, function, running ? 0 : line));
  if (running && line > 0) frames_[id].line = place(tally_.line(file, line));
  return id;
}

void StackCosts::enter(std::uint32_t at) {
  if (at != none && places_[at].open++ == 0) places_[at].since = clock_;
}

void StackCosts::leave(std::uint32_t at) {
  if (at == none || --places_[at].open > 0) return;
  places_[at].cost->total += clock_ - places_[at].since;
}

void StackCosts::push(FrameId id) {
  if (stack_.size() == most_depth) input_.fail("a stack deeper than that of any program");
  if (stack_.empty()) clock_ = 0;
  const FrameId above = stack_.empty() ? none : stack_.back().payer;
  stack_.push_back({id, frames_[id].function == none ? above : id});
  enter(frames_[id].line);
  enter(frames_[id].function);
}

void StackCosts::pop() {
  const Frame& frame = frames_[stack_.back().frame];
  stack_.pop_back();
  leave(frame.line);
  leave(frame.function);
}

void StackCosts::spend(double cost) {
  total_ += cost;
  clock_ += cost;
  if (stack_.empty() || stack_.back().payer == none) return;
  const Frame& payer = frames_[stack_.back().payer];
  places_[payer.function].cost->self += cost;
  if (payer.line != none) places_[payer.line].cost->self += cost;
}

void StackCosts::add(std::span<const FrameId> stack, double cost) {
  for (const FrameId id : stack) push(id);
  spend(cost);
  while (!stack_.empty()) pop();
}

Profile StackCosts::profile(TimeUnit unit) && { return std::move(tally_).profile(unit, total_); }

}  // namespace perfhint::server
