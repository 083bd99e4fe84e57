// Server: the bytes of one client to one Session. Has no thread and no clock of its own (Surroundings has).
#pragma once

#include <string_view>

#include "protocol/jsonrpc.h"
#include "server/dispatch.h"
#include "server/session.h"

namespace perfhint::server {

class Server {
 public:
  explicit Server(Surroundings);

  // All on the session's executor.
  void receive(std::string_view bytes);
  void end_of_input();  // the client is gone: exit(1) unless it said exit
  // Answers what is open and exits, unless the client said exit.
  void end(const std::string& why, int code);
  void watch_process(std::int64_t process) { session_.watch_process(process); }
  Session& session() { return session_; }  // for tests that compare its documents with the client's

 private:
  void read(std::string_view body);
  void refuse(const rpc::Id&, const rpc::Error&);

  std::function<void(std::string_view, std::string_view)> record_;
  Session session_;
  Dispatch dispatch_;
  rpc::Decoder decoder_;
  bool ended_ = false;
};

}  // namespace perfhint::server
