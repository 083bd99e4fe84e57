// Documents open, change, are saved and close.
#include <algorithm>

#include "tests/fuzz/client/traffic.h"

namespace perfhint::fuzz {

namespace {

const std::vector<std::string> uris = {"file:///nowhere/app/a.py",
                                       "file:///nowhere/app/tests/test_b.py",
                                       "file:///nowhere/app/%E4%B8%AD.py",
                                       "untitled:Untitled-1",
                                       "file:///c%3A/work/d.py",
                                       "vscode-notebook-cell:/n.ipynb#W0",
                                       "file:///nowhere/app/with%20space.py"};
const std::vector<std::string> uris_on_disk = {"file://$W/a.py", "file://$W/b.py", "file://$W/app/shapes.py",
                                               "file://$W/app/__init__.py", "untitled:Untitled-1"};

struct Spot {
  std::size_t begin, end;
};

// Where an edit is made: nothing, a character, a stretch, a line or everything.
Spot random_spot(const ClientText& text, Random& random) {
  const std::size_t size = text.text().size();
  std::size_t begin = random.below(size + 1);
  if (random.chance(40)) begin = text.line_begin(random.below(text.line_count()));
  if (random.chance(10)) begin = size;
  std::size_t end = begin;
  switch (random.below(6)) {
    case 0:
      end = std::min(size, begin + 1);
      break;
    case 1:
      end = std::min(size, begin + random.below(80));
      break;
    case 2:
      end = std::min(size, begin + random.below(10));
      break;
    case 3:
      if (random.chance(10)) return {0, size};
      break;
    default:
      break;
  }
  begin = text.nameable(begin);
  return {begin, std::max(begin, text.nameable(end))};
}

}  // namespace

Client::Document* Traffic::some_document(Client& client) {
  auto& documents = client.documents();
  if (documents.empty()) return nullptr;
  return &std::next(documents.begin(), static_cast<std::ptrdiff_t>(random_.below(documents.size())))->second;
}

void Traffic::open(Client& client) {
  std::string uri = random_.pick(habits_.on_disk ? uris_on_disk : uris);
  std::string real = uri;
  if (const std::size_t at = real.find("$W"); at != std::string::npos)
    real.replace(at, 2, client.workspace());
  if (client.documents().contains(real)) return;
  const Json item = {{"uri", uri},
                     {"languageId", "python"},
                     {"version", random_.between(0, 5)},
                     {"text", utf8_of(material_.texts.document(random_))}};
  queue_.push_back(notify("textDocument/didOpen", {{"textDocument", item}}));
}

Json Traffic::content_change(const ClientText& text, const std::string& encoding) {
  if (habits_.whole_texts || random_.chance(2)) {
    std::u32string whole = random_.chance(20) ? material_.texts.document(random_) : text.text();
    whole.insert(random_.below(whole.size() + 1), material_.texts.piece(random_));
    return {{"text", utf8_of(whole)}};
  }
  const Spot spot = random_spot(text, random_);
  const bool removes = spot.end > spot.begin && random_.chance(50);
  Json change = {{"range", text.range(spot.begin, spot.end, encoding)},
                 {"text", removes ? "" : utf8_of(material_.texts.piece(random_))}};
  const std::size_t lines = text.line_count();
  if (spot.end == text.text().size() && random_.chance(20))  // how some say "to the end"
    change["range"]["end"] = {{"line", lines}, {"character", 0}};
  // The length of what is replaced, which LSP knows as deprecated, in UTF-16 units in some clients and not in
  // others: it says nothing.
  if (random_.chance(5)) change["rangeLength"] = spot.end - spot.begin;
  return change;
}

Json Traffic::content_changes(ClientText text, const std::string& encoding, int count) {
  Json changes = Json::array();
  for (; count > 0; --count) {
    changes.push_back(content_change(text, encoding));
    text.apply(changes.back(), encoding);
  }
  return changes;
}

void Traffic::change(Client& client, Client::Document& document) {
  const int count = random_.chance(80) ? 1 : random_.between(0, 6);
  const Json changes = content_changes(document.now, client.encoding(), count);
  const std::int64_t version = document.version + (random_.chance(80) ? 1 : random_.between(1, 300));
  queue_.push_back(
      notify("textDocument/didChange",
             {{"textDocument", {{"uri", document.uri}, {"version", version}}}, {"contentChanges", changes}}));
}

// Of changes in a row some are overtaken by others on their way.
void Traffic::change_in_disorder(Client& client, Client::Document& document) {
  Client::Document copy = document;
  const std::size_t first = queue_.size(), burst = 2 + random_.below(random_.chance(20) ? 40 : 6);
  for (std::size_t i = 0; i < burst; ++i) {
    change(client, copy);
    const Json& params = queue_.back().message["params"];
    for (const Json& one : params["contentChanges"]) copy.now.apply(one, client.encoding());
    copy.version = params["textDocument"]["version"];
  }
  for (int late = random_.between(1, 4); late > 0; --late) {
    const auto from = queue_.begin() + static_cast<std::ptrdiff_t>(first + random_.below(burst));
    const auto left = queue_.end() - from;
    const auto steps = static_cast<std::ptrdiff_t>(random_.below(static_cast<std::size_t>(left)));
    std::rotate(from, from + 1, from + 1 + steps);
  }
}

// As an editor does when its user takes an action: from the last edit to the first.
void Traffic::apply_an_edit(Client& client) {
  if (client.edits.empty()) return;
  const Json edit = random_.pick(client.edits);
  auto by_uri = edit.value("changes", std::map<std::string, Json>());
  for (const Json& change : edit.value("documentChanges", Json::array()))
    by_uri[change["textDocument"]["uri"]] = change["edits"];
  for (auto& [uri, edits] : by_uri) {
    const auto found = client.documents().find(uri);
    if (found == client.documents().end()) continue;
    const auto start = [](const Json& one) {
      return std::pair(one["range"]["start"]["line"].get<int>(),
                       one["range"]["start"]["character"].get<int>());
    };
    std::vector<Json> ordered(edits.begin(), edits.end());
    std::ranges::stable_sort(ordered, {}, start);
    Json changes = Json::array();
    for (auto one = ordered.rbegin(); one != ordered.rend(); ++one)
      changes.push_back({{"range", (*one)["range"]}, {"text", (*one)["newText"]}});
    if (!found->second.notebook.empty()) return edit_cells(client, found->second.notebook, {{uri, changes}});
    queue_.push_back(notify("textDocument/didChange",
                            {{"textDocument", {{"uri", uri}, {"version", found->second.version + 1}}},
                             {"contentChanges", changes}}));
  }
}

void Traffic::save_or_close(const Client::Document& document) {
  const Json about = {{"textDocument", {{"uri", document.uri}}}};
  if (random_.chance(40)) return queue_.push_back(notify("textDocument/didClose", about));
  Json params = about;
  if (random_.chance(20)) params["text"] = document.now.utf8();  // eglot
  queue_.push_back(notify("textDocument/didSave", params));
}

void Traffic::touch_files() {
  static const std::vector<std::string> names = {"a.py", "app/shapes.py",  "app/__init__.py",
                                                 "b.py", "pyproject.toml", ".python-version"};
  static const std::vector<std::string> projects = {
      "[tool.perfhint]\npython-version = \"3.9\"\n", "[tool.perfhint]\nmicro = true\nmax-hints = 3\n",
      "[tool.perfhint]\nmicro = 7\nnope = 1\n", "[tool.perfhint\n", ""};
  const std::string& name = random_.pick(names);
  const std::string root = habits_.on_disk ? "file://$W/" : "file:///nowhere/app/";
  if (habits_.on_disk) {
    Event event;
    event.kind = Event::Kind::disk;
    event.path = name;
    event.text = name.ends_with(".py")     ? utf8_of(material_.texts.document(random_))
                 : name.ends_with(".toml") ? random_.pick(projects)
                                           : "3.11\n";
    queue_.push_back(std::move(event));
  }
  queue_.push_back(
      notify("workspace/didChangeWatchedFiles",
             {{"changes", Json::array({{{"uri", root + name}, {"type", random_.between(1, 2)}}})}}));
}

void Traffic::change_folders() {
  const Json folder = {{"uri", habits_.on_disk ? "file://$W/app" : "file:///nowhere/more"}, {"name", "more"}};
  const bool added = random_.chance(50);
  const Json none = Json::array(), one = Json::array({folder});
  queue_.push_back(notify("workspace/didChangeWorkspaceFolders",
                          {{"event", {{"added", added ? one : none}, {"removed", added ? none : one}}}}));
}

}  // namespace perfhint::fuzz
