// What each service reads is written in its documentation: docs.github.com/actions (workflow commands),
// docs.gitlab.com/ci/testing/code_quality, and the JUnit schema that Jenkins and GitLab read.
#include "server/cli/ci_formats.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "server/cli/fingerprint.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;
using Replacements = std::span<const std::pair<char, std::string_view>>;

std::string replaced(std::string_view text, Replacements replacements) {
  std::string out;
  for (const char c : text) {
    std::string_view by(&c, 1);
    for (const auto& [from, to] : replacements) {
      if (c == from) by = to;
    }
    out += by;
  }
  return out;
}

constexpr std::array<std::pair<char, std::string_view>, 5> github_escapes = {
    {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}}};
// Of the message; a property has no colon and comma as they are, either.
std::string github_text(std::string_view text) {
  return replaced(text, Replacements(github_escapes).first(3));
}
std::string github_property(std::string_view text) { return replaced(text, github_escapes); }

constexpr std::array<std::pair<char, std::string_view>, 6> xml_escapes = {
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}, {'\r', "&#13;"}}};
// XML 1.0 has no other control characters at all: they become spaces.
std::string xml(std::string_view text) {
  std::string out = replaced(text, xml_escapes);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
  }
  return out;
}

std::string_view gitlab_severity(Severity severity) {
  switch (severity) {
    case Severity::warning:
      return "major";
    case Severity::information:
      return "minor";
    default:
      return "info";
  }
}

}  // namespace

std::string github_file(std::span<const Hint> hints, const Text&, const Painter&) {
  std::string out;
  for (const Hint& hint : hints) {
    const Place& at = hint.place;
    // Columns are taken of one line only.
    const std::string columns =
        at.line == at.end_line ? fmt::format(",col={},endColumn={}", at.column, at.end_column) : "";
    out += fmt::format("::{} title=perfhint ({}),file={},line={},endLine={}{}::{}\n",
                       hint.severity == Severity::warning ? "warning" : "notice", github_property(hint.rule),
                       github_property(hint.path), at.line, at.end_line, columns, github_text(hint.message));
  }
  return out;
}

std::string gitlab_file(std::span<const Hint> hints, const Text& text, const Painter&) {
  const std::vector<std::string> prints = fingerprints(hints, text);
  std::string out;
  for (std::size_t i = 0; i < hints.size(); ++i) {
    const Hint& hint = hints[i];
    const Json object = {{"description", hint.message},
                         {"check_name", hint.rule},
                         {"fingerprint", prints[i]},
                         {"severity", gitlab_severity(hint.severity)},
                         {"location",
                          {{"path", hint.path},
                           {"positions",
                            {{"begin", {{"line", hint.place.line}, {"column", hint.place.column}}},
                             {"end", {{"line", hint.place.end_line}, {"column", hint.place.end_column}}}}}}}};
    out += (i == 0 ? "  " : ",\n  ") + object.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return out;
}

std::string junit_open() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"perfhint\">\n";
}

std::string junit_none() {
  return junit_open() + "  <testsuite name=\"perfhint\" tests=\"0\" failures=\"0\"/>\n</testsuites>\n";
}

std::string junit_file(std::span<const Hint> hints, const Text&, const Painter&) {
  std::string out = fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
                                xml(hints[0].path), hints.size(), hints.size());
  for (const Hint& hint : hints) {
    const std::string place = fmt::format("{}:{}:{}", hint.path, hint.place.line, hint.place.column);
    out += fmt::format(
        "    <testcase name=\"{} at {}:{}\" classname=\"{}\">\n"
        "      <failure type=\"{}\" message=\"{}\">{}: {}</failure>\n    </testcase>\n",
        xml(hint.rule), hint.place.line, hint.place.column, xml(hint.path), xml(hint.rule), xml(hint.message),
        xml(place), xml(hint.message));
  }
  return out + "  </testsuite>\n";
}

}  // namespace perfhint::server::cli
