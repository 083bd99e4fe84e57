// any-generator-hot: any() or all() of a generator expression inside a loop. A generator is made for each
// call and switched to for each element; a loop with a break does without. The reverse of a style rule's
// advice, and a matter of hot code only. Conditions that are no calls have a better rewriting:
// any-bool-generator.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 2;

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"all", "any"};

void check(const Facts& facts, Node node, Report& report) {
  const Node generator = node.child(Field::arguments);
  if (!generator.is(Kind::generator_expression)) return;
  const Node body = unparenthesised(generator.child(Field::body));
  if (!body.is_any(Kind::call, Kind::attribute, Kind::subscript, Kind::identifier) || first_pause(generator))
    return;
  const bool any = facts.is_call_of(node, "any");
  if (!any && !facts.is_call_of(node, "all")) return;
  if (facts.heat(node).loops == 0 && facts.heat(node).said != Said::hot) return;
  if (is_short(facts, first_iterable(generator), few)) return;
  Finding& finding =
      report.add(node, std::string(any ? "any" : "all") +
                           "() makes a generator on each round and switches to it for each `" + shown(body) +
                           "`; a loop with a break does neither, for some lines more");
  report.remark().evidence_case = body.is(Kind::call) ? "call" : "";
  finding.no_fix.reason = "a loop is no expression: it needs a function, or a name for its result";
}

}  // namespace

extern const Rule any_generator_hot;
const Rule any_generator_hot = {"any-generator-hot", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
