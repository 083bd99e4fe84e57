// The LSP structs that perfhint speaks, in the order of the specification, with the fields that it reads or
// writes. Unknown fields are ignored; a null reads as absent. read() throws rpc::Error (invalid_params, with
// the path).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/jsonrpc.h"

namespace perfhint::lsp {

using rpc::Json;
class Field;

struct Empty {};  // params of methods without params
struct Null {};   // results that are null

// --- Basic structures ---
struct Position {
  std::uint32_t line = 0, character = 0;  // from 0; in units of the negotiated encoding
  auto operator<=>(const Position&) const = default;
};
struct Range {
  Position start, end;
  bool operator==(const Range&) const = default;
};
struct Location {
  std::string uri;
  Range range;
};
struct DiagnosticRelatedInformation {
  Location location;
  std::string message;
};
enum class DiagnosticSeverity : int { error = 1, warning = 2, information = 3, hint = 4 };
struct Diagnostic {
  Range range;
  DiagnosticSeverity severity = DiagnosticSeverity::hint;
  std::string code;
  std::string href;  // codeDescription; empty: none
  std::string source;
  std::string message;
  bool markdown = false;  // of the message (3.18)
  std::vector<DiagnosticRelatedInformation> related_information;
  Json data;  // null: none
};
struct TextEdit {
  Range range;
  std::string new_text;
};
struct TextDocumentEdit {
  std::string uri;
  std::optional<std::int64_t> version;
  std::vector<TextEdit> edits;
};
// What the user is asked, or told, before the edits are made.
struct ChangeAnnotation {
  std::string label, description;
  bool needs_confirmation = false;
};
// As documentChanges where `versioned`, else as changes, which have neither versions nor an annotation.
struct WorkspaceEdit {
  std::vector<TextDocumentEdit> documents;
  bool versioned = false;
  std::optional<ChangeAnnotation> annotation;  // of all its edits
};
enum class MarkupKind { plaintext, markdown };
struct MarkupContent {
  MarkupKind kind = MarkupKind::plaintext;
  std::string value;
};
struct TextDocumentItem {
  std::string uri, language_id;
  std::int64_t version = 0;
  std::string text;
};
struct TextDocumentPosition {
  std::string uri;
  Position position;
};

// --- Lifecycle ---
struct WorkspaceFolder {
  std::string uri, name;
};
struct ClientCapabilities {
  struct Workspace {
    bool apply_edit = false, document_changes = false, configuration = false;
    bool change_annotations = false, edit_metadata = false;  // of workspace edits
    bool text_document_content = false;
    bool registers_configuration = false, registers_watched_files = false, refreshes_diagnostics = false;
    bool refreshes_inlay_hints = false, refreshes_code_lenses = false;
  } workspace;
  bool notebooks = false;           // notebookDocument.synchronization
  bool work_done_progress = false;  // window.workDoneProgress
  struct Diagnostics {              // of published or pulled diagnostics
    bool related_information = false, version = false, code_description = false, data = false;
    bool markup_message = false;
  } published, pulled;
  bool pulls_diagnostics = false, inlay_hints = false, code_lenses = false;
  std::vector<MarkupKind> hover_formats;  // in the client's order
  struct CodeActions {
    bool literals = false, is_preferred = false, disabled = false, data = false, resolves_edit = false;
    bool documentation = false;
  } code_actions;
  bool handles_stale_requests = false;  // general.staleRequestSupport
  std::vector<std::string> position_encodings;
  bool heat = false;                  // experimental.perfhint.heat: draws perfhint/publishHeat
  bool executes_commands = false;     // workspace.executeCommand
  bool shows_documents = false;       // window.showDocument, also those whose content is asked of the server
  bool trusted = true;                // experimental.perfhint.trusted: the user trusts the workspace's code
  std::vector<std::string> commands;  // experimental.commands: of the client's own, as rust-analyzer has it
};
struct InitializeParams {
  std::optional<std::int64_t> process_id;
  std::string client_name, client_version;
  std::string root_uri;
  Json initialization_options;
  ClientCapabilities capabilities;
  std::vector<WorkspaceFolder> workspace_folders;
  std::string trace;
};
struct CodeActionKindDocumentation {
  std::string kind, title, command;
  Json arguments;
};
struct InitializeResult {
  std::string position_encoding;
  std::vector<std::string> code_action_kinds;  // empty: the client knows no kinds
  std::vector<CodeActionKindDocumentation> code_action_documentation;
  bool code_action_resolve = false;
  bool pull_diagnostics = false, workspace_diagnostics = false, inlay_hints = false, code_lenses = false;
  bool notebooks = false;
  std::vector<std::string> content_schemes;  // of workspace/textDocumentContent; empty: none
  std::vector<std::string> commands;
  std::string server_name, server_version;
};
struct Registration {
  std::string id, method;
  Json options;
};
struct RegistrationParams {
  std::vector<Registration> registrations;
};
struct SetTraceParams {
  std::string value;
};
struct LogTraceParams {
  std::string message;
  std::string verbose;  // empty: none
};
struct CancelParams {
  rpc::Id id;
};

// --- Document synchronisation ---
struct DidOpenTextDocumentParams {
  TextDocumentItem text_document;
};
struct ContentChange {
  std::optional<Range> range;  // none: `text` is the whole document
  std::string text;
};
struct DidChangeTextDocumentParams {
  std::string uri;
  std::optional<std::int64_t> version;
  std::vector<ContentChange> content_changes;
};
struct DidSaveTextDocumentParams {
  std::string uri;
};
struct DidCloseTextDocumentParams {
  std::string uri;
};

// --- Language features ---
struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
};
struct InlayHintParams {
  std::string uri;
  Range range;
};
struct InlayHint {
  Position position;
  std::string label;
  MarkupContent tooltip;
};
struct CodeLensParams {
  std::string uri;
};
struct CodeLens {
  Range range;
  std::string title, tooltip;
  std::string command;  // empty: nothing happens when it is clicked
  Json arguments;       // null: none
};
struct CodeActionParams {
  std::string uri;
  Range range;
  std::optional<std::vector<std::string>> only;  // of the context; its diagnostics are not read
  bool invoked = false;                          // by the user, not by a move of the cursor
};
struct CodeAction {
  std::string title, kind;
  std::vector<Json> diagnostics;  // as they were published
  bool is_preferred = false;
  std::string disabled;  // the reason why it cannot be taken; empty: it can
  std::optional<WorkspaceEdit> edit;
  Json data;            // null: none
  std::string command;  // of the server's, which the action's title names; empty: none
  Json arguments;       // of the command
};
struct CodeActionToResolve {
  Json action;  // as it was sent, to be sent again with its edit
  Json data;
};
struct PublishDiagnosticsParams {
  std::string uri;
  std::optional<std::int64_t> version;
  Json diagnostics;  // an array of Diagnostic
};
struct DocumentDiagnosticParams {
  std::string uri;
  std::string previous_result_id;
};
struct DocumentDiagnosticReport {
  std::string result_id;      // empty: none
  std::optional<Json> items;  // none: unchanged
};

