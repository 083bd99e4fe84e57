// A pass takes what is to be checked, hands it out one by one, and begins anew when something changes: what
// was checked before is then known, and costs a look.
#include "server/workspace_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/uri.h"

namespace perfhint::server {

namespace {

// Typing settles before the workspace is looked at; bursts of file events are taken as one.
constexpr std::chrono::milliseconds pause_of_typing{1000}, pause_of_files{250}, pause_of_progress{200};

const std::string& no_hints() {
  static const std::string id = diagnostics_of_nothing().id;
  return id;
}

// Even where they are gone: an address may be used again.
template <class T>
bool is_same(const std::weak_ptr<T>& a, const std::weak_ptr<T>& b) {
  return !a.owner_before(b) && !b.owner_before(a);
}

}  // namespace

struct WorkspaceCheck::Pass {
  Pass(const std::stop_token& cancelled, const std::stop_token& ended, Clock::Time now)
      : on_cancel(cancelled, [this] { stop.request_stop(); }),
        on_end(ended, [this] { stop.request_stop(); }),
        began(now) {}

  std::stop_source stop;
  std::stop_callback<std::function<void()>> on_cancel, on_end;
  Clock::Time began;
  std::vector<Job> jobs;
  std::size_t next = 0, done = 0, files = 0;
  bool listing = false;  // files are still to be added
};

bool WorkspaceCheck::Origin::operator==(const Origin& other) const {
  return stamp == other.stamp && is_same(document, other.document) && edits == other.edits &&
         is_same(project, other.project) && is_same(profile, other.profile) && *config == *other.config;
}

WorkspaceCheck::WorkspaceCheck(Surroundings surroundings, Outlets outlets)
    : out_(std::move(surroundings)), outlets_(std::move(outlets)) {}

// --- on the session's executor ---

void WorkspaceCheck::pull(const lsp::WorkspaceDiagnosticParams& params,
                          Reply<lsp::WorkspaceDiagnosticReport> reply) {
  if (!strand_) {
    strand_ = out_.background();
    for (unsigned i = 0; i < out_.background_threads; ++i) idle_.push_back(out_.background());
  }
  WorkspaceScene scene = outlets_.scene();
  const std::size_t most = scene.most_bytes;
  // Tokens are valid until the request is answered, as one that is cancelled is at once.
  const auto send = [post = out_.session, partial = outlets_.partial,
                     cancelled = reply.cancelled()](lsp::ProgressParams result) {
    post([partial, cancelled, result = std::move(result)] {
      if (!cancelled.stop_requested()) partial(result);
    });
  };
  auto pull = std::make_shared<WorkspacePull>(params, std::move(reply), *out_.clock, most, send);
  strand_([this, pull, scene = std::move(scene)] { begin(pull, scene); });
}

void WorkspaceCheck::changed(Change change) {
  if (!strand_) return;
  if (timer_ && timed_ == Change::documents) {
    out_.clock->cancel(*timer_);
    timer_.reset();
  }
  if (!timer_) timed_ = change;
  timed_ = std::max(timed_, change);
  if (change == Change::project) return fire();
  if (timer_) return;
  timer_ =
      out_.clock->after(timed_ == Change::documents ? pause_of_typing : pause_of_files, [this] { fire(); });
}

void WorkspaceCheck::fire() {
  if (timer_) out_.clock->cancel(*timer_);
  timer_.reset();
  strand_([this, change = timed_, scene = outlets_.scene()] { take(scene, change); });
}

void WorkspaceCheck::pause() {
  if (!strand_) return;
  strand_([this] {
    stop_pass();
    end_progress();
    if (pull_) pull_->flush();
  });
}

void WorkspaceCheck::end() {
  ended_.request_stop();
  if (timer_) out_.clock->cancel(*timer_);
  timer_.reset();
  if (strand_) strand_([this] { end_pull(); });
}

// --- on the strand ---

void WorkspaceCheck::begin(std::shared_ptr<WorkspacePull> pull, WorkspaceScene scene) {
  if (pull_) pull_->cancelled().stop_requested() ? end_pull() : answer();
  pull_ = std::move(pull);
  // Who does not tell of files may have changed any.
  list_is_old_ |= !scene.client->capabilities.workspace.registers_watched_files;
  scene_ = std::move(scene);
  plan();
}

void WorkspaceCheck::take(WorkspaceScene scene, Change change) {
  scene_ = std::move(scene);
  list_is_old_ |= change == Change::files;
  if (!pull_ && answered_ && change != Change::documents) out_.session(outlets_.refresh);
  plan();
}

void WorkspaceCheck::plan() {
  stop_pass();
  if (!pull_) return;
  if (pull_->cancelled().stop_requested()) return end_pull();
  pass_ = std::make_shared<Pass>(pull_->cancelled(), ended_.get_token(), out_.clock->now());
  if (!scene_.wanted) {
    listed_.clear();
    scene_.documents.clear();
    list_is_old_ = true;
  } else {
    plan_documents();
    plan_rest();
  }
  work();
}

void WorkspaceCheck::plan_documents() {
  for (const auto& [path, document, config, edits] : scene_.documents) {
    add_job({path, {{}, document, edits, scene_.project, scene_.profile, config}, document});
  }
}

// What is on disk waits for the project, so that it is checked once; with the project comes a new pass.
void WorkspaceCheck::plan_rest() {
  pass_->listing = !scene_.ready || list_is_old_;
  if (scene_.ready) list_is_old_ ? list_files() : plan_files();
}

void WorkspaceCheck::list_files() {
  const Executor aside = out_.background();
  aside([this, pass = pass_, folders = scene_.folders, settings = scene_.settings] {
    auto files = find_workspace_files(folders, settings);
    strand_([this, pass, files = std::move(files)]() mutable {
      if (pass != pass_) return;
      listed_ = std::move(files);
      list_is_old_ = false;
      pass_->listing = false;
      plan_files();
      work();
    });
  });
}

void WorkspaceCheck::plan_files() {
  std::erase_if(known_, [this](const auto& known) { return !is_there(known.first); });
  const std::size_t documents = pass_->jobs.size();
  for (const WorkspaceFile& file : listed_) {
    const auto is_open = [&](const auto& one) { return one.path == file.path; };
    if (std::ranges::any_of(scene_.documents, is_open)) continue;
    add_job({file.path, {file.stamp, {}, 0, {}, scene_.profile, file.config}, nullptr});
  }
  pass_->files = pass_->jobs.size() - documents;
}

void WorkspaceCheck::add_job(Job job) {
  const auto found = known_.find(job.path);
  if (found != known_.end() && holds(found->second, job.origin)) {
    const std::string client_has = pull_->known(job.path);
    const std::string& id = found->second.id;
    if (id == client_has || (client_has.empty() && id == no_hints())) {
      return pull_->keep(job.path, found->second.version);
    }
  }
  pass_->jobs.push_back(std::move(job));
}

bool WorkspaceCheck::holds(const Known& known, const Origin& origin) const {
  return known.origin == origin && known.imports == fingerprint_of(known.lookups, scene_.project.get());
}

void WorkspaceCheck::work() {
  while (pass_ && pass_->next < pass_->jobs.size() && !idle_.empty()) {
    const Executor worker = std::move(idle_.back());
    idle_.pop_back();
    start(pass_->jobs[pass_->next++], worker);
  }
  if (!pass_) return;
  if (!pass_->listing && pass_->done == pass_->jobs.size()) return finish_pass();
  tell_progress();
}

// A document is taken as it is on its own strand, in no time, and checked on the worker's.
void WorkspaceCheck::start(const Job& job, const Executor& worker) {
  const auto finish = [this, pass = pass_, job, worker](FileDiagnostics result) {
    strand_([this, pass, job, worker, result = std::move(result)]() mutable {
      finish_job(pass, job, worker, std::move(result));
    });
  };
  const auto guarded = [this, path = job.path](const auto& check) {
    try {
      return check();
    } catch (const std::exception& exception) {
      out_.log(LogLevel::error, fmt::format("checking {}: {}", path, exception.what()));
      return diagnostics_of_nothing();
    }
  };
  const auto stop = pass_->stop.get_token();
  if (!job.document) {
    worker([=, client = scene_.client, project = scene_.project, profile = scene_.profile,
            root = workspace_root(scene_.folders, job.path)] {
      finish(guarded([&] {
        const Config& config = *job.origin.config;
        const auto told = profile_of_file(profile, job.path, root, config.profile_path_map);
        return diagnostics_of_file(job.path, *client, config, project, told.get(), stop);
      }));
    });
    return;
  }
  job.document->strand([=, client = scene_.client] {
    worker([=, snapshot = job.document->contents.snapshot()] {
      finish(guarded([&] {
        return diagnostics_of_snapshot(snapshot, job.document->uri, *client, *job.origin.config, stop);
      }));
    });
  });
}

void WorkspaceCheck::finish_job(const std::shared_ptr<Pass>& pass, const Job& job, const Executor& worker,
                                FileDiagnostics result) {
  idle_.push_back(worker);
  if (pass != pass_) return work();
  if (pull_->cancelled().stop_requested()) return end_pull();
  ++pass_->done;
  known_[job.path] = {job.origin, result.id, result.version, result.lookups, result.imports};
  report(job, std::move(result));
  if (!pull_->is_full()) return work();
  out_.log(LogLevel::warning,
           fmt::format("the hints of {} of {} files of the workspace take {} bytes (the setting "
                       "workspace-max-bytes is {}): the rest comes with the next pull",
                       pass_->done, pass_->jobs.size(), pull_->bytes(), pull_->most_bytes()));
  answer();
}

void WorkspaceCheck::report(const Job& job, FileDiagnostics result) {
  const std::string client_has = pull_->known(job.path);
  if (result.id == client_has || (client_has.empty() && result.id == no_hints())) {
    return pull_->keep(job.path, result.version);
  }
  const std::string uri = job.document ? job.document->uri : rpc::uri_of(job.path);
  pull_->report(job.path, {uri, result.version, {result.id, std::move(result.items)}}, result.bytes);
  if (job.document) pull_->flush();
}

void WorkspaceCheck::finish_pass() {
  if (pass_->files > 0) {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(out_.clock->now() - pass_->began);
    out_.log(LogLevel::info,
             fmt::format("{} files of the workspace checked in {} ms", pass_->files, took.count()));
  }
  pull_->report_gone([this](const std::string& path) { return is_there(path); });
  if (pull_->has_news() || !answered_) return answer();
  end_progress();
  pass_.reset();
}

void WorkspaceCheck::stop_pass() {
  if (pass_) pass_->stop.request_stop();
  pass_.reset();
}

void WorkspaceCheck::answer() {
  stop_pass();
  end_progress();
  pull_->answer();
  pull_.reset();
  answered_ = true;
}

void WorkspaceCheck::end_pull() {
  stop_pass();
  end_progress();
  if (pull_) pull_->fail();
  pull_.reset();
}

bool WorkspaceCheck::is_there(const std::string& path) const {
  const auto is_open = [&](const auto& one) { return one.path == path; };
  if (std::ranges::any_of(scene_.documents, is_open)) return true;
  const auto found = std::ranges::lower_bound(listed_, path, {}, &WorkspaceFile::path);
  return found != listed_.end() && found->path == path;
}

void WorkspaceCheck::tell_progress() {
  if (pass_->listing || pass_->files == 0) return;
  const Clock::Time now = out_.clock->now();
  if (telling_ && now - told_ < pause_of_progress) return;
  telling_ = true;
  told_ = now;
  out_.session([tell = outlets_.progress, token = pull_->take_work_done_token(), done = pass_->done,
                total = pass_->jobs.size(), cancelled = pull_->cancelled()] {
    if (!cancelled.stop_requested()) tell(token, done, total);
  });
}

void WorkspaceCheck::end_progress() {
  if (!std::exchange(telling_, false)) return;
  out_.session([tell = outlets_.progress] { tell(nullptr, 0, 0); });
}

}  // namespace perfhint::server
