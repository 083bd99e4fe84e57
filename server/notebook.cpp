// Edits of a cell are made on its own text; the module is joined afresh.
#include "server/notebook.h"

#include <algorithm>

namespace perfhint::server {

void Notebook::open(const lsp::DidOpenNotebookDocumentParams& params) {
  order_ = params.cells;
  for (const lsp::TextDocumentItem& item : params.cell_text_documents) open_text(item);
}

void Notebook::open_text(const lsp::TextDocumentItem& item) {
  texts_[item.uri] = {item.language_id == "python", item.version, item.text};
}

void Notebook::change(const lsp::DidChangeNotebookDocumentParams& params) {
  if (params.structure) {
    const auto& [array, did_open, did_close] = *params.structure;
    const auto size = static_cast<std::ptrdiff_t>(order_.size());
    const auto start = std::min(static_cast<std::ptrdiff_t>(array.start), size);
    const auto behind = std::min(start + static_cast<std::ptrdiff_t>(array.delete_count), size);
    order_.erase(order_.begin() + start, order_.begin() + behind);
    order_.insert(order_.begin() + start, array.cells.begin(), array.cells.end());
    for (const std::string& uri : did_close) texts_.erase(uri);
    for (const lsp::TextDocumentItem& item : did_open) open_text(item);
  }
  for (const lsp::NotebookCell& cell : params.data) {
    const auto at = std::ranges::find(order_, cell.document, &lsp::NotebookCell::document);
    if (at != order_.end()) *at = cell;
  }
  for (const auto& one : params.text_content) edit(one);
}

void Notebook::edit(const lsp::DidChangeTextDocumentParams& params) {
  const auto found = texts_.find(params.uri);
  if (found == texts_.end()) return;
  CellText& cell = found->second;
  cell.version = params.version.value_or(cell.version);
  for (const lsp::ContentChange& change : params.content_changes) {
    if (!change.range) {
      cell.text = change.text;
      continue;
    }
    const Text before(std::move(cell.text));
    const auto offset = [&](const lsp::Position& at) {
      return before.offset({at.line, at.character}, encoding_);
    };
    const Offset a = offset(change.range->start), b = offset(change.range->end);
    cell.text = before.bytes();
    cell.text.replace(std::min(a, b), std::max(a, b) - std::min(a, b), change.text);
  }
}

Cells Notebook::cells() const {
  Cells out;
  std::vector<std::string_view> texts;
  for (const lsp::NotebookCell& cell : order_) {
    const auto found = texts_.find(cell.document);
    if (!cell.code || found == texts_.end() || !found->second.python) continue;
    out.cells.push_back({cell.document, found->second.version});
    texts.push_back(found->second.text);
  }
  out.text = joined_cells(texts);
  return out;
}

}  // namespace perfhint::server
