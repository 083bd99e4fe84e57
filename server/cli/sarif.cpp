#include "server/cli/sarif.h"

#include <nlohmann/json.hpp>

#include "analysis/rules/pages.h"
#include "analysis/rules/rule.h"
#include "protocol/uri.h"
#include "server/cli/fingerprint.h"
#include "server/cli/rule_page.h"
#include "server/convert.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

Json rule_object(const Rule& rule) {
  return {{"id", rule.name},
          {"shortDescription", {{"text", first_sentence(page_of(rule.name))}}},
          {"helpUri", page_link(rule.name)},
          {"properties", {{"impact", name_of(rule.impact)}, {"tags", {"performance", name_of(rule.topic)}}}}};
}

// SARIF has no hints: what is only that is a note.
std::string_view level_of(Severity severity) { return severity == Severity::warning ? "warning" : "note"; }

Json region(const Place& place) {
  return {{"startLine", place.line},
          {"startColumn", place.column},
          {"endLine", place.end_line},
          {"endColumn", place.end_column}};
}

// Relative paths as relative references: percent-encoded, with slashes.
std::string reference(const std::string& path) {
  return path.starts_with('/') ? rpc::uri_of(path) : rpc::percent_encoded(path);
}

Json location(const std::string& path, const Place& place) {
  return {
      {"physicalLocation", {{"artifactLocation", {{"uri", reference(path)}}}, {"region", region(place)}}}};
}

Json fix_object(const std::string& path, const HintFix& fix) {
  Json replacements = Json::array();
  for (const HintEdit& edit : fix.edits) {
    replacements.push_back(
        {{"deletedRegion", region(edit.place)}, {"insertedContent", {{"text", edit.text}}}});
  }
  const std::string safety = fix.safety == Safety::safe ? "safe: " : "unsafe: ";
  Json change = {{"artifactLocation", {{"uri", reference(path)}}}, {"replacements", std::move(replacements)}};
  return {{"description", {{"text", fix.title + " (" + safety + fix.why + ")"}}},
          {"artifactChanges", Json::array({std::move(change)})}};
}

Json result_object(const Hint& hint, const std::string& fingerprint) {
  Json object = {{"ruleId", hint.rule},
                 {"level", level_of(hint.severity)},
                 {"message", {{"text", hint.message}}},
                 {"locations", Json::array({location(hint.path, hint.place)})},
                 {"partialFingerprints", {{"perfhint/v1", fingerprint}}}};
  if (hint.profiled) object["rank"] = 100 * hint.profiled->saving;  // 0 to 100, by SARIF
  for (const HintNote& note : hint.related) {
    Json at = location(hint.path, note.place);
    at["message"] = {{"text", note.message}};
    object["relatedLocations"].push_back(std::move(at));
  }
  for (const HintFix& fix : hint.fixes) {
    if (!fix.edits.empty()) object["fixes"].push_back(fix_object(hint.path, fix));
  }
  return object;
}

}  // namespace

std::string sarif_open() {
  Json rules = Json::array();
  for (const Rule* rule : all_rules()) rules.push_back(rule_object(*rule));
  const Json driver = {{"name", "perfhint"},
                       {"version", PERFHINT_VERSION},
                       {"informationUri", "https://perfhint.dev"},
                       {"rules", std::move(rules)}};
  return "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
         "  \"runs\": [\n    {\n      \"tool\": {\"driver\": " +
         driver.dump() + "},\n      \"columnKind\": \"unicodeCodePoints\",\n      \"results\": [\n";
}

std::string sarif_file(std::span<const Hint> hints, const Text& text, const Painter&) {
  const std::vector<std::string> prints = fingerprints(hints, text);
  std::string out;
  for (std::size_t i = 0; i < hints.size(); ++i) {
    out += (i == 0 ? "        " : ",\n        ") +
           result_object(hints[i], prints[i]).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return out;
}

std::string sarif_none() { return sarif_open() + "      ]\n    }\n  ]\n}\n"; }

}  // namespace perfhint::server::cli
