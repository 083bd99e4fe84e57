// WorkspaceCheck: the hints of all files of the workspace, for clients that pull them: open documents first,
// by their text, then what is on disk. Nothing happens before the first pull, and nothing while no pull waits
// for its answer.
//
// A pull is answered when there is something that its client does not know; until then it is held, and costs
// nothing. Files are checked on at most half the cores, at low priority, one at a time a core, and
// forgotten: of each only what tells whether it must be checked again is kept, some 300 bytes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/file_diagnostics.h"
#include "server/workspace_files.h"
#include "server/workspace_pull.h"

namespace perfhint::server {

// What the check sees of its session, at one moment.
struct WorkspaceScene {
  struct OpenFile {
    std::string path;
    std::shared_ptr<Document> document;
    std::shared_ptr<const Config> config;
    std::uint64_t edits;
  };
  bool ready = false;          // the project is known
  bool wanted = false;         // by the settings
  std::size_t most_bytes = 0;  // of the hints in one answer
  std::vector<std::string> folders;
  SettingValues settings;  // the client's
  std::shared_ptr<const Client> client;
  std::shared_ptr<const Project> project;        // may be null
  std::shared_ptr<const LoadedProfile> profile;  // may be null
  std::vector<OpenFile> documents;
};

class WorkspaceCheck {
 public:
  enum class Change { documents, project, files };  // files: what is on disk, or the settings
  // What the check does to its session; all of these run on the session's executor.
  struct Outlets {
    std::function<WorkspaceScene()> scene;
    std::function<void(const lsp::ProgressParams&)> partial;
    // So many files of so many are checked; 0 of 0: the work is over. `token`: the request's; null: none.
    std::function<void(const rpc::Json& token, std::size_t done, std::size_t total)> progress;
    std::function<void()> refresh;  // something changed, and no pull waits
  };
  WorkspaceCheck(Surroundings, Outlets);

  // All on the session's executor. A pull ends the one before it.
  void pull(const lsp::WorkspaceDiagnosticParams&, Reply<lsp::WorkspaceDiagnosticReport>);
  void changed(Change);
  void pause();  // the user has had enough: until something changes
  void end();    // the session is over

 private:
  // Decides whether what is known of a file still holds.
  struct Origin {
    FileStamp stamp;                         // of a file
    std::weak_ptr<const Document> document;  // of a document, and the next two
    std::uint64_t edits = 0;
    std::weak_ptr<const Project> project;
    std::weak_ptr<const LoadedProfile> profile;
    std::shared_ptr<const Config> config;
    bool operator==(const Origin&) const;
  };
  struct Known {
    Origin origin;
    std::string id;
    std::optional<std::int64_t> version;
    std::vector<ImportLookup> lookups;
    std::uint64_t imports = 0;
  };
  struct Job {
    std::string path;
    Origin origin;
    std::shared_ptr<Document> document;  // null: a file
  };
  struct Pass;

  void fire();
  // On the strand.
  void take(WorkspaceScene, Change);
  void begin(std::shared_ptr<WorkspacePull>, WorkspaceScene);
  void plan();
  void plan_documents();
  void plan_rest();
  void plan_files();
  void list_files();
  void add_job(Job);
  bool holds(const Known&, const Origin&) const;
  void work();
  void start(const Job&, const Executor& worker);
  void finish_job(const std::shared_ptr<Pass>&, const Job&, const Executor& worker, FileDiagnostics);
  void report(const Job&, FileDiagnostics);
  void finish_pass();
  void stop_pass();
  void answer();
  void end_pull();  // without an answer
  bool is_there(const std::string& path) const;
  void tell_progress();
  void end_progress();

  const Surroundings out_;
  const Outlets outlets_;

  std::stop_source ended_;

  // The session's executor only.
  Executor strand_;  // null: not asked yet
  std::optional<Clock::Timer> timer_;
  Change timed_ = Change::documents;  // the most that the timer is for

  // The strand only.
  WorkspaceScene scene_;
  std::shared_ptr<WorkspacePull> pull_;  // null: none waits
  std::shared_ptr<Pass> pass_;           // null: nothing to do
  std::vector<Executor> idle_;           // workers
  std::vector<WorkspaceFile> listed_;    // by path
  bool list_is_old_ = true;
  bool answered_ = false;  // once: from then on, nothing new is no answer
  bool telling_ = false;   // of progress
  Clock::Time told_;
  std::map<std::string, Known> known_;  // by path
};

}  // namespace perfhint::server
