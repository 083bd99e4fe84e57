// The course of a session, and which thing is done next.
#include "tests/fuzz/client/traffic.h"

#include <algorithm>
#include <fstream>

namespace perfhint::fuzz {

namespace fs = std::filesystem;

Material load_material(const fs::path& source_tree) {
  Material material{
      MetaModel((source_tree / "tests/conformance/metaModel.json").string()), PythonTexts(source_tree), {}};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source_tree / "tests/sessions/clients"))
    files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    std::ifstream in(file);
    material.clients.push_back(Json::parse(in));
  }
  return material;
}

Traffic::Traffic(const Material& material, std::uint64_t seed) : material_(material), random_(seed) {
  habits_.whole_texts = random_.chance(10);
  habits_.disorders_changes = random_.chance(15);
  habits_.workspace_hints = random_.chance(30);
  habits_.on_disk = random_.chance(habits_.workspace_hints ? 50 : 10);
  habits_.notebooks = random_.chance(40);
  habits_.abrupt = random_.chance(15);
  habits_.request_percent = random_.between(5, 60);
  habits_.ahead_percent = random_.between(0, 95);
}

std::optional<Event> Traffic::next(Client& client, std::size_t steps) {
  if (queue_.empty() && closing_) return std::nullopt;
  if (queue_.empty()) {
    if (steps_ == 0) {
      initialize();
    } else if (steps_ >= steps || !client.running()) {
      shut_down();
    } else {
      act(client);
    }
  }
  ++steps_;
  Event event = std::move(queue_.front());
  queue_.pop_front();
  return event;
}

// --- Events ---

Event Traffic::say(Json message) {
  message["jsonrpc"] = "2.0";
  Event event;
  event.message = std::move(message);
  return event;
}

Event Traffic::notify(const std::string& method, Json params) {
  return say({{"method", method}, {"params", std::move(params)}});
}

