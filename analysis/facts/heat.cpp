#include "analysis/facts/heat.h"

#include <algorithm>

#include "analysis/facts/facts.h"

namespace perfhint {
namespace {

constexpr int callers_deep = 3;
constexpr std::size_t most_callers = 32;

Said said_in(std::string_view comment) {
  const std::size_t mark = comment.find("perfhint:");
  if (mark == std::string_view::npos) return Said::nothing;
  std::string_view word = comment.substr(mark + 9);
  word.remove_prefix(std::min(word.find_first_not_of(" \t"), word.size()));
  word = word.substr(0, word.find_first_of(" \t\r\n#,;"));
  return word == "hot" ? Said::hot : word == "cold" ? Said::cold : Said::nothing;
}

// On the line on which the node begins.
Said said_on_line(Node node) {
  const Syntax& syntax = *node.syntax();
  const std::string_view source = syntax.source();
  const Offset begin = node.span().begin;
  const std::size_t end = std::min(source.find('\n', begin), source.size());
  if (source.substr(begin, end - begin).find("perfhint:") == std::string_view::npos) return Said::nothing;
  for (std::uint32_t at = node.index(); at < syntax.size() && syntax.row(at).begin < end; ++at) {
    const Node inside = syntax.node(at);
    if (inside.is(Kind::comment)) return said_in(inside.text());
  }
  return Said::nothing;
}

// Calls of the function in this block: by its name, or as a method of self.
std::vector<Node> calls_of(const Facts& facts, Node function) {
  std::vector<Node> calls;
  const Node name = function.child(Field::name);
  const Binding* binding = facts.binding(name);
  if (binding == nullptr) return calls;
  for (const std::uint32_t use : binding->uses) {
    const Node node = facts.syntax().node(use);
    if (node.parent().is(Kind::call) && node.field() == Field::function) calls.push_back(node.parent());
  }
  const Node owner = facts.enclosing_class(function);
  if (!owner || facts.enclosing_function(function)) return calls;
  for (Node node : descendants(owner.child(Field::body))) {
    if (calls.size() >= most_callers) break;
    const bool method = node.is(Kind::attribute) && node.child(Field::object).text() == "self" &&
                        node.child(Field::attribute).text() == name.text();
    if (method && node.parent().is(Kind::call) && node.field() == Field::function)
      calls.push_back(node.parent());
  }
  return calls;
}

int loops_around(const Facts& facts, Node place, int depth) {
  const int here = facts.loop_depth(place);
  const Node function = facts.enclosing_function(place);
  if (!function.is(Kind::function_definition) || depth >= callers_deep) return here;
  int outside = 0;
  std::size_t seen = 0;
  for (Node call : calls_of(facts, function)) {
    if (call.within(function) || ++seen > most_callers) continue;
    outside = std::max(outside, loops_around(facts, call, depth + 1));
  }
  return here + outside;
}

}  // namespace

Heat heat_of(const Facts& facts, Node place) {
  Heat heat;
  heat.loops = loops_around(facts, place, 0);
  for (Node at = place; at && heat.said == Said::nothing; at = at.parent()) {
    if (at.is_any(Kind::function_definition, Kind::class_definition, Kind::for_statement,
                  Kind::while_statement))
      heat.said = said_on_line(at);
  }
  return heat;
}

}  // namespace perfhint
