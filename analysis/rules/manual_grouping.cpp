// manual-grouping: in a loop, `if k not in d: d[k] = []` before `d[k].append(v)`, the same with an else, or
// `d.setdefault(k, []).append(v)`, of a dict that this function makes empty outside the loop. A defaultdict
// makes the missing list in C. It also makes one where a missing key is only read: safe where nothing does.
#include <algorithm>
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 3> callees = {"append", "add", "setdefault"};

struct Grouping {
  Node dict, key;
  std::string_view factory;  // list or set
  Node at;                   // what the hint points at
  Node guard;                // the `if` before; none
  Node kept;                 // the statement d[k].append(v) of an if and else, which replaces the whole
  Node setdefault;           // the call
  explicit operator bool() const { return static_cast<bool>(dict); }
};

std::string_view factory_of(const Facts& facts, Node empty, std::string_view method) {
  if (is_empty_list(facts, empty)) return method == "append" ? "list" : "";
  return is_empty_set(facts, empty) && method == "add" ? "set" : "";
}

// The only statement of a block, if it is `d[k] = value`: that value.
Node value_set(Node block, const Grouping& grouping) {
  const Node statement =
      block.is(Kind::block) && block.named_child_count() == 1 ? block.named_child(0) : Node();
  const Node assignment = sole_expression(statement);
  const Subscript place = read_subscript(assignment.child(Field::left));
  const bool same = assignment.is(Kind::assignment) && place.index &&
                    place.object.text() == grouping.dict.text() && place.index.text() == grouping.key.text();
  return same ? assignment.child(Field::right) : Node();
}

bool is_test(Node condition, Kind op, const Grouping& grouping) {
  const Comparison test = read_comparison(unparenthesised(condition));
  return test.op == op && unparenthesised(test.left).text() == grouping.key.text() &&
         unparenthesised(test.right).text() == grouping.dict.text();
}

// if k in d: d[k].append(v), else: d[k] = [v].
bool read_choice(const Facts& facts, Node call, Node statement, Grouping& grouping) {
  const MethodCall method = read_method_call(call);
  const Node block = statement.parent(), choice = block.parent();
  const Node alternative = choice.child(Field::alternative);
  if (!choice.is(Kind::if_statement) || !alternative.is(Kind::else_clause) ||
      block.named_child_count() != 1 || block != choice.child(Field::consequence) ||
      !is_test(choice.child(Field::condition), Kind::kw_in, grouping)) {
    return false;
  }
  const Node made = value_set(alternative.child(Field::body), grouping);
  const bool list = made.is(Kind::list) && method.method == "append";
  const bool set = made.is(Kind::set) && method.method == "add";
  if ((!list && !set) || made.named_child_count() != 1 ||
      made.named_child(0).text() != method.call.sole_argument().text()) {
    return false;
  }
  grouping.factory = list ? "list" : "set";
  grouping.guard = choice;
  grouping.kept = statement;
  grouping.at = choice.child(Field::condition);
  return facts.is_pure(grouping.key);
}

Grouping read_guarded(const Facts& facts, Node call) {
  const MethodCall method = read_method_call(call);
  const Subscript place = read_subscript(method.object);
  const Node statement = call.parent();
  if (!place.index || !place.object.is(Kind::identifier) || !method.call.sole_argument() ||
      !statement.is(Kind::expression_statement)) {
    return {};
  }
  Grouping grouping;
  grouping.dict = place.object;
  grouping.key = place.index;
  if (read_choice(facts, call, statement, grouping)) return grouping;
  const Node guard = previous_statement(statement);
  if (!guard.is(Kind::if_statement) || guard.child(Field::alternative) ||
      !is_test(guard.child(Field::condition), Kind::kw_not_in, grouping) || !facts.is_pure(grouping.key)) {
    return {};
  }
  grouping.factory = factory_of(facts, value_set(guard.child(Field::consequence), grouping), method.method);
  grouping.guard = guard;
  grouping.at = guard.child(Field::condition);
  return grouping.factory.empty() ? Grouping() : grouping;
}

