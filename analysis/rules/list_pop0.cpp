// list-pop0: `xs.pop(0)` or `del xs[0]` in a loop, xs being a list that lives longer than a round.
// The fix turns every constructor of xs into deque(...) and every pop(0) into popleft(); it is offered only
// when all other uses of xs work on a deque.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call, Kind::delete_statement};
constexpr std::array<std::string_view, 1> callees = {"pop"};

// The xs of `xs.pop(0)`, or of `del xs[0]`; none otherwise.
Node popped(Node node) {
  if (node.is(Kind::delete_statement)) {
    const Node target = node.named_child_count() == 1 ? node.named_child(0) : Node();
    if (!target.is(Kind::subscript)) return {};
    const Subscript subscript = read_subscript(target);
    return subscript.index.text() == "0" ? subscript.object : Node();
  }
  const MethodCall method = read_method_call(node);
  return method.method == "pop" && method.call.sole_argument().text() == "0" ? method.object : Node();
}

// The list: a name, or an attribute of self, with every place of its function or class that says it.
struct Queue {
  std::string name;
  std::vector<Node> uses;
  std::vector<Node> definitions;  // the target of each assignment
  std::string objection;          // to calling a fix safe, whatever the uses
  bool foreign = false;           // bound in other ways than by assignments
};

