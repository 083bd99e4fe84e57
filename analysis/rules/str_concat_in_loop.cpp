// str-concat-in-loop: `s += part`, or `s = s + part`, round after round onto one string.
// CPython appends in place only to a plain local that nothing else refers to; every other target is copied
// whole each time. The fix collects the parts in a list and joins them after the loop; where the loop does
// nothing else, it joins what the loop iterates.
#include <algorithm>
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rounds.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::augmented_assignment, Kind::assignment};

// target += part; `parts` is the source text of what is added, of the nodes `added`.
struct Concat {
  Node statement, target;
  std::vector<Node> added;
  Span parts;
  bool rebuilt = false;  // s = s + a + b: s + a is no longer s, so nothing is appended in place
  explicit operator bool() const { return static_cast<bool>(target); }
};

Concat read_concat(Node node) {
  Concat concat;
  const Node left = node.child(Field::left), right = node.child(Field::right);
  if (!node.parent().is(Kind::expression_statement) ||
      !left.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) {
    return {};
  }
  concat.statement = node.parent();
  if (node.is(Kind::augmented_assignment)) {
    if (!node.child(Field::operator_).is(Kind::plus_equal) || right.is(Kind::expression_list)) return {};
    concat.added = {right};
    concat.parts = right.span();
  } else {
    Node sum = right;
    while (sum.is(Kind::binary_operator) && sum.child(Field::operator_).is(Kind::plus)) {
      concat.added.insert(concat.added.begin(), sum.child(Field::right));
      sum = sum.child(Field::left);
    }
    if (concat.added.empty() || sum.text() != left.text() || node.child(Field::type)) return {};
    concat.parts = {concat.added.front().span().begin, right.span().end};
    concat.rebuilt = concat.added.size() > 1;
  }
  concat.target = left;
  return concat;
}

bool is_concat(Node node) { return static_cast<bool>(read_concat(node)); }

// A str, or no value at all: str + x and str * n are a str whatever x and n are.
bool makes_str(const Facts& facts, Node value) {
  const auto is_str = [&](Node node) { return facts.type(node).is(TypeKind::str); };
  for (value = unparenthesised(value); !is_str(value); value = unparenthesised(value.child(Field::left))) {
    const Kind op = value.is(Kind::binary_operator) ? value.child(Field::operator_).kind() : Kind::none;
    if (op == Kind::star) return is_str(value.child(Field::left)) || is_str(value.child(Field::right));
    if (op != Kind::plus) return false;
    if (is_str(value.child(Field::right))) return true;
  }
  return true;
}

// The value of an assignment: of a = b = value, too.
Node value_of(Node assignment) {
  while (assignment.is(Kind::assignment)) assignment = assignment.child(Field::right);
  return assignment;
}

// The binding starts as a str wherever it is not added to.
bool starts_as_str(const Facts& facts, const Binding& binding) {
  bool starts = false;
  for (const Definition& definition : binding.definitions) {
    const Node name = facts.syntax().node(definition.name);
    const bool parameter = definition.kind == DefinitionKind::parameter;
    const bool assigned = name.parent().is(Kind::assignment) && name.field() == Field::left;
    if (definition.kind == DefinitionKind::augmented || definition.kind == DefinitionKind::deletion ||
        definition.kind == DefinitionKind::annotation_only || (assigned && read_concat(name.parent()))) {
      continue;
    }
    const bool str = parameter ? facts.type(name).is(TypeKind::str)
                               : assigned && makes_str(facts, value_of(name.parent()));
    if (!str) return false;
    starts = true;
  }
  return starts;
}

// A loop that is written to run at most three times.
bool is_short(const Facts& facts, Node loop) {
  const Node iterable = unparenthesised(read_for(loop).iterable);
  if (iterable.is_any(Kind::list, Kind::tuple, Kind::expression_list))
    return iterable.named_child_count() <= 3;
  if (facts.is_call_of(iterable, "range")) {
    const auto count = integer_value(read_call(iterable).sole_argument());
    return count && *count <= 3;
  }
  const Node slice = read_subscript(iterable).index;
  if (!slice.is(Kind::slice) || slice.named_child_count() != 1 || !slice.text().starts_with(':'))
    return false;
  const auto stop = integer_value(slice.named_child(0));
  return stop && *stop <= 3;
}

// An element is the same one on each round: its index is, and nothing else changes its container.
bool is_same_element(const Facts& facts, const Concat& concat, Node loop) {
  for (Node node : descendants(concat.target)) {
    if (node.is(Kind::call)) return false;
    const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
    if (binding && concat.target != node && facts.rebound_within(*binding, loop)) return false;
  }
  const Node container = concat.target.is(Kind::subscript) ? read_subscript(concat.target).object : Node();
  const Binding* binding = facts.binding(container);
  if (binding == nullptr) return true;
  const auto uses = facts.uses_within(*binding, loop);
  return std::none_of(uses.begin(), uses.end(), [&](Node use) {
    return facts.use(use) != UseKind::read && use.parent().text() != concat.target.text();
  });
}

