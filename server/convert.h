// Convert: analysis' words in the client's: bytes to positions of the negotiated encoding, findings to
// diagnostics, fixes to edits. Only what the client has announced is sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/check.h"
#include "protocol/lsp.h"
#include "server/document.h"

namespace perfhint::server {

lsp::Range range_of(const Module&, Span, Encoding);
Span span_of(const Module&, const lsp::Range&, Encoding);

// The page of a rule on the web.
std::string page_link(std::string_view rule);

lsp::Diagnostic diagnostic_of(const Checked&, const Located&, const View&, Encoding,
                              const lsp::ClientCapabilities::Diagnostics&);
// All of the view's, as JSON; the one of a file that is too large.
rpc::Json diagnostics_of(Contents&, const View&, const Client&, const Config&, bool pulled, std::stop_token);
// The same of a check that was made elsewhere.
rpc::Json diagnostics_of(const Checked&, const View&, const Client&, const Config&, bool pulled);
rpc::Json too_large_diagnostics(const Config&);
// Of diagnostics as they are sent: equal for equal ones.
std::string result_id_of(const rpc::Json& diagnostics);

std::vector<lsp::TextEdit> text_edits(const Module&, const View&, const std::vector<Edit>&, Encoding);
lsp::WorkspaceEdit workspace_edit(const View&, std::vector<lsp::TextEdit>, const Client&);

}  // namespace perfhint::server
