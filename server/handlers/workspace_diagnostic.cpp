// Hints of the whole workspace, for clients that pull them (workspace_check.h).
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

void workspace_diagnostic(Session& session, const lsp::WorkspaceDiagnosticParams& params,
                          Reply<lsp::WorkspaceDiagnosticReport> reply) {
  session.workspace().pull(params, std::move(reply));
}

void work_done_progress_cancel(Session& session, const lsp::WorkDoneProgressCancelParams& params) {
  const auto& running = session.measurements.running;
  if (running && running->token == params.token) running->stop.request_stop();
  if (session.work_done().is_told_under(params.token)) session.workspace().pause();
}

}  // namespace perfhint::server::handlers
