// ProgressBook: the tokens of progress that one side gave the other, and whether they are used as LSP says: a
// request's until it is answered, one of the server's own when the client has granted it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "protocol/jsonrpc.h"

namespace perfhint::fuzz {

using rpc::Json;

class ProgressBook {
 public:
  void client_says(const Json& message);
  void server_asks(const Json& request);
  void server_answers(const Json& id);
  // The id of the request whose partial result it is; else null.
  Json server_tells(const Json& params);

  // That are under way, and of no request.
  std::vector<Json> cancellable() const;
  std::string problem;  // the first; empty: none

 private:
  struct Token {
    Json request;  // null: of no request
    bool partial = false, granted = true;
    bool begun = false, ended = false;
  };
  void check_work(Token&, const Json& params);

  std::map<std::string, Token> tokens_;  // by the token as JSON
  std::map<std::string, Json> created_;  // by the id of the server's request: the token
};

}  // namespace perfhint::fuzz
