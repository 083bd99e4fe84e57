// WorkspacePull: one workspace/diagnostic request: what its client knows, and the reports that it has got or
// is to get. Where the client takes partial results they go out as they come, else with the answer. Lives on
// the workspace check's strand.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "protocol/workspace.h"
#include "server/reply.h"
#include "server/surroundings.h"

namespace perfhint::server {

// Documents and files are known by path: clients write one file's URI in several ways.
class WorkspacePull {
 public:
  // `send_partial` sends a message; from any thread.
  WorkspacePull(const lsp::WorkspaceDiagnosticParams&, Reply<lsp::WorkspaceDiagnosticReport>, Clock&,
                std::size_t most_bytes, std::function<void(lsp::ProgressParams)> send_partial);

  const std::stop_token& cancelled() const { return reply_.cancelled(); }
  // What the client has of this file: a result id, or an empty string.
  std::string known(const std::string& path) const;
  // Of the files that the client knows, those of which `is_there` says no are told to be without hints.
  void report_gone(const std::function<bool(const std::string& path)>& is_there);
  // New hints. `bytes`: their size.
  void report(const std::string& path, lsp::WorkspaceDocumentDiagnosticReport, std::size_t bytes);
  // What the client has is what there is; `version` of an open document.
  void keep(const std::string& path, std::optional<std::int64_t> version);
  bool has_news() const { return reported_ > 0; }
  bool is_full() const { return bytes_ >= most_bytes_; }  // the rest is for the next pull
  std::size_t bytes() const { return bytes_; }
  std::size_t most_bytes() const { return most_bytes_; }
  void flush();   // what has gathered of a partial result
  void answer();  // with what did not go out yet, and that all else is unchanged
  void fail();    // the server takes no more part

  // Of the request, for the first that asks; then null.
  rpc::Json take_work_done_token() { return std::exchange(work_done_token_, nullptr); }

 private:
  struct Known {
    std::string uri, id;
    bool reported = false;  // in this answer
    std::optional<std::int64_t> version;
    std::optional<std::size_t> item = {};  // its place in what goes out at once
  };
  void add(Known&, const lsp::WorkspaceDocumentDiagnosticReport&);

  Reply<lsp::WorkspaceDiagnosticReport> reply_;
  Clock& clock_;
  const std::size_t most_bytes_;
  const std::function<void(lsp::ProgressParams)> send_partial_;
  const rpc::Json partial_token_;
  rpc::Json work_done_token_;
  std::map<std::string, Known> known_;  // by path
  rpc::Json items_ = rpc::Json::array();
  std::size_t bytes_ = 0, bytes_flushed_ = 0, reported_ = 0;
  Clock::Time flushed_;
};

// The path of a file: URI; other URIs stand for themselves.
std::string workspace_key(const std::string& uri);

}  // namespace perfhint::server
