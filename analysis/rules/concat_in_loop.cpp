// concat-in-loop: `acc = acc + chunk`, `acc = [*acc, x]` of lists, `acc += (x,)` of tuples, round after
// round: all that is gathered is copied each time. `acc += [x]` of lists is told too: it makes a list to
// throw away. Versions that something in the loop gets hold of are left alone: there each copy is wanted.
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rounds.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment, Kind::augmented_assignment};

// Loops that are written to run no more often are left alone.
constexpr int few = 8;

// What a step adds: one expression, or the elements of a display.
struct Step {
  std::vector<Node> added;  // the operands behind the target, in order
  std::vector<Node> items;  // of [*acc, x, y], or of the display that alone is added
  bool in_place = false;    // +=
  explicit operator bool() const { return !added.empty() || !items.empty(); }
};

std::vector<Node> elements(Node display) {
  std::vector<Node> all;
  for (Node child : children(display)) all.push_back(child);
  return all;
}

// acc = [*acc, x]
Step read_spread(Node list, std::string_view target) {
  Step step;
  const Node first = list.named_child(0);
  if (!first.is(Kind::list_splat) || first.named_child(0).text() != target) return step;
  step.items = elements(list);
  step.items.erase(step.items.begin());
  return step;
}

Step read_step(Node node) {
  Step step;
  const Node left = node.child(Field::left);
  Node right = unparenthesised(node.child(Field::right));
  if (!node.parent().is(Kind::expression_statement) || !left.is_any(Kind::identifier, Kind::attribute))
    return step;
  if (node.is(Kind::augmented_assignment)) {
    if (!node.child(Field::operator_).is(Kind::plus_equal)) return step;
    if (right.is_any(Kind::expression_list, Kind::integer, Kind::float_number, Kind::string)) return step;
    step.in_place = true;
    step.added = {right};
  } else if (right.is(Kind::list)) {
    return read_spread(right, left.text());
  } else {
    if (!right.is(Kind::binary_operator) || node.child(Field::type)) return step;
    while (right.is(Kind::binary_operator) && right.child(Field::operator_).is(Kind::plus)) {
      step.added.insert(step.added.begin(), right.child(Field::right));
      right = right.child(Field::left);
    }
    if (right.text() != left.text()) step.added.clear();
  }
  if (step.added.size() == 1 && unparenthesised(step.added[0]).is(Kind::list))
    step.items = elements(unparenthesised(step.added[0]));
  return step;
}

bool is_step(Node node) { return static_cast<bool>(read_step(node)); }

// [0] * n: it is filled up to a length, which takes a round or two.
bool is_padding(const Step& step) {
  const Node added = step.added.size() == 1 ? unparenthesised(step.added[0]) : Node();
  return added.is(Kind::binary_operator) && added.child(Field::operator_).is(Kind::star);
}

std::string text_of(Node first, Node last) {
  const std::string_view source = first.syntax()->source();
  return std::string(source.substr(first.span().begin, last.span().end - first.span().begin));
}

// The call that adds the same in place.
std::string call_of(Node target, const Step& step) {
  std::string call(target.text());
  if (!step.items.empty()) {
    const Node only = step.items.size() == 1 ? step.items[0] : Node();
    if (only.is(Kind::list_splat)) return call + ".extend(" + std::string(only.named_child(0).text()) + ")";
    if (only) return call + ".append(" + std::string(only.text()) + ")";
    return call + ".extend([" + text_of(step.items.front(), step.items.back()) + "])";
  }
  return call + ".extend(" + text_of(step.added.front(), step.added.back()) + ")";
}

void add_fix(const Facts& facts, Node node, Node loop, const Step& step, Finding& finding) {
  const Node target = node.child(Field::left);
  Fix fix;
  fix.title = "Add to `" + shown(target) + "` in place";
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(facts.syntax(), node.span())) return;
  fix.edits.push_back({node.span(), call_of(target, step)});
  if (!step.in_place) {
    Node at;
    fix.why = objection_to_growing(facts, node, loop, at);
    if (at) finding.related.push_back({at.span(), "this may look at it later"});
    for (Node added : step.added) {
      if (fix.why.empty() && !facts.type(added).is(TypeKind::list)) {
        fix.why = "`" + shown(added) + "` may be no list: it would no longer be refused";
      }
    }
  }
  if (step.in_place && !target.is(Kind::identifier))
    fix.why = "`" + shown(target) + "` is an attribute: += stores it again, which append() does not";
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = step.in_place ? "both change the list in place" : "nothing else holds the list";
  finding.fixes.push_back(std::move(fix));
}

std::string message_of(Node node, TypeKind kind, const Step& step) {
  const std::string code = "`" + shown(node) + "` ";
  const std::string name = "`" + shown(node.child(Field::left)) + "`";
  if (kind == TypeKind::tuple)
    return code + "copies all of " + name +
           " on each round: O(n^2) in the loop, as no tuple grows in place; " +
           "collect in a list, and make the tuple after the loop";
  if (step.in_place) return code + "makes a list to add one element; append() adds it as it is";
  return code + "copies all of " + name + " on each round: O(n^2) in the loop; " +
         (step.items.size() == 1 && !step.items[0].is(Kind::list_splat) ? "append() adds in place, O(1)"
                                                                        : "extend() adds in place");
}

void check(const Facts& facts, Node node, Report& report) {
  const Step step = read_step(node);
  if (!step || !facts.enclosing_loop(node)) return;
  const Node target = node.child(Field::left);
  const TypeKind kind = starts_as(facts, target, TypeKind::list, is_step)    ? TypeKind::list
                        : starts_as(facts, target, TypeKind::tuple, is_step) ? TypeKind::tuple
                                                                             : TypeKind::unknown;
  const bool single = step.items.size() == 1 && !step.items[0].is(Kind::list_splat);
  // A tuple in an attribute is there because it does not change.
  if (kind == TypeKind::tuple && target.is(Kind::attribute)) return;
  if (kind == TypeKind::unknown || (kind == TypeKind::list && step.in_place && !single)) return;
  Node loop = facts.enclosing_loop(node);
  if (!(kind == TypeKind::list && step.in_place)) loop = growing_loop(facts, node, is_step, few);
  if (!loop || is_padding(step) || is_for_one(facts, node, loop)) return;

  Finding& finding = report.add(node, message_of(node, kind, step));
  Report::Remark& remark = report.remark();
  remark.evidence_case = kind == TypeKind::tuple ? "tuple"
                         : step.in_place         ? "single"
                         : single                ? "one"
                                                 : "list";
  if (kind == TypeKind::tuple) {
    // Small tuples are quicker to add up than a list is to fill and to copy.
    const bool many = loop.is(Kind::for_statement) && is_plenty(facts, read_for(loop).iterable);
    if (!many) make_micro(report);
    finding.no_fix = {"Collect in a list", "where the tuple is made after the loop is yours to choose"};
    return;
  }
  if (step.in_place) {
    remark.has_impact = true;
    remark.impact = Impact::micro;
  }
  add_fix(facts, node, loop, step, finding);
}

}  // namespace

extern const Rule concat_in_loop;
const Rule concat_in_loop = {"concat-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
