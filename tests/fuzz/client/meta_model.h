// MetaModel: the LSP meta model (tests/conformance/metaModel.json), and random values of its types.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/jsonrpc.h"
#include "tests/fuzz/client/random.h"

namespace perfhint::fuzz {

using rpc::Json;

class MetaModel {
 public:
  explicit MetaModel(const std::string& path);  // throws where there is no such file

  // Client-to-server requests.
  struct Request {
    std::string method;
    std::string server_capability;  // a path by dots; empty: none
    Json params;                    // a type; null: none
  };
  const std::vector<Request>& requests() const { return requests_; }

  // What the traffic knows better than chance: a value for the type of this name, or none.
  using Known = std::function<std::optional<Json>(const std::string& type_name)>;

  // A value that fits the type; optional keys come in `optional_percent` of the cases, fewer further down.
  Json value(const Json& type, Random&, int optional_percent, const Known&) const;
  Json named(const std::string& type_name, Random&, int optional_percent, const Known&) const;

 private:
  struct Maker;

  std::vector<Request> requests_;
  std::map<std::string, Json> structures_, enumerations_, aliases_;
};

// Any JSON, small.
Json any_json(Random&, int depth = 2);

}  // namespace perfhint::fuzz
