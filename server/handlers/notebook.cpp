// Notebooks open, change, are saved and close. One is a document whose cells have URIs of their own.
#include <algorithm>

#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

// A cell that holds no more hints is told so, where they are pushed.
void forget(Session& session, Document& document, const std::string& cell) {
  session.forget_cell(cell);
  const bool told = document.published.erase(cell) > 0;
  if (told) session.notify(lsp::method::publish_diagnostics, {cell, std::nullopt, rpc::Json::array()});
}

// Cells that are markup now, or were taken out, have no hints; who is told of them is told so.
void forget_all_but(Session& session, const std::shared_ptr<Document>& document, std::uint64_t edits,
                    const std::vector<View>& views) {
  if (document->edits != edits) return;
  std::vector<std::string> gone;
  for (const auto& published : document->published) {
    const auto is_it = [&](const View& view) { return view.uri() == published.first; };
    if (std::ranges::none_of(views, is_it)) gone.push_back(published.first);
  }
  for (const std::string& cell : gone) {
    document->published.erase(cell);
    session.notify(lsp::method::publish_diagnostics, {cell, std::nullopt, rpc::Json::array()});
  }
}

}  // namespace

void did_open_notebook(Session& session, const lsp::DidOpenNotebookDocumentParams& params) {
  const auto document = session.open(params.uri, params.version);
  document->is_notebook = true;
  tell_problems(session);
  for (const lsp::TextDocumentItem& cell : params.cell_text_documents)
    session.name_cell(cell.uri, params.uri);
  session.edit(document, "opening",
               [document, params, encoding = session.client->encoding](Contents& contents) {
                 document->notebook.emplace(encoding).open(params);
                 contents.change_cells(params.version, document->notebook->cells());
               });
  push_diagnostics(session, document, Cause::opened);
}

void did_change_notebook(Session& session, const lsp::DidChangeNotebookDocumentParams& params) {
  const auto document = session.find(params.uri);
  if (!document || !document->is_notebook)
    return session.log(LogLevel::warning, "a change of what is no open notebook: " + params.uri);
  ++document->edits;
  if (params.structure) {
    for (const std::string& cell : params.structure->did_close) forget(session, *document, cell);
    for (const auto& cell : params.structure->did_open) session.name_cell(cell.uri, params.uri);
  }
  session.edit(document, "editing", [&session, document, params](Contents& contents) {
    document->notebook->change(params);
    contents.change_cells(params.version, document->notebook->cells());
    // After each edit, as one that was overtaken takes nothing back.
    if (session.client->capabilities.pulls_diagnostics) return;
    session.post([&session, document, edits = document->edits.load(), views = contents.views("")] {
      forget_all_but(session, document, edits, views);
    });
  });
  push_diagnostics(session, document, Cause::edited);
}

void did_save_notebook(Session& session, const lsp::DidSaveNotebookDocumentParams& params) {
  if (const auto document = session.find(params.uri)) push_diagnostics(session, document, Cause::saved);
}

void did_close_notebook(Session& session, const lsp::DidCloseNotebookDocumentParams& params) {
  const auto document = session.close(params.uri);
  if (!document) return session.log(LogLevel::warning, "closing what is not open: " + params.uri);
  for (const auto& [cell, diagnostics] : document->published)
    session.notify(lsp::method::publish_diagnostics, {cell, std::nullopt, rpc::Json::array()});
}

}  // namespace perfhint::server::handlers
