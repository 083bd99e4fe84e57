// The bookkeeping of one connection.
#include "server/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "protocol/uri.h"

namespace perfhint::server {

Session::Session(Surroundings surroundings, Events events)
    : out_(std::move(surroundings)),
      index_(out_.session, out_.strand(), *out_.clock, out_.log,
             [this, changed = std::move(events.project_changed)](std::shared_ptr<const Project> project) {
               changed(*this, std::move(project));
             }),
      work_done_("perfhint: checking the workspace", *out_.clock, work_done_outlets()),
      workspace_(out_, workspace_outlets(std::move(events.workspace_changed))),
      profile_(out_, [this, changed = std::move(events.profile_changed)] { changed(*this); }) {}

WorkDone::Outlets Session::work_done_outlets() {
  return {.create =
              [this](const rpc::Json& token, std::function<void(bool)> then) {
                request(lsp::method::work_done_progress_create, {token},
                        [then = std::move(then)](const rpc::Json* granted) { then(granted != nullptr); });
              },
          .tell = [this](const lsp::ProgressParams& progress) { notify(lsp::method::progress, progress); }};
}

WorkspaceCheck::Outlets Session::workspace_outlets(std::function<void(Session&)> changed) {
  return {.scene = [this] { return scene(); },
          .partial = [this](const lsp::ProgressParams& part) { notify(lsp::method::progress, part); },
          .progress =
              [this](const rpc::Json& token, std::size_t done, std::size_t total) {
                if (total == 0) return work_done_.end();
                work_done_.tell(token, client->capabilities.work_done_progress, done, total);
              },
          .refresh = [this, changed = std::move(changed)] { changed(*this); }};
}

WorkspaceScene Session::scene() {
  WorkspaceScene scene;
  const auto config = root_config();
  scene.ready = folders.empty() || project_ != nullptr;
  // Who pulls them unasked gets them, too.
  scene.wanted = config->workspace_diagnostics || !offers_workspace;
  scene.most_bytes = config->workspace_max_bytes;
  scene.folders = folders;
  scene.settings = settings;
  scene.client = client;
  scene.project = project_;
  scene.profile = profile_.loaded();
  for (const auto& [uri, document] : documents_) {
    if (const auto path = rpc::path_of(uri); path && !document->is_notebook) {
      scene.documents.push_back({*path, document, document->config, document->edits});
    }
  }
  return scene;
}

// --- To the client ---

void Session::send(std::string body) {
  if (exited_) return;
  if (out_.record) out_.record("s2c", body);
  out_.write(std::move(body));
}

void Session::exit(int code) {
  if (exited_) return;
  exited_ = true;
  for (auto& [id, pending] : pending_) pending.cancel.request_stop();
  for (auto& [uri, document] : documents_) document->check.request_stop();
  workspace_.end();
  profile_.end();
  if (measurements.running) measurements.running->stop.request_stop();
  out_.exit(code);
}

void Session::watch_process(std::int64_t process) {
  constexpr std::chrono::milliseconds period{3000};
  if (!out_.is_alive(process)) {
    log(LogLevel::info, fmt::format("the client's process {} has ended", process));
    return exit(1);
  }
  clock().after(period, [this, process] { watch_process(process); });
}

void Session::show(lsp::MessageType type, const std::string& text) {
  notify(lsp::method::show_message, {type, text});
}

void Session::show_once(lsp::MessageType type, const std::string& text) {
  if (is_first(text)) show(type, text);
}

void Session::send_request(std::string method, rpc::Json params, std::function<void(const rpc::Json*)> then) {
  if (phase == Phase::shut_down) {  // the client waits for nothing but its exit
    if (then) then(nullptr);
    return;
  }
  const std::int64_t id = ++last_id_;
  asked_[id] = std::move(then);
  send(rpc::body_of(rpc::Request{id, std::move(method), std::move(params)}));
}

// --- Requests from the client ---

bool Session::open_request(const rpc::Id& id, std::string method) {
  return pending_.try_emplace(id, Pending{++last_serial_, std::move(method), {}, clock().now()}).second;
}

void Session::answer(const rpc::Id& id, Answer::Outcome outcome) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return;
  const Pending& pending = found->second;
  const std::chrono::duration<double, std::milli> took = clock().now() - pending.since;
  const auto* error = std::get_if<rpc::Error>(&outcome);
  const std::string told =
      fmt::format("{}({}) {:.1f} ms{}", pending.method, rpc::to_string(id), took.count(),
                  error ? fmt::format(": {} {}", static_cast<int>(error->code), error->message) : "");
  log(error ? LogLevel::info : LogLevel::verbose, told);
  pending_.erase(found);
  send(rpc::body_of(rpc::Response{id, std::move(outcome)}));
  if (trace != Trace::off) {
    const bool more = trace == Trace::verbose;
    notify(lsp::method::log_trace, {told, more ? fmt::format("{} documents are open, {} requests wait",
                                                             documents_.size(), pending_.size())
                                               : ""});
  }
}

