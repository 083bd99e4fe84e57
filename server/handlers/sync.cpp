// Documents open, change, are saved and close. Edits are applied on the document's strand, in the order they
// came.
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

void did_open(Session& session, const lsp::DidOpenTextDocumentParams& params) {
  const lsp::TextDocumentItem& item = params.text_document;
  if (is_settings_file(item.uri)) return reload_settings(session);  // it is no Python
  const auto document = session.open(item.uri, item.version);
  tell_problems(session);
  session.edit(document, "opening",
               [&session, document, version = item.version, text = item.text](Contents& contents) {
                 contents.change(version, {{std::nullopt, text}});
                 session.offer(document);
               });
  weigh(session, document);
  publish_heat(session, document);
  push_diagnostics(session, document, Cause::opened);
  session.workspace().changed(WorkspaceCheck::Change::documents);
}

void did_change(Session& session, const lsp::DidChangeTextDocumentParams& params) {
  const auto document = session.find(params.uri);
  if (is_settings_file(params.uri)) return;  // what is saved counts
  if (!document || document->is_notebook)    // cells change with their notebook
    return session.log(LogLevel::warning, "a change of what is not open: " + params.uri);
  ++document->edits;
  session.edit(
      document, "editing",
      [&session, document, version = params.version, changes = params.content_changes](Contents& contents) {
        contents.change(version, changes);
        session.offer(document);
      });
  publish_heat(session, document);
  push_diagnostics(session, document, Cause::edited);
  session.workspace().changed(WorkspaceCheck::Change::documents);
}

// Where the client watches no files, any save is a moment to look at them.
void did_save(Session& session, const lsp::DidSaveTextDocumentParams& params) {
  if (is_settings_file(params.uri) || !session.client->capabilities.workspace.registers_watched_files)
    reload_settings(session);
  if (const auto document = session.find(params.uri)) push_diagnostics(session, document, Cause::saved);
}

void did_close(Session& session, const lsp::DidCloseTextDocumentParams& params) {
  if (is_settings_file(params.uri)) return;
  if (!session.close(params.uri))
    return session.log(LogLevel::warning, "closing what is not open: " + params.uri);
  session.workspace().changed(WorkspaceCheck::Change::documents);
  if (session.client->capabilities.pulls_diagnostics) return;
  session.notify(lsp::method::publish_diagnostics, {params.uri, std::nullopt, rpc::Json::array()});
}

}  // namespace perfhint::server::handlers
