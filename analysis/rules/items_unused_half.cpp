// items-unused-half: `for k, v in d.items()` where k or v is never used. values(), or the dict itself, gives
// the other half without making a pair each round.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

// A local that is bound here and that nothing uses: not in the loop, not after it, not in another function.
bool is_unused(const Facts& facts, Node name) {
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || !facts.is_local(*binding) || !facts.is_closed(*binding) ||
      binding->rebound_elsewhere) {
    return false;
  }
  for (const Definition& definition : binding->definitions) {
    if (definition.kind == DefinitionKind::deletion) return false;
    if (definition.name == name.index() && !facts.uses_of(*binding, definition).empty()) return false;
  }
  return true;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node call = unparenthesised(node.child(Field::right));
  if (!call.is(Kind::call)) return;
  const Node target = node.child(Field::left);
  if (!target.is_any(Kind::pattern_list, Kind::tuple_pattern) || target.named_child_count() != 2) return;
  const MethodCall items = read_method_call(call);
  if (items.method != "items" || call.child(Field::arguments).named_child_count() != 0) return;
  const Node key = target.named_child(0), value = target.named_child(1);
  const bool no_key = is_unused(facts, key), no_value = is_unused(facts, value);
  if (no_key == no_value || !facts.type(items.object).is(TypeKind::dict)) return;

  const std::string dict = shown(items.object);
  const std::string instead = dict + (no_key ? ".values()" : "");
  const std::string unused = shown(no_key ? key : value);
  Finding& finding = report.add(call, "`" + dict + ".items()` makes a pair each round, but `" + unused +
                                          "` is never used; iterate `" + instead + "`, which gives the " +
                                          (no_key ? "values" : "keys") + " alone");
  report.remark().evidence_case = no_key ? "values" : "keys";
  report.remark().has_impact = facts.python() == Python{13};  // 1.2x there, 1.5x and more on all others
  report.remark().impact = Impact::micro;
  finding.no_fix = {"Iterate `" + instead + "`", "a comment would be lost"};
  if (has_comment(facts.syntax(), {target.span().begin, call.span().end})) return;
  const Node half = no_key ? value : key;
  if (half.is(Kind::list_splat_pattern)) {
    finding.no_fix.reason = "`" + shown(half) + "` takes a list";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.safety = Safety::safe;
  fix.why = "`" + dict + "` is a dict, and `" + unused + "` is used nowhere";
  fix.edits.push_back({target.span(), std::string(half.text())});
  const Offset method = call.child(Field::function).child(Field::object).span().end;
  fix.edits.push_back({{method, call.span().end}, no_key ? ".values()" : ""});
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule items_unused_half;
const Rule items_unused_half = {"items-unused-half", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
