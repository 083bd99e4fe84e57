// The LSP structs of notebooks, as lsp.h has the others. A notebook's cells are text documents with URIs of
// their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/lsp.h"

namespace perfhint::lsp {

struct NotebookCell {
  bool code = false;  // else markup
  std::string document;
};
struct DidOpenNotebookDocumentParams {
  std::string uri;
  std::int64_t version = 0;
  std::vector<NotebookCell> cells;
  std::vector<TextDocumentItem> cell_text_documents;
};
struct NotebookCellArrayChange {
  std::uint32_t start = 0, delete_count = 0;
  std::vector<NotebookCell> cells;
};
struct NotebookCellStructure {
  NotebookCellArrayChange array;
  std::vector<TextDocumentItem> did_open;
  std::vector<std::string> did_close;
};
struct DidChangeNotebookDocumentParams {
  std::string uri;
  std::int64_t version = 0;
  std::optional<NotebookCellStructure> structure;
  std::vector<NotebookCell> data;                         // cells whose kind or metadata changed
  std::vector<DidChangeTextDocumentParams> text_content;  // by cell
};
struct DidSaveNotebookDocumentParams {
  std::string uri;
};
struct DidCloseNotebookDocumentParams {
  std::string uri;
};

void read(const Field&, DidOpenNotebookDocumentParams&);
void read(const Field&, DidChangeNotebookDocumentParams&);
void read(const Field&, DidSaveNotebookDocumentParams&);
void read(const Field&, DidCloseNotebookDocumentParams&);

}  // namespace perfhint::lsp
