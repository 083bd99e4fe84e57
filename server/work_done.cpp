// Two ways to a place where it is shown, one way out.
#include "server/work_done.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfhint::server {

namespace {

constexpr std::chrono::milliseconds long_work{1000};

}  // namespace

WorkDone::WorkDone(std::string title, Clock& clock, Outlets outlets)
    : title_(std::move(title)), clock_(clock), outlets_(std::move(outlets)) {}

void WorkDone::tell(const rpc::Json& token, bool may_create, std::size_t done, std::size_t total) {
  done_ = done;
  total_ = total;
  if (state_ == State::told) return send(lsp::WorkDoneProgress::Kind::report);
  if (state_ != State::none) return;
  if (!token.is_null()) {
    token_ = token;
    begin();
  } else if (may_create) {
    state_ = State::waiting;
    timer_ = clock_.after(long_work, [this] { ask(); });
  }
}

void WorkDone::ask() {
  timer_.reset();
  state_ = State::asked;
  token_ = fmt::format("perfhint/{}", ++last_token_);
  outlets_.create(token_, [this, token = token_](bool granted) {
    if (granted && state_ == State::asked && token == token_) begin();
  });
}

void WorkDone::begin() {
  state_ = State::told;
  percentage_ = 0;
  send(lsp::WorkDoneProgress::Kind::begin);
}

void WorkDone::end() {
  if (timer_) clock_.cancel(*timer_);
  timer_.reset();
  if (state_ == State::told)
    outlets_.tell({token_, write(lsp::WorkDoneProgress{lsp::WorkDoneProgress::Kind::end, "", "", {}})});
  state_ = State::none;
}

// Work that began anew counts from what is left: what is shown does not go back.
void WorkDone::send(lsp::WorkDoneProgress::Kind kind) {
  if (total_ > 0) percentage_ = std::max(percentage_, static_cast<std::uint32_t>(100 * done_ / total_));
  outlets_.tell({token_, write(lsp::WorkDoneProgress{
                             kind, title_, fmt::format("{} of {} files", done_, total_), percentage_})});
}

}  // namespace perfhint::server
