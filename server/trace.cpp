// Times are microseconds of the steady clock; what the day is does not matter to a trace.
#include "server/trace.h"

#include <fmt/format.h>

#include "protocol/jsonrpc.h"
#include "server/platform/process.h"

namespace perfhint::server {

namespace {

double microseconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

std::string quoted(std::string_view text) {
  return rpc::Json(text).dump(-1, ' ', false, rpc::Json::error_handler_t::replace);
}

}  // namespace

Trace::~Trace() {
  if (to_) std::fputs(any_ ? "\n]\n" : "[]\n", to_);
}

void Trace::write(const Slice& slice) {
  if (!to_) return;
  const std::string line = fmt::format(
      R"({{"ph":"X","name":{},"ts":{:.3f},"dur":{:.3f},"pid":{},"tid":{},"args":{{"about":{}}}}})",
      quoted(slice.name), microseconds(slice.begin.time_since_epoch()), microseconds(slice.end - slice.begin),
      process_id(), thread_id(), quoted(slice.about));
  const std::lock_guard lock(mutex_);
  std::fputs(any_ ? ",\n" : "[\n", to_);
  any_ = true;
  std::fwrite(line.data(), 1, line.size(), to_);
}

}  // namespace perfhint::server
