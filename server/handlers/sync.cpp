// Documents open, change, are saved and close. Edits are applied on the document's strand, in the order they
// came.
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

void did_open(Session& session, const lsp::DidOpenTextDocumentParams& params) {
  const lsp::TextDocumentItem& item = params.text_document;
  const auto document = session.open(item);
  session.run(document, "opening",
              [&session, document, version = item.version, text = item.text](Contents& contents) {
                contents.change(version, {{std::nullopt, text}});
                session.offer(document);
              });
  push_diagnostics(session, document, Cause::opened);
}

void did_change(Session& session, const lsp::DidChangeTextDocumentParams& params) {
  const auto document = session.find(params.uri);
  if (!document) return session.log(LogLevel::warning, "a change of what is not open: " + params.uri);
  ++document->edits;
  session.run(
      document, "editing",
      [&session, document, version = params.version, changes = params.content_changes](Contents& contents) {
        contents.change(version, changes);
        session.offer(document);
      });
  push_diagnostics(session, document, Cause::edited);
}

void did_save(Session& session, const lsp::DidSaveTextDocumentParams& params) {
  if (const auto document = session.find(params.uri)) push_diagnostics(session, document, Cause::saved);
}

void did_close(Session& session, const lsp::DidCloseTextDocumentParams& params) {
  if (!session.close(params.uri))
    return session.log(LogLevel::warning, "closing what is not open: " + params.uri);
  if (session.client->capabilities.pulls_diagnostics) return;
  session.notify(lsp::method::publish_diagnostics, {params.uri, std::nullopt, rpc::Json::array()});
}

}  // namespace perfhint::server::handlers
