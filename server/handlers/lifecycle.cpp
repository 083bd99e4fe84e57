// initialize to exit: what each side can, and in which order it ends.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "protocol/uri.h"
#include "server/cli/fix_safety.h"
#include "server/fix_all.h"
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

struct EncodingName {
  Encoding encoding;
  std::string_view name;
};
// The first that the client has is taken: bytes need no counting, UTF-16 the most.
constexpr std::array encodings = {EncodingName{Encoding::utf8, "utf-8"},
                                  EncodingName{Encoding::utf32, "utf-32"},
                                  EncodingName{Encoding::utf16, "utf-16"}};

EncodingName negotiated(const std::vector<std::string>& offered) {
  const auto has = [&](const EncodingName& one) {
    return std::ranges::find(offered, one.name) != offered.end();
  };
  const auto* found = std::ranges::find_if(encodings, has);
  return found == encodings.end() ? encodings.back() : *found;
}

Session::Trace trace_of(const std::string& word) {
  return word == "verbose"    ? Session::Trace::verbose
         : word == "messages" ? Session::Trace::messages
                              : Session::Trace::off;
}

std::vector<std::string> folders_of(const lsp::InitializeParams& params) {
  std::vector<std::string> uris;
  for (const auto& folder : params.workspace_folders) uris.push_back(folder.uri);
  if (uris.empty()) uris.push_back(params.root_uri);
  std::vector<std::string> paths;
  for (const std::string& uri : uris) {
    std::string path = folder_path(uri);
    if (!path.empty()) paths.push_back(std::move(path));
  }
  return paths;
}

// "How fixes are judged safe", in the menu of fixes: where the client shows pages by a command of its own.
std::vector<lsp::CodeActionKindDocumentation> documentation_of(const lsp::ClientCapabilities& capabilities) {
  constexpr const char* explain = "perfhint.explainRule";  // a client's command: [rule]
  const bool explains = std::ranges::find(capabilities.commands, explain) != capabilities.commands.end();
  if (!capabilities.code_actions.documentation || !explains) return {};
  const rpc::Json arguments = rpc::Json::array({cli::fix_safety});
  const std::string title = "How fixes are judged safe";
  return {{"quickfix", title, explain, arguments}, {"refactor.rewrite.perfhint", title, explain, arguments}};
}

}  // namespace

std::string folder_path(const std::string& uri) {
  std::string path = rpc::path_of(uri).value_or("");
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

lsp::InitializeResult initialize(Session& session, const lsp::InitializeParams& params) {
  const lsp::ClientCapabilities& capabilities = params.capabilities;
  const EncodingName encoding = negotiated(capabilities.position_encodings);
  const auto& formats = capabilities.hover_formats;
  session.client = std::make_shared<const Client>(Client{
      capabilities, encoding.encoding, formats.empty() ? lsp::MarkupKind::plaintext : formats.front()});
  session.folders = folders_of(params);
  session.trace = trace_of(params.trace);
  session.log(LogLevel::info, "client: " + params.client_name + " " + params.client_version + ", " +
                                  std::string(encoding.name) + ", root " + session.root());
  if (params.process_id) session.watch_process(*params.process_id);
  take_settings(session, params.initialization_options);
  session.phase = Session::Phase::initialized;

  lsp::InitializeResult result;
  result.position_encoding = encoding.name;
  if (capabilities.code_actions.literals) {
    result.code_action_kinds = {"quickfix", "refactor.rewrite.perfhint", std::string(fix_all_kind)};
    if (capabilities.executes_commands && capabilities.trusted)
      result.code_action_kinds.emplace_back("source.perfhint.measure");
    if (capabilities.notebooks) result.code_action_kinds.emplace_back(notebook_fix_all_kind);
    result.code_action_documentation = documentation_of(capabilities);
  }
  result.code_action_resolve = capabilities.code_actions.resolves_edit && capabilities.code_actions.data;
  result.pull_diagnostics = capabilities.pulls_diagnostics;
  // VS Code pulls the workspace's hints all the time where it may: who wants them says so.
  session.offers_workspace = capabilities.pulls_diagnostics && session.root_config()->workspace_diagnostics;
  result.workspace_diagnostics = session.offers_workspace;
  result.inlay_hints = capabilities.inlay_hints;
  result.code_lenses = capabilities.code_lenses;
  result.notebooks = capabilities.notebooks;
  if (capabilities.workspace.text_document_content) result.content_schemes = {"perfhint"};
  result.commands = commands();
  result.server_name = "perfhint";
  result.server_version = PERFHINT_VERSION;
  return result;
}

void initialized(Session& session, const lsp::Empty&) {
  const auto& workspace = session.client->capabilities.workspace;
  lsp::RegistrationParams params;
  if (workspace.registers_configuration) {
    params.registrations.push_back({"configuration",
                                    std::string(lsp::method::did_change_configuration.name),
                                    {{"section", "perfhint"}}});
  }
  if (workspace.registers_watched_files) {
    const std::string files = fmt::format("**/{{{}}}", fmt::join(settings_files, ","));
    rpc::Json watchers = rpc::Json::array({{{"globPattern", files}}, {{"globPattern", "**/*.py"}}});
    const auto config = session.root_config();
    for (const ProfilePatterns& patterns : config->profiles) {
      for (const std::string& pattern : patterns.patterns)
        watchers.push_back({{"globPattern", (pattern.starts_with('/') ? "**" : "**/") + pattern}});
    }
    params.registrations.push_back(
        {"projects", std::string(lsp::method::did_change_watched_files.name), {{"watchers", watchers}}});
  }
  if (!params.registrations.empty()) session.request(lsp::method::register_capability, params);
  ask_for_settings(session);
  session.index().start(session.folders);
  look_for_profiles(session);
}

lsp::Null shutdown(Session& session, const lsp::Empty&) {
  session.phase = Session::Phase::shut_down;
  session.workspace().end();
  return {};
}

void exit(Session& session, const lsp::Empty&) {
  session.trace = Session::Trace::off;  // only answers come after exit
  session.cancel_all_requests();
  session.exit(session.phase == Session::Phase::shut_down ? 0 : 1);
}

void set_trace(Session& session, const lsp::SetTraceParams& params) {
  session.trace = trace_of(params.value);
}

void cancel_request(Session& session, const lsp::CancelParams& params) { session.cancel_request(params.id); }

}  // namespace perfhint::server::handlers
