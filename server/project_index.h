// ProjectIndex: the interfaces of the workspace's modules, read from disk in the background, and kept current
// by file events and by open documents, whose text counts and not the disk's. Nothing waits for it: a new
// Project comes when it is there.
//
// Reading lives on a strand of its own, so it takes at most one thread, and gives it back after each few
// files. What is kept is small: of each module the classes and imports, some 5 KB a file; at
// most `most_files` files.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/facts/project.h"
#include "server/interfaces.h"
#include "server/surroundings.h"

namespace perfhint::server {

class ProjectIndex {
 public:
  static constexpr std::size_t most_files = 10'000;
  static constexpr std::uint32_t most_bytes = 1 << 20;  // of a file

  // `changed` runs on the session's executor, with what is known now.
  ProjectIndex(Executor session, Executor strand, Clock&,
               std::function<void(LogLevel, const std::string&)> log,
               std::function<void(std::shared_ptr<const Project>)> changed);

  // All on the session's executor.
  void start(std::vector<std::string> folders);  // and again when they are others
  void disk_changed(const std::string& path);    // written, made or deleted
  // An open document says something new of itself; null: it is closed, and the disk counts again.
  void document_changed(const std::string& path, std::shared_ptr<const Interface>);

 private:
  void soon();  // after a pause, what has gathered is taken over
  // On the strand.
  void list(const std::vector<std::string>& folders);
  void read_some();
  void take(std::vector<Project::Change> changes, bool read_all = false);
  Project::Change read(const std::string& path) const;

  const Executor session_, strand_;
  Clock& clock_;
  const std::function<void(LogLevel, const std::string&)> log_;
  const std::function<void(std::shared_ptr<const Project>)> changed_;

  // The session's executor only.
  bool started_ = false;
  std::optional<Clock::Timer> timer_;
  std::set<std::string> open_;                                         // paths of documents
  std::map<std::string, std::shared_ptr<const Interface>> documents_;  // that changed since the last pause
  std::set<std::string> disk_;                                         // likewise

  // The strand only.
  std::shared_ptr<const Project> project_ = std::make_shared<const Project>();
  std::vector<std::string> unread_;  // files, the next one last
  std::vector<Project::Change> gathered_;
  // Of open documents, by path: the disk does not count.
  std::map<std::string, std::shared_ptr<const Interface>> shadowed_;
  Clock::Time began_;
};

}  // namespace perfhint::server
