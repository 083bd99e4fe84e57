// Stack costs: what stacks of calls tell of lines and functions. The innermost line of the project pays for
// the library's functions above it; a line or function that recurs in a stack counts once.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "server/profiles/profile.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

class StackCosts {
 public:
  using FrameId = std::uint32_t;
  enum class LineIs : std::uint8_t { running, of_function };  // what a frame's line is

  StackCosts(ProfileInput& input, LineIs line_is) : input_(input), line_is_(line_is), tally_(input) {}

  // Ids count from 0. No line is 0.
  FrameId project_frame(std::string_view path, std::string_view function, std::uint32_t line);
  FrameId library_frame();

  // The stack now: what is called, what returns, and what has been spent meanwhile.
  void push(FrameId);
  void pop();  // there is a frame
  void spend(double cost);
  std::size_t depth() const { return stack_.size(); }
  FrameId innermost() const { return stack_.back().frame; }

  // A whole stack, the outermost first, while there is no other.
  void add(std::span<const FrameId> stack, double cost);

  Profile profile(TimeUnit) &&;

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr std::size_t most_depth = 1'000'000;
  struct Frame {
    std::uint32_t line = none, function = none;  // in places_; of the library neither
  };
  struct Place {
    Cost* cost;
    std::uint32_t open = 0;  // how often it is in the stack
    double since = 0;        // what clock_ was when it came
  };
  struct Call {
    FrameId frame, payer;  // payer: the innermost frame of the project, or none
  };

  std::uint32_t place(Cost&);
  void enter(std::uint32_t place);
  void leave(std::uint32_t place);

  ProfileInput& input_;
  LineIs line_is_;
  Tally tally_;
  std::vector<Frame> frames_;
  std::vector<Place> places_;
  std::map<const Cost*, std::uint32_t> numbers_;  // of the places
  std::vector<Call> stack_;
  double clock_ = 0;  // spent since the stack was empty
  double total_ = 0;
};

}  // namespace perfhint::server
