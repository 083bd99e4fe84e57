// Settings, from wherever the client says them. What says nothing of perfhint changes nothing: eglot sends
// {"settings": {}} right after it has opened a file.
#include "protocol/uri.h"
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

// What is shown between the lines is asked for again where it is shown, or was until now.
void refresh_sizes(Session& session) {
  const auto& workspace = session.client->capabilities.workspace;
  const bool hints = session.settings.inlay_sizes.value_or(InlaySizes::off) != InlaySizes::off;
  const bool lenses = session.settings.class_lenses.value_or(false);
  if (workspace.refreshes_inlay_hints && (hints || session.shows_inlay_hints))
    session.request(lsp::method::refresh_inlay_hints, {});
  if (workspace.refreshes_code_lenses && (lenses || session.shows_code_lenses))
    session.request(lsp::method::refresh_code_lenses, {});
  session.shows_inlay_hints = hints;
  session.shows_code_lenses = lenses;
}

void apply(Session& session) {
  const auto changed = session.reconfigure();
  if (changed.empty()) return;
  refresh_sizes(session);
  refresh_diagnostics(session);
  for (const auto& document : changed) push_diagnostics(session, document, Cause::configured);
}

void tell(Session& session, const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) {
    session.log(LogLevel::warning, problem);
    session.show_once(lsp::MessageType::warning, problem);
  }
}

}  // namespace

void take_settings(Session& session, const rpc::Json& json) {
  std::vector<std::string> problems;
  const auto settings = client_settings(json, problems);
  tell(session, problems);
  if (!settings) return;
  session.settings_were_pulled = false;
  session.settings = *settings;
  apply(session);
}

void ask_for_settings(Session& session) {
  if (!session.client->capabilities.workspace.configuration) return;
  session.request(lsp::method::configuration, {{"perfhint"}}, [&session](const rpc::Json& answers) {
    if (!answers.is_array() || answers.empty() || !answers.front().is_object()) return;
    // From a client that keeps its settings elsewhere, {} is no word on them.
    if (answers.front().empty() && !session.settings_were_pulled) return;
    session.settings_were_pulled = true;
    std::vector<std::string> problems;
    session.settings = section_settings(answers.front(), problems);
    tell(session, problems);
    apply(session);
  });
}

void did_change_configuration(Session& session, const lsp::DidChangeConfigurationParams& params) {
  std::vector<std::string> problems;
  const bool said = client_settings(params.settings, problems).has_value();
  // With a null, or {}, a client that can be asked says only that something changed.
  if (!said) return ask_for_settings(session);
  take_settings(session, params.settings);
}

void did_change_watched_files(Session& session, const lsp::DidChangeWatchedFilesParams& params) {
  bool configuration = false;
  for (const std::string& uri : params.uris) {
    configuration |= !uri.ends_with(".py");
    if (const auto path = rpc::path_of(uri)) session.index().disk_changed(*path);
  }
  if (!configuration) return;
  session.forget_projects();
  apply(session);
}

void project_changed(Session& session, std::shared_ptr<const Project> project) {
  session.enter_project(std::move(project), [&session](const std::shared_ptr<Document>& document) {
    refresh_diagnostics(session);
    push_diagnostics(session, document, Cause::configured);
  });
}

}  // namespace perfhint::server::handlers
