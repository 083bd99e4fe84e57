// perfhint.printDebugInformation: what a report of a problem should hold. It names files and counts bytes; it
// has no code in it.
#include "server/cli/effective.h"
#include "server/handlers/handlers.h"
#include "server/platform/process.h"

namespace perfhint::server::handlers {

namespace {

// Each setting, and who says it.
rpc::Json settings_of(const SettingValues& values) {
  rpc::Json out = rpc::Json::object();
  for (const cli::EffectiveSetting& one : cli::effective_settings(values)) {
    const std::string key = std::string(one.setting->key) + (one.name.empty() ? "" : "." + one.name);
    out[key] = {{"value", one.value}, {"origin", one.origin}};
  }
  return out;
}

rpc::Json session_of(Session& session) {
  return {{"version", PERFHINT_VERSION},       {"process", process_id()},
          {"residentBytes", resident_bytes()}, {"heapBytes", heap_bytes()},
          {"folders", session.folders},        {"indexedModules", session.module_count()},
          {"documents", rpc::Json::array()}};
}

rpc::Json contents_of(const Contents& contents) {
  rpc::Json out = {{"version", contents.version()}};
  if (const auto& module = contents.module()) {
    out["bytes"] = module->size();
    out["lines"] = module->line_count();
    out["blocks"] = module->blocks().size();
    out["memoryBytes"] = module->memory();
  }
  return out;
}

// The documents' strands each add their part; with the last one the answer is whole.
struct Report {
  rpc::Json told;
  std::size_t missing;
  Reply<rpc::Json> reply;
};

void finish(Session& session, const Report& report) {
  const bool knows_debug = session.client->capabilities.workspace.text_document_content;  // a 3.18 client
  session.notify(lsp::method::log_message,
                 {knows_debug ? lsp::MessageType::debug : lsp::MessageType::log, report.told.dump(2)});
  report.reply(report.told);
}

}  // namespace

void print_debug_information(Session& session, const lsp::Field&, Reply<rpc::Json> reply) {
  const auto report =
      std::make_shared<Report>(Report{session_of(session), session.documents().size(), std::move(reply)});
  if (report->missing == 0) return finish(session, *report);
  for (const auto& [uri, document] : session.documents()) {
    rpc::Json& place = report->told["documents"].emplace_back();
    place = {{"uri", uri},
             {"excluded", document->config->excluded},
             {"settings", settings_of(session.values_of(uri))}};
    const std::size_t index = report->told["documents"].size() - 1;
    session.run(document, "measuring", [&session, report, index](const Contents& contents) {
      session.post([&session, report, index, told = contents_of(contents)] {
        report->told["documents"][index].update(told);
        if (--report->missing == 0) finish(session, *report);
      });
    });
  }
}

}  // namespace perfhint::server::handlers