// A use that leaves another reference to the string behind, for the next round to copy.
bool keeps(Node use) {
  const Node parent = use.parent();
  if (statement_of(use).is(Kind::return_statement)) return false;
  if (parent.is(Kind::assignment)) return use.field() == Field::right;
  if (parent.is_any(Kind::yield_expression, Kind::list, Kind::tuple, Kind::pair)) return true;
  const std::string_view method =
      parent.is(Kind::argument_list) ? read_method_call(parent.parent()).method : "";
  return method == "append" || method == "add" || method == "insert" || method == "appendleft";
}

// What the target is, for the cost: "" for a plain local that CPython appends to in place.
std::string why_copied(const Facts& facts, const Concat& concat, Node loop) {
  if (concat.target.is(Kind::attribute)) return "an attribute";
  if (concat.target.is(Kind::subscript)) return "an element";
  const Binding* binding = facts.binding(concat.target);
  const Node function = facts.enclosing_function(concat.statement);
  const bool adaptive = facts.python() >= Python{11};  // appends in place to fast locals only
  if (!function) return adaptive ? "a module's name" : "";
  if (facts.names().scopes()[binding->scope].kind == ScopeKind::module) return "a global";
  if (facts.names().scopes()[binding->scope].node != function.index()) return adaptive ? "a nonlocal" : "";
  if (binding->captured) return adaptive ? "a variable that a nested function uses" : "";
  const auto uses = facts.uses_within(*binding, loop);
  return std::any_of(uses.begin(), uses.end(), keeps) ? "a string that something else refers to" : "";
}

Node outermost_loop(const Facts& facts, Node node) {
  Node outermost;
  for (Node loop = facts.enclosing_loop(node); loop; loop = facts.enclosing_loop(loop)) outermost = loop;
  return outermost;
}

// All concatenations to the target in the loop, in order.
std::vector<Concat> concats_within(const Facts& facts, const Concat& concat, Node loop) {
  std::vector<Concat> found;
  for (Node node : descendants(loop)) {
    if (!node.is_any(Kind::augmented_assignment, Kind::assignment) ||
        node.child(Field::left).text() != concat.target.text() ||
        facts.enclosing_function(node) != facts.enclosing_function(loop)) {
      continue;
    }
    if (Concat other = read_concat(node)) found.push_back(std::move(other));
  }
  return found;
}

// The loop says the target nowhere but in these.
bool only_appends(const Concat& concat, Node loop, const std::vector<Concat>& all) {
  std::size_t mentions = 0, expected = 0;
  for (Node node : descendants(loop)) {
    const bool own =
        node.is(Kind::identifier) && (node.field() == Field::attribute || node.field() == Field::name);
    if (node.is(concat.target.kind()) && node.text() == concat.target.text() && !own) ++mentions;
  }
  for (const Concat& other : all) expected += other.target.parent().is(Kind::assignment) ? 2 : 1;
  return mentions == expected;
}

std::string objection(const Facts& facts, const Concat& concat, Node loop, const std::vector<Concat>& all) {
  const std::string name = shown(concat.target);
  for (const Concat& other : all) {
    for (Node part : other.added) {
      if (!makes_str(facts, part))
        return "`" + shown(part) + "` may be no str: the error would come after the loop";
    }
  }
  if (!concat.target.is(Kind::identifier)) return "code called in the loop may read `" + name + "`";
  const Binding* binding = facts.binding(concat.target);
  if (!is_own_local(facts, *binding, concat.statement) || binding->captured) {
    return "other code may read `" + name + "` during the loop";
  }
  if (!is_bound_before(facts, *binding, loop)) return "`" + name + "` may not be bound before the loop";
  return inside_try(loop) ? "an error in the loop would leave `" + name + "` without its parts" : "";
}

// `s = ""` directly before the loop; none otherwise, or if it says more than that.
Node start_before(const Concat& concat, Node loop) {
  const Node before = previous_statement(loop);
  const Node assignment = before.is(Kind::expression_statement) ? sole_expression(before) : Node();
  const bool plain = concat.target.is(Kind::identifier) && assignment.is(Kind::assignment) &&
                     !assignment.child(Field::type) &&
                     assignment.child(Field::left).text() == concat.target.text() && indentation(before) &&
                     !assignment.child(Field::right).is_any(Kind::assignment, Kind::expression_list) &&
                     !read_concat(assignment);
  return plain ? assignment : Node();
}

