// Notebook: the cells of an open notebook under the client's edits. Lives on its document's strand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "protocol/notebook.h"
#include "server/view.h"

namespace perfhint::server {

class Notebook {
 public:
  explicit Notebook(Encoding encoding) : encoding_(encoding) {}

  void open(const lsp::DidOpenNotebookDocumentParams&);
  void change(const lsp::DidChangeNotebookDocumentParams&);
  // The Python cells as one module.
  Cells cells() const;

 private:
  struct CellText {
    bool python = false;
    std::int64_t version = 0;
    std::string text;
  };
  void open_text(const lsp::TextDocumentItem&);
  void edit(const lsp::DidChangeTextDocumentParams&);

  const Encoding encoding_;
  std::vector<lsp::NotebookCell> order_;
  std::map<std::string, CellText> texts_;  // by URI
};

}  // namespace perfhint::server
