// isinstance-union: isinstance(x, A | B) in a loop: the union is built on each call, and taken apart again.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"isinstance", "issubclass"};

// The classes of A | B | C, in order; empty where one of them is not a plain name.
std::vector<Node> members_of(Node union_type) {
  std::vector<Node> members;
  Node at = union_type;
  for (int depth = 0; at.is(Kind::binary_operator) && depth < 32; ++depth) {
    if (!at.child(Field::operator_).is(Kind::pipe)) return {};
    members.insert(members.begin(), unparenthesised(at.child(Field::right)));
    at = unparenthesised(at.child(Field::left));
  }
  members.insert(members.begin(), at);
  for (Node member : members) {
    if (!member.is_any(Kind::identifier, Kind::attribute)) return {};
  }
  return members;
}

void check(const Facts& facts, Node node, Report& report) {
  const Call call = read_call(node);
  if (call.positional.size() != 2) return;
  const Node classes = unparenthesised(call.positional[1]);
  if (!classes.is(Kind::binary_operator)) return;
  const std::vector<Node> members = members_of(classes);
  if (members.size() < 2 || !facts.is_builtin(call.function, call.function.text())) return;
  const Heat heat = facts.heat(node);
  if (heat.loops == 0 && heat.said != Said::hot) return;
  Finding& finding = report.add(node, "`" + shown(classes) +
                                          "` is built anew for each test, O(1) but several times the test's "
                                          "own price; a tuple of classes needs no building");
  finding.no_fix = {"Use a tuple", "a comment stands in the call"};
  if (has_comment(facts.syntax(), call.positional[1].span())) return;
  std::string tuple = "(";
  bool known = true;
  for (Node member : members) {
    tuple += (tuple.size() > 1 ? ", " : "") + std::string(member.text());
    known = known && (facts.type(member).is(TypeKind::class_) || facts.is_builtin(member, member.text()));
  }
  Fix fix;
  fix.title = "Use a tuple";
  fix.edits.push_back({call.positional[1].span(), tuple + ")"});
  fix.safety = known ? Safety::safe : Safety::unsafe;
  fix.why = known ? "all of them are classes" : "one of them is not known to be a class";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule isinstance_union;
const Rule isinstance_union = {"isinstance-union", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