bool is_empty_string(Node value) {
  if (!value.is(Kind::string)) return false;
  const auto literal = read_string(value).value;
  return literal && literal->empty();
}

// for x in xs: s += x, and nothing else.
bool only_joins(const Facts& facts, const Concat& concat, Node loop) {
  const ForHead head = read_for(loop);
  if (!loop.is(Kind::for_statement) || head.async || loop.child(Field::alternative) ||
      !head.target.is(Kind::identifier) || statements(loop.child(Field::body)).size() != 1 ||
      concat.statement.parent() != loop.child(Field::body) || concat.added.size() != 1 ||
      unparenthesised(concat.added[0]).text() != head.target.text() ||
      head.iterable.is(Kind::expression_list) || !concat.target.is(Kind::identifier)) {
    return false;
  }
  const Binding* item = facts.binding(head.target);
  const Node function = facts.enclosing_function(loop);
  return item && function && !item->captured && is_own_local(facts, *item, loop) &&
         facts.uses_within(*item, function).size() == facts.uses_within(*item, loop).size();
}

std::string join_call(Node iterable) {
  const bool bare = iterable.is(Kind::generator_expression);
  return "\"\".join" + (bare ? std::string(iterable.text()) : "(" + std::string(iterable.text()) + ")");
}

bool edit_to_join(const Facts& facts, const Concat& concat, Node loop, Fix& fix) {
  const Node start = start_before(concat, loop);
  const bool whole = is_empty_string(start.child(Field::right));
  const Span span{whole ? start.span().begin : loop.span().begin, loop.span().end};
  if (has_comment(facts.syntax(), span)) return false;
  fix.edits.push_back({span, std::string(concat.target.text()) + (whole ? " = " : " += ") +
                                 join_call(read_for(loop).iterable)});
  fix.title = "Replace the loop by \"\".join()";
  return true;
}

bool edit_to_parts(const Facts& facts, const Concat& concat, Node loop, const std::vector<Concat>& all,
                   Fix& fix) {
  const std::string target(concat.target.text());
  const Node last =
      concat.target.is(Kind::attribute) ? concat.target.child(Field::attribute) : root_of(concat.target);
  if (!last.is(Kind::identifier)) return false;
  const std::string parts = fresh_name(facts, loop, std::string(last.text()) + "_parts");
  if (const Node start = start_before(concat, loop)) {
    const Node value = start.child(Field::right);
    fix.edits.push_back({{start.span().begin, value.span().begin}, parts + " = ["});
    fix.edits.push_back(
        {{is_empty_string(value) ? value.span().begin : value.span().end, value.span().end}, "]"});
  } else {
    fix.edits.push_back(*line_before(loop, parts + " = [" + target + "]"));
  }
  for (const Concat& other : all) {
    // (a + b) brings its own parentheses; a yield needs some more.
    const Node part = other.added.size() == 1 ? other.added[0] : Node();
    const bool own =
        part.is(Kind::parenthesized_expression) && !part.named_child(0).is(Kind::yield_expression);
    const std::string open = own ? ".append" : part.is(Kind::yield_expression) ? ".append((" : ".append(";
    fix.edits.push_back({{other.statement.span().begin, other.parts.begin}, parts + open});
    if (own) continue;
    fix.edits.push_back(
        {{other.parts.end, other.statement.span().end}, part.is(Kind::yield_expression) ? "))" : ")"});
  }
  const auto after = line_after(loop, target + " = \"\".join(" + parts + ")");
  if (!after) return false;
  fix.edits.push_back(*after);
  fix.title = "Collect the parts in `" + parts + "` and join them after the loop";
  return true;
}

// A str by its start, by what is added, or by what the function or class gives it elsewhere.
bool is_str(const Facts& facts, const Concat& concat) {
  const bool adds_str = std::any_of(concat.added.begin(), concat.added.end(),
                                    [&](Node part) { return makes_str(facts, part); });
  if (concat.target.is(Kind::identifier)) {
    const Binding* binding = facts.binding(concat.target);
    if (binding == nullptr) return false;
    if (facts.is_closed(*binding)) return starts_as_str(facts, *binding);
    const ModuleEntry* entry = facts.module().find(concat.target.text());
    return entry && (entry->type.is(TypeKind::str) || (!entry->type && adds_str));
  }
  if (adds_str) return true;
  Node region = facts.enclosing_function(concat.statement);
  if (root_of(concat.target).text() == "self") region = concat.target.ancestor(Kind::class_definition);
  if (!region) return false;
  for (Node node : descendants(region)) {
    if (node.is(Kind::assignment) && node.child(Field::left).text() == concat.target.text() &&
        !read_concat(node)) {
      return makes_str(facts, node.child(Field::right));
    }
  }
  return false;
}

