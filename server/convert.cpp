// One function a word.
#include "server/convert.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "analysis/rules/rule.h"
#include "server/markdown.h"

namespace perfhint::server {

namespace {

lsp::Position position_of(const Module& module, Offset offset, Encoding encoding) {
  const Position position = module.position(offset, encoding);
  return {position.line, position.column};
}

lsp::DiagnosticSeverity severity_of(Severity severity) {
  switch (severity) {
    case Severity::warning:
      return lsp::DiagnosticSeverity::warning;
    case Severity::information:
      return lsp::DiagnosticSeverity::information;
    case Severity::hint:
    case Severity::off:
      break;
  }
  return lsp::DiagnosticSeverity::hint;
}

// The measured gain is bold: the end of a sentence, behind which only the share of a profiled run may stand.
std::string message_markdown(const std::string& message) {
  const std::size_t measured = message.rfind("Measured on CPython ");
  const std::size_t gain = measured == std::string::npos ? measured : message.find(": ", measured);
  if (gain == std::string::npos) return prose_of(message);
  const std::size_t begin = gain + 2;
  const std::size_t end =
      std::min(message.find(". ", begin), message.size() - (message.ends_with('.') ? 1 : 0));
  return prose_of(message.substr(0, begin) + "**" + message.substr(begin, end - begin) + "**" +
                  (end < message.size() ? message.substr(end) : "."));
}

lsp::Diagnostic too_large(const Config& config) {
  lsp::Diagnostic diagnostic;
  diagnostic.severity = lsp::DiagnosticSeverity::information;
  diagnostic.code = "file-too-large";
  diagnostic.source = "perfhint";
  diagnostic.message =
      fmt::format("perfhint does not analyse files of more than {} bytes (the setting max-bytes).",
                  config.analysis.max_bytes);
  return diagnostic;
}

}  // namespace

lsp::Range range_of(const Module& module, Span span, Encoding encoding) {
  return {position_of(module, span.begin, encoding), position_of(module, span.end, encoding)};
}

Span span_of(const Module& module, const lsp::Range& range, Encoding encoding) {
  const Offset a = module.offset({range.start.line, range.start.character}, encoding);
  const Offset b = module.offset({range.end.line, range.end.character}, encoding);
  return {std::min(a, b), std::max(a, b)};
}

std::string page_link(std::string_view rule) { return fmt::format("https://perfhint.dev/rules/{}", rule); }

lsp::Diagnostic diagnostic_of(const Checked& checked, const Located& located, const View& view,
                              Encoding encoding, const lsp::ClientCapabilities::Diagnostics& client) {
  const Finding& finding = *located.finding;
  const Module& module = checked.module();
  lsp::Diagnostic diagnostic;
  diagnostic.range = view.outer(range_of(module, located.span(), encoding));
  diagnostic.severity = severity_of(finding.severity);
  diagnostic.code = finding.rule->name;
  diagnostic.source = "perfhint";
  diagnostic.markdown = client.markup_message;
  diagnostic.message = client.markup_message ? message_markdown(finding.message) : finding.message;
  if (client.code_description) diagnostic.href = page_link(finding.rule->name);
  if (client.related_information) {
    for (const Related& related : finding.related) {
      const lsp::Range range = range_of(module, located.absolute(related.span), encoding);
      diagnostic.related_information.push_back({view.location(range), related.message});
    }
  }
  if (client.data) diagnostic.data = {{"rule", finding.rule->name}, {"fixes", finding.fixes.size()}};
  return diagnostic;
}

namespace {

// At most so many, those of the highest rank, by position.
std::vector<Located> first_ranked(std::vector<Located> findings, std::size_t most) {
  if (findings.size() <= most) return findings;
  std::ranges::stable_sort(findings, std::ranges::greater(),
                           [](const Located& located) { return located.finding->rank; });
  findings.resize(most);
  std::ranges::sort(findings, {}, [](const Located& located) { return located.span().begin; });
  return findings;
}

}  // namespace

rpc::Json diagnostics_of(Contents& contents, const View& view, const Client& client, const Config& config,
                         bool pulled, std::stop_token stop) {
  if (config.excluded) return rpc::Json::array();
  if (!contents.module()) return view.is_empty() ? rpc::Json::array() : too_large_diagnostics(config);
  return diagnostics_of(contents.checked(config.analysis, std::move(stop)), view, client, config, pulled);
}

rpc::Json diagnostics_of(const Checked& checked, const View& view, const Client& client, const Config& config,
                         bool pulled) {
  rpc::Json out = rpc::Json::array();
  const auto& flags = pulled ? client.capabilities.pulled : client.capabilities.published;
  std::vector<Located> findings = checked.findings();
  std::erase_if(findings, [&](const Located& located) { return !view.holds(located.span().begin); });
  for (const Located& located : first_ranked(std::move(findings), config.max_hints)) {
    out.push_back(write(diagnostic_of(checked, located, view, client.encoding, flags)));
  }
  return out;
}

rpc::Json too_large_diagnostics(const Config& config) { return rpc::Json::array({write(too_large(config))}); }

std::string result_id_of(const rpc::Json& diagnostics) {
  return std::to_string(
      std::hash<std::string>()(diagnostics.dump(-1, ' ', false, rpc::Json::error_handler_t::replace)));
}

std::vector<lsp::TextEdit> text_edits(const Module& module, const View& view, const std::vector<Edit>& edits,
                                      Encoding encoding) {
  std::vector<lsp::TextEdit> out;
  out.reserve(edits.size());
  for (const Edit& edit : edits)
    out.push_back({view.outer(range_of(module, edit.span, encoding)), edit.text});
  return out;
}

lsp::WorkspaceEdit workspace_edit(const View& view, std::vector<lsp::TextEdit> edits, const Client& client) {
  lsp::WorkspaceEdit edit;
  edit.documents.push_back({view.uri(), view.version(), std::move(edits)});
  edit.versioned = client.capabilities.workspace.document_changes;
  return edit;
}

}  // namespace perfhint::server
