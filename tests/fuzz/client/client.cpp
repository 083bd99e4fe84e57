// Performing events, and reading what the server says.
#include "tests/fuzz/client/client.h"

#include <algorithm>
#include <fstream>

#include "server/project_settings.h"
#include "tests/fuzz/client/comparison.h"

namespace perfhint::fuzz {

namespace {

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// What a message is about; an action tells it in its data.
std::string uri_in(const Json& message) {
  const Json params = message.value("params", Json());
  for (const char* key : {"textDocument", "data"}) {
    if (params.is_object() && params.contains(key) && params[key].is_object())
      return params[key].value("uri", "");
  }
  return "";
}

constexpr int content_modified = -32801, request_cancelled = -32800, method_not_found = -32601;

}  // namespace

Client::Client(std::string workspace, bool record) : workspace_(std::move(workspace)), stage_(record) {}

bool Client::offers(const std::string& server_capability) const {
  std::string path = "/" + server_capability;
  std::ranges::replace(path, '.', '/');
  const Json::json_pointer pointer(path);
  if (server_capability.empty() || !capabilities_.contains(pointer)) return false;
  const Json& value = capabilities_[pointer];
  return !value.is_null() && value != false;
}

Json Client::in_workspace(const Json& message) const {
  std::string text = message.dump();
  if (text.find("$W") == std::string::npos) return message;
  replace_all(text, "$W", workspace_);
  return Json::parse(text);
}

// --- Events ---

void Client::perform(const Event& event) {
  switch (event.kind) {
    case Event::Kind::say:
      say(in_workspace(event.message));
      break;
    case Event::Kind::disk:
      std::ofstream(std::filesystem::path(workspace_) / event.path, std::ios::binary) << event.text;
      break;
    case Event::Kind::run:
      stage_.run(event.seed, event.amount);
      break;
    case Event::Kind::settle:
    case Event::Kind::compare:
      stage_.settle(event.seed, std::chrono::milliseconds(event.amount));
      break;
    case Event::Kind::end:
      ended_ = true;
      stage_.end_of_input();
      break;
  }
  read_all();
  if (event.kind != Event::Kind::settle && event.kind != Event::Kind::compare) return;
  if (!waiting_.empty() && !stage_.exit_code)
    blame("no answer to " + waiting_.begin()->second["request"].dump());
  if (!running()) return;
  check_texts();
  if (event.kind == Event::Kind::compare && problem.empty()) Comparison(*this, event.seed).run();
}

void Client::say(Json message) {
  ++messages;
  const std::string method = message.value("method", "");
  const Json params = message.value("params", Json());
  if (method == "initialize") initialize_ = params;
  if (method == "shutdown") shut_down_ = true;
  if (method == "exit") ended_ = true;
  if (method == "$/cancelRequest") cancelled_.insert(params["id"].dump());
  if (method == "textDocument/didOpen") {
    const Json& item = params["textDocument"];
    const std::int64_t version = item["version"];
    const ClientText text(code_points(item["text"].get<std::string>()));
    documents_.insert_or_assign(item["uri"], Document{item["uri"], version, version, text, text, {}, {}, {}});
  }
  if (method == "textDocument/didChange") note_change(params);
  if (method == "textDocument/didClose") documents_.erase(uri_in(message));
  if (method.starts_with("textDocument/did")) edits.clear();
  if (message.contains("id") && !method.empty()) {
    const auto document = documents_.find(uri_in(message));
    const std::int64_t version = document == documents_.end() ? 0 : document->second.version;
    waiting_[message["id"].dump()] = {{"request", message}, {"version", version}};
  }
  stage_.receive(message);
}

void Client::note_change(const Json& params) {
  const auto found = documents_.find(params["textDocument"]["uri"]);
  if (found == documents_.end()) return;
  Document& document = found->second;
  const std::int64_t version = params["textDocument"]["version"];
  document.changes[version] = params["contentChanges"];
  const bool late = version < document.version;
  document.version = std::max(document.version, version);
  if (late) document.now = document.first;
  for (const auto& [number, changes] : document.changes) {
    if (!late && number < version) continue;
    for (const Json& change : changes) document.now.apply(change, encoding_);
  }
}

// --- What the server says ---

void Client::read_all() {
  while (!stage_.sent.empty()) {
    const Json message = std::move(stage_.sent.front());
    stage_.sent.pop_front();
    ++messages;
    if (!message.contains("method")) {
      read_answer(message);
    } else if (message.contains("id")) {
      asked.push_back(message);
    } else {
      read_notification(message);
    }
  }
  if (stage_.exit_code && !ended_) blame("the server ended by itself");
  if (stage_.exit_code && !waiting_.empty())
    blame("it ended without an answer to " + waiting_.begin()->second["request"].dump());
  if (stage_.exit_code && ended_ && *stage_.exit_code != (shut_down_ ? 0 : 1))
    blame("exit code " + std::to_string(*stage_.exit_code));
}

void Client::read_answer(const Json& message) {
  const auto found = waiting_.find(message["id"].dump());
  if (found == waiting_.end()) return blame("an answer to what does not wait: " + message.dump());
  const Json waited = std::move(found->second);
  waiting_.erase(found);
  const Json& request = waited["request"];
  if (message.contains("error") == message.contains("result"))
    return blame("neither result nor error, or both: " + message.dump());
  if (message.contains("error")) return check_error(waited, message["error"]);
  const auto document = documents_.find(uri_in(request));
  const bool current = document != documents_.end() && document->second.version == waited["version"];
  if (current || request["method"] == "initialize") read_result(request, message["result"]);
}

void Client::check_error(const Json& waited, const Json& error) {
  const Json& request = waited["request"];
  const std::string method = request["method"];
  const int code = error["code"];
  const auto document = documents_.find(uri_in(request));
  const bool changed = document == documents_.end() || document->second.version != waited["version"];
  const bool allowed = (code == request_cancelled && cancelled_.contains(request["id"].dump())) ||
                       (code == request_cancelled && ended_) ||
                       (code == content_modified && (changed || method.ends_with("/resolve"))) ||
                       (code == method_not_found && request["id"].is_string());  // "unknown-7": not offered
  if (!allowed) blame("an error to a valid request: " + error.dump() + " to " + request.dump());
}

void Client::read_result(const Json& request, const Json& result) {
  const std::string method = request["method"];
  if (method == "initialize") {
    capabilities_ = result["capabilities"];
    encoding_ = capabilities_.value("positionEncoding", "utf-16");
  }
  if (method == "textDocument/diagnostic") {
    Document& document = documents_.at(uri_in(request));
    document.result_id = result["resultId"];
    if (result.contains("items")) document.published = result["items"];
  }
  const std::size_t slash = method.find('/');
  if (result.is_array() && slash != std::string::npos) {
    std::vector<Json>& items = resolvable[method.substr(slash + 1) + "/resolve"];
    items.assign(result.begin(), result.end());
    for (const Json& item : items) {
      if (item.contains("edit")) keep_edit(item["edit"]);
    }
  }
  if (method == "codeAction/resolve" && result.contains("edit")) keep_edit(result["edit"]);
}

void Client::keep_edit(const Json& edit) {
  edits.push_back(edit);
  const Json by_uri = edit.value("changes", Json::object());
  for (const auto& [uri, changes] : by_uri.items()) {
    if (const auto found = documents_.find(uri); found != documents_.end())
      check_edits(found->second, changes);
  }
  for (const Json& change : edit.value("documentChanges", Json::array())) {
    const auto found = documents_.find(change["textDocument"]["uri"]);
    if (found == documents_.end()) continue;
    if (change["textDocument"]["version"] == found->second.version)
      check_edits(found->second, change["edits"]);
    else
      blame("an edit of another version: " + change.dump());
  }
}

void Client::check_edits(Document& document, const Json& changes) {
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const Json& change : changes) {
    std::pair<std::size_t, std::size_t> span;
    if (!document.now.find(change["range"]["start"], encoding_, span.first) ||
        !document.now.find(change["range"]["end"], encoding_, span.second) || span.first > span.second)
      blame("an edit of no place: " + change.dump());
    spans.push_back(span);
  }
  std::ranges::sort(spans);
  for (std::size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].first < spans[i - 1].second) blame("edits overlap: " + changes.dump());
  }
}

void Client::read_notification(const Json& message) {
  const Json& params = message["params"];
  if (message["method"] == "textDocument/publishDiagnostics") {
    const auto found = documents_.find(params["uri"]);
    if (found != documents_.end()) {
      found->second.published = params["diagnostics"];
    } else if (!params["diagnostics"].empty() &&
               !server::is_settings_file(params["uri"].get<std::string>())) {
      blame("hints for what is not open: " + params["uri"].dump());
    }
  }
  if (message["method"] == "window/showMessage" && params["type"] == 1)
    blame("told the user: " + params.dump());
}

// --- Texts ---

void Client::check_texts() {
  const auto& open = stage_.session().documents();
  if (open.size() != documents_.size()) blame("the server has another number of open documents");
  for (const auto& [uri, document] : documents_) {
    const auto found = open.find(uri);
    if (found == open.end()) return blame("the server does not have " + uri);
    const std::string text = found->second->contents.text();
    if (text != document.now.utf8())
      blame("the text of " + uri + " is\n" + Json(text).dump() + "\nfor\n" +
            Json(document.now.utf8()).dump());
    if (found->second->contents.version() != document.version) blame("the version of " + uri);
  }
}

}  // namespace perfhint::fuzz