// --- Workspace and window ---
struct ConfigurationParams {
  std::vector<std::string> sections;
};
struct DidChangeConfigurationParams {
  Json settings;
};
struct DidChangeWatchedFilesParams {
  std::vector<std::string> uris;
};
struct ExecuteCommandParams {
  std::string command;
  Json arguments;  // an array
};
struct ApplyWorkspaceEditParams {
  std::string label;
  Json edit;                    // a WorkspaceEdit
  bool is_refactoring = false;  // metadata (3.18)
};
struct DidChangeWorkspaceFoldersParams {
  std::vector<WorkspaceFolder> added, removed;
};
struct TextDocumentContentParams {
  std::string uri;
};
struct TextDocumentContentResult {
  std::string text;
};
enum class MessageType : int { error = 1, warning = 2, info = 3, log = 4, debug = 5 };  // the last since 3.18
struct MessageParams {
  MessageType type = MessageType::info;
  std::string message;
};
struct ShowDocumentParams {
  std::string uri;
};
struct ShowMessageRequestParams {
  MessageType type = MessageType::info;
  std::string message;
  std::vector<std::string> actions;  // their titles
};

// Params come in, results and the server's own params go out.
void read(const Field&, Empty&);
void read(const Field&, Position&);
void read(const Field&, Range&);
void read(const Field&, TextDocumentItem&);
void read(const Field&, TextDocumentPosition&);
void read(const Field&, InitializeParams&);
void read(const Field&, SetTraceParams&);
void read(const Field&, CancelParams&);
void read(const Field&, DidOpenTextDocumentParams&);
void read(const Field&, ContentChange&);
void read(const Field&, DidChangeTextDocumentParams&);
void read(const Field&, DidSaveTextDocumentParams&);
void read(const Field&, DidCloseTextDocumentParams&);
void read(const Field&, InlayHintParams&);
void read(const Field&, CodeLensParams&);
void read(const Field&, CodeActionParams&);
void read(const Field&, CodeActionToResolve&);
void read(const Field&, DocumentDiagnosticParams&);
void read(const Field&, DidChangeConfigurationParams&);
void read(const Field&, DidChangeWatchedFilesParams&);
void read(const Field&, ExecuteCommandParams&);
void read(const Field&, DidChangeWorkspaceFoldersParams&);
void read(const Field&, TextDocumentContentParams&);

Json write(const Null&);
Json write(const Range&);
Json write(const Diagnostic&);
Json write(const WorkspaceEdit&);
Json write(const InitializeResult&);
Json write(const RegistrationParams&);
Json write(const Hover&);
Json write(const InlayHint&);
Json write(const CodeLens&);
Json write(const CodeAction&);
Json write(const PublishDiagnosticsParams&);
Json write(const DocumentDiagnosticReport&);
Json write(const ConfigurationParams&);
Json write(const ApplyWorkspaceEditParams&);
Json write(const TextDocumentContentParams&);
Json write(const TextDocumentContentResult&);
Json write(const MessageParams&);
Json write(const ShowDocumentParams&);
Json write(const ShowMessageRequestParams&);
Json write(const LogTraceParams&);
inline Json write(const Empty&) { return nullptr; }
inline Json write(const Json& json) { return json; }
template <class T>
Json write(const std::optional<T>& value) {
  return value ? write(*value) : Json();
}
template <class T>
Json write(const std::vector<T>& values) {
  Json out = Json::array();
  for (const T& value : values) out.push_back(write(value));
  return out;
}

}  // namespace perfhint::lsp
