// The LSP structs of diagnostics of a whole workspace, and of progress, as lsp.h has the others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/lsp.h"

namespace perfhint::lsp {

// --- workspace/diagnostic ---
struct PreviousResultId {
  std::string uri, value;
};
struct WorkspaceDiagnosticParams {
  std::vector<PreviousResultId> previous_result_ids;
  Json work_done_token, partial_result_token;  // an integer or a string; null: none
};
struct WorkspaceDocumentDiagnosticReport {
  std::string uri;
  std::optional<std::int64_t> version;  // of an open document
  DocumentDiagnosticReport report;
};
struct WorkspaceDiagnosticReport {
  Json items = Json::array();  // of WorkspaceDocumentDiagnosticReport; partial results have the same shape
};

// --- Progress ---
struct ProgressParams {
  Json token;
  Json value;  // a WorkDoneProgress, or a partial result
};
struct WorkDoneProgress {
  enum class Kind { begin, report, end } kind = Kind::begin;
  std::string title;    // of begin
  std::string message;  // empty: none
  std::optional<std::uint32_t> percentage;
};
struct WorkDoneProgressCreateParams {
  Json token;
};
struct WorkDoneProgressCancelParams {
  Json token;
};

void read(const Field&, WorkspaceDiagnosticParams&);
void read(const Field&, WorkDoneProgressCancelParams&);

Json write(const WorkspaceDocumentDiagnosticReport&);
Json write(const WorkspaceDiagnosticReport&);
Json write(const ProgressParams&);
Json write(const WorkDoneProgress&);
Json write(const WorkDoneProgressCreateParams&);

}  // namespace perfhint::lsp
