// Session: one client's connection, from initialize to exit. Owns the open documents, the requests that wait
// for an answer in either direction, and the settings. Everything here runs on the session's executor and
// never computes.
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "protocol/methods.h"
#include "server/active_profile.h"
#include "server/crash.h"
#include "server/document.h"
#include "server/measurements.h"
#include "server/project_index.h"
#include "server/project_settings.h"
#include "server/reply.h"
#include "server/surroundings.h"
#include "server/work_done.h"
#include "server/workspace_check.h"

namespace perfhint::server {

class Session {
 public:
  enum class Phase { fresh, initialized, shut_down };
  enum class Trace { off, messages, verbose };  // what of the work the client is told by $/logTrace

  struct Events {
    std::function<void(Session&, std::shared_ptr<const Project>)> project_changed;  // every new one
    std::function<void(Session&)> workspace_changed;  // its hints, while no pull waits for them
    std::function<void(Session&)> profile_changed;    // another, or none any more
  };
  Session(Surroundings, Events);

  Phase phase = Phase::fresh;
  std::shared_ptr<const Client> client = std::make_shared<const Client>();
  std::vector<std::string> folders;  // paths of the workspace's; the first is where no file is asked about
  std::string root() const { return folders.empty() ? "" : folders.front(); }
  SettingValues settings;  // the client's, whose patterns are relative to each file's workspace_root()
  bool settings_were_pulled = false;
  Trace trace = Trace::off;
  bool offers_workspace = false;         // the client was told that it may pull the workspace's hints
  std::set<std::string> shown_contents;  // uris of workspace/textDocumentContent that settings change
  Measurements measurements;
  bool refreshing = false;  // the client has not answered yet that it pulls anew

  Clock& clock() { return *out_.clock; }
  const Tracer& tracer() const { return out_.trace; }
  void log(LogLevel level, const std::string& text) { out_.log(level, text); }

  // --- To the client ---
  template <class P>
  void notify(const lsp::NotificationMethod<P>& method, const P& params) {
    send(rpc::body_of(rpc::Notification{std::string(method.name), write_params(params)}));
  }
  // `then` gets the result; a null pointer where the client refuses.
  template <class P, class R>
  void request(const lsp::RequestMethod<P, R>& method, const P& params,
               std::function<void(const rpc::Json*)> then = {}) {
    send_request(std::string(method.name), write_params(params), std::move(then));
  }
  void show(lsp::MessageType, const std::string& text);                          // to the user
  void show_once(lsp::MessageType, const std::string& text);                     // once a session
  bool is_first(const std::string& text) { return shown_.insert(text).second; }  // not asked or shown before
  void send(std::string body);
  void exit(int code);                       // the first call counts
  void watch_process(std::int64_t process);  // exit(1) when it has ended

  // --- Requests from the client ---
  // False: the id is in use.
  bool open_request(const rpc::Id&, std::string method);
  // For an open request: the answer goes out once, unless it was cancelled before. Now, or later from any
  // thread.
  void answer(const rpc::Id&, Answer::Outcome);
  std::shared_ptr<Answer> answer_later(const rpc::Id&);
  void cancel_request(const rpc::Id&);
  void cancel_all_requests();
  void close_request(const rpc::Response&);  // the client's answer to a request of ours

  // --- Documents ---
  std::shared_ptr<Document> find(const std::string& uri) const;  // also by a cell's; null: not open
  std::shared_ptr<Document> open(const std::string& uri, std::int64_t version);
  // The cells of an open notebook, by their URIs.
  void name_cell(const std::string& cell, const std::string& notebook) { notebooks_[cell] = notebook; }
  void forget_cell(const std::string& cell) { notebooks_.erase(cell); }
  std::shared_ptr<Document> close(const std::string& uri);
  // What the client has of a document is no longer known: it is not served until it is opened again. Without
  // edits in the wrong place, and the user is told.
  void lose(const std::shared_ptr<Document>&, const std::string& why);
  void lose_all(const std::string& why);
  const std::map<std::string, std::shared_ptr<Document>>& documents() const { return documents_; }
  bool is_open(const std::shared_ptr<Document>& document) const { return find(document->uri) == document; }
  // Settings changed: every document gets its config anew. Answers those whose config is not what it was.
  std::vector<std::shared_ptr<Document>> reconfigure();
  void forget_projects() { projects_.forget(); }
  // What is wrong in the settings files of the open documents, by file.
  using SettingProblems = std::map<std::string, std::vector<SettingProblem>>;
  SettingProblems setting_problems() const;
  SettingProblems told_problems;                    // as the client has them
  SettingValues values_of(const std::string& uri);  // what all sources say for a document
  std::shared_ptr<const Config> root_config() { return config_of(""); }  // of the session as a whole
  ProjectIndex& index() { return index_; }
  WorkspaceCheck& workspace() { return workspace_; }
  WorkDone& work_done() { return work_done_; }
  ActiveProfile& profile() { return profile_; }
  std::size_t module_count() const { return project_ ? project_->size() : 0; }  // of the workspace

