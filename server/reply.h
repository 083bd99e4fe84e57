// Reply: the duty to answer a request. It is copied into the task that will answer; the first answer counts,
// and if the last copy goes without one, the client is told so (I9). From any thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

#include "protocol/jsonrpc.h"
#include "protocol/lsp.h"

namespace perfhint::server {

class Answer {
 public:
  using Outcome = std::variant<rpc::Json, rpc::Error>;

  Answer(std::function<void(Outcome)> send, std::stop_token cancelled)
      : send_(std::move(send)), cancelled_(std::move(cancelled)) {}
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() { give(rpc::Error(rpc::ErrorCode::internal_error, "perfhint gave no answer")); }

  void give(Outcome outcome) {
    if (!given_.exchange(true)) send_(std::move(outcome));
  }
  const std::stop_token& cancelled() const { return cancelled_; }

 private:
  std::function<void(Outcome)> send_;
  std::stop_token cancelled_;
  std::atomic<bool> given_ = false;
};

template <class Result>
class Reply {
 public:
  explicit Reply(std::shared_ptr<Answer> answer) : answer_(std::move(answer)) {}

  void operator()(const Result& result) const {
    using lsp::write;
    answer_->give(write(result));
  }
  void fail(rpc::ErrorCode code, std::string message) const {
    answer_->give(rpc::Error(code, std::move(message)));
  }
  void fail(rpc::Error error) const { answer_->give(std::move(error)); }
  const std::stop_token& cancelled() const { return answer_->cancelled(); }

 private:
  std::shared_ptr<Answer> answer_;
};

}  // namespace perfhint::server
