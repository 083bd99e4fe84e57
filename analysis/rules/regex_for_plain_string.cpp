// regex-for-plain-string: a function of re whose pattern has no special characters: str has a method, or
// `in`, for it.
#include <array>

#include "analysis/rules/patterns.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 5> callees = {"fullmatch", "match", "search", "split", "sub"};

void add_fix(const Facts& facts, const PatternCall& call, const PlainRewrite& rewrite, Finding& finding) {
  if (has_comment(facts.syntax(), rewrite.replaced.span())) {
    finding.no_fix = {"", "a comment stands in the call"};
    return;
  }
  const Node subject = call.arguments.back();
  Fix fix;
  fix.title = "Use `" + rewrite.code + "`";
  fix.edits.push_back({rewrite.replaced.span(), rewrite.code});
  const bool known = facts.type(subject).is(TypeKind::str);
  fix.safety = known ? Safety::safe : Safety::unsafe;
  fix.why = known ? "`" + shown(subject) + "` is a str"
                  : "`" + shown(subject) + "` is not known to be a str: a class of its own may do otherwise";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const PatternCall call = read_pattern_call(facts, node);
  if (!plain_text(call)) return;
  const PlainRewrite rewrite = plain_rewrite(facts, call);
  if (!rewrite) return;
  Finding& finding = report.add(node, "`" + shown(call.pattern) + "` has nothing special in it, yet `re." +
                                          std::string(call.function) +
                                          "` looks the pattern up and runs the engine on each call; `" +
                                          rewrite.code + "` finds the same");
  report.remark().evidence_case = std::string(rewrite.evidence);
  add_fix(facts, call, rewrite, finding);
}

}  // namespace

extern const Rule regex_for_plain_string;
const Rule regex_for_plain_string = {
    "regex-for-plain-string", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
