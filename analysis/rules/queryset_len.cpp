// queryset-len: len() of a Django query set that is used for nothing else, or one as a condition: every row
// is fetched and made an object, only to be counted. count() and exists() ask the database.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 4> callees = {"all", "exclude", "filter", "len"};

// Model.objects.filter(...).exclude(...): a chain of calls that only narrow or order.
bool is_query_set(Node expression) {
  Node at = unparenthesised(expression);
  if (!at.is(Kind::call)) return false;
  while (at.is(Kind::call)) {
    const MethodCall method = read_method_call(at);
    const bool narrows = method.method == "all" || method.method == "filter" || method.method == "exclude" ||
                         method.method == "order_by" || method.method == "distinct" ||
                         method.method == "select_related" || method.method == "prefetch_related";
    if (!narrows) return false;
    at = unparenthesised(method.object);
  }
  if (!at.is(Kind::attribute) || at.child(Field::attribute).text() != "objects") return false;
  const Node model = at.child(Field::object);
  const std::string_view name =
      model.is(Kind::attribute) ? model.child(Field::attribute).text() : model.text();
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
}

// The query set, if the name is bound once to one and said nowhere else.
bool is_only_counted(const Facts& facts, Node argument) {
  const Binding* name = facts.binding(argument);
  if (name == nullptr) return is_query_set(argument);
  if (name->definitions.size() != 1 || name->uses.size() != 1 || name->captured ||
      !is_own_local(facts, *name, argument)) {
    return false;
  }
  const Node assignment = facts.syntax().node(name->definitions.front().name).parent();
  return assignment.is(Kind::assignment) && is_query_set(assignment.child(Field::right));
}

// if x:, while x:, not x, x and y: only whether there is any is asked.
bool is_condition(Node expression) {
  Node at = expression;
  while (at.parent().is_any(Kind::parenthesized_expression, Kind::not_operator)) at = at.parent();
  if (at.parent().is(Kind::not_operator) || (at != expression && at.is(Kind::not_operator))) return true;
  return at.field() == Field::condition &&
         at.parent().is_any(Kind::if_statement, Kind::elif_clause, Kind::while_statement);
}

void check(const Facts& facts, Node node, Report& report) {
  const bool counts = facts.is_call_of(node, "len");
  const Node argument = counts ? unparenthesised(read_call(node).sole_argument()) : node;
  if (!argument || (counts ? !is_only_counted(facts, argument) : !is_condition(node) || !is_query_set(node)))
    return;
  if (is_in_test(node)) return;
  const std::string said = shown(argument);
  Finding& finding = report.add(
      node, counts
                ? "`len(" + said + ")` fetches every row to count them: O(rows); `.count()` asks the database"
                : "`" + said +
                      "` as a condition fetches every row: O(rows); `.exists()` asks the database "
                      "for one");
  report.remark().evidence_case = counts ? "count" : "exists";
  Fix fix;
  fix.title = counts ? "Call count()" : "Call exists()";
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(facts.syntax(), node.span())) return;
  fix.why = "`objects` must be a manager of Django's: other libraries name other things so";
  if (counts)
    fix.edits = {{node.span(), std::string(argument.text()) + ".count()"}};
  else
    fix.edits = {{{node.span().end, node.span().end}, ".exists()"}};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule queryset_len;
const Rule queryset_len = {"queryset-len", Impact::factor, Topic::io, kinds, check, callees};

}  // namespace perfhint