void add_fix(const Facts& facts, const Concat& concat, Node loop, const std::vector<Concat>& all,
             Finding& finding) {
  const std::string said = shown(concat.target);
  finding.no_fix = {"Collect the parts and join once", "`" + said + "` is used in the loop, too"};
  if (!only_appends(concat, loop, all)) return;
  finding.no_fix.reason = "the statements that make the list and join it cannot stand around this loop";
  if (!can_bind_before(facts, loop)) return;
  Fix fix;
  const bool edited = only_joins(facts, concat, loop) ? edit_to_join(facts, concat, loop, fix)
                                                      : edit_to_parts(facts, concat, loop, all, fix);
  if (!edited) return;
  fix.why = objection(facts, concat, loop, all);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "all parts are str, and nothing reads `" + shown(concat.target) + "` before the loop ends";
  finding.fixes.push_back(std::move(fix));
}

// An attribute that this function only adds to: it grows from call to call.
bool outlives_calls(const Facts& facts, const Concat& concat) {
  if (!concat.target.is(Kind::attribute) || root_of(concat.target).text() != "self") return false;
  const Node function = facts.enclosing_function(concat.statement);
  return function && !is_reset_within(facts, concat.target, function, is_concat);
}

// A table: the string grows in a loop and, between its runs, in the one around it, by pieces that are made
// there.
bool writes_rows(const Facts& facts, const std::vector<Concat>& all) {
  bool makes = false, nested = false;
  for (const Concat& concat : all) {
    for (Node part : concat.added) {
      part = unparenthesised(part);
      makes = makes || part.is_any(Kind::call, Kind::binary_operator) || read_string(part).interpolated;
    }
    const Node loop = facts.enclosing_loop(concat.statement);
    for (const Concat& other : all) {
      const Node around = facts.enclosing_loop(facts.enclosing_loop(other.statement));
      nested = nested || (loop == around && !is_short(facts, facts.enclosing_loop(other.statement)));
    }
  }
  return makes && nested;
}

// Most loops that build a string have a handful of rounds, for which a list is no better; a join always is.
// Where the loop itself needs the string, there is nothing to join after it.
Impact impact_of(const Facts& facts, const Concat& concat, Node loop, const std::vector<Concat>& all,
                 bool copies) {
  if (!only_appends(concat, loop, all)) return Impact::micro;
  if (copies && runs_long(facts, concat.statement)) return Impact::growth;
  if (in_long_loop(facts, concat.statement)) return Impact::factor;
  if (outlives_calls(facts, concat)) return Impact::growth;
  return only_joins(facts, concat, loop) || writes_rows(facts, all) ? Impact::factor : Impact::micro;
}

void check(const Facts& facts, Node node, Report& report) {
  const Concat concat = read_concat(node);
  const Node loop = concat ? outermost_loop(facts, node) : Node();
  if (!loop || is_short(facts, facts.enclosing_loop(node)) || !is_str(facts, concat) ||
      is_reset_within(facts, concat.target, loop, is_concat) || !is_same_element(facts, concat, loop)) {
    return;
  }
  // One string, one finding: at the costliest of its concatenations.
  const std::vector<Concat> all = concats_within(facts, concat, loop);
  const auto rebuilt =
      std::find_if(all.begin(), all.end(), [](const Concat& other) { return other.rebuilt; });
  if (concat.target != (rebuilt == all.end() ? all.front() : *rebuilt).target) return;

  const std::string name = shown(concat.target);
  const std::string copied = why_copied(facts, concat, loop);
  std::string message = "`" + shown(node) + "` ";
  if (!copied.empty()) {
    message += "copies the whole string on each round, as " + copied + " is never extended in place: O(n^2)";
  } else if (concat.rebuilt) {
    message += "copies the whole string on each round: O(n^2)";
  } else {
    message += "adds piece by piece: O(n), but only while nothing else refers to `" + name + "`";
  }
  Finding& finding =
      report.add(node, message + "; collect the parts in a list and \"\".join() them after the loop");
  Report::Remark& remark = report.remark();
  remark.has_impact = true;
  remark.impact = impact_of(facts, concat, loop, all, !copied.empty() || concat.rebuilt);
  remark.evidence_case = !copied.empty()                   ? "attribute"
                         : concat.rebuilt                  ? "rebuilt"
                         : only_joins(facts, concat, loop) ? "join"
                                                           : "local";
  for (const Concat& other : all) {
    if (other.target != concat.target)
      finding.related.push_back({other.statement.span(), "`" + name + "` grows here, too"});
  }
  add_fix(facts, concat, loop, all, finding);
}

}  // namespace

extern const Rule str_concat_in_loop;
const Rule str_concat_in_loop = {"str-concat-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