// How a use of the list fares when it is a deque.
enum class Fate : std::uint8_t {
  pop0,      // becomes popleft()
  same,      // works alike
  unknown,   // goes where a list may be needed
  fails,     // a deque cannot
  position,  // asks for an element by its position, or for a slice: O(n) on a deque
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Fate fate_of_method(Node use, Node call) {
  const MethodCall method = read_method_call(call);
  if (!method || method.object != use) return Fate::unknown;
  if (popped(call) == use) return Fate::pop0;
  if (method.method == "pop") {
    return method.call.positional.empty() && !method.call.splats ? Fate::same : Fate::fails;
  }
  if (is_one_of(method.method, {"append", "extend", "clear"})) return Fate::same;
  const bool shared = is_one_of(method.method, {"insert", "remove", "count", "index", "reverse", "copy"});
  return shared ? Fate::unknown : Fate::fails;
}

Fate fate_of_subscript(Node use, Node subscript) {
  if (subscript.child(Field::value) != use) return Fate::unknown;  // an index
  if (popped(subscript.parent()) == use) return Fate::pop0;
  const std::string_view index = read_subscript(subscript).index.text();
  return index == "0" || index == "-1" ? Fate::same : Fate::position;
}

Fate fate_of_argument(const Facts& facts, Node call) {
  for (const auto* taker :
       {"len", "bool", "list", "tuple", "set", "frozenset", "sorted", "sum", "min", "max", "any", "all"}) {
    if (facts.is_call_of(call, taker)) return Fate::same;
  }
  return Fate::unknown;
}

// A deque that changes while it is iterated raises RuntimeError.
Fate fate_of_iteration(const Queue& queue, Node use, Node region) {
  const bool said_again = std::any_of(queue.uses.begin(), queue.uses.end(),
                                      [&](Node other) { return other != use && other.within(region); });
  return said_again ? Fate::fails : Fate::same;
}

Fate fate(const Facts& facts, const Queue& queue, Node use) {
  Node at = use;
  while (at.parent().is(Kind::parenthesized_expression)) at = at.parent();
  Node parent = at.parent();
  while (parent.is(Kind::boolean_operator)) parent = parent.parent();  // tested, or handed on
  switch (parent.kind()) {
    case Kind::attribute:
      return fate_of_method(use, parent.parent());
    case Kind::subscript:
      return fate_of_subscript(use, parent);
    case Kind::argument_list:
      return fate_of_argument(facts, parent.parent());
    case Kind::for_statement:
      return fate_of_iteration(queue, use, parent);
    case Kind::for_in_clause:
      return fate_of_iteration(queue, use, parent.parent());
    case Kind::while_statement:
    case Kind::if_statement:
    case Kind::elif_clause:
    case Kind::if_clause:
    case Kind::not_operator:
    case Kind::assert_statement:
      return Fate::same;
    case Kind::comparison_operator: {
      const Comparison test = read_comparison(parent);
      const bool same = test.op == Kind::kw_is || test.op == Kind::kw_is_not ||
                        (test.right == at && (test.op == Kind::kw_in || test.op == Kind::kw_not_in));
      return same ? Fate::same : Fate::fails;  // a deque is never equal to a list
    }
    case Kind::binary_operator:
    case Kind::unary_operator:
      return Fate::fails;
    case Kind::augmented_assignment:
      return parent.child(Field::operator_).is(Kind::plus_equal) ? Fate::same : Fate::fails;
    default:
      return Fate::unknown;
  }
}

Queue named_queue(const Facts& facts, const Binding& list, Node node) {
  Queue queue;
  queue.name = list.name;
  queue.uses = facts.uses_within(list, facts.syntax().root());
  for (const Definition& definition : list.definitions) {
    if (definition.kind == DefinitionKind::augmented || definition.kind == DefinitionKind::deletion) continue;
    queue.definitions.push_back(facts.syntax().node(definition.name));
    queue.foreign = queue.foreign || definition.kind != DefinitionKind::assignment;
  }
  if (!is_own_local(facts, list, node)) {
    queue.objection = "`" + queue.name + "` is not a local of this function: other code may need a list";
  } else if (list.captured) {
    queue.objection = "`" + queue.name + "` is used by a nested function, too";
  }
  return queue;
}

Queue attribute_queue(const Facts& facts, Node attribute) {
  Queue queue;
  queue.name = attribute.text();
  for (Node node : descendants(facts.enclosing_class(attribute))) {
    if (!node.is(Kind::attribute) || node.text() != attribute.text()) continue;
    const bool assigned = node.parent().is(Kind::assignment) && node.field() == Field::left;
    (assigned ? queue.definitions : queue.uses).push_back(node);
  }
  queue.objection = "`" + queue.name + "` is an attribute: other code may need a list";
  return queue;
}

// deque(...) in place of the list that a definition makes, and of `list` in its annotation. False: it cannot
// be done.
bool rewrite_definition(const Facts& facts, Node target, Fix& fix) {
  const Node assignment = target.parent();
  const Node value = assignment.child(Field::right);
  if (!assignment.is(Kind::assignment) || target.field() != Field::left ||
      !assignment.parent().is(Kind::expression_statement) || !value ||
      value.is_any(Kind::assignment, Kind::expression_list, Kind::yield_expression)) {
    return false;
  }
  if (const Node type = assignment.child(Field::type)) {
    Node head = type.named_child(0);
    while (head.is_any(Kind::generic_type, Kind::subscript)) head = head.named_child(0);
    if (!head.is(Kind::identifier) || !is_one_of(head.text(), {"list", "List"})) return false;
    fix.edits.push_back({head.span(), "deque"});
    fix.why = "`" + std::string(target.text()) + "` is annotated as a list";
  }
  if (!is_fresh(facts, value))
    fix.why = "`" + shown(value) + "` is a list that others may have: it would no longer be emptied";
  const Span span = value.span();
  if (value.is(Kind::list) && value.named_child_count() == 0 && !has_comment(facts.syntax(), span)) {
    fix.edits.push_back({span, "deque()"});
  } else if (facts.is_call_of(value, "list")) {
    fix.edits.push_back({read_call(value).function.span(), "deque"});
  } else {
    fix.edits.push_back({{span.begin, span.begin}, "deque("});
    fix.edits.push_back({{span.end, span.end}, ")"});
  }
  return true;
}

// xs.pop(0), del xs[0] -> xs.popleft(). False: a comment would be lost.
bool rewrite_pop(const Facts& facts, Node use, Fix& fix) {
  Node at = use;
  while (!at.is_any(Kind::call, Kind::delete_statement)) at = at.parent();
  const bool deletion = at.is(Kind::delete_statement);
  const Node method = at.child(Field::function).child(Field::attribute);
  const Span span{deletion ? at.span().begin : method.span().begin, at.span().end};
  fix.edits.push_back({span, deletion ? std::string(use.text()) + ".popleft()" : "popleft()"});
  return !has_comment(facts.syntax(), span);
}

void add_fix(const Facts& facts, const Queue& queue, Node node, Finding& finding) {
  Fix fix;
  fix.title = "Make `" + queue.name + "` a deque, and pop with popleft()";
  finding.no_fix = {fix.title, "`" + queue.name + "` is not made by an assignment here"};
  if (queue.foreign) return;
  if (!means_import(facts, node, "collections", "deque")) {
    finding.no_fix.reason = "`deque` means something else here";
    return;
  }
  for (Node target : queue.definitions) {
    if (rewrite_definition(facts, target, fix)) continue;
    finding.no_fix.reason = "`" + shown(target.parent()) + "` cannot be made to give a deque";
    return;
  }
  for (Node use : queue.uses) {
    const Fate found = fate(facts, queue, use);
    const Node needs = use.parent().is(Kind::argument_list) ? use.parent().parent() : use.parent();
    if (found == Fate::fails) {
      finding.no_fix.reason = "`" + shown(needs) + "` does not work on a deque";
      finding.related.push_back({use.span(), "this does not work on a deque"});
      return;
    }
    if (found == Fate::pop0 && !rewrite_pop(facts, use, fix)) {
      finding.no_fix.reason = "a comment would be lost";
      return;
    }
    if (found != Fate::unknown) continue;
    fix.why = "`" + shown(needs) + "` may need `" + queue.name + "` to be a list";
    finding.related.push_back({use.span(), "this may need a list"});
  }
  if (!queue.objection.empty()) fix.why = queue.objection;
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "every use of `" + queue.name + "` works alike on a deque";
  fix.imports.push_back("from collections import deque");
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  finding.fixes.push_back(std::move(fix));
}

// The list that is popped from, if facts know it as a list that this code makes; nothing to say without
// definitions.
Queue read_queue(const Facts& facts, Node object) {
  if (!facts.type(object).is(TypeKind::list)) return {};
  if (object.is(Kind::identifier)) {
    const Binding* list = facts.binding(object);
    return list && facts.is_closed(*list) ? named_queue(facts, *list, object) : Queue();
  }
  return object.is(Kind::attribute) && object.child(Field::object).text() == "self"
             ? attribute_queue(facts, object)
             : Queue();
}

// `while xs and xs[0] == "": xs.pop(0)`: strips what stands in front of a list that is needed as a list.
bool strips(std::string_view list, Node loop) {
  for (Node node : descendants(loop.child(Field::condition))) {
    Node asked;
    if (node.is(Kind::comparison_operator)) {
      const Comparison test = read_comparison(node);
      const bool constant = test.right.is_any(Kind::string, Kind::identifier, Kind::tuple);
      asked = constant && (test.op == Kind::equal_equal || test.op == Kind::kw_in) ? test.left : Node();
    } else if (const MethodCall method = read_method_call(node)) {
      asked = method.method == "startswith" || method.method == "strip" ? method.object : Node();
    }
    if (!asked.is(Kind::subscript)) continue;
    const Subscript first = read_subscript(asked);
    if (first.object.text() == list && first.index.text() == "0") return true;
  }
  return false;
}

// if xs[0] ...: xs.pop(0) else: break, which strips, too.
bool ends_otherwise(Node node, Node loop) {
  for (Node at = node; at && at != loop; at = at.parent()) {
    if (!at.is(Kind::block) || !at.parent().is(Kind::if_statement)) continue;
    const Node otherwise = at.parent().child(Field::alternative);
    const Node body = otherwise.is(Kind::else_clause) ? otherwise.child(Field::body) : Node();
    if (body && body.named_child_count() > 0 && body.named_child(0).is(Kind::break_statement)) return true;
  }
  return false;
}

// list(args) of *args: what is written in a call.
bool is_of_star_parameter(const Facts& facts, Node value) {
  const Node source = facts.is_call_of(value, "list") ? read_call(value).sole_argument() : Node();
  const Binding* binding = facts.binding(source);
  return binding && binding->definitions.size() == 1 &&
         facts.syntax().node(binding->definitions.front().name).parent().is(Kind::list_splat_pattern);
}

// Made of a handful of elements, and nothing here adds to it.
bool stays_few(const Facts& facts, const Queue& queue) {
  constexpr std::int64_t few = 8;
  const bool added_to = std::any_of(queue.uses.begin(), queue.uses.end(), [](Node use) {
    const std::string_view method = read_method_call(use.parent().parent()).method;
    return is_one_of(method, {"append", "extend", "insert"}) || use.parent().is(Kind::argument_list);
  });
  if (added_to) return false;
  return std::any_of(queue.definitions.begin(), queue.definitions.end(), [&](Node target) {
    const Node value = target.parent().child(Field::right);
    if (!target.parent().is(Kind::assignment) || !value) return false;
    const auto length = facts.length(value);
    const bool short_one = length && length->most() && *length->most() > 1 && *length->most() <= few;
    return short_one || is_of_star_parameter(facts, value);
  });
}

void check(const Facts& facts, Node node, Report& report) {
  const Node object = popped(node);
  const Node loop = object ? facts.enclosing_loop(node) : Node();
  if (!loop) return;
  if (strips(object.text(), loop) || ends_otherwise(node, loop)) return;
  const Queue queue = read_queue(facts, object);
  if (queue.definitions.empty() || stays_few(facts, queue)) return;
  for (Node definition : queue.definitions) {  // a new list each round is never long
    if (definition.within(loop)) return;
  }
  for (Node use : queue.uses) {
    if (fate(facts, queue, use) == Fate::position) return;
    // Sorted anew in the rounds: a heap, if anything.
    if (use.within(loop) && read_method_call(use.parent().parent()).method == "sort") return;
  }
  Finding& finding = report.add(
      node, "`" + shown(node) + "` moves every element that is left: O(n) a pop, O(n^2) to drain `" +
                queue.name + "`; make it a collections.deque and use popleft(), O(1)");
  // The rounds of a for go through something else: what is taken beside them is a few elements as a rule.
  report.remark().has_impact = loop.is(Kind::for_statement);
  report.remark().impact = Impact::micro;
  add_fix(facts, queue, node, finding);
}

}  // namespace

extern const Rule list_pop0;
const Rule list_pop0 = {"list-pop0", Impact::growth, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
