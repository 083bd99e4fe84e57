// Traffic: what the client does next. Valid by LSP, whatever the client's kind, and in any order that LSP
// allows: a model of clients, of which each session is one.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "tests/fuzz/client/client.h"
#include "tests/fuzz/client/meta_model.h"
#include "tests/fuzz/client/python_texts.h"

namespace perfhint::fuzz {

// What all sessions share.
struct Material {
  MetaModel model;
  PythonTexts texts;
  std::vector<Json> clients;  // `initialize` params of real ones
};
Material load_material(const std::filesystem::path& source_tree);

class Traffic {
 public:
  Traffic(const Material&, std::uint64_t seed);

  // None: the session is over. `steps`: after so many the client shuts down.
  std::optional<Event> next(Client&, std::size_t steps);

 private:
  // How this client is; chosen once a session.
  struct Habits {
    bool whole_texts = false;        // in changes: ALE
    bool disorders_changes = false;  // now and then a change overtakes others: Helix
    bool on_disk = false;            // the workspace is a folder with files
    bool workspace_hints = false;    // are wanted
    bool notebooks = false;          // rather than documents
    bool abrupt = false;             // goes without shutdown
    int request_percent = 30, ahead_percent = 50;
  };

  Event say(Json message);
  Event notify(const std::string& method, Json params);
  Event request(const std::string& method, const Json& params);
  Event run();
  void settle();

  // Each puts its events in the queue.
  void initialize();
  void begin();
  void act(Client&);
  void open(Client&);
  void change(Client&, Client::Document&);
  void change_in_disorder(Client&, Client::Document&);
  void apply_an_edit(Client&);
  void save_or_close(const Client::Document&);
  void open_notebook(Client&);
  void change_notebook(Client&, const Client::Notebook&);
  void edit_cells(Client&, const std::string& notebook, const std::map<std::string, Json>& changes_by_cell);
  void save_or_close_notebook(const Client::Notebook&);
  void change_folders();
  void ask(Client&);
  void answer(Client&);
  void configure();
  void touch_files();
  void cancel(Client&);
  void cancel_progress(Client&);
  void shut_down();

  Json capabilities();
  Json settings();
  Json section();
  Json content_change(const ClientText&, const std::string& encoding);
  Json content_changes(ClientText, const std::string& encoding, int count);
  // The cell, and its text in `opened`.
  Json new_cell(Client&, Json& opened);
  Json structure(Client&, const Client::Notebook&);
  std::u32string cell_text();
  Json known_params(Client&, const MetaModel::Request&);
  void add_command(Client&, const Client::Document*, Json& params);
  std::string content_uri(const Client::Document*);
  Json workspace_pull(Client&);
  std::optional<Json> known(Client&, const std::string& type_name);
  Json place(Client&);
  Client::Document* some_document(Client&);

  const Material& material_;
  Random random_;
  Habits habits_;
  std::deque<Event> queue_;
  std::string uri_;  // what the request that is being made is about
  std::int64_t last_id_ = 0;
  std::size_t last_cell_ = 0, steps_ = 0;
  bool closing_ = false;
};

}  // namespace perfhint::fuzz
