// Measurements: what a session has measured, by what was measured and as documents, where it may measure
// without asking again, and the one that is running. On the session's executor; nothing of it outlives the
// session.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>

#include "analysis/check.h"
#include "protocol/jsonrpc.h"

namespace perfhint::server {

class Measurements {
 public:
  // From a key() to what came of it: "1.94x faster (n = 10,000)".
  using ByKey = std::map<std::string, std::string>;
  struct Running {
    rpc::Json token;  // under which the client shows it; null: it does not
    std::stop_source stop;
  };

  // Of a rule's hint, or of another thing ("function") at an offset in its block: another key as soon as the
  // top-level statement that it stands in changes.
  static std::string key(const Block&, std::string_view what, Offset at);

  // A new one each time that something is added: for strands to read.
  const std::shared_ptr<const ByKey>& by_key() const { return by_key_; }
  // Answers the document's URI.
  std::string add(const std::string& key, const std::string& brief, std::string markdown);
  const std::string* document(const std::string& uri) const;  // null: there is none

  bool is_allowed(const std::string& what) const { return allowed_.contains(what); }
  void allow(const std::string& what) { allowed_.insert(what); }

  std::shared_ptr<Running> running;  // null: none
  std::uint64_t next_token = 1;

 private:
  std::shared_ptr<const ByKey> by_key_ = std::make_shared<const ByKey>();
  std::map<std::string, std::string> documents_;
  std::set<std::string> allowed_;
};

}  // namespace perfhint::server
