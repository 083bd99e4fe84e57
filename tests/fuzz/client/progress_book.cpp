#include "tests/fuzz/client/progress_book.h"

namespace perfhint::fuzz {

void ProgressBook::client_says(const Json& message) {
  const Json params = message.value("params", Json());
  if (message.contains("method") && message.contains("id") && params.is_object()) {
    if (params.contains("workDoneToken")) tokens_[params["workDoneToken"].dump()] = {message["id"]};
    if (params.contains("partialResultToken"))
      tokens_[params["partialResultToken"].dump()] = {message["id"], true};
  }
  if (message.contains("method")) return;
  const auto created = created_.find(message["id"].dump());
  if (created != created_.end() && message.contains("result")) tokens_[created->second.dump()].granted = true;
}

void ProgressBook::server_asks(const Json& request) {
  if (request["method"] != "window/workDoneProgress/create") return;
  const Json token = request["params"]["token"];
  created_[request["id"].dump()] = token;
  tokens_[token.dump()] = {nullptr, false, false};
}

void ProgressBook::server_answers(const Json& id) {
  std::erase_if(tokens_, [&](const auto& one) {
    const Token& token = one.second;
    if (token.request.is_null() || token.request != id) return false;
    if (token.begun && !token.ended) problem = "answered, but its progress has not ended: " + one.first;
    return true;
  });
}

Json ProgressBook::server_tells(const Json& params) {
  const auto found = tokens_.find(params["token"].dump());
  if (found == tokens_.end() || !found->second.granted) {
    problem = "progress under a token that is not valid: " + params.dump();
    return nullptr;
  }
  if (found->second.partial) return found->second.request;
  check_work(found->second, params);
  return nullptr;
}

void ProgressBook::check_work(Token& token, const Json& params) {
  const std::string kind = params["value"]["kind"];
  const bool first = kind == "begin";
  if (token.ended || first == token.begun) problem = "progress out of order: " + params.dump();
  token.begun = true;
  token.ended = kind == "end";
}

std::vector<Json> ProgressBook::cancellable() const {
  std::vector<Json> out;
  for (const auto& [name, token] : tokens_) {
    if (token.request.is_null() && token.begun && !token.ended) out.push_back(Json::parse(name));
  }
  return out;
}

}  // namespace perfhint::fuzz
