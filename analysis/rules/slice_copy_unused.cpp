// slice-copy-unused: `b = a[:]`, a.copy(), list(a), copy.copy(a), where b is only looked at, and nothing
// changes a as long as b is used: b may be a itself.
#include <array>

#include "analysis/rules/looks.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

// The name that an expression copies, of a type that copies are made of: a new object of the same type.
Node copied(const Facts& facts, Node value) {
  Node source;
  if (value.is(Kind::subscript)) {
    const Subscript slice = read_subscript(value);
    if (slice.full_slice && facts.type(slice.object).is(TypeKind::list)) source = slice.object;
  } else if (value.is(Kind::call)) {
    if (const Node argument = sole_argument_of(facts, value, "list")) {
      if (facts.type(argument).is(TypeKind::list)) source = argument;
    } else if (facts.is_call_of(value, "copy.copy")) {
      source = read_call(value).sole_argument();
    } else if (const MethodCall method = read_method_call(value);
               method.method == "copy" && value.child(Field::arguments).named_child_count() == 0) {
      source = method.object;
    }
  }
  source = unparenthesised(source);
  if (!source.is(Kind::identifier)) return {};
  const Type type = facts.type(source);
  const bool known = type.is(TypeKind::list) || type.is(TypeKind::dict) || type.is(TypeKind::set);
  return known ? source : Node();
}

// The last statement of the block, from the assignment on, that uses the name; none if a use lies elsewhere,
// or does more than look.
Node last_use(const Facts& facts, const Binding& name, Node made) {
  Node last;
  for (const std::uint32_t index : name.uses) {
    const Node use = facts.syntax().node(index);
    Node statement = statement_of(use);
    while (statement && statement.parent() != made.parent()) statement = statement_of(statement.parent());
    if (!statement || statement.index() <= made.index() || !is_momentary(facts, use)) return {};
    if (!last || statement.index() > last.index()) last = statement;
  }
  return last;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node target = node.child(Field::left), value = unparenthesised(node.child(Field::right));
  if (!value.is_any(Kind::subscript, Kind::call) || !target.is(Kind::identifier)) return;
  const Node made = node.parent();
  if (!made.is(Kind::expression_statement) || node.child(Field::type)) return;
  const Node source = copied(facts, value);
  if (!source) return;
  const Binding* name = facts.binding(target);
  const Binding* original = facts.binding(source);
  if (name == nullptr || original == nullptr || name == original || name->definitions.size() != 1 ||
      name->captured || !is_own_local(facts, *name, node) || !is_own_local(facts, *original, node) ||
      original->captured) {
    return;
  }
  const Node last = last_use(facts, *name, made);
  if (!last) return;
  for (Node statement : children(made.parent())) {
    if (statement.index() <= made.index() || statement.index() > last.index()) continue;
    if (facts.may_change_within(source, statement)) return;
  }
  const std::string from = "`" + std::string(source.text()) + "`";
  const std::string to = "`" + std::string(target.text()) + "`";
  Finding& finding = report.add(
      value, "`" + shown(value) + "` copies all of " + from + ", O(n) time and memory, but " + to +
                 " is only looked at, and nothing changes " + from + " meanwhile; use " + from + " itself");
  finding.related.push_back({last.span(), "the last use of " + to});
  finding.no_fix = {"Let " + to + " be " + from + " itself", "a comment would be lost"};
  auto edits = unwrapped(value, source);
  if (!edits) return;
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits = std::move(*edits);
  fix.safety = Safety::safe;
  fix.why = "nothing changes either while " + to + " is used";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule slice_copy_unused;
const Rule slice_copy_unused = {"slice-copy-unused", Impact::factor, Topic::copy, kinds, check};

}  // namespace perfhint
