// Writing the structs, in the order of the header.
#include "protocol/lsp.h"

namespace perfhint::lsp {

namespace {

constexpr const char* annotation_id = "perfhint";

Json write(const ChangeAnnotation& annotation) {
  Json out = {{"label", annotation.label}, {"needsConfirmation", annotation.needs_confirmation}};
  if (!annotation.description.empty()) out["description"] = annotation.description;
  return out;
}

Json write(const Position& position) { return {{"line", position.line}, {"character", position.character}}; }

}  // namespace

Json write(const Null&) { return nullptr; }
Json write(const Range& range) { return {{"start", write(range.start)}, {"end", write(range.end)}}; }

Json write(const Diagnostic& diagnostic) {
  Json out = {{"range", write(diagnostic.range)},
              {"severity", static_cast<int>(diagnostic.severity)},
              {"code", diagnostic.code},
              {"source", diagnostic.source},
              {"message", diagnostic.message}};
  if (diagnostic.markdown) out["message"] = {{"kind", "markdown"}, {"value", diagnostic.message}};
  if (!diagnostic.href.empty()) out["codeDescription"] = {{"href", diagnostic.href}};
  for (const DiagnosticRelatedInformation& related : diagnostic.related_information) {
    out["relatedInformation"].push_back(
        {{"location", {{"uri", related.location.uri}, {"range", write(related.location.range)}}},
         {"message", related.message}});
  }
  if (!diagnostic.data.is_null()) out["data"] = diagnostic.data;
  return out;
}

Json write(const WorkspaceEdit& edit) {
  Json changes = Json::object(), documents = Json::array();
  for (const TextDocumentEdit& document : edit.documents) {
    Json edits = Json::array();
    for (const TextEdit& one : document.edits) {
      Json& json = edits.emplace_back(Json{{"range", write(one.range)}, {"newText", one.new_text}});
      if (edit.versioned && edit.annotation) json["annotationId"] = annotation_id;
    }
    const Json version = document.version ? Json(*document.version) : Json();
    if (edit.versioned) {
      documents.push_back(
          {{"textDocument", {{"uri", document.uri}, {"version", version}}}, {"edits", std::move(edits)}});
    } else {
      changes[document.uri] = std::move(edits);
    }
  }
  if (!edit.versioned) return {{"changes", std::move(changes)}};
  Json out = {{"documentChanges", std::move(documents)}};
  if (edit.annotation) out["changeAnnotations"] = {{annotation_id, write(*edit.annotation)}};
  return out;
}

Json write(const InitializeResult& result) {
  Json code_actions = true;
  if (!result.code_action_kinds.empty()) {
    code_actions = {{"codeActionKinds", result.code_action_kinds},
                    {"resolveProvider", result.code_action_resolve}};
    for (const CodeActionKindDocumentation& page : result.code_action_documentation) {
      const Json command = {{"title", page.title}, {"command", page.command}, {"arguments", page.arguments}};
      code_actions["documentation"].push_back({{"kind", page.kind}, {"command", command}});
    }
  }
  Json capabilities = {
      {"positionEncoding", result.position_encoding},
      {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
      {"hoverProvider", true},
      {"codeActionProvider", std::move(code_actions)},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
  if (!result.content_schemes.empty())
    capabilities["workspace"]["textDocumentContent"] = {{"schemes", result.content_schemes}};
  if (result.pull_diagnostics) {
    capabilities["diagnosticProvider"] = {{"identifier", "perfhint"},
                                          {"interFileDependencies", false},
                                          {"workspaceDiagnostics", result.workspace_diagnostics}};
  }
  if (result.notebooks) {
    const Json selector = {{"cells", Json::array({{{"language", "python"}}})}};
    capabilities["notebookDocumentSync"] = {{"notebookSelector", Json::array({selector})}, {"save", true}};
  }
  if (result.inlay_hints) capabilities["inlayHintProvider"] = true;
  if (result.code_lenses) capabilities["codeLensProvider"] = {{"resolveProvider", false}};
  if (!result.commands.empty()) capabilities["executeCommandProvider"] = {{"commands", result.commands}};
  return {{"capabilities", std::move(capabilities)},
          {"serverInfo", {{"name", result.server_name}, {"version", result.server_version}}}};
}

Json write(const RegistrationParams& params) {
  Json registrations = Json::array();
  for (const Registration& one : params.registrations) {
    Json json = {{"id", one.id}, {"method", one.method}};
    if (!one.options.is_null()) json["registerOptions"] = one.options;
    registrations.push_back(std::move(json));
  }
  return {{"registrations", std::move(registrations)}};
}

Json write(const Hover& hover) {
  const char* kind = hover.contents.kind == MarkupKind::markdown ? "markdown" : "plaintext";
  Json out = {{"contents", {{"kind", kind}, {"value", hover.contents.value}}}};
  if (hover.range) out["range"] = write(*hover.range);
  return out;
}

Json write(const InlayHint& hint) {
  const char* kind = hint.tooltip.kind == MarkupKind::markdown ? "markdown" : "plaintext";
  return {{"position", write(hint.position)},
          {"label", hint.label},
          {"tooltip", {{"kind", kind}, {"value", hint.tooltip.value}}},
          {"paddingLeft", true}};
}

Json write(const CodeLens& lens) {
  Json command = {{"title", lens.title}, {"tooltip", lens.tooltip}, {"command", lens.command}};
  if (!lens.arguments.is_null()) command["arguments"] = lens.arguments;
  return {{"range", write(lens.range)}, {"command", std::move(command)}};
}

Json write(const CodeAction& action) {
  Json out = {{"title", action.title}, {"kind", action.kind}};
  if (!action.diagnostics.empty()) out["diagnostics"] = action.diagnostics;
  if (action.is_preferred) out["isPreferred"] = true;
  if (!action.disabled.empty()) out["disabled"] = {{"reason", action.disabled}};
  if (action.edit) out["edit"] = write(*action.edit);
  if (!action.data.is_null()) out["data"] = action.data;
  if (!action.command.empty()) {
    out["command"] = {{"title", action.title}, {"command", action.command}, {"arguments", action.arguments}};
  }
  return out;
}

Json write(const PublishDiagnosticsParams& params) {
  Json out = {{"uri", params.uri}, {"diagnostics", params.diagnostics}};
  if (params.version) out["version"] = *params.version;
  return out;
}

Json write(const DocumentDiagnosticReport& report) {
  Json out = {{"kind", report.items ? "full" : "unchanged"}};
  if (!report.result_id.empty()) out["resultId"] = report.result_id;
  if (report.items) out["items"] = *report.items;
  return out;
}

Json write(const ConfigurationParams& params) {
  Json items = Json::array();
  for (const std::string& section : params.sections) items.push_back({{"section", section}});
  return {{"items", std::move(items)}};
}

Json write(const ApplyWorkspaceEditParams& params) {
  Json out = {{"label", params.label}, {"edit", params.edit}};
  if (params.is_refactoring) out["metadata"] = {{"isRefactoring", true}};
  return out;
}

Json write(const TextDocumentContentParams& params) { return {{"uri", params.uri}}; }
Json write(const TextDocumentContentResult& result) { return {{"text", result.text}}; }

Json write(const MessageParams& params) {
  return {{"type", static_cast<int>(params.type)}, {"message", params.message}};
}

Json write(const ShowDocumentParams& params) { return {{"uri", params.uri}, {"takeFocus", true}}; }

Json write(const ShowMessageRequestParams& params) {
  Json actions = Json::array();
  for (const std::string& title : params.actions) actions.push_back({{"title", title}});
  return {
      {"type", static_cast<int>(params.type)}, {"message", params.message}, {"actions", std::move(actions)}};
}

Json write(const LogTraceParams& params) {
  Json out = {{"message", params.message}};
  if (!params.verbose.empty()) out["verbose"] = params.verbose;
  return out;
}

}  // namespace perfhint::lsp