std::shared_ptr<Answer> Session::answer_later(const rpc::Id& id) {
  const Pending& pending = pending_.at(id);
  auto send_later = [this, post = out_.session, id, serial = pending.serial](Answer::Outcome outcome) {
    post([this, id, serial, outcome = std::move(outcome)]() mutable {
      const auto found = pending_.find(id);
      if (found != pending_.end() && found->second.serial == serial) answer(id, std::move(outcome));
    });
  };
  return std::make_shared<Answer>(std::move(send_later), pending.cancel.get_token());
}

void Session::cancel_request(const rpc::Id& id) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return;  // answered already
  // The tokens of a request are valid until its answer.
  if (found->second.method == lsp::method::workspace_diagnostic.name) work_done_.end();
  cancel(id);
}

void Session::cancel_all_requests() {
  while (!pending_.empty()) cancel(rpc::Id(pending_.begin()->first));
}

void Session::cancel(const rpc::Id& id) {
  pending_.at(id).cancel.request_stop();
  answer(id, rpc::Error(rpc::ErrorCode::request_cancelled, "cancelled"));
}

void Session::close_request(const rpc::Response& response) {
  const auto* id = std::get_if<std::int64_t>(&response.id);
  const auto found = id ? asked_.find(*id) : asked_.end();
  if (found == asked_.end()) {
    log(LogLevel::warning, "an answer to no request of ours: id " + rpc::to_string(response.id));
    return;
  }
  const auto then = std::move(found->second);
  asked_.erase(found);
  if (const auto* error = std::get_if<rpc::Error>(&response.outcome)) {
    log(LogLevel::warning, "the client refused: " + error->message);
    if (then) then(nullptr);
  } else if (then) {
    then(&std::get<rpc::Json>(response.outcome));
  }
}

// --- Documents ---

std::shared_ptr<Document> Session::find(const std::string& uri) const {
  const auto cell = notebooks_.find(uri);
  const auto found = documents_.find(cell == notebooks_.end() ? uri : cell->second);
  return found == documents_.end() ? nullptr : found->second;
}

std::shared_ptr<Document> Session::open(const std::string& uri, std::int64_t version) {
  close(uri);
  const auto config = config_of(uri);
  auto document = std::make_shared<Document>(uri, out_.strand(),
                                             Contents(version, client->encoding, config->analysis.max_bytes));
  document->config = config;
  const std::string path = rpc::path_of(uri).value_or("");
  if (project_ && !path.empty()) document->contents.enter(project_, place_of(path).place);
  documents_[uri] = document;
  return document;
}

std::shared_ptr<Document> Session::close(const std::string& uri) {
  const auto found = documents_.find(uri);
  if (found == documents_.end()) return nullptr;
  const auto document = found->second;
  if (document->timer) clock().cancel(*document->timer);
  document->check.request_stop();
  index_.document_changed(rpc::path_of(uri).value_or(""), nullptr);
  documents_.erase(found);
  std::erase_if(notebooks_, [&](const auto& cell) { return cell.second == uri; });
  return document;
}

