// Reading and writing the structs, in the order of the header.
#include "protocol/workspace.h"

#include "protocol/field.h"

namespace perfhint::lsp {

namespace {

Json read_token(const Field& field) {
  if (!field.absent() && !field.json().is_string()) (void)field.integer();
  return field.json();
}

}  // namespace

void read(const Field& field, WorkspaceDiagnosticParams& out) {
  for (const Field& known : field.object()["previousResultIds"].elements()) {
    out.previous_result_ids.push_back({known["uri"].string(), known["value"].string()});
  }
  out.work_done_token = read_token(field["workDoneToken"]);
  out.partial_result_token = read_token(field["partialResultToken"]);
}

void read(const Field& field, WorkDoneProgressCancelParams& out) {
  out.token = read_token(field.object()["token"]);
}

Json write(const WorkspaceDocumentDiagnosticReport& report) {
  Json out = write(report.report);
  out["uri"] = report.uri;
  out["version"] = report.version ? Json(*report.version) : Json();
  return out;
}

Json write(const WorkspaceDiagnosticReport& report) { return {{"items", report.items}}; }

Json write(const ProgressParams& params) { return {{"token", params.token}, {"value", params.value}}; }

Json write(const WorkDoneProgress& progress) {
  using Kind = WorkDoneProgress::Kind;
  if (progress.kind == Kind::end) return {{"kind", "end"}};
  Json out = {{"kind", progress.kind == Kind::begin ? "begin" : "report"}, {"cancellable", true}};
  if (progress.kind == Kind::begin) out["title"] = progress.title;
  if (!progress.message.empty()) out["message"] = progress.message;
  if (progress.percentage) out["percentage"] = *progress.percentage;
  return out;
}

Json write(const WorkDoneProgressCreateParams& params) { return {{"token", params.token}}; }

}  // namespace perfhint::lsp
