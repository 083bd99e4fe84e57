// in-dict-keys: `k in d.keys()`, d being a dict: a view is made to ask what the dict itself answers.
#include <array>

#include "analysis/rules/membership.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::comparison_operator};

void check(const Facts& facts, Node node, Report& report) {
  const Comparison test = read_membership(node);
  const Node keys = unparenthesised(test.right);
  const MethodCall method = read_method_call(keys);
  if (method.method != "keys" || keys.child(Field::arguments).named_child_count() != 0) return;
  if (!facts.type(method.object).is(TypeKind::dict)) return;
  const std::string name = shown(method.object);
  Finding& finding =
      report.add(keys, "`" + shown(keys) + "` makes a view for one look-up: a method call and an " +
                           "object a test; test `" + name + "` itself");
  finding.no_fix = {"Test `" + name + "` itself", "a comment would be lost"};
  const Span call{keys.child(Field::function).child(Field::object).span().end, keys.span().end};
  if (has_comment(facts.syntax(), call)) return;
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.safety = Safety::safe;
  fix.why = "`" + name + "` is a dict";
  fix.edits.push_back({call, ""});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule in_dict_keys;
const Rule in_dict_keys = {"in-dict-keys", Impact::micro, Topic::lookup, kinds, check};

}  // namespace perfhint
