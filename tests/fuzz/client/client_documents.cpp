// The texts of documents and notebooks as the client has them, and as the server has them.
#include <algorithm>

#include "server/notebook_text.h"
#include "tests/fuzz/client/client.h"

namespace perfhint::fuzz {

void Client::note_text(const std::string& method, const Json& params) {
  if (method == "textDocument/didOpen") open_text(params["textDocument"], "");
  if (method == "textDocument/didChange") note_change(params);
  if (method == "textDocument/didClose") documents_.erase(params["textDocument"]["uri"]);
  if (method == "notebookDocument/didOpen") {
    const Json& notebook = params["notebookDocument"];
    notebooks_.insert_or_assign(notebook["uri"],
                                Notebook{notebook["uri"], notebook["version"], notebook["cells"]});
    for (const Json& item : params["cellTextDocuments"]) open_text(item, notebook["uri"]);
  }
  if (method == "notebookDocument/didChange") note_notebook_change(params);
  if (method == "notebookDocument/didClose") close_notebook(params);
  if (method.starts_with("textDocument/did") || method.starts_with("notebookDocument/did")) edits.clear();
}

void Client::open_text(const Json& item, const std::string& notebook) {
  const std::int64_t version = item["version"];
  const ClientText text(code_points(item["text"].get<std::string>()));
  documents_.insert_or_assign(item["uri"], Document{item["uri"], item["languageId"], notebook, version,
                                                    version, text, text, ++last_edit_});
}

std::uint64_t Client::edited(const std::string& uri) const {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? 0 : found->second.edited;
}

void Client::note_change(const Json& params) {
  const auto found = documents_.find(params["textDocument"]["uri"]);
  if (found == documents_.end()) return;
  Document& document = found->second;
  const std::int64_t version = params["textDocument"]["version"];
  document.edited = ++last_edit_;
  document.changes[version] = params["contentChanges"];
  const bool late = version < document.version;
  document.version = std::max(document.version, version);
  if (late) document.now = document.first;
  for (const auto& [number, changes] : document.changes) {
    if (!late && number < version) continue;
    for (const Json& change : changes) document.now.apply(change, encoding_);
  }
}

// --- Notebooks ---

// What was not opened may be named where a failing session is made smaller.
void Client::note_notebook_change(const Json& params) {
  const auto found = notebooks_.find(params["notebookDocument"]["uri"]);
  if (found == notebooks_.end()) return;
  Notebook& notebook = found->second;
  notebook.version = params["notebookDocument"]["version"];
  const Json cells = params["change"].value("cells", Json::object());
  if (cells.contains("structure")) note_structure(notebook, cells["structure"]);
  for (const Json& cell : cells.value("data", Json::array())) {
    for (Json& known : notebook.cells) {
      if (known["document"] == cell["document"]) known = cell;
    }
  }
  for (const Json& content : cells.value("textContent", Json::array()))
    note_change({{"textDocument", content["document"]}, {"contentChanges", content["changes"]}});
  ++last_edit_;  // each cell may have others before it now
  for (auto& [uri, document] : documents_) {
    if (document.notebook == notebook.uri) document.edited = last_edit_;
  }
}

void Client::note_structure(Notebook& notebook, const Json& structure) {
  const Json& array = structure["array"];
  const std::size_t start = std::min(array["start"].get<std::size_t>(), notebook.cells.size());
  const std::size_t end = std::min(start + array["deleteCount"].get<std::size_t>(), notebook.cells.size());
  const auto at = [&](std::size_t index) {
    return notebook.cells.begin() + static_cast<std::ptrdiff_t>(index);
  };
  notebook.cells.erase(at(start), at(end));
  const Json inserted = array.value("cells", Json::array());
  notebook.cells.insert(at(start), inserted.begin(), inserted.end());
  for (const Json& closed : structure.value("didClose", Json::array())) documents_.erase(closed["uri"]);
  for (const Json& item : structure.value("didOpen", Json::array())) open_text(item, notebook.uri);
}

void Client::close_notebook(const Json& params) {
  const std::string uri = params["notebookDocument"]["uri"];
  notebooks_.erase(uri);
  std::erase_if(documents_, [&](const auto& document) { return document.second.notebook == uri; });
}

// --- As the server has them ---

void Client::check_texts() {
  const auto& open = stage_.session().documents();
  const auto plain = static_cast<std::size_t>(std::ranges::count_if(
      documents_, [](const auto& document) { return document.second.notebook.empty(); }));
  if (open.size() != plain + notebooks_.size()) blame("the server has another number of open documents");
  for (const auto& [uri, document] : documents_) {
    if (!document.notebook.empty()) continue;
    const auto found = open.find(uri);
    if (found == open.end()) return blame("the server does not have " + uri);
    check_text(document, *found->second);
  }
  for (const auto& [uri, notebook] : notebooks_) {
    const auto found = open.find(uri);
    if (found == open.end() || !found->second->notebook) return blame("the server does not have " + uri);
    check_notebook(notebook, *found->second);
  }
}

void Client::check_text(const Document& document, const server::Document& served) {
  const std::string text = served.contents.text();
  if (text != document.now.utf8())
    blame("the text of " + document.uri + " is\n" + Json(text).dump() + "\nfor\n" +
          Json(document.now.utf8()).dump());
  if (served.contents.version() != document.version) blame("the version of " + document.uri);
}

// Its Python cells, in order, as one module.
void Client::check_notebook(const Notebook& notebook, const server::Document& served) {
  std::vector<std::string> texts;
  Json cells = Json::array(), served_cells = Json::array();
  for (const Json& cell : notebook.cells) {
    const auto found = documents_.find(cell["document"]);
    if (cell["kind"] != 2 || found == documents_.end() || found->second.language != "python") continue;
    cells.push_back({found->first, found->second.version});
    texts.push_back(found->second.now.utf8());
  }
  for (const auto& cell : served.notebook->cells().cells) served_cells.push_back({cell.uri, cell.version});
  if (cells != served_cells)
    blame("the cells of " + notebook.uri + " are " + served_cells.dump() + " for " + cells.dump());
  const std::string joined =
      server::joined_cells(std::vector<std::string_view>(texts.begin(), texts.end())).text;
  if (served.contents.text() != joined)
    blame("the text of " + notebook.uri + " is\n" + Json(served.contents.text()).dump() + "\nfor\n" +
          Json(joined).dump());
}

}  // namespace perfhint::fuzz
