// Comparison: what a server that opens the texts afresh says must be what the session's server says, which
// came to them by edits: hints, of documents and of the workspace, hovers, actions, sizes.
#pragma once

#include <string>

#include "tests/fuzz/client/client.h"

namespace perfhint::fuzz {

class Comparison {
 public:
  Comparison(Client& client, std::uint64_t seed) : client_(client), random_(seed), fresh_(false) {}

  void run();

 private:
  void open_afresh();
  std::vector<rpc::Json> openings() const;
  void compare(const Client::Document&);
  void compare_pushed(const Client::Document&);
  void compare_workspace();
  // Pulls the workspace's hints until there is nothing new.
  void pull_all(ShuffledStage&, WorkspaceBook&);
  // The answer to the request; what else is said is left to the client.
  static rpc::Json ask(ShuffledStage&, const rpc::Json& request);
  std::vector<rpc::Json> questions(const Client::Document&);

  Client& client_;
  Random random_;
  ShuffledStage fresh_;
};

}  // namespace perfhint::fuzz
