// strptime-iso: datetime.strptime() with a format that is ISO 8601, in a loop: fromisoformat() reads the same
// text in C.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"strptime"};

// What fromisoformat() takes on any Python; and from 3.11 on.
constexpr std::array<std::string_view, 6> formats = {"%Y-%m-%d",          "%Y-%m-%dT%H:%M",
                                                     "%Y-%m-%d %H:%M",    "%Y-%m-%dT%H:%M:%S",
                                                     "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"};
constexpr std::array<std::string_view, 6> newer_formats = {"%Y%m%d",
                                                           "%Y%m%dT%H%M%S",
                                                           "%Y-%m-%dT%H:%M:%S%z",
                                                           "%Y-%m-%d %H:%M:%S%z",
                                                           "%Y-%m-%dT%H:%M:%S.%f%z",
                                                           "%Y-%m-%d %H:%M:%S.%f"};

bool is_iso(const Facts& facts, std::string_view format) {
  if (std::find(formats.begin(), formats.end(), format) != formats.end()) return true;
  return facts.oldest_python() >= Python{11} &&
         std::find(newer_formats.begin(), newer_formats.end(), format) != newer_formats.end();
}

void add_fix(const Facts& facts, const MethodCall& call, Finding& finding) {
  const Node text = call.call.positional[0], format = call.call.positional[1];
  const Node list = text.parent();
  if (has_comment(facts.syntax(), list.span())) {
    finding.no_fix = {"Use `fromisoformat`", "a comment stands in the call"};
    return;
  }
  Fix fix;
  fix.title = "Use `fromisoformat`";
  fix.edits.push_back({call.call.function.child(Field::attribute).span(), "fromisoformat"});
  fix.edits.push_back({{text.span().end, format.span().end}, ""});
  fix.why = "strptime() is lenient: it takes \"2024-5-7\", which fromisoformat() refuses";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall call = read_method_call(node);
  if (!call || call.call.positional.size() != 2 || !call.call.keywords.empty() || call.call.splats) return;
  const Node format = unparenthesised(call.call.positional[1]);
  if (!format.is(Kind::string)) return;
  if (facts.qualified_name(call.call.function) != "datetime.datetime.strptime") return;
  const StringLiteral literal = read_string(format);
  if (!literal.value || !is_iso(facts, *literal.value) || facts.heat(node).loops == 0) return;
  Finding& finding = report.add(
      node,
      "`strptime` reads " + shown(format) + " by a regular expression and a locale, O(n) calls of " +
          "Python code for n texts; `fromisoformat` reads the same ISO 8601 text in C, and is stricter");
  report.remark().evidence_case = literal.value->find("%H") == std::string::npos ? "date" : "time";
  add_fix(facts, call, finding);
}

}  // namespace

extern const Rule strptime_iso;
const Rule strptime_iso = {"strptime-iso", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
