// WorkspaceBook: what a client knows of the workspace's hints by its pulls.
#pragma once

#include <map>
#include <string>

#include "protocol/jsonrpc.h"

namespace perfhint::fuzz {

using rpc::Json;

class WorkspaceBook {
 public:
  // Items are null where only the result's name is known.
  struct Hints {
    std::string uri, result_id;
    Json items;
  };

  Json previous_result_ids() const;
  // A pull goes out that names these: what it does not name is no longer known.
  void pulled(const Json& previous_result_ids);
  // Its reports, some or all. What is wrong with them; empty: nothing.
  std::string read(const Json& reports);

  const std::map<std::string, Hints>& by_path() const { return known_; }
  // Of a file; an empty array: none are known.
  Json items_of(const std::string& path) const;

 private:
  std::map<std::string, Hints> named_, known_;  // as the last pull said, and as the reports have it
};

}  // namespace perfhint::fuzz
