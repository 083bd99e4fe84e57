// Notebooks open, change, are saved and close: cells come, go and move, turn into text and back, and are
// edited.
#include <algorithm>

#include "tests/fuzz/client/traffic.h"

namespace perfhint::fuzz {

namespace {

const std::vector<std::string> notebook_uris = {"file:///nowhere/app/n.ipynb", "file:///nowhere/app/m.ipynb",
                                                "untitled:Untitled-1.ipynb"};
// Whose language is Python; most are.
const std::vector<std::string> languages = {"python", "python", "python",   "python", "python",
                                            "python", "python", "markdown", "sql"};
const std::vector<std::u32string> magics = {U"%matplotlib inline\n",
                                            U"!ls 'it\n",
                                            U"df?\n",
                                            U"%%time\n",
                                            U"%%bash\necho 'it\n",
                                            U"files = !ls\n",
                                            U"%load_ext autoreload\r\n",
                                            U"x = %time f()\\\n",
                                            U"??\r"};

constexpr int markup = 1, code = 2;

}  // namespace

std::u32string Traffic::cell_text() {
  std::u32string text = random_.chance(20) ? random_.pick(magics) : U"";
  text += random_.chance(30) ? material_.texts.document(random_) : material_.texts.piece(random_);
  if (random_.chance(10)) text.insert(random_.below(text.size() + 1), random_.pick(magics));
  return text;
}

// A cell that was taken out comes back under its old URI, at times.
Json Traffic::new_cell(Client& client, Json& opened) {
  const auto uri_of = [](std::size_t number) {
    return "vscode-notebook-cell:/nowhere/app/n.ipynb#X" + std::to_string(number);
  };
  std::string uri = uri_of(random_.chance(20) ? random_.below(last_cell_ + 1) : last_cell_ + 1);
  const auto is_it = [&](const Json& item) { return item["uri"] == uri; };
  if (client.documents().contains(uri) || std::ranges::any_of(opened, is_it)) uri = uri_of(last_cell_ + 1);
  ++last_cell_;
  opened.push_back({{"uri", uri},
                    {"languageId", random_.pick(languages)},
                    {"version", random_.between(0, 3)},
                    {"text", utf8_of(cell_text())}});
  return {{"kind", random_.chance(85) ? code : markup}, {"document", uri}};
}

void Traffic::open_notebook(Client& client) {
  const std::string uri = random_.pick(notebook_uris);
  if (client.notebooks().contains(uri)) return;
  Json cells = Json::array(), texts = Json::array();
  for (int i = random_.between(0, 6); i > 0; --i) cells.push_back(new_cell(client, texts));
  const Json notebook = {{"uri", uri},
                         {"notebookType", "jupyter-notebook"},
                         {"version", random_.between(0, 5)},
                         {"cells", cells}};
  queue_.push_back(
      notify("notebookDocument/didOpen", {{"notebookDocument", notebook}, {"cellTextDocuments", texts}}));
}

// Some cells in a row give way to others. Of those that stay, one may come back in another language, which
// closes its text and opens another.
Json Traffic::structure(Client& client, const Client::Notebook& notebook) {
  const std::size_t size = notebook.cells.size(), start = random_.below(size + 1);
  const std::size_t removed = random_.below(std::min<std::size_t>(size - start, 4) + 1);
  std::vector<Json> cells;
  Json opened = Json::array(), closed = Json::array();
  const auto insert = [&](Json cell) {
    cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(random_.below(cells.size() + 1)),
                 std::move(cell));
  };
  for (std::size_t i = start; i < start + removed; ++i) {
    const Json& cell = notebook.cells[i];
    const bool stays = random_.chance(50), reopens = stays && random_.chance(20);
    if (stays) insert(cell);
    if (!stays || reopens) closed.push_back({{"uri", cell["document"]}});
    if (reopens) {
      opened.push_back({{"uri", cell["document"]},
                        {"languageId", random_.pick(languages)},
                        {"version", 1},
                        {"text", utf8_of(cell_text())}});
    }
  }
  for (std::size_t i = random_.below(3); i > 0; --i) insert(new_cell(client, opened));
  Json out = {{"array", {{"start", start}, {"deleteCount", removed}}}};
  if (!cells.empty() || random_.chance(50)) out["array"]["cells"] = cells;
  if (!opened.empty() || random_.chance(50)) out["didOpen"] = opened;
  if (!closed.empty() || random_.chance(50)) out["didClose"] = closed;
  return out;
}

void Traffic::change_notebook(Client& client, const Client::Notebook& notebook) {
  Json cells = Json::object();
  const std::size_t way = random_.below(10);  // most changes are of text
  Json closed = Json::array();
  if (way < 3) {
    cells["structure"] = structure(client, notebook);
    closed = cells["structure"].value("didClose", Json::array());
  }
  const auto is_closed = [&](const Json& cell) {
    return std::ranges::any_of(closed, [&](const Json& one) { return one["uri"] == cell["document"]; });
  };
  for (Json cell : notebook.cells) {
    const Client::Document& text = client.documents().at(cell["document"]);
    if (is_closed(cell)) continue;
    if (way > 0 && random_.chance(50)) {
      const Json changes =
          content_changes(text.now, client.encoding(), random_.chance(80) ? 1 : random_.between(0, 4));
      cells["textContent"].push_back(
          {{"document", {{"uri", text.uri}, {"version", text.version + 1}}}, {"changes", changes}});
    }
    if (way > 6 && random_.chance(30)) {
      cell["kind"] = random_.chance(75) ? code : markup;
      if (random_.chance(50)) cell["executionSummary"] = {{"executionOrder", random_.below(9)}};
      cells["data"].push_back(cell);
    }
  }
  Json change = Json::object();
  if (!cells.empty()) change["cells"] = cells;
  if (random_.chance(5)) change["metadata"] = Json::object();
  queue_.push_back(notify(
      "notebookDocument/didChange",
      {{"notebookDocument", {{"uri", notebook.uri}, {"version", notebook.version + random_.between(1, 3)}}},
       {"change", change}}));
}

void Traffic::edit_cells(Client& client, const std::string& notebook,
                         const std::map<std::string, Json>& changes_by_cell) {
  Json contents = Json::array();
  for (const auto& [uri, changes] : changes_by_cell) {
    const std::int64_t version = client.documents().at(uri).version + 1;
    contents.push_back({{"document", {{"uri", uri}, {"version", version}}}, {"changes", changes}});
  }
  const std::int64_t version = client.notebooks().at(notebook).version + 1;
  queue_.push_back(
      notify("notebookDocument/didChange", {{"notebookDocument", {{"uri", notebook}, {"version", version}}},
                                            {"change", {{"cells", {{"textContent", contents}}}}}}));
}

void Traffic::save_or_close_notebook(const Client::Notebook& notebook) {
  const Json about = {{"uri", notebook.uri}};
  if (random_.chance(70))
    return queue_.push_back(notify("notebookDocument/didSave", {{"notebookDocument", about}}));
  Json texts = Json::array();
  for (const Json& cell : notebook.cells) texts.push_back({{"uri", cell["document"]}});
  queue_.push_back(
      notify("notebookDocument/didClose", {{"notebookDocument", about}, {"cellTextDocuments", texts}}));
}

}  // namespace perfhint::fuzz
