// Only texts whose strings and brackets are closed are compared: where one is open, what stands behind it
// keeps the hints it had (I6). In a notebook they close with their cell.
#include "tests/fuzz/client/comparison.h"

#include <algorithm>

#include "analysis/source/splitter.h"
#include "server/workspace_pull.h"

namespace perfhint::fuzz {

namespace {

constexpr std::chrono::milliseconds quiet{3000};
constexpr const char* probe = "probe";

bool is_closed(const std::string& text) {
  for (Offset at = 0;;) {
    const Extent extent = next_block(text, at);
    if (extent.exhausted) return !extent.open;
    at = extent.end;
  }
}

bool is_comparable(const Client::Document& document) {
  return !document.notebook.empty() || is_closed(document.now.utf8());
}

Json message(const char* method, Json params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

}  // namespace

void Comparison::run() {
  open_afresh();
  for (const auto& [uri, document] : client_.documents_) {
    if (is_comparable(document)) compare(document);
  }
  if (client_.offers("diagnosticProvider.workspaceDiagnostics")) compare_workspace();
}

void Comparison::open_afresh() {
  Json initialize = message("initialize", client_.initialize_);
  initialize["id"] = "initialize";
  fresh_.receive(initialize);
  fresh_.session().settings = client_.stage_.session().settings;
  fresh_.session().offers_workspace = client_.stage_.session().offers_workspace;
  fresh_.receive(message("initialized", Json::object()));
  for (const Json& opening : openings()) fresh_.receive(opening);
  fresh_.settle(random_.next(), quiet);
}

std::vector<Json> Comparison::openings() const {
  std::vector<Json> out;
  std::map<std::string, Json> cells;  // texts, by notebook
  for (const auto& [uri, document] : client_.documents_) {
    const Json item = {{"uri", uri},
                       {"languageId", document.language},
                       {"version", document.version},
                       {"text", document.now.utf8()}};
    if (document.notebook.empty()) {
      out.push_back(message("textDocument/didOpen", {{"textDocument", item}}));
    } else {
      cells[document.notebook].push_back(item);
    }
  }
  for (const auto& [uri, notebook] : client_.notebooks_) {
    const Json opened = {{"uri", uri},
                         {"notebookType", "jupyter-notebook"},
                         {"version", notebook.version},
                         {"cells", notebook.cells}};
    const Json texts = cells.contains(uri) ? cells[uri] : Json::array();
    out.push_back(
        message("notebookDocument/didOpen", {{"notebookDocument", opened}, {"cellTextDocuments", texts}}));
  }
  return out;
}

std::vector<Json> Comparison::questions(const Client::Document& document) {
  const Json about = {{"uri", document.uri}};
  const ClientText& text = document.now;
  const Json all = text.range(0, text.text().size(), client_.encoding_);
  std::vector<Json> out;
  if (client_.offers("diagnosticProvider"))
    out.push_back(message("textDocument/diagnostic", {{"textDocument", about}}));
  out.push_back(
      message("textDocument/codeAction",
              {{"textDocument", about}, {"range", all}, {"context", {{"diagnostics", Json::array()}}}}));
  if (client_.offers("inlayHintProvider"))
    out.push_back(message("textDocument/inlayHint", {{"textDocument", about}, {"range", all}}));
  if (client_.offers("codeLensProvider"))
    out.push_back(message("textDocument/codeLens", {{"textDocument", about}}));
  for (int i = 0; i < 4; ++i) {
    const std::size_t at = text.nameable(random_.below(text.text().size() + 1));
    out.push_back(message("textDocument/hover",
                          {{"textDocument", about}, {"position", text.position(at, client_.encoding_)}}));
  }
  for (Json& question : out) question["id"] = probe;
  return out;
}

Json Comparison::ask(ShuffledStage& stage, const Json& request) {
  stage.receive(request);
  stage.settle(0, std::chrono::milliseconds(0));
  const auto found = std::ranges::find_if(
      stage.sent, [](const Json& sent) { return !sent.contains("method") && sent["id"] == probe; });
  if (found == stage.sent.end()) return "no answer";
  Json answer = *found;
  stage.sent.erase(found);
  return answer;
}

void Comparison::compare(const Client::Document& document) {
  ++client_.compared;
  for (const Json& question : questions(document)) {
    const Json live = ask(client_.stage_, question), fresh = ask(fresh_, question);
    if (live == fresh) continue;
    client_.blame("not as a fresh server says: " + question.dump() + "\nit\n" + live.dump() + "\nfresh\n" +
                  fresh.dump() + "\nof\n" + Json(document.now.utf8()).dump());
  }
  if (!client_.offers("diagnosticProvider")) compare_pushed(document);
}

void Comparison::compare_pushed(const Client::Document& document) {
  const auto served = client_.stage_.session().find(document.uri);
  if (!served) return client_.blame("the server does not have " + document.uri);
  if (served->config->run == server::Run::on_save) return;
  Json pushed = Json::array();
  for (const Json& sent : fresh_.sent) {
    if (sent.value("method", "") == "textDocument/publishDiagnostics" &&
        sent["params"]["uri"] == document.uri)
      pushed = sent["params"]["diagnostics"];
  }
  if (document.published != pushed)
    client_.blame("pushed to " + document.uri + "\n" + document.published.dump() + "\nfresh\n" +
                  pushed.dump() + "\nof\n" + Json(document.now.utf8()).dump());
}

// --- The workspace ---

void Comparison::compare_workspace() {
  if (client_.pulls_are_paused_) return;
  WorkspaceBook fresh;
  pull_all(fresh_, fresh);
  WorkspaceBook& live = client_.workspace_hints_;
  if (!client_.pull_waits()) {
    pull_all(client_.stage_, live);
    client_.pull_was_answered_ = true;
  }
  std::set<std::string> paths, passed_over;
  for (const WorkspaceBook* book : {&live, &fresh}) {
    for (const auto& [path, hints] : book->by_path()) paths.insert(path);
  }
  for (const auto& [uri, document] : client_.documents_) {
    if (!is_comparable(document)) passed_over.insert(server::workspace_key(uri));
  }
  for (const std::string& path : paths) {
    if (passed_over.contains(path) || live.items_of(path) == fresh.items_of(path)) continue;
    client_.blame("the workspace's hints of " + path + ", " + (client_.pull_waits() ? "held" : "pulled") +
                  "\n" + live.items_of(path).dump() + "\nfresh\n" + fresh.items_of(path).dump());
  }
}

void Comparison::pull_all(ShuffledStage& stage, WorkspaceBook& book) {
  constexpr int most_pulls = 100;
  for (int i = 0; i < most_pulls; ++i) {
    const Json previous = book.previous_result_ids();
    Json pull = message("workspace/diagnostic", {{"previousResultIds", previous}});
    pull["id"] = probe;
    book.pulled(previous);
    const Json answer = ask(stage, pull);
    if (!answer.is_object()) {  // there is nothing new
      ask(stage, message("$/cancelRequest", {{"id", probe}}));
      return;
    }
    if (!answer.contains("result")) return client_.blame("an error to a pull: " + answer.dump());
    client_.blame(book.read(answer["result"]["items"]));
  }
  client_.blame("pulls of the workspace find news without end");
}

}  // namespace perfhint::fuzz
