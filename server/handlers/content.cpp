// workspace/textDocumentContent (LSP 3.18): read-only documents that any client can show:
//   perfhint:/rules/NAME.md          a rule's page with its measurements
//   perfhint:/measure/1.md           what a measurement of this session gave
//   perfhint:/settings.toml?URI      the settings that count for that document
#include "protocol/uri.h"
#include "server/cli/effective.h"
#include "server/cli/rule_page.h"
#include "server/handlers/handlers.h"
#include "server/markdown.h"

namespace perfhint::server::handlers {

namespace {

constexpr std::string_view rules = "perfhint:/rules/", settings = "perfhint:/settings.toml?";

}  // namespace

void text_document_content(Session& session, const lsp::TextDocumentContentParams& params,
                           Reply<lsp::TextDocumentContentResult> reply) {
  const std::string_view uri = params.uri;
  if (uri.starts_with(rules) && uri.ends_with(".md")) {
    const auto page = cli::explanation_of(uri.substr(rules.size(), uri.size() - rules.size() - 3));
    if (page) return reply({unwrapped(*page)});
  }
  if (uri.starts_with(settings)) {
    session.shown_contents.insert(params.uri);
    const std::string of = rpc::percent_decoded(uri.substr(settings.size()));
    return reply({cli::toml_of(cli::effective_settings(session.values_of(of)))});
  }
  if (const std::string* measured = session.measurements.document(params.uri)) return reply({*measured});
  throw rpc::Error(rpc::ErrorCode::invalid_params, "perfhint has no content " + params.uri);
}

void refresh_contents(Session& session) {
  for (const std::string& uri : session.shown_contents)
    session.request(lsp::method::refresh_text_document_content, {uri});
}

}  // namespace perfhint::server::handlers
