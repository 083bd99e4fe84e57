// Reading the structs, in the order of the header.
#include "protocol/notebook.h"

#include "protocol/field.h"

namespace perfhint::lsp {

namespace {

std::string notebook_uri(const Field& params) {
  return params.object()["notebookDocument"].object()["uri"].string();
}

void read(const Field& field, NotebookCell& out) {
  constexpr std::int64_t code = 2;
  out.code = field.object()["kind"].integer() == code;
  out.document = field["document"].string();
}

template <class T>
std::vector<T> read_all(const Field& field) {
  std::vector<T> out;
  if (field.absent()) return out;
  for (const Field& element : field.elements()) read(element, out.emplace_back());
  return out;
}

void read(const Field& field, NotebookCellStructure& out) {
  const Field array = field.object()["array"];
  out.array.start = array.object()["start"].uinteger();
  out.array.delete_count = array["deleteCount"].uinteger();
  out.array.cells = read_all<NotebookCell>(array["cells"]);
  out.did_open = read_all<TextDocumentItem>(field["didOpen"]);
  if (field["didClose"].absent()) return;
  for (const Field& cell : field["didClose"].elements()) out.did_close.push_back(cell["uri"].string());
}

// {"document": {"uri", "version"}, "changes": [...]}
void read_text_content(const Field& field, DidChangeTextDocumentParams& out) {
  const Field document = field.object()["document"];
  out.uri = document.object()["uri"].string();
  if (!document["version"].absent()) out.version = document["version"].integer();
  out.content_changes = read_all<ContentChange>(field["changes"]);
}

}  // namespace

void read(const Field& field, DidOpenNotebookDocumentParams& out) {
  out.uri = notebook_uri(field);
  const Field notebook = field["notebookDocument"];
  out.version = notebook["version"].integer();
  out.cells = read_all<NotebookCell>(notebook["cells"]);
  out.cell_text_documents = read_all<TextDocumentItem>(field["cellTextDocuments"]);
}

void read(const Field& field, DidChangeNotebookDocumentParams& out) {
  out.uri = notebook_uri(field);
  out.version = field["notebookDocument"]["version"].integer();
  const Field cells = field["change"].object()["cells"];
  if (!cells["structure"].absent()) read(cells["structure"], out.structure.emplace());
  out.data = read_all<NotebookCell>(cells["data"]);
  if (cells["textContent"].absent()) return;
  for (const Field& cell : cells["textContent"].elements())
    read_text_content(cell, out.text_content.emplace_back());
}

void read(const Field& field, DidSaveNotebookDocumentParams& out) { out.uri = notebook_uri(field); }
void read(const Field& field, DidCloseNotebookDocumentParams& out) { out.uri = notebook_uri(field); }

}  // namespace perfhint::lsp