void Session::lose(const std::shared_ptr<Document>& document, const std::string& why) {
  if (!is_open(document)) return;
  close(document->uri);
  log(LogLevel::error, document->uri + " is lost: " + why);
  show_once(lsp::MessageType::warning, "perfhint lost track of " + document->uri + " (" + why +
                                           "): close and open it to get its hints.");
  if (client->capabilities.pulls_diagnostics) return;
  for (const auto& [uri, diagnostics] : document->published)  // of a notebook: each cell
    notify(lsp::method::publish_diagnostics, {uri, std::nullopt, rpc::Json::array()});
}

void Session::lose_all(const std::string& why) {
  while (!documents_.empty()) lose(std::shared_ptr(documents_.begin()->second), why);
}

SettingValues Session::values_of(const std::string& uri) {
  const std::string path = rpc::path_of(uri).value_or("");
  return values_of_file(path, workspace_root(folders, path), projects_, settings);
}

std::shared_ptr<const Config> Session::config_of(const std::string& uri) {
  const std::string path = rpc::path_of(uri).value_or("");
  return std::make_shared<const Config>(config_for(path, workspace_root(folders, path), values_of(uri)));
}

Session::SettingProblems Session::setting_problems() const {
  SettingProblems by_file;
  for (const auto& [folder, project] : projects_.known()) {
    for (const SettingProblem& problem : project->problems) {
      auto& known = by_file[problem.source];
      if (std::ranges::find(known, problem) == known.end()) known.push_back(problem);
    }
  }
  return by_file;
}

std::vector<std::shared_ptr<Document>> Session::reconfigure() {
  std::vector<std::shared_ptr<Document>> changed;
  for (const auto& [uri, document] : documents_) {
    const auto config = config_of(uri);
    if (*config == *document->config) continue;
    document->config = config;
    run(document, "limiting",
        [this, document = document, most = config->analysis.max_bytes](Contents& contents) {
          contents.limit(most);
          offer(document);
        });
    changed.push_back(document);
  }
  return changed;
}

void Session::enter_project(std::shared_ptr<const Project> project,
                            std::function<void(const std::shared_ptr<Document>&)> touched) {
  project_ = std::move(project);
  for (const auto& [uri, document] : documents_) {
    const auto path = rpc::path_of(uri);
    if (!path) continue;
    run(document, "looking up imports",
        [this, document = document, touched, project = project_,
         place = place_of(*path).place](Contents& contents) {
          if (contents.enter(project, place)) post([touched, document] { touched(document); });
        });
  }
}

void Session::offer(const std::shared_ptr<Document>& document) {
  const auto path = rpc::path_of(document->uri);
  if (!path) return;
  if (auto interface = document->contents.new_interface(place_of(*path).package)) {
    post([this, document, path = *path, interface = std::move(interface)] {
      if (is_open(document)) index_.document_changed(path, interface);
    });
  }
}

void Session::run(const std::shared_ptr<Document>& document, const char* what,
                  std::function<void(Contents&)> work) {
  document->strand([this, document, what, work = std::move(work)] {
    const crash::Activity activity(what, document->uri);
    const Traced traced(tracer(), what, document->uri);
    try {
      work(document->contents);
    } catch (const std::exception& exception) {
      report(what, document->uri, exception);
    }
  });
}

void Session::edit(const std::shared_ptr<Document>& document, const char* what,
                   std::function<void(Contents&)> work) {
  run(document, what, [this, document, work = std::move(work)](Contents& contents) {
    try {
      work(contents);
    } catch (...) {
      post([this, document] { lose(document, "an edit failed"); });
      throw;
    }
  });
}

void Session::report(const char* what, const std::string& uri, const std::exception& exception) {
  const std::string error = exception.what();
  const bool no_memory = dynamic_cast<const std::bad_alloc*>(&exception) != nullptr;
  log(LogLevel::error, fmt::format("{} {}: {}", what, uri, error));
  post([this, what, error, no_memory] {
    show_once(lsp::MessageType::error,
              no_memory
                  ? fmt::format("perfhint had no memory left while {}.", what)
                  : fmt::format("perfhint failed while {}: {}. This is a bug in perfhint.", what, error));
  });
}

}  // namespace perfhint::server
