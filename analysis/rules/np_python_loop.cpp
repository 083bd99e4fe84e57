// np-python-loop: `for i in range(len(a))` that does arithmetic on a[i], an array's element, and sum(),
// min(), max(), any(), all() of an array: each element becomes a Python object first. Loops that do more than
// arithmetic of the same round's elements are left alone.
#include <array>

#include "analysis/rules/elementwise.h"
#include "analysis/rules/frames.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::call};
constexpr std::array<std::string_view, 5> callees = {"all", "any", "max", "min", "sum"};

constexpr std::int64_t few = 16;

// The a of range(len(a)), range(a.size), range(a.shape[0]); `item` is enumerate(a)'s element.
struct Walk {
  Node array, index, item;
  explicit operator bool() const { return static_cast<bool>(array); }
};

Node counted(const Facts& facts, Node count) {
  const Node at = unparenthesised(count);
  if (at.is(Kind::call)) return facts.is_call_of(at, "len") ? read_call(at).sole_argument() : Node();
  if (at.is(Kind::attribute))
    return at.child(Field::attribute).text() == "size" ? at.child(Field::object) : Node();
  const Subscript subscript = read_subscript(at);
  const bool rows = subscript.index.text() == "0" && subscript.object.is(Kind::attribute) &&
                    subscript.object.child(Field::attribute).text() == "shape";
  return rows ? subscript.object.child(Field::object) : Node();
}

Walk read_walk(const Facts& facts, Node loop) {
  Walk walk;
  const ForHead head = read_for(loop);
  if (head.async || loop.child(Field::alternative) || !head.iterable.is(Kind::call)) return walk;
  const std::string_view function = head.iterable.child(Field::function).text();
  if (function != "range" && function != "enumerate") return walk;
  const Node argument = read_call(head.iterable).sole_argument();
  if (!argument || !facts.is_call_of(head.iterable, function)) return walk;
  if (function == "range") {
    if (!head.target.is(Kind::identifier)) return walk;
    walk.index = head.target;
    walk.array = counted(facts, argument);
  } else {
    if (!head.target.is_any(Kind::pattern_list, Kind::tuple_pattern) || head.target.named_child_count() != 2)
      return walk;
    walk.index = head.target.named_child(0);
    walk.item = head.target.named_child(1);
    walk.array = argument;
    if (!walk.index.is(Kind::identifier) || !walk.item.is(Kind::identifier)) return {};
  }
  if (!walk.array.is_any(Kind::identifier, Kind::attribute)) return {};
  return walk;
}

std::optional<std::string> whole_of(const Facts& facts, const Walk& walk, Node loop, Node node) {
  if (walk.item && node.is(Kind::identifier) && node.text() == walk.item.text())
    return std::string(walk.array.text());
  if (!node.is(Kind::subscript)) return std::nullopt;
  const Subscript subscript = read_subscript(node);
  const bool own = subscript.index.text() == walk.index.text() && is_array(facts, subscript.object) &&
                   is_same_throughout(facts, subscript.object, loop);
  return own ? std::optional(std::string(subscript.object.text())) : std::nullopt;
}

// A total that starts as a plain number.
bool starts_as_number(const Facts& facts, Node total) {
  const Binding* binding = facts.binding(total);
  if (binding == nullptr || !facts.is_closed(*binding)) return false;
  for (const Definition& definition : binding->definitions) {
    if (definition.kind == DefinitionKind::augmented) continue;
    const Node name = facts.syntax().node(definition.name);
    const Node value = name.parent().child(Field::right);
    if (!name.parent().is(Kind::assignment) || !value.is_any(Kind::integer, Kind::float_number)) return false;
  }
  return true;
}

struct Step {
  Node statement, target;
  std::string whole;  // the added or assigned expression for all elements
  bool reduces = false;
  explicit operator bool() const { return static_cast<bool>(statement); }
};

Step read_step(const Facts& facts, const Walk& walk, Node loop, Node statement) {
  Step step;
  const Node node = statement.is(Kind::expression_statement) ? sole_expression(statement) : Node();
  const bool adds = node.is(Kind::augmented_assignment);
  if (!adds && !node.is(Kind::assignment)) return step;
  const Node operation = node.child(Field::operator_);
  if (adds && !operation.is_any(Kind::plus_equal, Kind::minus_equal)) return step;
  step.target = node.child(Field::left);
  const Node value = node.child(Field::right);
  if (!value || node.child(Field::type)) return step;
  const auto whole =
      for_all(facts, value, loop, [&](Node part) { return whole_of(facts, walk, loop, part); });
  if (!whole) return step;
  if (step.target.is(Kind::identifier)) {
    step.reduces = true;
    if (!adds || !operation.is(Kind::plus_equal) || !starts_as_number(facts, step.target)) return step;
  } else {
    const Subscript written = read_subscript(step.target);
    if (adds || written.index.text() != walk.index.text() || dimensions(facts, written.object) != 1 ||
        !is_same_throughout(facts, written.object, loop)) {
      return step;
    }
  }
  step.whole = *whole;
  step.statement = statement;
  return step;
}

