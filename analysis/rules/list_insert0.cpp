// list-insert0: `xs.insert(0, x)` in a loop, xs being a list that lives longer than a round. Where xs is
// empty before the loop and the loop does nothing else with it, append() and one reverse() after it do the
// same.
#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rounds.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"insert"};

bool is_insert0(const MethodCall& method) {
  return method.method == "insert" && method.call.positional.size() == 2 && !method.call.splats &&
         method.call.keywords.empty() && method.call.positional[0].text() == "0";
}

// sys.path, package.__path__: not queues, and they must stay lists.
bool is_search_path(Node object) {
  const std::string_view text = object.text();
  return text.ends_with("path") || text.ends_with("path__");
}

// `while node: path.insert(0, node); node = node.parent`: as long as a chain is deep, which is seldom long.
// So is `for folder in path.parents`.
bool climbs(Node loop) {
  if (loop.is(Kind::for_statement)) {
    for (Node node : descendants(read_for(loop).iterable)) {
      if (node.is(Kind::attribute) && node.child(Field::attribute).text() == "parents") return true;
    }
  }
  if (!loop.is(Kind::while_statement)) return false;
  for (Node node : descendants(loop.child(Field::body))) {
    if (!node.is(Kind::assignment)) continue;
    Node value = unparenthesised(node.child(Field::right));
    const std::string_view target = node.child(Field::left).text();
    while (value.is_any(Kind::attribute, Kind::subscript, Kind::call)) {
      value = value.child(value.is(Kind::attribute)   ? Field::object
                          : value.is(Kind::subscript) ? Field::value
                                                      : Field::function);
      if (value.text() == target) return true;
    }
  }
  return false;
}

// Elements are taken out again in the loop: it moves them about, or is a queue, and need not grow.
bool is_taken_from(const Facts& facts, Node object, Node loop) {
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::call)) continue;
    const MethodCall method = read_method_call(node);
    const bool takes = method.method == "pop" || method.method == "remove" || method.method == "clear";
    if (takes && method.object.text() == object.text() &&
        facts.binding(method.object) == facts.binding(object)) {
      return true;
    }
  }
  return false;
}

// The statement that ran before this one: of the same block, or before the try, with or if around it, the
// head of which does not say the list.
Node statement_before(const Facts& facts, const Binding& list, Node statement) {
  for (Node at = statement; at; at = statement_of(at.parent())) {
    if (at != statement) {
      if (!at.is_any(Kind::try_statement, Kind::with_statement, Kind::if_statement)) return {};
      const auto uses = facts.uses_within(list, at);
      if (!uses.empty() && uses.front().index() < statement.index()) return {};
    }
    if (const Node before = previous_statement(at)) return before;
  }
  return {};
}

// `xs = []` before the loop with nothing said of xs in between.
bool starts_empty(const Facts& facts, const Binding& list, Node loop) {
  for (Node before = statement_before(facts, list, loop); before;
       before = statement_before(facts, list, before)) {
    const auto uses = facts.uses_within(list, before);
    if (uses.empty() && !facts.rebound_within(list, before)) continue;
    const Node assignment = before.is(Kind::expression_statement) ? sole_expression(before) : Node();
    const Node value = assignment.is(Kind::assignment) ? assignment.child(Field::right) : Node();
    const bool empty =
        (value.is(Kind::list) && value.named_child_count() == 0) ||
        (facts.is_call_of(value, "list") && value.child(Field::arguments).named_child_count() == 0);
    return empty && uses.empty() && assignment.child(Field::left).is(Kind::identifier);
  }
  return false;
}

// The calls insert(0, x) of the list in the loop, as statements; empty if the loop says it in another way.
std::vector<Node> inserts_within(const Facts& facts, const Binding& list, Node loop) {
  std::vector<Node> calls;
  for (Node use : facts.uses_within(list, loop)) {
    const Node call = use.parent().is(Kind::attribute) ? use.parent().parent() : Node();
    const MethodCall method = read_method_call(call);
    if (!method || method.object != use || !is_insert0(method) ||
        !call.parent().is(Kind::expression_statement)) {
      return {};
    }
    calls.push_back(call);
  }
  return calls;
}

Node first_return(Node loop) {
  for (Node node : descendants(loop)) {
    if (node.is_any(Kind::return_statement, Kind::yield_expression, Kind::await_expression)) return node;
  }
  return {};
}

bool inside_with(Node loop) {
  for (Node at = loop.parent(); at && !at.is(Kind::function_definition); at = at.parent()) {
    if (at.is(Kind::with_statement)) return true;
  }
  return false;
}

