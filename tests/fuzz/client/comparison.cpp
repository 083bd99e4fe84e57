// Only texts whose strings and brackets are closed are compared: where one is open, what stands behind it
// keeps the hints it had (I6).
#include "tests/fuzz/client/comparison.h"

#include <algorithm>

#include "analysis/source/splitter.h"

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

Json message(const char* method, Json params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

}  // namespace

void Comparison::run() {
  open_afresh();
  for (const auto& [uri, document] : client_.documents_) {
    if (is_closed(document.now.utf8())) compare(document);
  }
}

void Comparison::open_afresh() {
  Json initialize = message("initialize", client_.initialize_);
  initialize["id"] = "initialize";
  fresh_.receive(initialize);
  fresh_.session().settings = client_.stage_.session().settings;
  fresh_.receive(message("initialized", Json::object()));
  for (const auto& [uri, document] : client_.documents_) {
    fresh_.receive(message("textDocument/didOpen", {{"textDocument",
                                                     {{"uri", uri},
                                                      {"languageId", "python"},
                                                      {"version", document.version},
                                                      {"text", document.now.utf8()}}}}));
  }
  fresh_.settle(random_.next(), quiet);
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
  const auto& config = client_.stage_.session().find(document.uri)->config;
  if (client_.offers("diagnosticProvider") || config->run == server::Run::on_save) return;
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

}  // namespace perfhint::fuzz
