// Calling a handler, and the states in which none is called.
#include "server/dispatch.h"

namespace perfhint::server {

namespace {

// Why a request is refused before its handler sees it; none: it is not.
std::optional<rpc::Error> refusal(const Session& session, const std::string& method) {
  const bool starts = method == lsp::method::initialize.name;
  switch (session.phase) {
    case Session::Phase::fresh:
      if (!starts) return rpc::Error(rpc::ErrorCode::server_not_initialized, "initialize comes first");
      return std::nullopt;
    case Session::Phase::initialized:
      if (starts) return rpc::Error(rpc::ErrorCode::invalid_request, "initialize comes once");
      return std::nullopt;
    case Session::Phase::shut_down:
      return rpc::Error(rpc::ErrorCode::invalid_request, "nothing but exit comes after shutdown");
  }
  return std::nullopt;
}

}  // namespace

void Dispatch::call(Session& session, const rpc::Request& request) const {
  if (!session.open_request(request.id, request.method)) {
    session.send(rpc::body_of(rpc::Response{
        request.id, rpc::Error(rpc::ErrorCode::invalid_request, "a request with this id is open")}));
    return;
  }
  try {
    if (const auto error = refusal(session, request.method)) throw *error;
    const auto handler = requests_.find(request.method);
    const Traced traced(session.tracer(), request.method, rpc::to_string(request.id));
    if (handler == requests_.end())
      throw rpc::Error(rpc::ErrorCode::method_not_found, "perfhint has no " + request.method);
    handler->second(session, request);
  } catch (const rpc::Error& error) {
    session.answer(request.id, error);
  } catch (const std::exception& exception) {
    session.answer(request.id, rpc::Error(rpc::ErrorCode::internal_error, exception.what()));
    session.report("answering", request.method, exception);
  }
}

void Dispatch::call(Session& session, const rpc::Notification& notification) const {
  const bool always = notification.method == lsp::method::exit.name;
  if (!always && session.phase != Session::Phase::initialized) return;
  const auto handler = notifications_.find(notification.method);
  if (handler == notifications_.end()) {
    if (!notification.method.starts_with("$/"))
      session.log(LogLevel::verbose, "not known: " + notification.method);
    return;
  }
  const Traced traced(session.tracer(), notification.method, "");
  try {
    handler->second(session, notification.params);
  } catch (const rpc::Error& error) {
    session.log(LogLevel::error, notification.method + ": " + error.message);
  } catch (const std::exception& exception) {
    session.report("handling", notification.method, exception);
  }
}

}  // namespace perfhint::server
