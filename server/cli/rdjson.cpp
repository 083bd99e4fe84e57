#include "server/cli/rdjson.h"

#include <nlohmann/json.hpp>

#include "server/convert.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

// From 1, as its column in code points says it.
Json position(const Text& text, std::uint32_t line, std::uint32_t column) {
  std::string_view bytes = line <= text.line_count() ? text.slice(text.line(line - 1)) : std::string_view();
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (line == 1 && bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  return {{"line", line}, {"column", byte_of(bytes, column - 1, Encoding::utf32) + 1}};
}

Json range(const Text& text, const Place& place) {
  return {{"start", position(text, place.line, place.column)},
          {"end", position(text, place.end_line, place.end_column)}};
}

Json location(const Hint& hint, const Text& text, const Place& place) {
  return {{"path", hint.path}, {"range", range(text, place)}};
}

Json diagnostic(const Hint& hint, const Text& text) {
  Json object = {{"message", hint.message},
                 {"location", location(hint, text, hint.place)},
                 {"severity", hint.severity == Severity::warning ? "WARNING" : "INFO"},
                 {"code", {{"value", hint.rule}, {"url", page_link(hint.rule)}}}};
  for (const HintFix& fix : hint.fixes) {
    if (fix.edits.size() != 1) continue;
    const HintEdit& edit = fix.edits[0];
    object["suggestions"].push_back({{"range", range(text, edit.place)}, {"text", edit.text}});
  }
  for (const HintNote& note : hint.related) {
    object["related_locations"].push_back(
        {{"message", note.message}, {"location", location(hint, text, note.place)}});
  }
  return object;
}

}  // namespace

std::string rdjson_open() {
  return "{\n  \"source\": {\"name\": \"perfhint\", \"url\": \"https://perfhint.dev\"},\n"
         "  \"diagnostics\": [\n";
}

std::string rdjson_file(std::span<const Hint> hints, const Text& text, const Painter&) {
  std::string out;
  for (const Hint& hint : hints) {
    out += (out.empty() ? "    " : ",\n    ") +
           diagnostic(hint, text).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return out;
}

std::string rdjson_none() { return rdjson_open() + "  ]\n}\n"; }

}  // namespace perfhint::server::cli
