#include "server/project_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "server/cli/files.h"

namespace perfhint::server {

namespace {

constexpr std::chrono::milliseconds pause{250}, turn{10};

bool is_python(std::string_view path) { return path.ends_with(".py") || path.ends_with(".pyw"); }

}  // namespace

ProjectIndex::ProjectIndex(Executor session, Executor strand, Clock& clock,
                           std::function<void(LogLevel, const std::string&)> log,
                           std::function<void(std::shared_ptr<const Project>)> changed)
    : session_(std::move(session)),
      strand_(std::move(strand)),
      clock_(clock),
      log_(std::move(log)),
      changed_(std::move(changed)) {}

// --- on the session's executor ---

void ProjectIndex::start(std::vector<std::string> folders) {
  if (!started_ && folders.empty()) return;
  started_ = true;
  strand_([this, folders = std::move(folders)] {
    const bool reading = !unread_.empty();  // its next turn finds the new files
    list(folders);
    if (!reading) read_some();
  });
}

void ProjectIndex::disk_changed(const std::string& path) {
  if (!started_ || !is_python(path)) return;
  disk_.insert(path);
  soon();
}

void ProjectIndex::document_changed(const std::string& path, std::shared_ptr<const Interface> interface) {
  if (!started_ || !is_python(path)) return;
  if (!interface) disk_.insert(path);
  documents_[path] = std::move(interface);
  soon();
}

void ProjectIndex::soon() {
  if (timer_) return;
  timer_ = clock_.after(pause, [this] {
    timer_.reset();
    strand_([this, documents = std::exchange(documents_, {}), disk = std::exchange(disk_, {})] {
      std::vector<Project::Change> changes;
      for (const auto& [path, interface] : documents) {
        interface ? (void)shadowed_.insert_or_assign(path, interface) : (void)shadowed_.erase(path);
        if (interface) changes.emplace_back(place_of(path).place, interface);
      }
      for (const std::string& path : disk) {
        if (!shadowed_.contains(path)) changes.push_back(read(path));
      }
      take(std::move(changes));
    });
  });
}

// --- on the strand ---

// The folders' files are to be read; what open documents say is known.
void ProjectIndex::list(const std::vector<std::string>& folders) {
  began_ = clock_.now();
  std::vector<std::string> roots;
  unread_.clear();
  gathered_.clear();
  for (const std::string& folder : folders) {
    roots.push_back(folder);
    roots.push_back(folder + "/src");  // the usual place of packages
    auto found = cli::find_files(folder, {{folder, cli::default_excludes()}});
    std::ranges::move(found.files, std::back_inserter(unread_));
  }
  std::vector<Project::Change> open;
  for (const auto& [path, interface] : shadowed_) open.emplace_back(place_of(path).place, interface);
  project_ = Project(std::move(roots)).with(open);
  if (unread_.size() > most_files) {
    log_(LogLevel::warning,
         fmt::format("the workspace has {} Python files; imports of the first {} are known", unread_.size(),
                     most_files));
    unread_.resize(most_files);
  }
  std::ranges::reverse(unread_);
}

Project::Change ProjectIndex::read(const std::string& path) const {
  return {place_of(path).place, read_interface(path, most_bytes)};
}

// Some files; then others have their turn.
void ProjectIndex::read_some() {
  const Clock::Time until = clock_.now() + turn;
  do {
    if (unread_.empty()) {
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now() - began_);
      take(std::exchange(gathered_, {}), true);
      return log_(LogLevel::info, fmt::format("{} modules indexed in {} ms", project_->size(), took.count()));
    }
    const std::string path = std::move(unread_.back());
    unread_.pop_back();
    if (!shadowed_.contains(path)) gathered_.push_back(read(path));
  } while (clock_.now() < until);
  strand_([this] { read_some(); });
}

// What says the same as before is no change. All is told once it is read, whatever is in it.
void ProjectIndex::take(std::vector<Project::Change> changes, bool read_all) {
  std::erase_if(changes, [this](const Project::Change& change) {
    const Interface* before = project_->at(change.first);
    return before ? change.second && change.second->hash == before->hash : !change.second;
  });
  if (changes.empty() && !read_all) return;
  project_ = project_->with(changes);
  session_([changed = changed_, project = project_] { changed(project); });
}

}  // namespace perfhint::server