void add_fix(const Facts& facts, Node object, Node loop, Finding& finding) {
  const std::string name = shown(object);
  finding.no_fix = {"Append to `" + name + "` and reverse it after the loop", ""};
  std::string& refusal = finding.no_fix.reason;
  const Binding* list = facts.binding(object);
  if (list == nullptr) {
    refusal = "`" + name + "` is no variable: other code may look at it during the loop";
    return;
  }
  const std::vector<Node> calls = inserts_within(facts, *list, loop);
  const auto reverse = line_after(loop, name + ".reverse()");
  if (calls.empty()) {
    refusal = "the loop looks at `" + name + "`: only collections.deque, with appendleft(), would do";
  } else if (!loop.is_any(Kind::for_statement, Kind::while_statement) || !reverse) {
    refusal = "no statement can stand after this loop";
  } else if (!starts_empty(facts, *list, loop)) {
    refusal = "`" + name + "` is not known to be empty before the loop: all of it would be reversed";
  } else if (const Node left = first_return(loop)) {
    refusal = "`" + shown(left) + "` leaves the loop before `" + name + "` is reversed";
  }
  if (!refusal.empty()) return;
  Fix fix;
  fix.title = finding.no_fix.title;
  for (Node call : calls) {
    const Call arguments = read_call(call);
    if (has_comment(facts.syntax(), {call.span().begin, arguments.positional[1].span().begin})) {
      refusal = "a comment would be lost";
      return;
    }
    fix.edits.push_back({{call.child(Field::function).child(Field::attribute).span().begin,
                          arguments.positional[1].span().begin},
                         "append("});
  }
  fix.edits.push_back(*reverse);
  if (!is_own_local(facts, *list, object) || list->captured) {
    fix.why = "other code may look at `" + name + "` during the loop";
  } else if (inside_try(loop) || inside_with(loop)) {
    fix.why = "an error in the loop would leave `" + name + "` unreversed";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "`" + name + "` is empty before the loop, which only inserts at its front";
  finding.fixes.push_back(std::move(fix));
}

// `while n > 0: digits.insert(0, n & 127); n >>= 7`: as many rounds as a number has digits.
bool counts_digits(const Facts& facts, Node loop) {
  if (!loop.is(Kind::while_statement)) return false;
  for (Node node : descendants(loop)) {
    if (node.is_any(Kind::slash_slash_equal, Kind::shift_right_equal)) return true;
    if (node.is(Kind::call) && facts.is_call_of(node, "divmod")) return true;
  }
  return false;
}

bool cuts(Node value) {
  for (Node node : descendants(value)) {
    const MethodCall method = read_method_call(node);
    if ((method.method == "split" || method.method == "rsplit") && !method.call.positional.empty())
      return true;
  }
  return false;
}

// One of the pieces that a name, a path or a version was cut into, or that a pattern found.
bool is_piece(const Facts& facts, Node value) {
  if (read_method_call(value).method == "group") return true;
  for (Node node : descendants(value)) {
    const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
    if (binding == nullptr) continue;
    for (const Definition& definition : binding->definitions) {
      const Node statement = facts.syntax().node(definition.statement);
      if (statement.is(Kind::assignment) && cuts(statement.child(Field::right))) return true;
    }
  }
  return false;
}

// for _ in range(...): xs.insert(0, None)
bool pads(Node loop, Node value) {
  const Node iterable = loop.is(Kind::for_statement) ? read_for(loop).iterable : Node();
  return iterable.child(Field::function).text() == "range" &&
         value.is_any(Kind::none_literal, Kind::integer, Kind::string, Kind::true_literal,
                      Kind::false_literal);
}

// for x in reversed(xs), for x in xs[::-1]
bool goes_back(const Facts& facts, Node loop) {
  const Node iterable = loop.is(Kind::for_statement) ? unparenthesised(read_for(loop).iterable) : Node();
  return facts.is_call_of(iterable, "reversed") || read_subscript(iterable).index.text() == "::-1";
}

// As few as a name has parts, a number digits or a function parameters; or put before what is there already,
// which few are.
bool is_handful(const Facts& facts, const MethodCall& method, Node node, Node loop) {
  const Node value = method.call.positional[1];
  if (counts_digits(facts, loop) || is_piece(facts, value) || pads(loop, value)) return true;
  if (is_for_one(facts, node, loop)) return true;
  const Binding* list = facts.binding(method.object);
  return goes_back(facts, loop) && (list == nullptr || !starts_empty(facts, *list, loop));
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall method = read_method_call(node);
  if (!is_insert0(method)) return;
  const Node loop = repeating_loop(facts, node);
  if (!loop || climbs(loop) || is_search_path(method.object)) return;
  if (!facts.type(method.object).is(TypeKind::list)) return;
  if (const Binding* list = facts.binding(method.object)) {
    if (!facts.is_closed(*list) || facts.rebound_within(*list, loop)) return;  // a new list each round
  } else if (!method.object.is(Kind::attribute) || !method.object.child(Field::object).is(Kind::identifier) ||
             facts.rebound_within(*facts.binding(method.object.child(Field::object)), loop)) {
    return;
  }
  if (is_taken_from(facts, method.object, loop) || is_handful(facts, method, node, loop)) return;
  const std::string name = shown(method.object);
  Finding& finding = report.add(
      node,
      "`" + shown(node) + "` moves every element of `" + name +
          "` on each round: O(n) an insert, O(n^2) for the loop; append() and reverse() it once after " +
          "the loop, or make it a collections.deque and use appendleft(), O(1)");
  // In a for that is not long by what is written, counted or before what the list has already: a few as a
  // rule.
  const Binding* list = facts.binding(method.object);
  const bool counted = facts.is_call_of(unparenthesised(read_for(loop).iterable), "range");
  report.remark().has_impact = loop.is(Kind::for_statement) && !in_long_loop(facts, node) &&
                               (counted || list == nullptr || !starts_empty(facts, *list, loop));
  report.remark().impact = Impact::micro;
  add_fix(facts, method.object, loop, finding);
}

}  // namespace

extern const Rule list_insert0;
const Rule list_insert0 = {"list-insert0", Impact::growth, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
