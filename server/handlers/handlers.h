// The handlers, one file a feature. They run on the session's executor; what computes goes to a document's
// strand.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "protocol/field.h"
#include "protocol/methods.h"
#include "server/reply.h"
#include "server/session.h"

namespace perfhint::server::handlers {

// lifecycle.cpp
lsp::InitializeResult initialize(Session&, const lsp::InitializeParams&);
void initialized(Session&, const lsp::Empty&);
std::string folder_path(const std::string& uri);  // without a slash at its end; "": no file's
lsp::Null shutdown(Session&, const lsp::Empty&);
void exit(Session&, const lsp::Empty&);
void set_trace(Session&, const lsp::SetTraceParams&);
void cancel_request(Session&, const lsp::CancelParams&);

// sync.cpp
void did_open(Session&, const lsp::DidOpenTextDocumentParams&);
void did_change(Session&, const lsp::DidChangeTextDocumentParams&);
void did_save(Session&, const lsp::DidSaveTextDocumentParams&);
void did_close(Session&, const lsp::DidCloseTextDocumentParams&);

// notebook.cpp
void did_open_notebook(Session&, const lsp::DidOpenNotebookDocumentParams&);
void did_change_notebook(Session&, const lsp::DidChangeNotebookDocumentParams&);
void did_save_notebook(Session&, const lsp::DidSaveNotebookDocumentParams&);
void did_close_notebook(Session&, const lsp::DidCloseNotebookDocumentParams&);

// diagnostics.cpp
void document_diagnostic(Session&, const lsp::DocumentDiagnosticParams&,
                         Reply<lsp::DocumentDiagnosticReport>);
// What happened to a document that changes its hints: the push, for clients that do not pull, comes at once
// or after a pause in the typing.
enum class Cause { opened, edited, saved, configured };
void push_diagnostics(Session&, const std::shared_ptr<Document>&, Cause);
// Asks a client that pulls to do so anew; one such request waits at a time.
void refresh_diagnostics(Session&);

// workspace_diagnostic.cpp
void workspace_diagnostic(Session&, const lsp::WorkspaceDiagnosticParams&,
                          Reply<lsp::WorkspaceDiagnosticReport>);
void work_done_progress_cancel(Session&, const lsp::WorkDoneProgressCancelParams&);

// hover.cpp
void hover(Session&, const lsp::TextDocumentPosition&, Reply<std::optional<lsp::Hover>>);

// inlay_hint.cpp
void inlay_hint(Session&, const lsp::InlayHintParams&, Reply<std::vector<lsp::InlayHint>>);

// code_lens.cpp
void code_lens(Session&, const lsp::CodeLensParams&, Reply<std::vector<lsp::CodeLens>>);

// code_action.cpp
void code_action(Session&, const lsp::CodeActionParams&, Reply<std::vector<lsp::CodeAction>>);
void code_action_resolve(Session&, const lsp::CodeActionToResolve&, Reply<rpc::Json>);
// Asks the client to make the safe fixes of `uri`; answers with {"applied"}.
void apply_fix_all(Session&, const std::shared_ptr<Document>&, const std::string& uri, Reply<rpc::Json>);

// profile.cpp
void weigh(Session&, const std::shared_ptr<Document>&);         // by the profile that is loaded
void publish_heat(Session&, const std::shared_ptr<Document>&);  // to clients that draw it
void profile_changed(Session&);
void look_for_profiles(Session&);                                  // that the settings name
bool has_profile(Session&, const std::vector<std::string>& uris);  // that the settings name
void load_profile(Session&, const std::string& path, const Reply<rpc::Json>&);
void load_profile_command(Session&, const lsp::Field& arguments, Reply<rpc::Json>);
void clear_profile_command(Session&, const lsp::Field& arguments, Reply<rpc::Json>);

// commands.cpp
std::vector<std::string> commands();  // that execute_command knows
void execute_command(Session&, const lsp::ExecuteCommandParams&, Reply<rpc::Json>);

// running_code.cpp
struct CodeToRun {
  std::string root;    // of the workspace that it is allowed for
  std::string what;    // "Measure runs code of a.py": for the question
  std::string title;   // of the progress
  std::string python;  // the interpreter; empty: there is none, which the client is told
};
// Throws where code is never run.
void require_trust(const Session&, const Config&);
// `start` is called once the user has allowed it; else the client is told why not. At its end, end_running().
void run_code(Session&, const CodeToRun&, const Reply<rpc::Json>&,
              const std::function<void(const std::shared_ptr<Measurements::Running>&)>& start);
void tell_running(Session&, const std::shared_ptr<Measurements::Running>&, const std::string& message,
                  std::uint32_t percentage);
bool end_running(Session&);  // false: it was cancelled

// profile_run.cpp
// [{"uri", "kind": "time" | "lines" | "memory"}] -> as perfhint.loadProfile, or {"measured": false,
// "problem"}.
void profile_command(Session&, const lsp::Field& arguments, Reply<rpc::Json>);

// measure.cpp
// [{"uri", "line" | "range", "rule"?}] -> {"measured", "text", "uri"}, or {"measured": false, "problem"}.
void measure(Session&, const lsp::Field& arguments, Reply<rpc::Json>);

// debug.cpp
void print_debug_information(Session&, const lsp::Field& arguments, Reply<rpc::Json>);

// content.cpp
void text_document_content(Session&, const lsp::TextDocumentContentParams&,
                           Reply<lsp::TextDocumentContentResult>);
void refresh_contents(Session&);  // settings have changed: those that clients have shown

// configuration.cpp
void did_change_configuration(Session&, const lsp::DidChangeConfigurationParams&);
void did_change_watched_files(Session&, const lsp::DidChangeWatchedFilesParams&);
void did_change_workspace_folders(Session&, const lsp::DidChangeWorkspaceFoldersParams&);
void project_changed(Session&, std::shared_ptr<const Project>);  // the workspace's modules
void take_settings(Session&, const rpc::Json&);  // what a client said somewhere: {} and null say nothing
void tell_problems(Session&);                    // of the settings files, as far as they are new
void reload_settings(Session&);                  // some settings file may have changed
void ask_for_settings(Session&);                 // workspace/configuration, where the client has it

}  // namespace perfhint::server::handlers
