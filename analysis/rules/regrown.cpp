#include "analysis/rules/regrown.h"

#include <algorithm>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/frames.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

// The mentions of the target in the region, by its text.
std::vector<Node> mentions(Node target, Node region) {
  std::vector<Node> found;
  for (Node node : descendants(region)) {
    if (node.kind() != target.kind() || node.text() != target.text()) continue;
    if (node.is(Kind::identifier) && node.field() == Field::attribute) continue;
    if (node.is(Kind::identifier) && node.parent().is(Kind::keyword_argument) && node.field() == Field::name)
      continue;
    found.push_back(node);
  }
  return found;
}

// target[-1], len(target), target.shape: looks that take no more than one element.
bool is_glance(Node mention) {
  const Node parent = mention.parent();
  if (parent.is(Kind::subscript) && mention.field() == Field::value) {
    const Node index = read_subscript(parent).index;
    return index.is_any(Kind::integer, Kind::unary_operator);
  }
  if (parent.is(Kind::attribute)) {
    const std::string_view name = parent.child(Field::attribute).text();
    return name == "shape" || name == "size" || name == "empty" || name == "ndim" || name == "index" ||
           name == "columns" || name == "dtype";
  }
  if (parent.is(Kind::comparison_operator)) {
    const Kind op = read_comparison(parent).op;
    return op == Kind::kw_is || op == Kind::kw_is_not;
  }
  return parent.is(Kind::argument_list) && parent.parent().child(Field::function).text() == "len";
}

// Each round goes through all of it in another way, too: a list of parts would have to be joined each time.
bool is_needed_whole(const Regrowth& growth, Node loop) {
  for (Node mention : mentions(growth.target, loop)) {
    const Node statement = mention.parent();
    const bool target = statement.is(Kind::assignment) && mention.field() == Field::left;
    if (!target && !mention.within(growth.assignment) && !is_glance(mention)) return true;
  }
  return false;
}

// It starts as an element that a loop around goes through: of a few things, most often.
bool starts_as_element(const Binding& target) {
  return std::any_of(target.definitions.begin(), target.definitions.end(), [](const Definition& definition) {
    return definition.kind == DefinitionKind::for_target;
  });
}

// Its branch of an if excludes the other's, and the test is no bound on the target's size.
bool is_alternative(Node assignment, Node other, std::string_view target) {
  for (Node test = assignment.ancestor(Kind::if_statement); test; test = test.ancestor(Kind::if_statement)) {
    if (!other.within(test)) continue;
    const Node body = test.child(Field::consequence);
    if (assignment.within(body) && other.within(body)) return false;
    for (Node child : children(test)) {
      if (child != body && assignment.within(child) && other.within(child)) return false;
    }
    for (Node node : descendants(test.child(Field::condition))) {
      if (node.is(Kind::comparison_operator) && node.text().find(target) != std::string_view::npos &&
          (node.text().find('<') != std::string_view::npos ||
           node.text().find('>') != std::string_view::npos))
        return false;
    }
    return true;
  }
  return false;
}

}  // namespace

Regrowth read_regrowth(Node call, bool of_list) {
  const Node assignment = call.parent();
  if (!assignment.is(Kind::assignment) || call.field() != Field::right || assignment.child(Field::type) ||
      !assignment.parent().is(Kind::expression_statement)) {
    return {};
  }
  Regrowth found;
  found.assignment = assignment;
  found.target = assignment.child(Field::left);
  if (!found.target.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) return {};
  const Call read = read_call(call);
  if (read.splats || read.positional.empty()) return {};
  if (of_list) {
    found.display = unparenthesised(read.positional[0]);
    if (!found.display.is_any(Kind::list, Kind::tuple)) return {};
    for (Node part : children(found.display)) found.parts.push_back(part);
  } else {
    if (read.positional.size() < 2) return {};
    found.parts = {read.positional[0], read.positional[1]};
  }
  std::size_t own = 0, splats = 0;
  for (Node part : found.parts) {
    own += unparenthesised(part).text() == found.target.text() ? 1 : 0;
    splats += part.is(Kind::list_splat) ? 1 : 0;
  }
  if (own != 1 || splats > 0 || found.parts.size() < 2) return {};
  for (Node part : found.parts) {
    if (unparenthesised(part).text() == found.target.text()) continue;
    const std::vector<Node> said = mentions(found.target, part);
    if (!std::all_of(said.begin(), said.end(), is_glance)) return {};  // it doubles: O(n) in all
  }
  found.call = call;
  return found;
}

