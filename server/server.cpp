// The intake: frames, messages, and the table of what perfhint answers to.
#include "server/server.h"

#include <new>

#include "server/handlers/handlers.h"

namespace perfhint::server {

namespace {

Dispatch table() {
  namespace method = lsp::method;
  Dispatch dispatch;
  dispatch.on(method::initialize, handlers::initialize);
  dispatch.on(method::initialized, handlers::initialized);
  dispatch.on(method::shutdown, handlers::shutdown);
  dispatch.on(method::exit, handlers::exit);
  dispatch.on(method::set_trace, handlers::set_trace);
  dispatch.on(method::cancel_request, handlers::cancel_request);
  dispatch.on(method::did_open, handlers::did_open);
  dispatch.on(method::did_change, handlers::did_change);
  dispatch.on(method::did_save, handlers::did_save);
  dispatch.on(method::did_close, handlers::did_close);
  dispatch.on(method::did_open_notebook, handlers::did_open_notebook);
  dispatch.on(method::did_change_notebook, handlers::did_change_notebook);
  dispatch.on(method::did_save_notebook, handlers::did_save_notebook);
  dispatch.on(method::did_close_notebook, handlers::did_close_notebook);
  dispatch.on(method::document_diagnostic, handlers::document_diagnostic);
  dispatch.on(method::workspace_diagnostic, handlers::workspace_diagnostic);
  dispatch.on(method::work_done_progress_cancel, handlers::work_done_progress_cancel);
  dispatch.on(method::hover, handlers::hover);
  dispatch.on(method::inlay_hint, handlers::inlay_hint);
  dispatch.on(method::code_lens, handlers::code_lens);
  dispatch.on(method::code_action, handlers::code_action);
  dispatch.on(method::code_action_resolve, handlers::code_action_resolve);
  dispatch.on(method::execute_command, handlers::execute_command);
  dispatch.on(method::did_change_configuration, handlers::did_change_configuration);
  dispatch.on(method::text_document_content, handlers::text_document_content);
  dispatch.on(method::did_change_workspace_folders, handlers::did_change_workspace_folders);
  dispatch.on(method::did_change_watched_files, handlers::did_change_watched_files);
  return dispatch;
}

}  // namespace

Server::Server(Surroundings surroundings)
    : record_(surroundings.record),
      session_(std::move(surroundings),
               {handlers::project_changed, handlers::refresh_diagnostics, handlers::profile_changed}),
      dispatch_(table()) {}

void Server::receive(std::string_view bytes) {
  decoder_.feed(bytes);
  while (!ended_) {
    const auto frame = decoder_.next();
    if (!frame) return;
    if (frame->error.empty()) {
      read(frame->body);
      continue;
    }
    refuse({}, rpc::Error(rpc::ErrorCode::parse_error, frame->error));
  }
}

void Server::read(std::string_view body) {
  rpc::Id id;
  try {
    const rpc::Message message = rpc::parse(body, id);
    if (record_) record_("c2s", body);
    if (const auto* request = std::get_if<rpc::Request>(&message)) {
      dispatch_.call(session_, *request);
    } else if (const auto* notification = std::get_if<rpc::Notification>(&message)) {
      ended_ = notification->method == lsp::method::exit.name;
      dispatch_.call(session_, *notification);
    } else {
      session_.close_request(std::get<rpc::Response>(message));
    }
  } catch (const rpc::Error& error) {
    refuse(id, error);
  } catch (const std::bad_alloc&) {
    refuse(id, rpc::Error(rpc::ErrorCode::internal_error, "no memory for a message"));
  }
}

// What could not be read may have been an edit, unless it is known to be a request.
void Server::refuse(const rpc::Id& id, const rpc::Error& error) {
  session_.log(LogLevel::error, "unreadable input: " + error.message);
  session_.send(rpc::body_of(rpc::Response{id, error}));
  if (id == rpc::Id()) session_.lose_all(error.message);
}

void Server::end_of_input() {
  end(decoder_.in_message() ? "the input ended within a message" : "the input ended", 1);
}

void Server::end(const std::string& why, int code) {
  if (ended_) return;
  ended_ = true;
  session_.log(LogLevel::info, why);
  session_.cancel_all_requests();
  session_.exit(code);
}

}  // namespace perfhint::server
