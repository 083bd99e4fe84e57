// nested-loop-join: a loop over one collection inside a loop over another, whose body only does something for
// the elements with an equal key. An index of the inner collection by that key replaces the inner loop.
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/key_match.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement};

// The only statement of the body, an if without else; none otherwise.
Node sole_if(Node loop) {
  const Node body = loop.child(Field::body);
  if (body.named_child_count() != 1 || loop.child(Field::alternative)) return {};
  const Node test = body.named_child(0);
  return test.is(Kind::if_statement) && !test.child(Field::alternative) ? test : Node();
}

void add_fix(const Facts& facts, const Iteration& inner, const Match& match, Node outer, Finding& finding) {
  const Hoist hoist = read_hoist(facts, inner.iterable, outer);
  const std::string collection(inner.iterable.text());
  finding.no_fix = {"Build an index of `" + shown(inner.iterable) + "` before the loop", hoist.refusal};
  if (!hoist) return;
  const auto indent = indentation(hoist.before);
  if (hoist.before != outer || !indent) {
    finding.no_fix.reason = "no statement of the same scope can stand before this loop";
    return;
  }
  const std::string name = index_name(facts, inner.iterable, match.key, hoist.before);
  const std::string end(line_end(facts.syntax()));
  const std::string more = indent->find('\t') == std::string_view::npos ? "    " : "\t";
  Fix fix;
  fix.title = "Build the index `" + name + "` before the loop and look matches up";
  fix.edits.push_back(*line_before(
      hoist.before, name + " = {}" + end + std::string(*indent) + "for " + std::string(inner.target.text()) +
                        " in " + collection + ":" + end + std::string(*indent) + more + name +
                        ".setdefault(" + std::string(match.key.text()) + ", []).append(" +
                        std::string(inner.target.text()) + ")"));
  fix.edits.push_back({inner.iterable.span(), name + ".get(" + std::string(match.wanted.text()) + ", ())"});
  fix.why = hoist.objection;
  if (fix.why.empty())
    fix.why = "keys are taken to be hashable, and `" + collection + "` to be iterable twice";
  if (hoist.culprit)
    finding.related.push_back({hoist.culprit.span(), "this may change `" + collection + "`"});
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node test = sole_if(node);
  const Node outer = test ? node.parent().parent() : Node();
  if (!outer.is(Kind::for_statement) || node.parent().field() != Field::body) return;
  const Iteration inner = read_iteration(facts, node), around = read_iteration(facts, outer);
  if (!inner || !around || !inner.target.is(Kind::identifier)) return;
  if (!is_searchable(facts, inner.iterable)) return;
  const Match match = read_match(facts, test.child(Field::condition), inner.target);
  if (!match || !varies_within(facts, match.wanted, outer)) return;
  if (widest_loop(facts, inner.iterable, node) == Node()) return;

  const std::string name = shown(inner.iterable);
  Finding& finding =
      report.add(Span{node.span().begin, node.child(Field::body).span().begin},
                 "this loop goes through all of `" + name + "` for each round of the outer one to find `" +
                     shown(match.key) + " == " + shown(match.wanted) + "`: O(n*m); build a dict of `" + name +
                     "` by `" + shown(match.key) + "` before the loops and look matches up, O(n + m)");
  // Two collections are a handful more often than not; a third loop around says that it runs often.
  report.remark().has_impact = facts.heat(node).loops < 2;
  report.remark().impact = Impact::micro;
  finding.related.push_back({match.key.parent().span(), "only elements with this key are used"});
  add_fix(facts, inner, match, outer, finding);
}

}  // namespace

extern const Rule nested_loop_join;
const Rule nested_loop_join = {"nested-loop-join", Impact::growth, Topic::cpu, kinds, check};

}  // namespace perfhint
