// str-prepend-in-loop: `s = part + s`, round after round. No string grows at its front: each round copies it.
// The fix collects the parts in a list and joins them reversed after the loop.
#include <algorithm>
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rounds.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

constexpr int few = 3;

// s = a + b + s + c: what stands before the target, and whether anything stands behind it.
struct Step {
  std::vector<Node> before;
  bool behind = false;
  explicit operator bool() const { return !before.empty(); }
};

Step read_step(Node node) {
  Step step;
  const Node left = node.child(Field::left), right = unparenthesised(node.child(Field::right));
  if (!right.is(Kind::binary_operator) || !left.is_any(Kind::identifier, Kind::attribute) ||
      !node.parent().is(Kind::expression_statement) || node.child(Field::type)) {
    return {};
  }
  std::vector<Node> operands;
  Node sum = right;
  for (; sum.is(Kind::binary_operator) && sum.child(Field::operator_).is(Kind::plus);
       sum = sum.child(Field::left)) {
    operands.insert(operands.begin(), sum.child(Field::right));
  }
  operands.insert(operands.begin(), sum);
  const auto is_target = [&](Node operand) { return operand.text() == left.text(); };
  const auto at = std::find_if(operands.begin(), operands.end(), is_target);
  if (at == operands.end() || at == operands.begin() ||
      std::find_if(at + 1, operands.end(), is_target) != operands.end()) {
    return {};
  }
  step.before.assign(operands.begin(), at);
  step.behind = at + 1 != operands.end();
  return step;
}

bool is_step(Node node) { return static_cast<bool>(read_step(node)); }

// A while that divides a number runs as many rounds as that has digits.
bool counts_digits(const Facts& facts, Node loop) {
  if (!loop.is(Kind::while_statement)) return false;
  for (Node node : descendants(loop)) {
    if (node.is_any(Kind::slash_slash, Kind::slash_slash_equal, Kind::slash_equal, Kind::shift_right,
                    Kind::shift_right_equal)) {
      return true;
    }
    if (node.is(Kind::call) && facts.is_call_of(node, "divmod")) return true;
  }
  return false;
}

// The loop says the name in this statement only.
bool only_prepends(const Facts& facts, const Binding& text, Node node, Node loop) {
  const auto uses = facts.uses_within(text, loop);
  return std::all_of(uses.begin(), uses.end(), [&](Node use) { return use.within(node); }) &&
         std::none_of(text.definitions.begin(), text.definitions.end(), [&](const Definition& definition) {
           const Node name = facts.syntax().node(definition.name);
           return name.within(loop) && !name.within(node);
         });
}

std::string objection(const Facts& facts, const Binding& text, Node node, Node loop, const Step& step) {
  const std::string name = "`" + std::string(text.name) + "`";
  for (Node part : step.before) {
    if (!facts.type(part).is(TypeKind::str))
      return "`" + shown(part) + "` may be no str: the error would come after the loop";
  }
  if (!is_own_local(facts, text, node) || text.captured)
    return "other code may read " + name + " during the loop";
  if (!is_bound_before(facts, text, loop)) return name + " may not be bound before the loop";
  return inside_try(loop) ? "an error in the loop would leave " + name + " without its parts" : "";
}

void add_fix(const Facts& facts, Node node, Node loop, const Step& step, Finding& finding) {
  const Node target = node.child(Field::left);
  const std::string name(target.text());
  finding.no_fix = {"Collect the parts and join them reversed", "`" + name + "` is no plain name"};
  const Binding* text = facts.binding(target);
  if (text == nullptr) return;
  finding.no_fix.reason = "`" + name + "` is used in the loop, too";
  if (step.behind || !only_prepends(facts, *text, node, loop)) return;
  finding.no_fix.reason = "the lines that make the list and join it cannot stand around this loop";
  if (!can_bind_before(facts, loop) || !means_builtin(facts, loop, "reversed")) return;
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), node.span())) return;
  const std::string parts = fresh_name(facts, loop, name + "_parts");
  const auto before = line_before(loop, parts + " = [" + name + "]");
  const auto after = line_after(loop, name + " = \"\".join(reversed(" + parts + "))");
  if (!before || !after) return;
  const std::string_view source = facts.syntax().source();
  const Offset begin = step.before.front().span().begin, end = step.before.back().span().end;
  Fix fix;
  fix.title = "Collect the parts in `" + parts + "` and join them after the loop";
  fix.edits.push_back(*before);
  fix.edits.push_back(
      {node.span(), parts + ".append(" + std::string(source.substr(begin, end - begin)) + ")"});
  fix.edits.push_back(*after);
  fix.why = objection(facts, *text, node, loop, step);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "all parts are str, and nothing reads `" + name + "` before the loop ends";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Step step = read_step(node);
  if (!step || !starts_as(facts, node.child(Field::left), TypeKind::str, is_step)) return;
  const Node loop = growing_loop(facts, node, is_step, few);
  if (!loop || counts_digits(facts, loop)) return;
  const std::string name = "`" + shown(node.child(Field::left)) + "`";
  Finding& finding = report.add(
      node,
      "`" + shown(node) + "` copies all of " + name +
          " on each round, as no string grows at its front: O(n^2); append the parts to a list and join it "
          "reversed after the loop");
  // Up to a dozen parts the list is no better; and what stands behind cannot be joined so.
  report.remark().has_impact = step.behind || !runs_long(facts, node);
  report.remark().impact = Impact::micro;
  add_fix(facts, node, loop, step, finding);
}

}  // namespace

extern const Rule str_prepend_in_loop;
const Rule str_prepend_in_loop = {"str-prepend-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
