// manual-list-comprehension: a for loop whose whole body is `out.append(expression)`, or that under one `if`.
// A list that starts empty before the loop becomes a comprehension; another one is extended by it, as a list:
// extend() of a generator costs more than the loop from Python 3.11 on. There the gain is small: micro.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 4;

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"append"};

struct Appending {
  FillingLoop all;
  Node list, element;
  const Binding* binding = nullptr;
  Start start;  // none: the list exists already
  explicit operator bool() const { return binding != nullptr; }
};

bool is_bare_target(const FillingLoop& all, Node element) {
  return !all.condition && all.target.is(Kind::identifier) && element.text() == all.target.text();
}

Appending read_appending(const Facts& facts, Node node) {
  const MethodCall method = read_method_call(node);
  Appending one;
  one.list = method.object;
  one.element = method.call.sole_argument();
  if (!one.element || !one.list.is(Kind::identifier)) return {};
  one.all = read_filling_loop(node);
  if (!one.all || is_bare_target(one.all, one.element)) return {};  // that is manual-copy's
  const Binding* binding = facts.binding(one.list);
  if (binding == nullptr || facts.uses_within(*binding, one.all.loop).size() != 1 ||
      facts.rebound_within(*binding, one.all.loop)) {
    return {};
  }
  const ScopeKind scope = facts.names().scopes()[facts.names().scope_at(node.index())].kind;
  if (scope == ScopeKind::class_) return {};  // a comprehension does not see the class's names
  one.start = start_of(facts, *binding, one.all.loop);
  if (!one.start || !is_empty_list(facts, one.start.value)) {
    one.start = {};
    if (binding->captured) return {};  // what is iterated may add to it, too
    if (!facts.type(one.list).is(TypeKind::list) || !facts.is_closed(*binding)) return {};
  }
  one.binding = binding;
  return one;
}

void add_fix(const Facts& facts, const Appending& one, Finding& finding) {
  const std::string name(one.list.text());
  finding.no_fix.title = (one.start ? "Make `" : "Extend `") + name + "` by a list comprehension";
  if (!fits_comprehension(facts, one.all)) {
    finding.no_fix.reason = "super() works in a comprehension from Python 3.12 on";
    return;
  }
  std::vector<std::string> pieces{one.start ? "[" : name + ".extend([", std::string(one.element.text())};
  const std::string clauses = clauses_of(one.all);
  if (one.all.condition) {
    FillingLoop unfiltered = one.all;
    unfiltered.condition = {};
    const std::string heads = clauses_of(unfiltered);
    pieces.push_back(heads);
    pieces.push_back(clauses.substr(heads.size()));
  } else {
    pieces.push_back(clauses);
  }
  pieces.push_back(one.start ? "]" : "])");
  offer(in_one_go(one.all, name, one.start, pieces),
        half_made_objection(facts, *one.binding, one.start, one.all),
        "nothing sees `" + name + "` half filled, or uses the loop's names later", finding);
}

void check(const Facts& facts, Node node, Report& report) {
  const Appending one = read_appending(facts, node);
  if (!one || used_afterwards(facts, one.all) == Afterwards::code || is_short(facts, one.all.iterable, few)) {
    return;
  }
  const std::string name(one.list.text());
  const std::string made = "[" + shown(one.element) + " for ... in " + shown(one.all.iterable) +
                           (one.all.condition ? " if ...]" : "]");
  Finding& finding = report.add(
      node, "each round calls `" + name + ".append`, O(n) calls for one list; " +
                (one.start ? "`" + name + " = " + made + "`" : "`" + name + ".extend(" + made + ")`") +
                " adds the elements without them");
  Report::Remark& remark = report.remark();
  remark.evidence_case = !one.start ? "extend" : one.all.condition ? "filtered" : "";
  remark.has_impact = true;
  remark.impact = facts.python().minor < 11 ? Impact::factor : Impact::micro;
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule manual_list_comprehension;
const Rule manual_list_comprehension = {
    "manual-list-comprehension", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
