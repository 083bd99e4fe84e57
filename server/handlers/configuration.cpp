// Settings, from wherever the client says them. What says nothing of perfhint changes nothing: eglot sends
// {"settings": {}} right after it has opened a file.
#include <fmt/format.h>

#include <algorithm>

#include "protocol/uri.h"
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

struct Shown {
  bool inlay_hints = false, code_lenses = false;
};

// Between the lines of any open document.
Shown shown_sizes(const Session& session) {
  Shown shown;
  for (const auto& [uri, document] : session.documents()) {
    shown.inlay_hints |= document->config->inlay_sizes != InlaySizes::off;
    shown.code_lenses |= document->config->class_lenses || document->config->run_lenses;
  }
  return shown;
}

// They are asked for again where they are shown, or were until now.
void refresh_sizes(Session& session, const Shown& before) {
  const auto& workspace = session.client->capabilities.workspace;
  const Shown now = shown_sizes(session);
  if (workspace.refreshes_inlay_hints && (now.inlay_hints || before.inlay_hints))
    session.request(lsp::method::refresh_inlay_hints, {});
  if (workspace.refreshes_code_lenses && (now.code_lenses || before.code_lenses))
    session.request(lsp::method::refresh_code_lenses, {});
}

// What was not said when the client asked what there is, it will not ask for.
void tell_of_workspace(Session& session) {
  const bool wanted = session.root_config()->workspace_diagnostics;
  if (!wanted || session.offers_workspace || session.phase == Session::Phase::fresh) return;
  session.show_once(
      lsp::MessageType::info,
      session.client->capabilities.pulls_diagnostics
          ? "perfhint: workspace-diagnostics counts from the server's next start, and must then be "
            "among the initialization options or in the settings file of the workspace's folder."
          : "perfhint: workspace-diagnostics needs an editor that pulls diagnostics; "
            "`perfhint check` prints the hints of all files.");
}

void apply(Session& session) {
  refresh_contents(session);
  const Shown before = shown_sizes(session);
  tell_of_workspace(session);
  session.workspace().changed(WorkspaceCheck::Change::files);
  const auto changed = session.reconfigure();
  look_for_profiles(session);
  tell_problems(session);
  if (changed.empty()) return;
  refresh_sizes(session, before);
  refresh_diagnostics(session);
  for (const auto& document : changed) {
    weigh(session, document);
    publish_heat(session, document);
    push_diagnostics(session, document, Cause::configured);
  }
}

// Of a file's problems one message tells the first that is new: all are marked in the file.
void show_first(Session& session, const std::vector<SettingProblem>& problems) {
  std::vector<std::string> fresh;
  for (const SettingProblem& problem : problems) {
    session.log(LogLevel::warning, problem.text());
    if (session.is_first(problem.text())) fresh.push_back(problem.text());
  }
  if (fresh.empty()) return;
  const std::string more =
      fresh.size() == 1 ? "" : fmt::format(" (and {} more, marked there)", fresh.size() - 1);
  session.show(lsp::MessageType::warning, fresh.front() + more);
}

// Its whole line: which of the file's characters the client counts as one need not be known.
lsp::Diagnostic mark_of(const SettingProblem& problem) {
  lsp::Diagnostic mark;
  const std::uint32_t line = problem.line == 0 ? 0 : problem.line - 1;
  mark.range = {{line, 0}, {line + 1, 0}};
  mark.severity = lsp::DiagnosticSeverity::warning;
  mark.code = "settings";
  mark.source = "perfhint";
  mark.message = problem.message;
  return mark;
}

void mark(Session& session, const std::string& file, const std::vector<SettingProblem>& problems) {
  rpc::Json marks = rpc::Json::array();
  for (const SettingProblem& problem : problems) marks.push_back(write(mark_of(problem)));
  session.notify(lsp::method::publish_diagnostics, {rpc::uri_of(file), std::nullopt, std::move(marks)});
}

void take(Session& session, ReadSettings settings) {
  for (const SettingProblem& problem : settings.problems) {
    session.log(LogLevel::warning, problem.text());
    session.show_once(lsp::MessageType::warning, problem.text());
  }
  session.settings = std::move(settings.values);
  apply(session);
}

}  // namespace

void tell_problems(Session& session) {
  auto problems = session.setting_problems();
  for (const auto& [file, told] : session.told_problems) problems.try_emplace(file);
  for (const auto& [file, now] : problems) {
    if (session.told_problems[file] == now) continue;
    show_first(session, now);
    mark(session, file, now);
  }
  session.told_problems = std::move(problems);
}

void take_settings(Session& session, const rpc::Json& json) {
  auto settings = editor_settings(json);
  if (!settings) return;
  session.settings_were_pulled = false;
  take(session, std::move(*settings));
}

void ask_for_settings(Session& session) {
  if (!session.client->capabilities.workspace.configuration) return;
  session.request(lsp::method::configuration, {{"perfhint"}}, [&session](const rpc::Json* result) {
    if (!result || !result->is_array() || result->empty() || !result->front().is_object()) return;
    const rpc::Json& section = result->front();
    // From a client that keeps its settings elsewhere, {} is no word on them.
    if (section.empty() && !session.settings_were_pulled) return;
    session.settings_were_pulled = true;
    take(session, editor_section(section));
  });
}

void did_change_configuration(Session& session, const lsp::DidChangeConfigurationParams& params) {
  // With a null, or {}, a client that can be asked says only that something changed.
  if (!editor_settings(params.settings)) return ask_for_settings(session);
  take_settings(session, params.settings);
}

void reload_settings(Session& session) {
  session.forget_projects();
  apply(session);
}

void did_change_watched_files(Session& session, const lsp::DidChangeWatchedFilesParams& params) {
  for (const std::string& uri : params.uris) {
    if (const auto path = rpc::path_of(uri)) session.index().disk_changed(*path);
  }
  if (has_profile(session, params.uris)) look_for_profiles(session);
  if (std::ranges::any_of(params.uris, is_settings_file)) return reload_settings(session);
  session.workspace().changed(WorkspaceCheck::Change::files);
}

void did_change_workspace_folders(Session& session, const lsp::DidChangeWorkspaceFoldersParams& params) {
  for (const lsp::WorkspaceFolder& folder : params.removed)
    std::erase(session.folders, folder_path(folder.uri));
  for (const lsp::WorkspaceFolder& folder : params.added) {
    const std::string path = folder_path(folder.uri);
    if (!path.empty() && std::ranges::find(session.folders, path) == session.folders.end())
      session.folders.push_back(path);
  }
  session.index().start(session.folders);
  reload_settings(session);
}

void project_changed(Session& session, std::shared_ptr<const Project> project) {
  session.enter_project(std::move(project), [&session](const std::shared_ptr<Document>& document) {
    refresh_diagnostics(session);
    push_diagnostics(session, document, Cause::configured);
  });
  session.workspace().changed(WorkspaceCheck::Change::project);
}

}  // namespace perfhint::server::handlers
