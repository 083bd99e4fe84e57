// Reading the structs, in the order of the header.
#include "protocol/lsp.h"

#include "protocol/field.h"

namespace perfhint::lsp {

namespace {

std::string document_uri(const Field& params) {
  return params.object()["textDocument"].object()["uri"].string();
}

ClientCapabilities::Diagnostics read_diagnostics(const Field& field) {
  return {field["relatedInformation"].flag(), field["versionSupport"].flag(),
          field["codeDescriptionSupport"].flag(), field["dataSupport"].flag(), false};
}

// A pulling client may say a flag there (3.18) or among the published ones (3.17).
ClientCapabilities::Diagnostics read_pulled(const Field& text_document) {
  const Field pulled = text_document["diagnostic"], published = text_document["publishDiagnostics"];
  const auto flag = [&](const char* name) {
    return pulled[name].absent() ? published[name].flag() : pulled[name].flag();
  };
  return {flag("relatedInformation"), false, flag("codeDescriptionSupport"), flag("dataSupport"),
          pulled["markupMessageSupport"].flag()};
}

std::vector<WorkspaceFolder> read_folders(const Field& folders) {
  std::vector<WorkspaceFolder> out;
  for (const Field& folder : folders.elements())
    out.push_back({folder["uri"].string(), folder["name"].string_or("")});
  return out;
}

ClientCapabilities read_capabilities(const Field& field) {
  ClientCapabilities out;
  const Field workspace = field["workspace"], text_document = field["textDocument"],
              general = field["general"];
  out.workspace = {
      .apply_edit = workspace["applyEdit"].flag(),
      .document_changes = workspace["workspaceEdit"]["documentChanges"].flag(),
      .configuration = workspace["configuration"].flag(),
      .change_annotations = workspace["workspaceEdit"]["changeAnnotationSupport"].json().is_object(),
      .edit_metadata = workspace["workspaceEdit"]["metadataSupport"].flag(),
      .text_document_content = workspace["textDocumentContent"].json().is_object(),
      .registers_configuration = workspace["didChangeConfiguration"]["dynamicRegistration"].flag(),
      .registers_watched_files = workspace["didChangeWatchedFiles"]["dynamicRegistration"].flag(),
      .refreshes_diagnostics = workspace["diagnostics"]["refreshSupport"].flag(),
      .refreshes_inlay_hints = workspace["inlayHint"]["refreshSupport"].flag(),
      .refreshes_code_lenses = workspace["codeLens"]["refreshSupport"].flag()};
  out.notebooks = field["notebookDocument"]["synchronization"].json().is_object();
  out.work_done_progress = field["window"]["workDoneProgress"].flag();
  out.published = read_diagnostics(text_document["publishDiagnostics"]);
  out.pulled = read_pulled(text_document);
  out.pulls_diagnostics = text_document["diagnostic"].json().is_object();
  out.inlay_hints = text_document["inlayHint"].json().is_object();
  out.code_lenses = text_document["codeLens"].json().is_object();
  for (const std::string& format : text_document["hover"]["contentFormat"].strings()) {
    if (format == "markdown") out.hover_formats.push_back(MarkupKind::markdown);
    if (format == "plaintext") out.hover_formats.push_back(MarkupKind::plaintext);
  }
  const Field action = text_document["codeAction"];
  out.code_actions = {.literals = action["codeActionLiteralSupport"].json().is_object(),
                      .is_preferred = action["isPreferredSupport"].flag(),
                      .disabled = action["disabledSupport"].flag(),
                      .data = action["dataSupport"].flag(),
                      .documentation = action["documentationSupport"].flag()};
  for (const std::string& property : action["resolveSupport"]["properties"].strings()) {
    out.code_actions.resolves_edit |= property == "edit";
  }
  out.handles_stale_requests = general["staleRequestSupport"].json().is_object();
  out.position_encodings = general["positionEncodings"].strings();
  out.heat = field["experimental"]["perfhint"]["heat"].flag();
  out.executes_commands = field["workspace"]["executeCommand"].json().is_object();
  const bool has_contents =
      out.workspace.text_document_content || field["experimental"]["perfhint"]["documents"].flag();
  out.shows_documents = has_contents && field["window"]["showDocument"]["support"].flag();
  const Field trusted = field["experimental"]["perfhint"]["trusted"];
  out.trusted = !trusted.json().is_boolean() || trusted.json() == true;
  out.commands = field["experimental"]["commands"]["commands"].strings();
  return out;
}

}  // namespace

void read(const Field&, Empty&) {}

void read(const Field& field, Position& out) {
  out = {field.object()["line"].uinteger(), field["character"].uinteger()};
}

void read(const Field& field, Range& out) {
  read(field.object()["start"], out.start);
  read(field["end"], out.end);
}

void read(const Field& field, TextDocumentItem& out) {
  out.uri = field.object()["uri"].string();
  out.language_id = field["languageId"].string_or("");
  out.version = field["version"].absent() ? 0 : field["version"].integer();
  out.text = field["text"].string();
}

void read(const Field& field, TextDocumentPosition& out) {
  out.uri = document_uri(field);
  read(field["position"], out.position);
}

void read(const Field& field, InitializeParams& out) {
  field.object();
  if (!field["processId"].absent()) out.process_id = field["processId"].integer();
  out.client_name = field["clientInfo"]["name"].string_or("");
  out.client_version = field["clientInfo"]["version"].string_or("");
  out.root_uri = field["rootUri"].string_or("");
  out.initialization_options = field["initializationOptions"].json();
  out.capabilities = read_capabilities(field["capabilities"].object());
  if (!field["workspaceFolders"].absent()) out.workspace_folders = read_folders(field["workspaceFolders"]);
  out.trace = field["trace"].string_or("off");
}

void read(const Field& field, SetTraceParams& out) { out.value = field.object()["value"].string(); }

void read(const Field& field, CancelParams& out) {
  const Field id = field.object()["id"];
  if (id.json().is_string()) {
    out.id = id.string();
  } else {
    out.id = id.integer();
  }
}

void read(const Field& field, DidOpenTextDocumentParams& out) {
  read(field.object()["textDocument"], out.text_document);
}

void read(const Field& field, ContentChange& out) {
  if (!field.object()["range"].absent()) read(field["range"], out.range.emplace());
  out.text = field["text"].string();
}

void read(const Field& field, DidChangeTextDocumentParams& out) {
  out.uri = document_uri(field);
  const Field version = field["textDocument"]["version"];
  if (!version.absent()) out.version = version.integer();
  for (const Field& element : field["contentChanges"].elements()) {
    read(element, out.content_changes.emplace_back());
  }
}

void read(const Field& field, DidSaveTextDocumentParams& out) { out.uri = document_uri(field); }
void read(const Field& field, DidCloseTextDocumentParams& out) { out.uri = document_uri(field); }

void read(const Field& field, InlayHintParams& out) {
  out.uri = document_uri(field);
  read(field["range"], out.range);
}

void read(const Field& field, CodeLensParams& out) { out.uri = document_uri(field); }

void read(const Field& field, CodeActionParams& out) {
  out.uri = document_uri(field);
  read(field["range"], out.range);
  const Json& trigger = field["context"]["triggerKind"].json();
  out.invoked = trigger.is_number_integer() && trigger.get<std::int64_t>() == 1;
  if (!field["context"]["only"].absent()) out.only = field["context"]["only"].strings();
}

void read(const Field& field, CodeActionToResolve& out) {
  out.action = field.object().json();
  out.data = field["data"].json();
}

void read(const Field& field, DocumentDiagnosticParams& out) {
  out.uri = document_uri(field);
  out.previous_result_id = field["previousResultId"].string_or("");
}

void read(const Field& field, DidChangeConfigurationParams& out) { out.settings = field["settings"].json(); }

void read(const Field& field, DidChangeWatchedFilesParams& out) {
  for (const Field& change : field.object()["changes"].elements()) out.uris.push_back(change["uri"].string());
}

void read(const Field& field, ExecuteCommandParams& out) {
  out.command = field.object()["command"].string();
  const Field arguments = field["arguments"];
  out.arguments = Json::array();
  if (arguments.absent()) return;
  for (const Field& argument : arguments.elements()) out.arguments.push_back(argument.json());
}

void read(const Field& field, DidChangeWorkspaceFoldersParams& out) {
  const Field event = field.object()["event"].object();
  out.added = read_folders(event["added"]);
  out.removed = read_folders(event["removed"]);
}

void read(const Field& field, TextDocumentContentParams& out) { out.uri = field.object()["uri"].string(); }

}  // namespace perfhint::lsp
