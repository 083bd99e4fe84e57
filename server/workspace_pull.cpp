// Chunks are small enough to be shown soon, and large enough to be few.
#include "server/workspace_pull.h"

#include "protocol/uri.h"

namespace perfhint::server {

namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;
constexpr std::chrono::milliseconds chunk_time{300};

}  // namespace

std::string workspace_key(const std::string& uri) { return rpc::path_of(uri).value_or(uri); }

WorkspacePull::WorkspacePull(const lsp::WorkspaceDiagnosticParams& params,
                             Reply<lsp::WorkspaceDiagnosticReport> reply, Clock& clock,
                             std::size_t most_bytes, std::function<void(lsp::ProgressParams)> send_partial)
    : reply_(std::move(reply)),
      clock_(clock),
      most_bytes_(most_bytes),
      send_partial_(std::move(send_partial)),
      partial_token_(params.partial_result_token),
      work_done_token_(params.work_done_token),
      flushed_(clock.now()) {
  for (const auto& [uri, value] : params.previous_result_ids) {
    Known& known = known_[workspace_key(uri)];
    known.uri = uri;
    known.id = value;
  }
}

std::string WorkspacePull::known(const std::string& path) const {
  const auto found = known_.find(path);
  return found == known_.end() ? "" : found->second.id;
}

// Documents that are no files come and go without the workspace.
void WorkspacePull::report_gone(const std::function<bool(const std::string& path)>& is_there) {
  for (auto& [path, known] : known_) {
    if (known.id.empty() || !rpc::path_of(known.uri) || is_there(path)) continue;
    report(path, {known.uri, std::nullopt, {"", rpc::Json::array()}}, 0);
  }
}

void WorkspacePull::report(const std::string& path, lsp::WorkspaceDocumentDiagnosticReport report,
                           std::size_t bytes) {
  Known& known = known_[path];
  if (known.uri.empty()) known.uri = report.uri;
  known.id = report.report.result_id;
  known.reported = true;
  bytes_ += bytes;
  ++reported_;
  add(known, report);
  if (bytes_ - bytes_flushed_ >= chunk_bytes || clock_.now() - flushed_ >= chunk_time) flush();
}

void WorkspacePull::keep(const std::string& path, std::optional<std::int64_t> version) {
  if (const auto found = known_.find(path); found != known_.end()) found->second.version = version;
}

// Partial results may have a file twice, an answer may not.
void WorkspacePull::add(Known& known, const lsp::WorkspaceDocumentDiagnosticReport& report) {
  if (known.item) {
    items_[*known.item] = write(report);
    return;
  }
  if (partial_token_.is_null()) known.item = items_.size();
  items_.push_back(write(report));
}

void WorkspacePull::flush() {
  flushed_ = clock_.now();
  bytes_flushed_ = bytes_;
  if (partial_token_.is_null() || items_.empty()) return;
  send_partial_(
      {partial_token_, write(lsp::WorkspaceDiagnosticReport{std::exchange(items_, rpc::Json::array())})});
}

void WorkspacePull::answer() {
  for (const auto& [path, known] : known_) {
    if (known.reported || known.id.empty() || !rpc::path_of(known.uri)) continue;
    const lsp::WorkspaceDocumentDiagnosticReport unchanged{
        known.uri, known.version, {known.id, std::nullopt}};
    items_.push_back(write(unchanged));
  }
  flush();
  reply_({std::move(items_)});
}

void WorkspacePull::fail() {
  reply_.fail(
      rpc::Error(rpc::ErrorCode::server_cancelled, "the session is over", {{"retriggerRequest", false}}));
}

}  // namespace perfhint::server