Node loop_of(const Facts& facts, const Regrowth& growth, std::int64_t few) {
  const Node loop = facts.enclosing_loop(growth.assignment);
  if (!loop || !loop.is_any(Kind::for_statement, Kind::while_statement) ||
      is_last_round(growth.assignment, loop)) {
    return {};
  }
  for (Node behind : children(growth.assignment.parent().parent())) {
    if (behind.index() > growth.assignment.index() && loop.child(Field::body) == behind.parent() &&
        behind.is_any(Kind::break_statement, Kind::return_statement)) {
      return {};
    }
  }
  if (loop.is(Kind::for_statement) && is_short(facts, read_for(loop).iterable, few)) return {};
  const auto is_step = [&](Node other) {
    return other == growth.assignment || is_alternative(growth.assignment, other, growth.target.text());
  };
  if (growth.target.is(Kind::subscript)) {
    if (!read_subscript(growth.target).index.is_any(Kind::string, Kind::integer)) return {};
  }
  if (!growth.target.is(Kind::identifier) && !is_same_throughout(facts, growth.target, loop)) return {};
  if (is_reset_within(facts, growth.target, loop, is_step) || is_needed_whole(growth, loop)) return {};
  if (!growth.target.is(Kind::identifier)) return loop;
  const Binding* binding = facts.binding(growth.target);
  return binding != nullptr && !starts_as_element(*binding) && facts.is_loop_carried(*binding, loop) ? loop
                                                                                                     : Node();
}

std::optional<Fix> collected(const Facts& facts, const Regrowth& growth, Node loop, std::string_view join,
                             NoFix& no_fix) {
  const std::string target(growth.target.text());
  no_fix = {"Collect the parts and join them once",
            "`" + shown(growth.target) + "` is used in the loop, too"};
  for (Node mention : mentions(growth.target, loop)) {
    if (!mention.within(growth.assignment)) return std::nullopt;
  }
  if (mentions(growth.target, growth.assignment).size() != 2) return std::nullopt;
  if (growth.parts.size() != 2 || unparenthesised(growth.parts[0]).text() != target) {
    no_fix.reason = "`" + shown(growth.target) + "` is not the first of two parts";
    return std::nullopt;
  }
  const Binding* binding = facts.binding(root_of(growth.target));
  no_fix.reason = "`" + shown(growth.target) + "` may not be bound before the loop";
  if (binding == nullptr || !is_bound_before(facts, *binding, loop)) return std::nullopt;
  no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), growth.assignment.span())) return std::nullopt;
  no_fix.reason = "the statements that make the list and join it cannot stand around this loop";
  if (!can_bind_before(facts, loop)) return std::nullopt;
  const Node last =
      growth.target.is(Kind::attribute) ? growth.target.child(Field::attribute) : root_of(growth.target);
  const std::string parts = fresh_name(facts, loop, std::string(last.text()) + "_parts");
  std::string joined(join);
  for (std::size_t at = joined.find('$'); at != std::string::npos; at = joined.find('$', at + parts.size()))
    joined.replace(at, 1, parts);
  const auto before = line_before(loop, parts + " = [" + target + "]");
  const auto after = line_after(loop, target + " = " + joined);
  if (!before || !after) return std::nullopt;
  Fix fix;
  fix.title = "Collect the parts in `" + parts + "` and join them after the loop";
  fix.edits = {*before,
               {growth.assignment.span(), parts + ".append(" + std::string(growth.parts[1].text()) + ")"},
               *after};
  no_fix = {};
  return fix;
}

}  // namespace perfhint