  // The workspace's modules are known, or changed. `touched` gets, later, each document in which that
  // matters.
  void enter_project(std::shared_ptr<const Project>,
                     std::function<void(const std::shared_ptr<Document>&)> touched);
  // On the document's strand, after its text has changed: what it offers to other modules goes to the index.
  void offer(const std::shared_ptr<Document>&);

  // Runs `work(Contents&, const Client&, const Config&, std::stop_token)` on the document's strand and
  // answers with what it returns. Overtaken by an edit, it fails with content_modified where the client can
  // handle that.
  template <class R, class Work>
  void compute(const std::shared_ptr<Document>&, const char* what, Reply<R>, Work);
  // Runs `work` there, which changes the text: if it fails, the document is lost.
  void edit(const std::shared_ptr<Document>&, const char* what, std::function<void(Contents&)> work);
  // Runs `work` there.
  void run(const std::shared_ptr<Document>&, const char* what, std::function<void(Contents&)> work);
  void post(Task task) { out_.session(std::move(task)); }
  void aside(Task task) { out_.aside(std::move(task)); }
  const RunChild& run_child() const { return out_.run_child; }
  // The one place where an exception of a task ends: told once.
  void report(const char* what, const std::string& uri, const std::exception&);

 private:
  struct Pending {
    std::uint64_t serial;  // ids may be used again
    std::string method;
    std::stop_source cancel;
    Clock::Time since;
  };
  template <class P>
  static rpc::Json write_params(const P& params) {
    using lsp::write;
    return write(params);
  }
  void send_request(std::string method, rpc::Json params, std::function<void(const rpc::Json*)> then);
  void cancel(const rpc::Id&);  // of a request that is open
  std::shared_ptr<const Config> config_of(const std::string& uri);
  WorkspaceScene scene();
  WorkspaceCheck::Outlets workspace_outlets(std::function<void(Session&)> changed);
  WorkDone::Outlets work_done_outlets();

  Surroundings out_;
  std::map<rpc::Id, Pending> pending_;
  std::uint64_t last_serial_ = 0;
  std::map<std::int64_t, std::function<void(const rpc::Json*)>> asked_;
  std::int64_t last_id_ = 0;
  std::map<std::string, std::shared_ptr<Document>> documents_;
  std::map<std::string, std::string> notebooks_;  // by cell
  ProjectCache projects_;
  ProjectIndex index_;
  std::shared_ptr<const Project> project_;  // the newest; null: none yet
  WorkDone work_done_;
  WorkspaceCheck workspace_;
  ActiveProfile profile_;
  std::set<std::string> shown_;
  bool exited_ = false;
};

template <class R, class Work>
void Session::compute(const std::shared_ptr<Document>& document, const char* what, Reply<R> reply,
                      Work work) {
  document->strand([this, document, what, reply, work, client = client, config = document->config,
                    edits = document->edits.load()] {
    if (reply.cancelled().stop_requested()) return;
    if (client->capabilities.handles_stale_requests && document->edits != edits) {
      return reply.fail(rpc::ErrorCode::content_modified, "the document has changed since");
    }
    const crash::Activity activity(what, document->uri);
    const Traced traced(tracer(), what, document->uri);
    try {
      reply(work(document->contents, *client, *config, reply.cancelled()));
    } catch (const rpc::Error& error) {
      reply.fail(error);
    } catch (const std::exception& exception) {
      reply.fail(rpc::ErrorCode::internal_error, exception.what());
      report(what, document->uri, exception);
    }
  });
}

}  // namespace perfhint::server
