// Dispatch: from a method's name to its handler, with params and result of the method's types. A handler that
// returns its result answers on the spot; one that takes a Reply answers when it can.
#pragma once

#include <functional>
#include <map>
#include <string_view>

#include "protocol/field.h"
#include "protocol/methods.h"
#include "server/reply.h"
#include "server/session.h"

namespace perfhint::server {

class Dispatch {
 public:
  template <class P, class R>
  void on(const lsp::RequestMethod<P, R>& method, R (*handler)(Session&, const P&)) {
    requests_[method.name] = [handler](Session& session, const rpc::Request& request) {
      using lsp::write;
      session.answer(request.id, write(handler(session, params<P>(request.params))));
    };
  }
  template <class P, class R>
  void on(const lsp::RequestMethod<P, R>& method, void (*handler)(Session&, const P&, Reply<R>)) {
    requests_[method.name] = [handler](Session& session, const rpc::Request& request) {
      handler(session, params<P>(request.params), Reply<R>(session.answer_later(request.id)));
    };
  }
  template <class P>
  void on(const lsp::NotificationMethod<P>& method, void (*handler)(Session&, const P&)) {
    notifications_[method.name] = [handler](Session& session, const rpc::Json& json) {
      handler(session, params<P>(json));
    };
  }

  // What a handler throws ends here: a request fails with it, a notification is logged.
  void call(Session&, const rpc::Request&) const;
  void call(Session&, const rpc::Notification&) const;

 private:
  template <class P>
  static P params(const rpc::Json& json) {
    P out;
    read(lsp::Field(json, "params"), out);
    return out;
  }

  std::map<std::string_view, std::function<void(Session&, const rpc::Request&)>> requests_;
  std::map<std::string_view, std::function<void(Session&, const rpc::Json&)>> notifications_;
};

}  // namespace perfhint::server