// The total is looked at by nothing but its own statement, the index by nothing behind the loop.
void add_fix(const Facts& facts, const Walk& walk, Node loop, const std::vector<Step>& steps,
             Finding& finding) {
  finding.no_fix = {"Compute with whole arrays", "the loop does several things"};
  if (steps.size() != 1) return;
  const Binding* index = facts.binding(walk.index);
  const Binding* item = walk.item ? facts.binding(walk.item) : nullptr;
  finding.no_fix.reason = "`" + shown(walk.index) + "` is used after the loop";
  if (index == nullptr || facts.used_after(*index, loop) || (item && facts.used_after(*item, loop))) return;
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), loop.span())) return;
  const Step& step = steps[0];
  Fix fix;
  fix.title = "Compute with whole arrays";
  if (step.reduces) {
    const Node value = sole_expression(step.statement).child(Field::right);
    const bool bare = value.is_any(Kind::subscript, Kind::identifier, Kind::parenthesized_expression);
    fix.edits.push_back({loop.span(), std::string(step.target.text()) +
                                          " += " + (bare ? step.whole : "(" + step.whole + ")") + ".sum()"});
    fix.why = "the sum rounds differently, and the arrays must be of one length and one dimension";
  } else {
    fix.edits.push_back(
        {loop.span(), std::string(step.target.child(Field::value).text()) + "[:] = " + step.whole});
    fix.why = "the arrays must be of one length and one dimension, and must not overlap";
  }
  finding.fixes.push_back(std::move(fix));
}

void check_loop(const Facts& facts, Node loop, Report& report) {
  const Walk walk = read_walk(facts, loop);
  if (!walk || !is_array(facts, walk.array)) return;
  if (dimensions(facts, walk.array).value_or(1) != 1 || is_small_array(facts, walk.array, few)) return;
  std::vector<Step> steps;
  for (Node statement : statements(loop.child(Field::body))) {
    steps.push_back(read_step(facts, walk, loop, statement));
    if (!steps.back()) return;
  }
  if (steps.empty()) return;
  Finding& finding = report.add(
      Span{loop.span().begin, read_for(loop).iterable.span().end},
      "the loop makes Python objects of the elements of `" + shown(walk.array) +
          "` to compute with them, O(n) in the interpreter; the same operators on whole arrays run in C");
  report.remark().evidence_case = steps[0].reduces ? "reduction" : "elementwise";
  add_fix(facts, walk, loop, steps, finding);
}

void check_call(const Facts& facts, Node node, Report& report) {
  const std::string function(node.child(Field::function).text());
  const Node array = read_call(node).sole_argument();
  if (!array || !node.child(Field::function).is(Kind::identifier) || !facts.is_call_of(node, function))
    return;
  if (!is_array(facts, array) || is_small_array(facts, array, few)) return;
  // Of more dimensions, sum() adds whole rows; the others refuse them, so that there is but one.
  if (dimensions(facts, array).value_or(function == "sum" ? 2 : 1) != 1) return;
  // any() and all() may stop early, and gain little on the short arrays that checks outside loops are about.
  if ((function == "any" || function == "all") && !facts.enclosing_loop(node)) return;
  if (is_made_of_list(facts, array)) return;
  const std::string what = function == "sum" || function == "min" || function == "max" ? function : "any";
  const bool plain =
      unparenthesised(array).is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call);
  const std::string method =
      (plain ? shown(unparenthesised(array)) : "(" + shown(unparenthesised(array)) + ")") + "." + function +
      "()";
  Finding& finding =
      report.add(node, "`" + shown(node) + "` makes a Python object of each element, O(n) in the " +
                           "interpreter; `" + method + "` runs in C");
  report.remark().evidence_case = what == "min" ? "max" : what;
  finding.no_fix = {"Call the array's own method", "a comment would be lost"};
  if (has_comment(facts.syntax(), node.span())) return;
  Fix fix;
  fix.title = finding.no_fix.title;
  const std::string text(unparenthesised(array).text());
  fix.edits.push_back({node.span(), (plain ? text : "(" + text + ")") + "." + function + "()"});
  fix.why = function == "sum" ? "numpy sums in the array's type, which may overflow, and rounds differently"
            : what == "any"   ? "it gives a numpy bool"
                              : "it gives nan wherever the array has one";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  node.is(Kind::call) ? check_call(facts, node, report) : check_loop(facts, node, report);
}

}  // namespace

extern const Rule np_python_loop;
const Rule np_python_loop = {"np-python-loop", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
