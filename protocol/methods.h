// The API at a glance: one line a method, with its name, its params and its result (notifications have none).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "protocol/heat.h"
#include "protocol/lsp.h"
#include "protocol/notebook.h"
#include "protocol/workspace.h"

namespace perfhint::lsp {

template <class P, class R>
struct RequestMethod {
  using Params = P;
  using Result = R;
  std::string_view name;
};
template <class P>
struct NotificationMethod {
  using Params = P;
  std::string_view name;
};

namespace method {

// clang-format off
// From the client.
constexpr RequestMethod<InitializeParams, InitializeResult>                    initialize{"initialize"};
constexpr NotificationMethod<Empty>                                            initialized{"initialized"};
constexpr RequestMethod<Empty, Null>                                           shutdown{"shutdown"};
constexpr NotificationMethod<Empty>                                            exit{"exit"};
constexpr NotificationMethod<SetTraceParams>                                   set_trace{"$/setTrace"};
constexpr NotificationMethod<CancelParams>                                     cancel_request{"$/cancelRequest"};
constexpr NotificationMethod<DidOpenTextDocumentParams>                        did_open{"textDocument/didOpen"};
constexpr NotificationMethod<DidChangeTextDocumentParams>                      did_change{"textDocument/didChange"};
constexpr NotificationMethod<DidSaveTextDocumentParams>                        did_save{"textDocument/didSave"};
constexpr NotificationMethod<DidCloseTextDocumentParams>                       did_close{"textDocument/didClose"};
constexpr NotificationMethod<DidOpenNotebookDocumentParams>                    did_open_notebook{"notebookDocument/didOpen"};
constexpr NotificationMethod<DidChangeNotebookDocumentParams>                  did_change_notebook{"notebookDocument/didChange"};
constexpr NotificationMethod<DidSaveNotebookDocumentParams>                    did_save_notebook{"notebookDocument/didSave"};
constexpr NotificationMethod<DidCloseNotebookDocumentParams>                   did_close_notebook{"notebookDocument/didClose"};
constexpr RequestMethod<TextDocumentPosition, std::optional<Hover>>            hover{"textDocument/hover"};
constexpr RequestMethod<InlayHintParams, std::vector<InlayHint>>               inlay_hint{"textDocument/inlayHint"};
constexpr RequestMethod<CodeLensParams, std::vector<CodeLens>>                 code_lens{"textDocument/codeLens"};
constexpr RequestMethod<CodeActionParams, std::vector<CodeAction>>             code_action{"textDocument/codeAction"};
constexpr RequestMethod<CodeActionToResolve, Json>                             code_action_resolve{"codeAction/resolve"};
constexpr RequestMethod<DocumentDiagnosticParams, DocumentDiagnosticReport>    document_diagnostic{"textDocument/diagnostic"};
constexpr RequestMethod<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>  workspace_diagnostic{"workspace/diagnostic"};
constexpr NotificationMethod<WorkDoneProgressCancelParams>                     work_done_progress_cancel{"window/workDoneProgress/cancel"};
constexpr NotificationMethod<DidChangeConfigurationParams>                     did_change_configuration{"workspace/didChangeConfiguration"};
constexpr NotificationMethod<DidChangeWatchedFilesParams>                      did_change_watched_files{"workspace/didChangeWatchedFiles"};
constexpr NotificationMethod<DidChangeWorkspaceFoldersParams>                  did_change_workspace_folders{"workspace/didChangeWorkspaceFolders"};
constexpr RequestMethod<TextDocumentContentParams, TextDocumentContentResult>  text_document_content{"workspace/textDocumentContent"};
constexpr RequestMethod<ExecuteCommandParams, Json>                            execute_command{"workspace/executeCommand"};

// From the server.
constexpr NotificationMethod<PublishDiagnosticsParams>                         publish_diagnostics{"textDocument/publishDiagnostics"};
constexpr RequestMethod<RegistrationParams, Null>                              register_capability{"client/registerCapability"};
constexpr RequestMethod<ConfigurationParams, Json>                             configuration{"workspace/configuration"};
constexpr RequestMethod<Empty, Null>                                           refresh_diagnostics{"workspace/diagnostic/refresh"};
constexpr RequestMethod<Empty, Null>                                           refresh_inlay_hints{"workspace/inlayHint/refresh"};
constexpr RequestMethod<Empty, Null>                                           refresh_code_lenses{"workspace/codeLens/refresh"};
constexpr RequestMethod<TextDocumentContentParams, Null>                       refresh_text_document_content{"workspace/textDocumentContent/refresh"};
constexpr RequestMethod<ApplyWorkspaceEditParams, Json>                        apply_edit{"workspace/applyEdit"};
constexpr RequestMethod<WorkDoneProgressCreateParams, Null>                    work_done_progress_create{"window/workDoneProgress/create"};
constexpr NotificationMethod<ProgressParams>                                   progress{"$/progress"};
constexpr RequestMethod<ShowMessageRequestParams, Json>                        show_message_request{"window/showMessageRequest"};
constexpr RequestMethod<ShowDocumentParams, Json>                              show_document{"window/showDocument"};
constexpr NotificationMethod<MessageParams>                                    show_message{"window/showMessage"};
constexpr NotificationMethod<MessageParams>                                    log_message{"window/logMessage"};
constexpr NotificationMethod<PublishHeatParams>                                publish_heat{"perfhint/publishHeat"};
constexpr NotificationMethod<LogTraceParams>                                   log_trace{"$/logTrace"};
// clang-format on

}  // namespace method

}  // namespace perfhint::lsp
