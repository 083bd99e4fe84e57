// Requests with params made from the meta model, and what the client can and wants: capabilities, settings.
#include <algorithm>

#include "protocol/uri.h"
#include "tests/fuzz/client/traffic.h"

namespace perfhint::fuzz {

namespace {

// The first measures only what its user names: of all else it tells nothing, and all hints are as without it.
const std::vector<std::string> profiles = {PERFHINT_SOURCE_DIR "/tests/profiles/files/memory_profiler.txt",
                                           PERFHINT_SOURCE_DIR "/tests/profiles/files", "/none.pstats"};

const std::vector<std::string> rules = {"list-pop0", "manual-sum", "mmap-candidate"};  // the last is rejected

// Takes away what a client of this kind might lack: whole features, and flags.
void thin_out(Json& value, Random& random, int depth) {
  if (!value.is_object()) {
    if (value.is_boolean() && random.chance(20)) value = !value.get<bool>();
    return;
  }
  std::vector<std::string> keys;
  for (const auto& [key, inner] : value.items()) keys.push_back(key);
  for (const std::string& key : keys) {
    if (depth < 2 && random.chance(20)) {
      value.erase(key);
    } else {
      thin_out(value[key], random, depth + 1);
    }
  }
}

const std::vector<std::pair<std::string, std::vector<Json>>> setting_values = {
    {"pythonVersion", {"3.8", "3.12", "auto", "4", 3}},
    {"python-version", {"3.14", nullptr}},
    {"select", {Json::array({"list-pop0", "concat-in-loop", "nope"}), Json::array(), "list-pop0"}},
    {"ignore", {Json::array({"list-pop0"}), Json::array({7})}},
    {"exclude", {Json::array({"a.py"}), Json::array({"tests", "*.py"}), Json::array(), true}},
    {"micro", {true, false, "yes"}},
    {"maxBytes", {0, 200, 600, 1000000, -1, "much"}},
    {"maxHints", {1, 3, 100, 0, 4.5}},
    {"lineLength", {40, 88, 0, 2000}},
    {"run", {"onType", "onSave", "never"}},
    {"hover", {true, false, nullptr}},
    {"inlayHints",
     {{{"sizes", "all"}}, {{"sizes", "large"}}, {{"sizes", "off"}}, {{"sizes", 1}}, Json::object(), true}},
    {"codeLens", {{{"classes", true}}, {{"classes", false}}, Json::object(), 1}},
    {"ignoreAction", {true, false}},
    {"trace", {{{"server", "off"}}}},
    {"workspaceDiagnostics", {true, true, false, 1}},
    {"workspaceMaxBytes", {1, 3000, 1000000, 0, "much"}},
    {"unknownKey", {1}}};

}  // namespace

Json Traffic::capabilities() {
  static const std::vector<std::string> encodings = {"utf-8", "utf-16", "utf-32", "utf-7"};
  const std::size_t way = random_.below(10);
  Json out = random_.pick(material_.clients)["capabilities"];
  if (way < 3) {
    out = material_.model.named("ClientCapabilities", random_, random_.between(20, 95),
                                [](const std::string&) { return std::nullopt; });
    if (out.contains("general")) out["general"].erase("positionEncodings");
  } else if (way < 7) {
    thin_out(out, random_, 0);
  }
  if (random_.chance(40)) {
    Json list = Json::array({"utf-16"});  // which must be there
    for (int i = random_.between(0, 4); i > 0; --i)
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(random_.below(list.size() + 1)),
                  random_.pick(encodings));
    out["general"]["positionEncodings"] = list;
  }
  if (habits_.workspace_hints && random_.chance(90)) out["textDocument"]["diagnostic"] = Json::object();
  if (habits_.notebooks && random_.chance(90))
    out["notebookDocument"]["synchronization"] = {{"dynamicRegistration", false}};
  return out;
}

Json Traffic::section() {
  Json out = Json::object();
  for (const auto& [key, values] : setting_values) {
    if (random_.chance(20)) out[key] = random_.pick(values);
  }
  return out;
}

Json Traffic::settings() {
  switch (random_.below(8)) {
    case 0:
      return nullptr;
    case 1:
      return Json::object();
    case 2:
      return {{"settings", {{"perfhint", section()}}}};
    case 3:
      return section();
    case 4:
      return {{"pylsp", any_json(random_)}};
    case 5:
      return any_json(random_);
    default:
      return {{"perfhint", section()}};
  }
}

void Traffic::configure() {
  queue_.push_back(notify("workspace/didChangeConfiguration", {{"settings", settings()}}));
}

// --- Requests ---

void Traffic::ask(Client& client) {
  std::vector<const MetaModel::Request*> offered, others;
  for (const MetaModel::Request& one : material_.model.requests()) {
    if (one.server_capability.empty()) continue;  // initialize, shutdown
    if (client.offers(one.server_capability)) {
      offered.push_back(&one);
    } else if (!one.method.ends_with("/resolve") && !one.method.ends_with("/diagnostic")) {
      others.push_back(&one);  // what no one offered cannot be resolved, and who pulls must have said so
    }
  }
  if (offered.empty() || random_.chance(2)) {
    const MetaModel::Request& other = *random_.pick(others);
    Event event = request(other.method, known_params(client, other));
    event.message["id"] = "unknown-" + event.message["id"].dump();
    return queue_.push_back(std::move(event));
  }
  const MetaModel::Request& one = *random_.pick(offered);
  const Json params = known_params(client, one);
  if (params.is_null()) return;
  queue_.push_back(request(one.method, params));
  if (random_.chance(3)) queue_.push_back(notify("$/cancelRequest", {{"id", last_id_}}));
}

