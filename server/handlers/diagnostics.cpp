// Hints as diagnostics: pulled where the client can, pushed otherwise. A push waits for a pause in the
// typing, ten times as long as the last check took; a pull never waits.
#include <algorithm>
#include <functional>

#include "server/convert.h"
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds shortest_pause{40}, longest_pause{500};

milliseconds pause_of(const Document& document) {
  const std::chrono::nanoseconds last(document.last_check_ns.load());
  return std::clamp(std::chrono::duration_cast<milliseconds>(10 * last), shortest_pause, longest_pause);
}

using Told = std::vector<lsp::PublishDiagnosticsParams>;  // of all that the client knows of a document

void publish(Session& session, const std::shared_ptr<Document>& document, std::uint64_t edits, Told told) {
  // What is closed, or has a newer text, is not told the old: the newer text's push comes.
  if (!session.is_open(document) || document->edits != edits) return;
  for (lsp::PublishDiagnosticsParams& one : told) {
    if (!session.client->capabilities.published.version) one.version.reset();
    const auto [published, is_first] = document->published.try_emplace(one.uri, one.diagnostics);
    if (!is_first && published->second == one.diagnostics && !one.version) continue;
    published->second = one.diagnostics;
    session.notify(lsp::method::publish_diagnostics, one);
  }
}

void check_now(Session& session, const std::shared_ptr<Document>& document) {
  document->check = std::stop_source();
  session.run(document, "checking",
              [&session, document, client = session.client, config = document->config,
               edits = document->edits.load(), stop = document->check.get_token()](Contents& contents) {
                if (document->edits != edits || stop.stop_requested()) return;
                const auto begin = session.clock().now();
                Told told;
                for (const View& view : contents.views(document->uri)) {
                  told.push_back({view.uri(), view.version(),
                                  diagnostics_of(contents, view, *client, *config, false, stop)});
                }
                if (stop.stop_requested()) return;
                document->last_check_ns = (session.clock().now() - begin) / std::chrono::nanoseconds(1);
                session.post([&session, document, edits, told = std::move(told)] {
                  publish(session, document, edits, told);
                });
              });
}

}  // namespace

void push_diagnostics(Session& session, const std::shared_ptr<Document>& document, Cause cause) {
  if (session.client->capabilities.pulls_diagnostics) return;
  if (cause == Cause::saved && !document->timer && document->config->run == Run::on_type) return;
  if (document->timer) session.clock().cancel(*document->timer);
  document->timer.reset();
  document->check.request_stop();
  if (cause != Cause::edited) return check_now(session, document);
  if (document->config->run == Run::on_save) return;
  document->timer = session.clock().after(pause_of(*document), [&session, document] {
    document->timer.reset();
    if (session.is_open(document)) check_now(session, document);
  });
}

void refresh_diagnostics(Session& session) {
  const auto& capabilities = session.client->capabilities;
  if (!capabilities.pulls_diagnostics || !capabilities.workspace.refreshes_diagnostics) return;
  if (std::exchange(session.refreshing, true)) return;
  session.request(lsp::method::refresh_diagnostics, {},
                  [&session](const rpc::Json*) { session.refreshing = false; });
}

void document_diagnostic(Session& session, const lsp::DocumentDiagnosticParams& params,
                         Reply<lsp::DocumentDiagnosticReport> reply) {
  const auto document = session.find(params.uri);
  if (!document) return reply({"", rpc::Json::array()});
  session.compute(document, "checking", reply,
                  [uri = params.uri, known = params.previous_result_id](
                      Contents& contents, const Client& client, const Config& config, std::stop_token stop) {
                    rpc::Json items =
                        diagnostics_of(contents, contents.view(uri), client, config, true, std::move(stop));
                    lsp::DocumentDiagnosticReport report;
                    report.result_id = result_id_of(items);
                    if (report.result_id != known) report.items = std::move(items);
                    return report;
                  });
}

}  // namespace perfhint::server::handlers
