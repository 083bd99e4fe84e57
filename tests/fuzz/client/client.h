// Client: the client's side of a session, and the judge of the server's. It performs events, keeps the book
// (texts, requests that wait, what the server offered), and notes every promise that the server breaks.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/fuzz/client/client_text.h"
#include "tests/fuzz/client/event.h"
#include "tests/fuzz/client/progress_book.h"
#include "tests/fuzz/client/shuffled_stage.h"
#include "tests/fuzz/client/workspace_book.h"

namespace perfhint::fuzz {

class Client {
 public:
  // A document, or a cell of a notebook.
  struct Document {
    std::string uri, language;
    std::string notebook;  // empty: it is no cell
    std::int64_t first_version, version;
    ClientText first, now;
    std::uint64_t edited;                       // when: the number of the edit, of all
    std::map<std::int64_t, Json> changes = {};  // by version: some clients send them in another order
    Json published = Json::array();
    std::string result_id = {};
  };
  struct Notebook {
    std::string uri;
    std::int64_t version;
    std::vector<Json> cells;  // in order; their texts are documents
  };

  // `workspace`: a folder that is there, which $W stands for; may be empty.
  Client(std::string workspace, bool record);

  void perform(const Event&);
  std::string problem;  // the first that was found; empty: none

  // --- The book ---
  bool running() const { return !initialize_.is_null() && !shut_down_ && !stage_.exit_code && !ended_; }
  bool answered_initialize() const { return !capabilities_.is_null(); }
  const std::string& encoding() const { return encoding_; }
  const Json& server_capabilities() const { return capabilities_; }
  bool offers(const std::string& server_capability) const;  // a path by dots
  std::map<std::string, Document>& documents() { return documents_; }
  std::map<std::string, Notebook>& notebooks() { return notebooks_; }
  const WorkspaceBook& workspace_hints() const { return workspace_hints_; }
  bool pull_waits() const { return waiting_.contains(pull_); }  // for the workspace's hints
  const ProgressBook& progress() const { return progress_; }
  const std::map<std::string, Json>& waiting() const { return waiting_; }  // requests, by the id as JSON
  std::vector<Json> asked;                              // requests of the server's, not answered
  std::map<std::string, std::vector<Json>> resolvable;  // by the method that resolves them
  std::vector<Json> edits;  // WorkspaceEdits that the server offered, of the texts as they are
  const std::string& recorded() const { return stage_.recorded; }
  std::optional<int> exit_code() const { return stage_.exit_code; }
  std::size_t messages = 0, compared = 0;  // both ways; documents compared with a fresh server's
  const std::string& workspace() const { return workspace_; }

 private:
  friend class Comparison;

  void say(Json message);
  void note(const Json& message);  // of what is said
  void note_request(const Json& message);
  void note_folders(const Json& event);
  void read_all();
  void read_answer(const Json& message);
  void read_result(const Json& request, const Json& result);
  void read_notification(const Json& message);
  void read_workspace(const Json& request, const Json& reports);
  void check_silence();
  void keep_edit(const Json& edit);
  void check_edits(Document&, const Json& edits);
  void check_error(const Json& request, const Json& error);

  // --- Texts (client_documents.cpp) ---
  void open_text(const Json& item, const std::string& notebook);
  void note_text(const std::string& method, const Json& params);
  void note_change(const Json& params);
  void note_notebook_change(const Json& params);
  void note_structure(Notebook&, const Json& structure);
  void close_notebook(const Json& params);
  std::uint64_t edited(const std::string& uri) const;  // 0: not open
  void check_texts();
  void check_text(const Document&, const server::Document&);
  void check_notebook(const Notebook&, const server::Document&);

  void blame(const std::string& what) {  // empty: nothing is wrong
    if (problem.empty()) problem = what;
  }
  Json in_workspace(const Json& message) const;

  std::string workspace_;
  ShuffledStage stage_;
  Json initialize_, capabilities_;
  std::string encoding_ = "utf-16";
  bool initialized_ = false, shut_down_ = false, ended_ = false;
  std::map<std::string, Document> documents_;
  std::map<std::string, Notebook> notebooks_;
  std::uint64_t last_edit_ = 0;
  std::map<std::string, Json> waiting_;
  std::set<std::string> cancelled_;
  std::set<std::string>
      edits_to_make_;  // workspace/applyEdit of the server's, by id, that wait for an answer
  WorkspaceBook workspace_hints_;
  std::string pull_;  // the last pull of the workspace's hints: its id as JSON
  bool pull_was_answered_ = false, pulls_are_paused_ = false;
  ProgressBook progress_;
};

}  // namespace perfhint::fuzz