Grouping read_setdefault(const Facts& facts, Node call) {
  const MethodCall method = read_method_call(call);
  const MethodCall adding = read_method_call(call.parent().parent());
  if (!method || !method.object.is(Kind::identifier) || method.call.positional.size() != 2 ||
      !method.call.keywords.empty() || method.call.splats || !adding || adding.object != call) {
    return {};
  }
  Grouping grouping;
  grouping.dict = method.object;
  grouping.key = method.call.positional[0];
  grouping.factory = factory_of(facts, method.call.positional[1], adding.method);
  grouping.at = call;
  grouping.setdefault = call;
  return grouping.factory.empty() ? Grouping() : grouping;
}

Grouping read_grouping(const Facts& facts, Node call) {
  return call.child(Field::function).child(Field::attribute).text() == "setdefault"
             ? read_setdefault(facts, call)
             : read_guarded(facts, call);
}

// The call of which a use of the dict may be the one that groups.
Node call_around(Node use) {
  const Node first = use.parent();  // d.setdefault or d[k]
  if (first.is(Kind::attribute)) return first.parent();
  return first.is(Kind::subscript) && first.parent().is(Kind::attribute) ? first.parent().parent() : Node();
}

// `d = {}`, the only thing the name is bound to, outside the loop.
Node start_value(const Facts& facts, const Binding& dict, Node loop) {
  if (!facts.is_closed(dict) || dict.definitions.size() != 1 || dict.rebound_elsewhere) return {};
  const Node name = facts.syntax().node(dict.definitions.front().name);
  const Node assignment = name.parent();
  const bool plain = assignment.is(Kind::assignment) && name.field() == Field::left &&
                     assignment.parent().is(Kind::expression_statement) && !name.within(loop);
  const Node value = assignment.child(Field::right);
  return plain && is_empty_dict(facts, value) ? value : Node();
}

// The dict gets other values elsewhere: a record, no grouping.
bool holds_others(const Facts& facts, const Binding& dict) {
  for (const std::uint32_t at : dict.uses) {
    const Node use = facts.syntax().node(at);
    const Node parent = use.parent();
    const bool updated = parent.is(Kind::attribute) && parent.child(Field::attribute).text() == "update";
    const bool stored = parent.is(Kind::subscript) && parent.field() == Field::left;
    if (updated) return true;
    if (!stored) continue;
    const Node statement = statement_of(parent);  // d[k] = []: of a guard
    const Node block = statement.parent(), guard = block.parent();
    const Node choice = guard.is(Kind::else_clause) ? guard.parent() : guard;
    if (!choice.is(Kind::if_statement) || block.named_child_count() != 1) return true;
  }
  return false;
}

// What the loop does beside grouping would hide the gain.
bool is_busy(Node loop) {
  constexpr int most = 6;
  int found = 0;
  for (Node node : descendants(loop.child(Field::body))) found += node.parent().is(Kind::block) ? 1 : 0;
  return found > most;
}

// The use never reads a key that may be missing, and lets no one else do so.
bool is_harmless(const Facts& facts, Node use) {
  const Node parent = use.parent();
  if (parent.is(Kind::attribute) && parent.parent().is(Kind::call)) {
    static constexpr std::array<std::string_view, 5> looking = {"get", "items", "keys", "pop", "values"};
    return std::find(looking.begin(), looking.end(), parent.child(Field::attribute).text()) != looking.end();
  }
  if (parent.is_any(Kind::for_statement, Kind::for_in_clause)) return use.field() == Field::right;
  if (parent.is(Kind::comparison_operator)) {
    const Comparison test = read_comparison(parent);
    return (test.op == Kind::kw_in || test.op == Kind::kw_not_in) && test.right == use;
  }
  const Node call = parent.is(Kind::argument_list) ? parent.parent() : Node();
  return facts.is_call_of(call, "len") || facts.is_call_of(call, "sorted") || facts.is_call_of(call, "list");
}

