// self-accumulate: `self.n += x` in a for loop that runs no code which could look at it: the attribute is
// looked up and stored on each round, where a local is a slot.
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::augmented_assignment};

bool is_number(TypeKind kind) { return kind == TypeKind::integer || kind == TypeKind::floating; }

// Every plain assignment to the attribute in the class gives a number, and there is one.
bool starts_as_number(const Facts& facts, Node attribute) {
  bool found = false;
  for (Node node : descendants(facts.enclosing_class(attribute))) {
    if (!node.is(Kind::assignment) || node.child(Field::left).text() != attribute.text()) continue;
    if (!is_number(facts.type(node.child(Field::right)).kind)) return false;
    found = true;
  }
  return found;
}

// What leaves the loop with the attribute half done, or lets others see it.
Node observer(const Facts& facts, Node loop) {
  if (const Node pause = first_pause(loop)) return pause;
  for (Node node : descendants(loop)) {
    if (node.is_any(Kind::return_statement, Kind::raise_statement, Kind::with_statement, Kind::try_statement,
                    Kind::function_definition, Kind::lambda_expression))
      return node;
    if (node.is(Kind::call) && !facts.is_reading_call(node)) return node;
  }
  return {};
}

std::vector<Node> says_within(Node attribute, Node loop) {
  std::vector<Node> found;
  for (Node node : descendants(loop)) {
    if (node.is(Kind::attribute) && node.text() == attribute.text()) found.push_back(node);
  }
  return found;
}

void add_fix(const Facts& facts, Node attribute, Node loop, const std::vector<Node>& places,
             Finding& finding) {
  finding.no_fix = {"Count in a local", "no line of the same block can stand before and behind the loop"};
  if (!can_bind_before(facts, loop)) return;
  const std::string name = fresh_name(facts, loop, attribute.child(Field::attribute).text());
  const std::string text(attribute.text());
  const auto behind = line_after(loop, text + " = " + name);
  if (!behind) return;
  Fix fix;
  fix.title = "Count in `" + name + "` and store it after the loop";
  fix.edits.push_back(*line_before(loop, name + " = " + text));
  for (Node place : places) fix.edits.push_back({place.span(), name});
  fix.edits.push_back(*behind);
  fix.why = "an error in the loop, or another thread, would see `" + text + "` as it was before";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node attribute = node.child(Field::left);
  if (!attribute.is(Kind::attribute) || attribute.child(Field::object).text() != "self") return;
  const Node loop = facts.enclosing_loop(node);
  if (!loop.is(Kind::for_statement) || loop.child(Field::alternative)) return;
  const Node owner = facts.enclosing_class(node);
  if (!owner) return;
  const ModuleEntry* entry = facts.module().find(read_class(owner).name.text());
  if (entry == nullptr || !entry->shape || entry->shape->computed_attributes) return;
  if (is_rare(node, loop) || is_short_loop(facts, loop, 8) || observer(facts, loop)) return;
  if (!starts_as_number(facts, attribute)) return;
  const Binding* self = facts.binding(attribute.child(Field::object));
  if (self == nullptr || self->definitions.size() != 1) return;
  const std::vector<Node> places = says_within(attribute, loop);
  if (places.front() != attribute) {
    // Told at the first `+=`.
    for (Node place : places) {
      if (place.parent().is(Kind::augmented_assignment) && place.field() == Field::left) {
        if (place != attribute) return;
        break;
      }
    }
  }
  Finding& finding =
      report.add(node, "`" + shown(attribute) + "` is looked up and stored on each round, O(n) " +
                           "dictionary accesses; count in a local and store it after the loop");
  add_fix(facts, attribute, loop, places, finding);
}

}  // namespace

extern const Rule self_accumulate;
const Rule self_accumulate = {"self-accumulate", Impact::micro, Topic::cpu, kinds, check};

}  // namespace perfhint
