// What runs the user's code: only when the user has said so, one at a time, with progress, until it is
// cancelled.
#include <fmt/format.h>

#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

constexpr const char *run_once = "Run", *run_always = "Always for this workspace", *cancel = "Cancel";

using Running = std::shared_ptr<Measurements::Running>;
using Start = std::function<void(const Running&)>;

void tell(Session& session, const Running& running, const lsp::WorkDoneProgress& progress) {
  if (!running->token.is_null()) session.notify(lsp::method::progress, {running->token, write(progress)});
}

void begin(Session& session, const std::string& title, const Running& running, const Start& start) {
  tell(session, running, {lsp::WorkDoneProgress::Kind::begin, title, "", 0});
  start(running);
}

// What "always" covers: other settings, which name another Python, are asked about again.
std::string allowance_of(const CodeToRun& code) { return code.root + "\n" + code.python; }

void start_one(Session& session, const CodeToRun& code, const Reply<rpc::Json>& reply, const Start& start) {
  Measurements& all = session.measurements;
  if (all.running) return reply.fail(rpc::ErrorCode::request_failed, "something is being measured already");
  const Running running = all.running = std::make_shared<Measurements::Running>();
  if (!session.client->capabilities.work_done_progress) return begin(session, code.title, running, start);
  const rpc::Json token = fmt::format("perfhint/measure/{}", all.next_token++);
  session.request(lsp::method::work_done_progress_create, {token},
                  [&session, running, token, title = code.title, start](const rpc::Json* granted) {
                    if (granted != nullptr) running->token = token;
                    begin(session, title, running, start);
                  });
}

}  // namespace

void require_trust(const Session& session, const Config& config) {
  if (!session.client->capabilities.trusted) {
    throw rpc::Error(rpc::ErrorCode::request_failed,
                     "perfhint runs no code of a workspace that is not trusted");
  }
  if (!config.measure)
    throw rpc::Error(rpc::ErrorCode::request_failed, "measure.enable is off for this file");
}

void run_code(Session& session, const CodeToRun& code, const Reply<rpc::Json>& reply, const Start& start) {
  if (code.python.empty())
    return reply.fail(rpc::ErrorCode::request_failed, "there is no python3 in PATH to measure with");
  if (session.measurements.is_allowed(allowance_of(code))) return start_one(session, code, reply, start);
  const std::string question = fmt::format("{} with {}. Run it? \"{}\" counts until the server ends.",
                                           code.what, code.python, run_always);
  session.request(
      lsp::method::show_message_request, {lsp::MessageType::info, question, {run_once, run_always, cancel}},
      [&session, code, reply, start](const rpc::Json* answer) {
        const std::string said = answer ? lsp::Field(*answer, "result")["title"].string_or("") : "";
        if (said == run_always) session.measurements.allow(allowance_of(code));
        if (said == run_once || said == run_always) return start_one(session, code, reply, start);
        reply({{"measured", false}, {"problem", "not allowed"}});
      });
}

void tell_running(Session& session, const Running& running, const std::string& message,
                  std::uint32_t percentage) {
  if (session.measurements.running == running)
    tell(session, running, {lsp::WorkDoneProgress::Kind::report, "", message, percentage});
}

bool end_running(Session& session) {
  const Running running = std::exchange(session.measurements.running, nullptr);
  tell(session, running, {lsp::WorkDoneProgress::Kind::end, "", "", {}});
  return !running->stop.stop_requested();
}

}  // namespace perfhint::server::handlers