void add_edits(const Grouping& one, std::vector<Edit>& edits) {
  if (one.setdefault) {
    edits.push_back(
        {one.setdefault.span(), std::string(one.dict.text()) + "[" + std::string(one.key.text()) + "]"});
  } else if (one.kept) {
    edits.push_back({one.guard.span(), std::string(one.kept.text())});
  } else {
    Node next = one.guard.next_sibling();
    while (next.extra()) next = next.next_sibling();
    edits.push_back({{one.guard.span().begin, next.span().begin}, ""});
  }
}

void add_fix(const Facts& facts, const Binding& dict, Node value, const Grouping& grouping,
             Finding& finding) {
  const std::string name(dict.name);
  finding.no_fix.title = "Make `" + name + "` a defaultdict(" + std::string(grouping.factory) + ")";
  if (!means_import(facts, value, "collections", "defaultdict") ||
      !means_builtin(facts, value, grouping.factory)) {
    finding.no_fix.reason =
        "`defaultdict` or `" + std::string(grouping.factory) + "` means something else here";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({value.span(), "defaultdict(" + std::string(grouping.factory) + ")"});
  std::vector<Node> done;  // guards and calls
  std::string objection;
  for (const std::uint32_t at : dict.uses) {
    const Node use = facts.syntax().node(at);
    const Grouping other = read_grouping(facts, call_around(use));
    const Node place = other.setdefault ? other.setdefault : other.guard;
    if (other && other.factory == grouping.factory) {
      if (std::find(done.begin(), done.end(), place) != done.end()) continue;
      done.push_back(place);
      add_edits(other, fix.edits);
    }
  }
  for (const Edit& edit : fix.edits) {
    if (has_comment(facts.syntax(), edit.span)) {
      finding.no_fix.reason = "a comment would be lost";
      return;
    }
  }
  for (const std::uint32_t at : dict.uses) {
    const Node use = facts.syntax().node(at);
    const bool ours = std::any_of(done.begin(), done.end(), [&](Node place) { return use.within(place); }) ||
                      read_grouping(facts, call_around(use));
    if (ours || is_harmless(facts, use) || !objection.empty()) continue;
    const Node statement = statement_of(use);
    objection = "behind `" + shown(statement ? statement : use) + "` reading a missing key of `" + name +
                "` may raise KeyError, which a defaultdict does not";
    finding.related.push_back({use.span(), "a defaultdict would go on from here"});
  }
  const Node added = read_method_call(sole_expression(grouping.kept)).call.sole_argument();
  if (objection.empty() && added && facts.purity(added).may_raise)
    objection = "`" + shown(added) + "` may raise: its key would be there already";
  if (objection.empty() && (!is_own_local(facts, dict, value) || dict.captured))
    objection = "other code may read a missing key of `" + name + "`";
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  fix.safety = objection.empty() ? Safety::safe : Safety::unsafe;
  fix.why = objection.empty() ? "nothing reads a key of `" + name + "` that may be missing" : objection;
  fix.imports.push_back("from collections import defaultdict");
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Grouping grouping = read_grouping(facts, node);
  const Node loop = grouping ? facts.enclosing_loop(node) : Node();
  const Binding* dict = loop ? facts.binding(grouping.dict) : nullptr;
  if (dict == nullptr) return;
  const Node value = start_value(facts, *dict, loop);
  if (!value || facts.enclosing_function(value) != facts.enclosing_function(node) ||
      grouping.key.is_any(Kind::string, Kind::integer) || is_busy(loop) || holds_others(facts, *dict)) {
    return;
  }
  const std::string name(dict->name), made(grouping.factory);
  const std::string what = grouping.setdefault
                               ? "`" + shown(grouping.setdefault) + "` makes a new " + made + " on each round"
                               : "`" + shown(grouping.at) + "` looks the key up once more on each round";
  Finding& finding = report.add(
      grouping.at, what + ", O(n) in the interpreter; with `" + name + " = defaultdict(" + made +
                       ")` the missing one is made in C (it is also made where a missing key is read)");
  report.remark().evidence_case = grouping.setdefault ? "setdefault" : "membership";
  add_fix(facts, *dict, value, grouping, finding);
}

}  // namespace

extern const Rule manual_grouping;
const Rule manual_grouping = {"manual-grouping", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
