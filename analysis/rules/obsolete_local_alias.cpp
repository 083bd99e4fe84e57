// obsolete-local-alias: `append = xs.append` before a loop, or a default argument `_len=len`: tricks that
// made calls cheaper before Python 3.11. Since then the interpreter remembers what a method call or a
// builtin's name finds, and the plain form is as quick or quicker.
#include <array>

#include "analysis/facts/effects.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment, Kind::default_parameter};

bool is_container(TypeKind kind) {
  return kind == TypeKind::list || kind == TypeKind::dict || kind == TypeKind::set || kind == TypeKind::deque;
}

bool is_called(Node use) { return use.parent().is(Kind::call) && use.field() == Field::function; }

// --- append = xs.append ---

// The uses of the alias, all of them calls in a loop of this function; empty otherwise.
std::vector<Node> calls_of(const Facts& facts, const Binding& alias) {
  std::vector<Node> uses = facts.uses_within(alias, facts.syntax().root());
  bool looped = false;
  for (Node use : uses) {
    if (!is_called(use)) return {};
    looped = looped || facts.enclosing_loop(use);
  }
  return looped ? uses : std::vector<Node>();
}

// Every name for which the method is taken is bound once, so that it means the same object at each call.
bool is_bound_once(const Facts& facts, const Binding& binding, Node place) {
  return binding.definitions.size() == 1 && !binding.captured && !binding.rebound_elsewhere &&
         is_own_local(facts, binding, place);
}

void check_method(const Facts& facts, Node node, Report& report) {
  const Node left = node.child(Field::left), method = node.child(Field::right);
  if (!left.is(Kind::identifier) || !method.is(Kind::attribute) || node.child(Field::type)) return;
  const Node object = method.child(Field::object);
  if (!object.is(Kind::identifier) || !node.parent().is(Kind::expression_statement)) return;
  const std::string_view name = method.child(Field::attribute).text();
  const TypeKind kind = facts.type(object).kind;
  if (!is_container(kind) || effect_of_method(kind, name) == Effect::unknown) return;
  const Binding* alias = facts.binding(left);
  const Binding* owner = facts.binding(object);
  if (alias == nullptr || owner == nullptr || !is_bound_once(facts, *alias, node)) return;
  const std::vector<Node> calls = calls_of(facts, *alias);
  if (calls.empty()) return;

  Finding& finding =
      report.add(node, "`" + shown(left) +
                           "` saves no lookup since Python 3.11, and calling a bound method "
                           "costs more than `" +
                           shown(method) + "(...)`, O(1) a call either way; call the method itself");
  report.remark().evidence_case = "method";
  finding.no_fix = {"Call `" + shown(method) + "`", ""};
  if (!is_bound_once(facts, *owner, node)) {
    finding.no_fix.reason = "`" + shown(object) + "` may be bound anew between the two";
    return;
  }
  const Node statement = statement_of(node);
  const Node next = statement.next_sibling();
  const auto indent = indentation(statement);
  if (!indent || !next || next.is(Kind::semicolon) || next.is(Kind::comment) || !indentation(next)) {
    finding.no_fix.reason = "the alias does not stand on a line of its own";
    return;
  }
  Fix fix;
  fix.title = "Call `" + shown(method) + "` and drop `" + shown(left) + "`";
  fix.edits.push_back({{statement.span().begin, next.span().begin}, ""});
  for (Node use : calls) fix.edits.push_back({use.span(), std::string(method.text())});
  const Definition& made = owner->definitions.front();
  const Node assignment = facts.syntax().node(made.name).parent();
  const bool builtin = assignment.is(Kind::assignment) && is_fresh(facts, assignment.child(Field::right));
  fix.safety = builtin ? Safety::safe : Safety::unsafe;
  fix.why = builtin ? "`" + shown(object) + "` is bound once, to an object of a builtin type"
                    : "the class of `" + shown(object) + "` may give another method out later";
  finding.fixes.push_back(std::move(fix));
}

// --- def f(x, _len=len) ---

void check_default(const Facts& facts, Node node, Report& report) {
  const Node name = node.child(Field::name), value = node.child(Field::value);
  if (!name.is(Kind::identifier) || !value.is(Kind::identifier) || !name.text().starts_with('_')) return;
  if (name.text().substr(1) != value.text() || !facts.is_builtin(value, value.text())) return;
  const Binding* alias = facts.binding(name);
  if (alias == nullptr || alias->definitions.size() != 1) return;
  const std::vector<Node> uses = facts.uses_within(*alias, facts.syntax().root());
  for (Node use : uses) {
    if (!is_called(use)) return;
  }
  if (uses.empty()) return;
  Finding& finding =
      report.add(node, "`" + shown(node) +
                           "` saves no lookup since Python 3.11, and makes each call of the function "
                           "fill in a default, O(1) a call either way; call `" +
                           std::string(value.text()) + "` itself");
  report.remark().evidence_case = "default";
  finding.no_fix = {"", "the parameter is part of the function's signature: callers may give it"};
}

void check(const Facts& facts, Node node, Report& report) {
  if (facts.oldest_python() < Python{11}) return;
  if (node.is(Kind::assignment))
    check_method(facts, node, report);
  else
    check_default(facts, node, report);
}

}  // namespace

extern const Rule obsolete_local_alias;
const Rule obsolete_local_alias = {"obsolete-local-alias", Impact::micro, Topic::cpu, kinds, check};

}  // namespace perfhint
