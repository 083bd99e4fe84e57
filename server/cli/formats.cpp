// JSON is written by nlohmann's ordered_json, so that the keys keep the order of the documentation.
#include "server/cli/formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>

#include "server/cli/ci_formats.h"
#include "server/cli/frame.h"
#include "server/cli/rdjson.h"
#include "server/cli/sarif.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string at(const Hint& hint, const Place& place) {
  const std::string cell = place.cell > 0 ? fmt::format(":cell {}", place.cell) : "";
  return fmt::format("{}{}:{}:{}", hint.path, cell, place.line, place.column);
}

std::string fix_line(const HintFix& fix, const Painter& painter) {
  const bool safe = fix.safety == Safety::safe;
  std::string line = painter.paint(Ink::cyan, "help:") + " " + fix.title + " (" +
                     painter.paint(safe ? Ink::green : Ink::yellow, safe ? "safe fix" : "unsafe fix");
  if (!fix.why.empty()) line += ": " + fix.why;
  return line + ")\n";
}

std::string no_fix_line(const NoFix& none, const Painter& painter) {
  if (none.reason.empty()) return "";
  const std::string what = none.title.empty() ? "" : none.title + ": ";
  return painter.paint(Ink::cyan, "no fix:") + " " + what + none.reason + "\n";
}

void add_place(Json& json, const Place& place) {
  if (place.cell > 0) json["cell"] = place.cell;
  json["line"] = place.line;
  json["column"] = place.column;
  json["endLine"] = place.end_line;
  json["endColumn"] = place.end_column;
}