Event Traffic::request(const std::string& method, const Json& params) {
  Json message = {{"id", ++last_id_}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  return say(std::move(message));
}

Event Traffic::run() {
  Event event;
  event.kind = Event::Kind::run;
  event.seed = random_.next();
  event.amount = random_.chance(50) ? 1000 : random_.below(6);
  return event;
}

void Traffic::settle() {
  Event event;
  event.kind = random_.chance(25) ? Event::Kind::compare : Event::Kind::settle;
  event.seed = random_.next();
  event.amount = event.kind == Event::Kind::compare ? 3000 : random_.below(random_.chance(80) ? 1000 : 5000);
  queue_.push_back(std::move(event));
}

// --- From initialize to exit ---

void Traffic::initialize() {
  if (habits_.on_disk) begin();
  Json params = random_.pick(material_.clients);
  params["capabilities"] = capabilities();
  params["processId"] = random_.chance(50) ? Json() : Json(4711);
  const std::string root = habits_.on_disk ? "file://$W" : "file:///nowhere/app";
  params.erase("rootPath");
  params["rootUri"] = random_.chance(80) ? Json(root) : Json();
  params.erase("workspaceFolders");
  if (random_.chance(60)) params["workspaceFolders"] = Json::array({{{"uri", root}, {"name", "app"}}});
  if (random_.chance(10)) params["workspaceFolders"] = nullptr;
  params.erase("initializationOptions");
  if (random_.chance(40)) params["initializationOptions"] = settings();
  if (habits_.workspace_hints) {
    Json wanted = section();
    wanted["workspaceDiagnostics"] = true;
    params["initializationOptions"] = {{"perfhint", std::move(wanted)}};
  }
  params["trace"] = random_.pick(std::vector<std::string>{"off", "messages", "verbose"});
  queue_.push_back(request("initialize", params));
  queue_.push_back(run());
  queue_.push_back(notify("initialized", Json::object()));
}

// The files of the workspace as they are at first.
void Traffic::begin() {
  const auto file = [&](const std::string& path, const std::string& text) {
    Event event;
    event.kind = Event::Kind::disk;
    event.path = path;
    event.text = text;
    queue_.push_back(std::move(event));
  };
  file("pyproject.toml", "[tool.perfhint]\npython-version = \"3.12\"\n");
  file("app/__init__.py", "");
  file("app/shapes.py", "class Shape:\n    def __init__(self):\n        self.a = 1\n");
  file("a.py", utf8_of(material_.texts.document(random_)));
}

void Traffic::shut_down() {
  closing_ = true;
  Event end;
  end.kind = Event::Kind::end;
  const std::size_t way = habits_.abrupt ? random_.below(4) : 3;  // 3: as LSP wants it
  if (way == 0) return queue_.push_back(end);
  if (way >= 2) queue_.push_back(request("shutdown", nullptr));
  if (way == 3) settle();
  queue_.push_back(say({{"method", "exit"}}));
}

// --- Whatever comes next ---

void Traffic::act(Client& client) {
  Client::Document* document = some_document(client);
  if (!document || random_.chance(3)) {
    habits_.notebooks&& client.offers("notebookDocumentSync") && random_.chance(70) ? open_notebook(client)
                                                                                    : open(client);
  } else if (client.offers("diagnosticProvider.workspaceDiagnostics") && random_.chance(10)) {
    const Json pull = workspace_pull(client);
    if (!pull.is_null()) queue_.push_back(request("workspace/diagnostic", pull));
  } else if (random_.chance(habits_.request_percent)) {
    ask(client);
  } else {
    switch (random_.below(20)) {
      case 0:
        configure();
        break;
      case 1:
        touch_files();
        break;
      case 2:
      case 3:
        cancel(client);
        break;
      case 4:
      case 5:
        answer(client);
        break;
      case 6:
        if (document->notebook.empty()) {
          save_or_close(*document);
        } else {
          save_or_close_notebook(client.notebooks().at(document->notebook));
        }
        break;
      case 7:
      case 8:
        apply_an_edit(client);
        break;
      case 9:
        queue_.push_back(notify("$/setTrace", material_.model.named("SetTraceParams", random_, 50,
                                                                    [](auto&) { return std::nullopt; })));
        break;
      case 10:
        random_.chance(20) ? change_folders() : cancel_progress(client);
        break;
      default:
        if (!document->notebook.empty()) {
          change_notebook(client, client.notebooks().at(document->notebook));
          break;
        }
        habits_.disorders_changes&& random_.chance(20) ? change_in_disorder(client, *document)
                                                       : change(client, *document);
    }
  }
  if (!random_.chance(habits_.ahead_percent)) queue_.push_back(run());
  if (random_.chance(4) || queue_.empty()) settle();
}

void Traffic::answer(Client& client) {
  if (client.asked.empty()) return;
  const std::size_t which = random_.below(client.asked.size());
  const Json asked = client.asked[which];
  client.asked.erase(client.asked.begin() + static_cast<std::ptrdiff_t>(which));
  if (random_.chance(10)) return;  // never
  Json message = {{"id", asked["id"]}};
  if (random_.chance(15)) {
    message["error"] = {{"code", -32603}, {"message", "no"}};
  } else if (asked["method"] == "workspace/configuration") {
    message["result"] = Json::array({random_.chance(20) ? Json() : section()});
  } else if (asked["method"] == "workspace/applyEdit") {
    message["result"] = {{"applied", random_.chance(50)}};
  } else {
    message["result"] = nullptr;
  }
  queue_.push_back(say(std::move(message)));
}

void Traffic::cancel(Client& client) {
  Json id = random_.chance(20) ? Json("never sent") : Json(last_id_);
  if (!client.waiting().empty() && random_.chance(60))
    id = Json::parse(std::next(client.waiting().begin(),
                               static_cast<std::ptrdiff_t>(random_.below(client.waiting().size())))
                         ->first);
  queue_.push_back(notify("$/cancelRequest", {{"id", id}}));
}

// What hangs on a request is cancelled with it.
void Traffic::cancel_progress(Client& client) {
  const std::vector<Json> tokens = client.progress().cancellable();
  if (!tokens.empty())
    queue_.push_back(notify("window/workDoneProgress/cancel", {{"token", random_.pick(tokens)}}));
}

}  // namespace perfhint::fuzz
