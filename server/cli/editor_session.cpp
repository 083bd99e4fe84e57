// Messages are JSON here, not structs: this side reads what the server writes, and should see it as it is.
#include "server/cli/editor_session.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "analysis/check.h"
#include "protocol/uri.h"

namespace perfhint::server::cli {

namespace {

constexpr std::chrono::seconds patience(20);

Json client_capabilities() {
  return {
      {"general", {{"positionEncodings", {"utf-16"}}}},
      {"textDocument",
       {{"synchronization", {{"didSave", true}}},
        {"publishDiagnostics",
         {{"relatedInformation", true},
          {"versionSupport", true},
          {"codeDescriptionSupport", true},
          {"dataSupport", true}}},
        {"hover", {{"contentFormat", {"plaintext"}}}},
        {"codeAction",
         {{"codeActionLiteralSupport", {{"codeActionKind", {{"valueSet", {"quickfix", "source.fixAll"}}}}}},
          {"isPreferredSupport", true}}}}}};
}

Position position_from(const Json& position) {
  return {position.at("line").get<std::uint32_t>(), position.at("character").get<std::uint32_t>()};
}

}  // namespace

EditorSession::EditorSession(const std::vector<std::string>& server, const std::string& root)
    : server_(server) {
  const std::string uri = rpc::uri_of(root);
  request("initialize", {{"processId", getpid()},
                         {"clientInfo", {{"name", "perfhint demo"}}},
                         {"rootUri", uri},
                         {"workspaceFolders", {{{"uri", uri}, {"name", "demo"}}}},
                         {"capabilities", client_capabilities()}});
  notify("initialized", Json::object());
}

void EditorSession::open(const std::string& uri, const std::string& text) {
  versions_[uri] = 1;
  notify("textDocument/didOpen",
         {{"textDocument", {{"uri", uri}, {"languageId", "python"}, {"version", 1}, {"text", text}}}});
}

void EditorSession::change(const std::string& uri, const std::string& text) {
  const std::int64_t version = ++versions_[uri];
  notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", version}}},
                                    {"contentChanges", Json::array({{{"text", text}}})}});
}

const Json& EditorSession::diagnostics(const std::string& uri) {
  while (published_[uri].version < versions_[uri]) take(receive());
  return published_[uri].diagnostics;
}

Json EditorSession::hover(const std::string& uri, const Json& position) {
  return request("textDocument/hover", {{"textDocument", {{"uri", uri}}}, {"position", position}});
}

Json EditorSession::code_actions(const std::string& uri, const Json& range, const Json& diagnostic) {
  return request("textDocument/codeAction",
                 {{"textDocument", {{"uri", uri}}},
                  {"range", range},
                  {"context", {{"diagnostics", Json::array({diagnostic})}, {"only", {"quickfix"}}}}});
}

int EditorSession::close() {
  request("shutdown", nullptr);
  notify("exit", nullptr);
  return server_.finish();
}

Json EditorSession::request(const std::string& method, Json params) {
  const rpc::Id id = ++last_id_;
  server_.write(rpc::framed(rpc::body_of(rpc::Request{id, method, std::move(params)})));
  for (;;) {
    const rpc::Message message = receive();
    const auto* response = std::get_if<rpc::Response>(&message);
    if (response == nullptr || response->id != id) {
      take(message);
      continue;
    }
    if (const auto* error = std::get_if<rpc::Error>(&response->outcome)) {
      throw std::runtime_error(method + ": " + error->message);
    }
    return std::get<Json>(response->outcome);
  }
}

void EditorSession::notify(const std::string& method, Json params) {
  server_.write(rpc::framed(rpc::body_of(rpc::Notification{method, std::move(params)})));
}

rpc::Message EditorSession::receive() {
  for (;;) {
    if (const auto frame = decoder_.next()) {
      if (!frame->error.empty()) throw std::runtime_error("the server's framing is wrong: " + frame->error);
      rpc::Id id;
      return rpc::parse(frame->body, id);
    }
    const std::string bytes = server_.read(patience);
    if (bytes.empty()) throw std::runtime_error("the server ended");
    decoder_.feed(bytes);
  }
}

void EditorSession::take(const rpc::Message& message) {
  if (const auto* asked = std::get_if<rpc::Request>(&message)) {
    server_.write(rpc::framed(rpc::body_of(rpc::Response{asked->id, Json(nullptr)})));
    return;
  }
  const auto* told = std::get_if<rpc::Notification>(&message);
  if (told == nullptr || told->method != "textDocument/publishDiagnostics") return;
  published_[told->params.at("uri")] = {told->params.value("version", std::int64_t{0}),
                                        told->params.at("diagnostics")};
}

std::string edited(const std::string& text, const std::string& uri, const Json& workspace_edit) {
  Json wanted = Json::array();
  if (const auto changes = workspace_edit.find("documentChanges"); changes != workspace_edit.end()) {
    for (const Json& change : *changes) {
      if (change.at("textDocument").at("uri") == uri) wanted = change.at("edits");
    }
  } else {
    wanted = workspace_edit.at("changes").value(uri, Json::array());
  }
  const Text before(text);
  std::vector<Edit> edits;
  for (const Json& edit : wanted) edits.push_back({span_of(before, edit.at("range")), edit.at("newText")});
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
  return apply_edits(text, edits);
}

Span span_of(const Text& text, const Json& range) {
  return {text.offset(position_from(range.at("start")), Encoding::utf16),
          text.offset(position_from(range.at("end")), Encoding::utf16)};
}

Json position_of(const Text& text, Offset offset) {
  const Position position = text.position(offset, Encoding::utf16);
  return {{"line", position.line}, {"character", position.column}};
}

}  // namespace perfhint::server::cli