Json fix_object(const HintFix& fix) {
  Json edits = Json::array();
  for (const HintEdit& edit : fix.edits) {
    Json made = Json::object();
    add_place(made, edit.place);
    made["text"] = edit.text;
    edits.push_back(std::move(made));
  }
  return {
      {"title", fix.title}, {"safety", name_of(fix.safety)}, {"why", fix.why}, {"edits", std::move(edits)}};
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

std::string indented(std::string text) {
  for (std::size_t at = 0; at != std::string::npos; at = text.find('\n', at + 1))
    text.insert(at == 0 ? 0 : at + 1, "  ");
  return text;
}

std::string count(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string fixable(const Totals& totals) {
  const std::size_t safe = totals.fixable, unsafe = totals.unsafely_fixable;
  if (safe > 0 && unsafe > 0) {
    return fmt::format(" ({} fixable with --fix, {} with --fix --unsafe-fixes)", safe, unsafe);
  }
  if (safe > 0) return fmt::format(" ({} fixable with --fix)", safe);
  return unsafe > 0 ? fmt::format(" ({} fixable with --fix --unsafe-fixes)", unsafe) : "";
}

}  // namespace

std::string full(const Hint& hint, const Text& text, const Painter& painter) {
  const std::string margin(gutter_of(hint.place), ' ');
  std::string out = painter.paint(Ink::yellow, hint.rule) + ": " + painter.paint(Ink::bold, hint.message) +
                    "\n" + margin + painter.paint(Ink::blue, "-->") + " " + at(hint, hint.place) + "\n" +
                    frame(text, hint.place, painter);
  for (const HintNote& note : hint.related) {
    out += margin + painter.paint(Ink::blue, " = ") + "note: " + note.message + " (" + at(hint, note.place) +
           ")\n";
  }
  for (const HintFix& fix : hint.fixes) out += fix_line(fix, painter);
  out += no_fix_line(hint.no_fix, painter);
  return out + "\n";
}

std::string concise(const Hint& hint, const Painter& painter) {
  std::string message = hint.message;
  std::ranges::replace(message, '\n', ' ');
  return at(hint, hint.place) + ": " + painter.paint(Ink::yellow, hint.rule) + " " + message + "\n";
}

std::string json(const Hint& hint, bool one_line) {
  Json object = {{"path", hint.path}, {"rule", hint.rule}};
  add_place(object, hint.place);
  object["message"] = hint.message;
  object["impact"] = perfhint::name_of(hint.impact);
  object["severity"] = name_of(hint.severity);
  if (hint.profiled) object["profile"] = {{"share", hint.profiled->share}, {"saving", hint.profiled->saving}};
  object["fixes"] = Json::array();
  for (const HintFix& fix : hint.fixes) object["fixes"].push_back(fix_object(fix));
  if (!hint.no_fix.reason.empty()) {
    object["noFix"] = {{"title", hint.no_fix.title}, {"reason", hint.no_fix.reason}};
  }
  return one_line ? object.dump(-1, ' ', false, Json::error_handler_t::replace) : indented(dump(object));
}

namespace {

std::string full_file(std::span<const Hint> hints, const Text& text, const Painter& painter) {
  std::string out;
  for (const Hint& hint : hints) out += full(hint, text, painter);
  return out;
}

std::string concise_file(std::span<const Hint> hints, const Text&, const Painter& painter) {
  std::string out;
  for (const Hint& hint : hints) out += concise(hint, painter);
  return out;
}

std::string json_file(std::span<const Hint> hints, const Text&, const Painter&) {
  std::string out;
  for (const Hint& hint : hints) out += (out.empty() ? "" : ",\n") + json(hint);
  return out;
}

std::string jsonl_file(std::span<const Hint> hints, const Text&, const Painter&) {
  std::string out;
  for (const Hint& hint : hints) out += json(hint, true) + "\n";
  return out;
}

std::string array_open() { return "[\n"; }
std::string empty_array() { return "[]\n"; }

constexpr std::array all_writers = {
    Writer{Format::full, "full", full_file},
    Writer{Format::concise, "concise", concise_file},
    Writer{Format::json, "json", json_file, array_open, ",\n", "\n]\n", empty_array},
    Writer{Format::jsonl, "jsonl", jsonl_file},
    Writer{Format::github, "github", github_file},
    Writer{Format::gitlab, "gitlab", gitlab_file, array_open, ",\n", "\n]\n", empty_array},
    Writer{Format::junit, "junit", junit_file, junit_open, "", "</testsuites>\n", junit_none},
    Writer{Format::rdjson, "rdjson", rdjson_file, rdjson_open, ",\n", "\n  ]\n}\n", rdjson_none},
    Writer{Format::sarif, "sarif", sarif_file, sarif_open, ",\n", "\n      ]\n    }\n  ]\n}\n", sarif_none},
};

}  // namespace

std::span<const Writer> writers() { return all_writers; }
const Writer& writer_of(Format format) { return all_writers[static_cast<std::size_t>(format)]; }

Totals& Totals::operator+=(const Totals& other) {
  files += other.files;
  files_with_hints += other.files_with_hints;
  files_changed += other.files_changed;
  hints += other.hints;
  known += other.known;
  fixable += other.fixable;
  unsafely_fixable += other.unsafely_fixable;
  fixed += other.fixed;
  problems += other.problems;
  for (const auto& [rule, number] : other.by_rule) by_rule[rule] += number;
  return *this;
}

std::string summary(const Totals& totals, Told told) {
  const std::string fixes = totals.fixed == 1 ? "1 fix" : fmt::format("{} fixes", totals.fixed);
  std::string text;
  if (told != Told::hints) {
    const std::string changed = count(totals.files_changed, "file");
    text = totals.fixed == 0    ? "No fixes in " + count(totals.files, "file")
           : told == Told::diff ? fixes + " would change " + changed
                                : "Applied " + fixes + " in " + changed;
  } else if (totals.hints == 0) {
    text = "No hints in " + count(totals.files, "file");
  } else {
    text = "Found " + count(totals.hints, "hint") + " in " + count(totals.files_with_hints, "file") +
           fixable(totals);
  }
  if (totals.known > 0) text += fmt::format("; {} of the baseline not shown", totals.known);
  if (totals.fixed > 0 && told == Told::hints)
    text += "; applied " + fixes + " in " + count(totals.files_changed, "file");
  if (totals.problems > 0) text += "; " + count(totals.problems, "problem");
  return text + ".\n";
}

std::string statistics(const Totals& totals, Format format) {
  std::vector<std::pair<std::string, std::size_t>> rows(totals.by_rule.begin(), totals.by_rule.end());
  std::ranges::stable_sort(rows, std::ranges::greater(), [](const auto& row) { return row.second; });
  if (format == Format::json || format == Format::jsonl) {
    Json array = Json::array();
    for (const auto& [rule, number] : rows) array.push_back({{"rule", rule}, {"count", number}});
    return dump(array) + "\n";
  }
  std::string out;
  for (const auto& [rule, number] : rows) out += fmt::format("{:>7}  {}\n", number, rule);
  return out;
}

}  // namespace perfhint::server::cli
