// json-in-loop: json.loads(text), json.dumps(data), pickle.loads(data) or yaml.safe_load(text) whose argument
// nothing in the loop changes: the same text is parsed, or the same object written, on each round.
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 3> callees = {"dumps", "loads", "safe_load"};

std::string_view evidence_of(std::string_view function) {
  if (function == "json.loads" || function == "yaml.safe_load") return "loads";
  if (function == "json.dumps") return "dumps";
  return function == "pickle.loads" ? "pickle" : "";
}

// The name that the result is bound to; none if it goes elsewhere.
const Binding* bound_to(const Facts& facts, Node call) {
  const Node assignment = call.parent();
  const bool named = assignment.is(Kind::assignment) && call.field() == Field::right &&
                     assignment.child(Field::left).is(Kind::identifier);
  return named ? facts.binding(assignment.child(Field::left)) : nullptr;
}

// Each round needs an object of its own: it changes the result, or hands it on.
Node keeper(const Facts& facts, Node call, Node loop) {
  const Binding* result = bound_to(facts, call);
  if (result == nullptr) {
    const Node user = call.parent();  // json.loads(text)["key"] only looks
    return user.is(Kind::subscript) && user.field() != Field::left ? Node() : call;
  }
  if (facts.mutated_within(*result, loop)) return call;
  return facts.first_escape_within(*result, loop);
}

Node steady_argument_loop(const Facts& facts, Node call) {
  const Call parts = read_call(call);
  if (parts.splats || parts.generator || parts.positional.empty()) return {};
  const Node argument = unparenthesised(parts.positional.front());
  if (!argument.is_any(Kind::identifier, Kind::attribute)) return {};
  for (const Call::Keyword& keyword : parts.keywords) {
    if (!keyword.value.is_any(Kind::true_literal, Kind::false_literal, Kind::none_literal, Kind::integer,
                              Kind::string))
      return {};
  }
  return steady_loop(facts, call);
}

void check(const Facts& facts, Node node, Report& report) {
  if (!facts.enclosing_loop(node)) return;
  const std::string function = facts.qualified_name(node.child(Field::function));
  const std::string_view evidence = evidence_of(function);
  if (evidence.empty()) return;
  const Node loop = steady_argument_loop(facts, node);
  if (!loop || is_rare(node, loop) || is_short_loop(facts, loop, 3)) return;
  const bool writes = evidence == "dumps";
  const Node kept = writes ? Node() : keeper(facts, node, loop);
  if (const Binding* result = bound_to(facts, node); result && !writes && facts.mutated_within(*result, loop))
    return;
  const std::vector<Node> places = repeats_within(facts, node, loop);
  if (places.empty() || places.front() != node) return;

  const std::string argument = shown(read_call(node).positional.front());
  Finding& finding = report.add(
      node, "`" + shown(node) + "` " + (writes ? "writes" : "parses") + " the same `" + argument +
                "` anew on each round: O(size) a round, O(n*size) for the loop; do it once before the loop" +
                (writes ? "" : ", where the rounds may share the object"));
  report.remark().evidence_case = std::string(evidence);
  add_hoist(facts, node, places, loop, writes ? "text" : "data",
            kept ? "the rounds would share one object, which `" + shown(kept) + "` hands on" : "", finding);
}

}  // namespace

extern const Rule json_in_loop;
const Rule json_in_loop = {"json-in-loop", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
