// An editor without a screen: one side of a real LSP session with a server that runs as a child on pipes.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/source/text.h"
#include "protocol/jsonrpc.h"
#include "server/cli/child.h"

namespace perfhint::server::cli {

using Json = nlohmann::json;

// Positions are UTF-16, as with most editors. Everything throws std::exception when the server does not play
// along.
class EditorSession {
 public:
  explicit EditorSession(const std::vector<std::string>& server, const std::string& root);

  void open(const std::string& uri, const std::string& text);
  void change(const std::string& uri, const std::string& text);  // the whole text
  // Of the text as last sent: waits until the server has published them.
  const Json& diagnostics(const std::string& uri);
  Json hover(const std::string& uri, const Json& position);
  Json code_actions(const std::string& uri, const Json& range, const Json& diagnostic);
  int close();  // shutdown, exit; the server's exit code

 private:
  struct Published {
    std::int64_t version = -1;
    Json diagnostics;
  };
  Json request(const std::string& method, Json params);
  void notify(const std::string& method, Json params);
  rpc::Message receive();
  void take(const rpc::Message&);

  Child server_;
  rpc::Decoder decoder_;
  std::int64_t last_id_ = 0;
  std::map<std::string, std::int64_t> versions_;
  std::map<std::string, Published> published_;
};

// A text after the edits that a WorkspaceEdit has for it.
std::string edited(const std::string& text, const std::string& uri, const Json& workspace_edit);

Span span_of(const Text&, const Json& range);
Json position_of(const Text&, Offset);

}  // namespace perfhint::server::cli
