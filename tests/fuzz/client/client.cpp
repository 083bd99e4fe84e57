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

constexpr int content_modified = -32801, request_cancelled = -32800, server_cancelled = -32802,
              method_not_found = -32601, request_failed = -32803, invalid_params = -32602;

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
  check_silence();
  if (!running()) return;
  check_texts();
  if (event.kind == Event::Kind::compare && problem.empty()) Comparison(*this, event.seed).run();
}

void Client::say(Json message) {
  ++messages;
  note(message);
  stage_.receive(message);
}

void Client::note(const Json& message) {
  const std::string method = message.value("method", "");
  const Json params = message.value("params", Json());
  progress_.client_says(message);
  if (method == "initialize") initialize_ = params;
  if (method == "workspace/didChangeWorkspaceFolders") note_folders(params["event"]);
  if (method == "initialized") initialized_ = true;
  if (method == "shutdown") shut_down_ = true;
  if (method == "exit") ended_ = true;
  if (method == "$/cancelRequest") cancelled_.insert(params["id"].dump());
  if (method == "window/workDoneProgress/cancel") pulls_are_paused_ = true;
  note_text(method, params);
  if (method.empty()) edits_to_make_.erase(message["id"].dump());
  if (message.contains("id") && !method.empty()) note_request(message);
}

// As if the session had begun with the folders that there are now.
void Client::note_folders(const Json& event) {
  Json folders = initialize_.value("workspaceFolders", Json());
  if (!folders.is_array() || folders.empty()) {
    folders = Json::array();
    if (initialize_["rootUri"].is_string())
      folders.push_back({{"uri", initialize_["rootUri"]}, {"name", "root"}});
  }
  const auto find = [&](const Json& folder) {
    return std::ranges::find_if(folders, [&](const Json& one) { return one["uri"] == folder["uri"]; });
  };
  for (const Json& folder : event["removed"]) {
    if (const auto at = find(folder); at != folders.end()) folders.erase(at);
  }
  for (const Json& folder : event["added"]) {
    if (find(folder) == folders.end()) folders.push_back(folder);
  }
  initialize_["workspaceFolders"] = std::move(folders);
  initialize_["rootUri"] = nullptr;
}

void Client::note_request(const Json& message) {
  const std::string id = message["id"].dump();
  waiting_[id] = {{"request", message}, {"edited", edited(uri_in(message))}};
  if (message["method"] != "workspace/diagnostic") return;
  pull_ = id;
  pulls_are_paused_ = false;
  workspace_hints_.pulled(message["params"]["previousResultIds"]);
}

// --- What the server says ---

// Everything is quiet: what is not answered now never will be. Only the last pull of the workspace's hints
// may wait for news; that there are none, Comparison looks up.
void Client::check_silence() {
  if (stage_.exit_code) return;
  const bool may_wait = running() && (pull_was_answered_ || pulls_are_paused_ || !initialized_);
  for (const auto& [id, waited] : waiting_) {
    const bool until_edits_are_made =
        waited["request"]["method"] == "workspace/executeCommand" && !edits_to_make_.empty();
    if (!until_edits_are_made && (id != pull_ || !may_wait))
      return blame("no answer to " + waited["request"].dump());
  }
}

void Client::read_all() {
  while (!stage_.sent.empty()) {
    const Json message = std::move(stage_.sent.front());
    stage_.sent.pop_front();
    ++messages;
    if (!message.contains("method")) {
      read_answer(message);
      progress_.server_answers(message["id"]);
    } else if (message.contains("id")) {
      asked.push_back(message);
      if (message["method"] == "workspace/applyEdit") edits_to_make_.insert(message["id"].dump());
      progress_.server_asks(message);
    } else {
      read_notification(message);
    }
  }
  if (!progress_.problem.empty()) blame(progress_.problem);
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
  pull_was_answered_ |= request["method"] == "workspace/diagnostic";
  if (message.contains("error")) return check_error(waited, message["error"]);
  if (request["method"] == "workspace/diagnostic") return read_workspace(request, message["result"]["items"]);
  const std::uint64_t now = edited(uri_in(request));
  const bool current = now != 0 && now == waited["edited"];
  if (current || request["method"] == "initialize") read_result(request, message["result"]);
}

// What belongs to an older pull was for what the client knew then.
void Client::read_workspace(const Json& request, const Json& reports) {
  if (request["id"].dump() == pull_) blame(workspace_hints_.read(reports));
}

void Client::check_error(const Json& waited, const Json& error) {
  const Json& request = waited["request"];
  const std::string method = request["method"];
  const int code = error["code"];
  const std::uint64_t now = edited(uri_in(request));
  const bool changed = now == 0 || now != waited["edited"];
  const bool allowed = (code == request_cancelled && cancelled_.contains(request["id"].dump())) ||
                       (code == request_cancelled && ended_) ||
                       (code == content_modified && (changed || method.ends_with("/resolve"))) ||
                       (code == server_cancelled && shut_down_ && method == "workspace/diagnostic") ||
                       (code == request_failed && method == "workspace/executeCommand") ||
                       ((code == method_not_found || code == invalid_params) &&
                        request["id"].is_string());  // "unknown-7": not offered
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
  if (message["method"] == "$/progress") {
    const Json request = progress_.server_tells(params);
    if (request.is_null()) return;
    const auto waited = waiting_.find(request.dump());
    if (waited != waiting_.end()) read_workspace(waited->second["request"], params["value"]["items"]);
  }
  if (message["method"] == "window/showMessage" && params["type"] == 1)
    blame("told the user: " + params.dump());
}

}  // namespace perfhint::fuzz