// Null: there is nothing to ask about.
Json Traffic::known_params(Client& client, const MetaModel::Request& one) {
  const Client::Document* document = some_document(client);
  uri_ = document ? document->uri : "";
  const bool offered = client.offers(one.server_capability);
  if (one.method.ends_with("/resolve") && offered) {
    const std::vector<Json>& items = client.resolvable[one.method];
    return items.empty() ? Json() : random_.pick(items);
  }
  if (one.method == "workspace/diagnostic") return workspace_pull(client);
  Json params = material_.model.value(one.params, random_, 40,
                                      [&](const std::string& name) { return known(client, name); });
  if (one.method == "workspace/executeCommand" && offered) add_command(client, document, params);
  if (one.method == "workspace/textDocumentContent" && offered) params["uri"] = content_uri(document);
  if (one.method == "textDocument/diagnostic" && document && !document->result_id.empty() &&
      random_.chance(60))
    params["previousResultId"] = document->result_id;
  return params;
}

// One that the server has, about what it takes.
void Traffic::add_command(Client& client, const Client::Document* document, Json& params) {
  const std::string name = random_.pick(
      client.server_capabilities()["executeCommandProvider"]["commands"].get<std::vector<std::string>>());
  params["command"] = name;
  params["arguments"] = Json::array();
  if (name == "perfhint.explain") params["arguments"] = {random_.pick(rules)};
  if (name == "perfhint.loadProfile")
    params["arguments"] = Json::array({{{"uri", rpc::uri_of(random_.pick(profiles))}}});
  const auto takes_no_document = {"perfhint.explain", "perfhint.printDebugInformation",
                                  "perfhint.loadProfile", "perfhint.clearProfile"};
  if (std::ranges::find(takes_no_document, name) != takes_no_document.end()) return;
  // What runs code rightly refuses most places; transcripts have it.
  const bool runs_code = name == "perfhint.measure" || name == "perfhint.profile";
  if (!document || runs_code) return add_command(client, document, params);  // another one
  Json about = {{"textDocument", {{"uri", document->uri}}}};
  if (name == "perfhint.layout") about["position"] = known(client, "Position").value_or(Json());
  params["arguments"] = Json::array({about});
}

std::string Traffic::content_uri(const Client::Document* document) {
  if (!document || random_.chance(50)) return "perfhint:/rules/" + random_.pick(rules) + ".md";
  return "perfhint:/settings.toml?" + rpc::percent_encoded(document->uri);
}

// Most clients wait for the answer, and name what they have. Null: this one does so now.
Json Traffic::workspace_pull(Client& client) {
  if (client.pull_waits() && !random_.chance(5)) return nullptr;
  Json named = Json::array();
  const bool all = random_.chance(80);
  for (Json& previous : client.workspace_hints().previous_result_ids()) {
    if (!all && random_.chance(30)) continue;
    if (!all && random_.chance(30)) previous["value"] = "old";
    named.push_back(std::move(previous));
  }
  if (random_.chance(5)) named.push_back({{"uri", "file:///nowhere/gone.py"}, {"value", "old"}});
  Json params = {{"previousResultIds", named}};
  const std::string token = std::to_string(last_id_ + 1);
  if (random_.chance(40)) params["partialResultToken"] = "parts-" + token;
  if (random_.chance(40)) params["workDoneToken"] = "work-" + token;
  if (random_.chance(50)) params["identifier"] = "perfhint";
  return params;
}

std::optional<Json> Traffic::known(Client& client, const std::string& type_name) {
  if (type_name == "TextDocumentIdentifier")
    return Json{{"uri", uri_.empty() || random_.chance(3) ? "file:///nowhere/closed.py" : uri_}};
  if (type_name == "ProgressToken") return Json("token-" + std::to_string(random_.next() % 1'000'000'000));
  if (type_name == "Position") return place(client);
  if (type_name == "Range") {
    Json a = place(client), b = random_.chance(60) ? a : place(client);
    const auto key = [](const Json& at) {
      return std::pair(at["line"].get<int>(), at["character"].get<int>());
    };
    if (key(b) < key(a)) std::swap(a, b);
    return Json{{"start", a}, {"end", b}};
  }
  const auto found = client.documents().find(uri_);
  if (type_name == "Diagnostic" && found != client.documents().end() && !found->second.published.empty())
    return random_.pick(found->second.published.get<std::vector<Json>>());
  return std::nullopt;
}

// A place in the document; some beyond a line's end, which LSP takes for its end.
Json Traffic::place(Client& client) {
  const auto found = client.documents().find(uri_);
  if (found == client.documents().end()) return {{"line", random_.between(0, 9)}, {"character", 0}};
  const ClientText& text = found->second.now;
  const std::size_t at = text.nameable(random_.below(text.text().size() + 1));
  Json position = text.position(at, client.encoding());
  if (random_.chance(3)) position["character"] = 100'000;
  if (random_.chance(2)) position = {{"line", text.line_count()}, {"character", 0}};
  return position;
}

}  // namespace perfhint::fuzz
