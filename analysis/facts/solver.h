// Solver: answers questions that may rest on their own answer (x = x + 1, a function that calls itself) by
// iterating from `never` to a fixpoint, and keeps what it has answered. Work is bounded; beyond, the answer
// is Unknown.
#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "analysis/facts/types.h"

namespace perfhint {

class Solver {
 public:
  // What compute() gives for the key, from the second time on without asking it. compute() may ask further
  // questions.
  template <class Compute>
  Type solve(std::uint64_t key, Compute compute);

  // Unknown, for want of depth: not kept for the answers that rest on it, but for the outermost.
  Type cut_off() {
    dependency_ = -1;
    return {};
  }

 private:
  static constexpr int most_rounds = 4;
  static constexpr int most_work = 400;  // questions opened for one outermost question
  static constexpr int independent = 1 << 20;

  struct Slot {
    enum class State : std::uint8_t { fresh, open, done } state = State::fresh;
    bool used = false;  // its provisional type was read while it was open
    int position = 0;   // in the stack of open slots
    Type type;
  };

  std::unordered_map<std::uint64_t, Slot> slots_;
  int open_ = 0;                  // slots in the stack
  int work_ = 0;                  // since the outermost question
  int dependency_ = independent;  // the lowest open slot that the current answer rests on
};

template <class Compute>
Type Solver::solve(std::uint64_t key, Compute compute) {
  Slot& slot = slots_[key];
  if (slot.state == Slot::State::done) return slot.type;
  if (slot.state == Slot::State::open) {
    slot.used = true;
    dependency_ = std::min(dependency_, slot.position);
    return slot.type;
  }
  if (open_ == 0) work_ = 0;
  if (++work_ > most_work) return cut_off();
  const int outer = dependency_;
  slot.state = Slot::State::open;
  slot.position = open_++;
  slot.type = TypeKind::never;
  Type result;
  for (int round = 0;; ++round) {
    slot.used = false;
    dependency_ = independent;
    result = compute();
    if (!slot.used || result == slot.type) break;
    if (round == most_rounds) {
      result = {};
      break;
    }
    slot.type = result;
  }
  --open_;
  const bool rests_on_open = dependency_ < slot.position;
  slot.state = rests_on_open && open_ > 0 ? Slot::State::fresh : Slot::State::done;
  slot.type = result;
  dependency_ = rests_on_open ? std::min(outer, dependency_) : outer;
  return result;
}

}  // namespace perfhint
