// key-index-to-items: `for k in d:` with reads of d[k]. items() gives the value with the key, values() where
// the key serves for nothing else. A loop that stores to d, or binds the key anew, is left alone.
#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

// d of `for k in d` or `for k in d.keys()`, d being a dict; none otherwise.
Node iterated_dict(const Facts& facts, Node iterable) {
  Node dict = iterable;
  if (iterable.is(Kind::call)) {
    const MethodCall keys = read_method_call(iterable);
    if (keys.method != "keys" || iterable.child(Field::arguments).named_child_count() != 0) return {};
    dict = keys.object;
  }
  if (!dict.is_any(Kind::identifier, Kind::attribute)) return {};
  return facts.type(dict).is(TypeKind::dict) ? dict : Node();
}

struct Reads {
  std::vector<Node> elements;  // d[k], in the loop's own function
  bool only_use = true;        // the key is used for nothing else
};

Reads reads_within(const Facts& facts, Node dict, const Binding& key, const Iteration& iteration) {
  Reads reads;
  for (Node use : facts.uses_within(key, iteration.during)) {
    const Node element = use.parent();
    const Subscript subscript = read_subscript(element);
    const bool ours = element.is(Kind::subscript) && subscript.index == use &&
                      subscript.object.text() == dict.text() &&
                      facts.binding(subscript.object) == facts.binding(dict) &&
                      facts.enclosing_function(element) == facts.enclosing_function(iteration.loop);
    if (ours)
      reads.elements.push_back(element);
    else
      reads.only_use = false;
  }
  return reads;
}

void add_fix(const Facts& facts, Node dict, const Iteration& iteration, const Reads& reads, bool values,
             Finding& finding) {
  const std::string said(dict.text());
  const std::string view = said + (values ? ".values()" : ".items()");
  const std::string name = fresh_name(facts, iteration.loop, "value");
  Fix fix;
  fix.title = "Iterate " + view;
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(facts.syntax(), iteration.iterable.span())) return;
  const std::string key(iteration.target.text());
  fix.edits.push_back({iteration.target.span(), values ? name : key + ", " + name});
  fix.edits.push_back({iteration.iterable.span(), view});
  for (Node element : reads.elements) fix.edits.push_back({element.span(), name});
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  const Node changer = facts.may_change_within(dict, iteration.during);
  const auto& own = reads.elements;
  if (changer && std::find(own.begin(), own.end(), changer) != own.end()) {
    fix.why = "`" + said + "` may be a defaultdict, and other code may change it";  // the read says no more
  } else if (changer) {
    fix.why = "`" + shown(changer) + "` may change `" + said + "`";
    finding.related.push_back({changer.span(), "this may change `" + said + "`"});
  } else if (!dict.is(Kind::identifier)) {
    fix.why = "`" + said + "` may be another value each time";
  } else if (iteration.loop.is(Kind::generator_expression)) {
    fix.why = "the generator runs later: `" + said + "` may have changed by then";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "nothing in the loop can change `" + said + "`";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  if (!node.child(Field::left).is(Kind::identifier)) return;
  const Node right = unparenthesised(node.child(Field::right));
  if (!right.is_any(Kind::identifier, Kind::attribute, Kind::call)) return;
  const Node dict = iterated_dict(facts, right);
  const Iteration iteration = dict ? read_iteration(facts, node) : Iteration();
  const Binding* key = facts.binding(iteration.target);
  if (key == nullptr || is_few(facts, dict)) return;
  const Reads reads = reads_within(facts, dict, *key, iteration);
  if (reads.elements.empty() || !is_left_alone(facts, dict, iteration.during)) return;
  if (iteration.loop.is(Kind::for_statement) && facts.rebound_within(*key, iteration.during)) return;

  const bool later = iteration.loop.is(Kind::for_statement) &&
                     (!facts.is_local(*key) || facts.used_after(*key, iteration.loop));
  const bool values = reads.only_use && !later;
  const std::string name = shown(dict), element = shown(reads.elements.front());
  Finding& finding = report.add(reads.elements.front(),
                                "`" + element + "` looks up a key that the loop just took from `" + name +
                                    "`: a hash look-up a read; " +
                                    (values ? "iterate " + name + ".values()"
                                            : "iterate " + name + ".items(), which gives key and value"));
  report.remark().evidence_case = values ? "values" : reads.elements.size() > 1 ? "twice" : "";
  // The gain was measured with next to nothing else in the loop: 1.6x for values(), less for items().
  report.remark().has_impact = !values || facts.heat(iteration.loop).loops == 0;
  report.remark().impact = Impact::micro;
  add_fix(facts, dict, iteration, reads, values, finding);
}

}  // namespace

extern const Rule key_index_to_items;
const Rule key_index_to_items = {"key-index-to-items", Impact::factor, Topic::lookup, kinds, check};

}  // namespace perfhint
