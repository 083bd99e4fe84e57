// dict-spread-in-loop: `d = {**d, key: value}`, `d = d | other`, `d = dict(d, ...)`, round after round: all
// that is gathered is copied each time. Versions that something in the loop gets hold of are left alone.
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

constexpr int few = 8;

enum class Form : std::uint8_t { none, spread, either, call };

struct Step {
  Form form = Form::none;
  std::vector<Node> added;  // pairs and splats of a display, arguments of dict(); the right of `|`
  explicit operator bool() const { return form != Form::none; }
};

Step read_step(Node node) {
  Step step;
  const Node left = node.child(Field::left);
  const Node right = unparenthesised(node.child(Field::right));
  if (!right.is_any(Kind::dictionary, Kind::binary_operator, Kind::call) ||
      !left.is_any(Kind::identifier, Kind::attribute) || !node.parent().is(Kind::expression_statement)) {
    return step;
  }
  Node first;
  if (right.is(Kind::dictionary)) {
    first = right.named_child(0).is(Kind::dictionary_splat) ? right.named_child(0).named_child(0) : Node();
    step.form = Form::spread;
    for (Node child : children(right)) step.added.push_back(child);
  } else if (right.is(Kind::binary_operator)) {
    if (!right.child(Field::operator_).is(Kind::pipe)) return {};
    first = right.child(Field::left);
    step.form = Form::either;
    step.added = {first, right.child(Field::right)};
  } else {
    if (right.child(Field::function).text() != "dict") return {};
    first = right.child(Field::arguments).named_child(0);
    step.form = Form::call;
    for (Node child : children(right.child(Field::arguments))) step.added.push_back(child);
  }
  if (!first || first.text() != left.text() || step.added.size() < 2) return {};
  step.added.erase(step.added.begin());
  return step;
}

bool is_step(Node node) { return static_cast<bool>(read_step(node)); }

bool is_plain_dict(const Type& type) { return type.is(TypeKind::dict) && type.class_name().empty(); }

std::string text_of(Node first, Node last) {
  const std::string_view source = first.syntax()->source();
  return std::string(source.substr(first.span().begin, last.span().end - first.span().begin));
}

// A sole `key: value`: d[key] = value, where it cannot be told in which order the two are evaluated.
Node sole_pair(const Facts& facts, const Step& step) {
  Node pair = step.added.size() == 1 ? unparenthesised(step.added[0]) : Node();
  if (pair.is(Kind::dictionary) && pair.named_child_count() == 1) pair = pair.named_child(0);
  if (!pair.is(Kind::pair)) return {};
  const Purity key = facts.purity(pair.child(Field::key));
  return key.has_effect || key.may_raise ? Node() : pair;
}

std::string in_place(const Facts& facts, Node target, const Step& step) {
  const std::string name(target.text());
  if (const Node pair = sole_pair(facts, step))
    return name + "[" + std::string(pair.child(Field::key).text()) +
           "] = " + std::string(pair.child(Field::value).text());
  const Node only = step.added.size() == 1 ? step.added[0] : Node();
  if (step.form == Form::spread && only.is(Kind::dictionary_splat))
    return name + ".update(" + std::string(only.named_child(0).text()) + ")";
  const std::string added = text_of(step.added.front(), step.added.back());
  return name + ".update(" + (step.form == Form::spread ? "{" + added + "}" : added) + ")";
}

std::string objection(const Facts& facts, Node node, Node loop, const Step& step, Node& at) {
  const Node target = node.child(Field::left);
  std::string why = objection_to_growing(facts, node, loop, at);
  if (!why.empty()) return why;
  if (!starts_as(facts, target, TypeKind::dict, is_step))
    return "`" + shown(target) + "` may be no dict: a new one is made of it";
  for (Node added : step.added) {
    const bool keyword =
        step.form == Form::call && added.is_any(Kind::keyword_argument, Kind::dictionary_splat);
    if (added.is(Kind::dictionary_splat)) added = added.named_child(0);
    if (keyword || added.is(Kind::pair) || is_plain_dict(facts.type(added))) continue;
    return "`" + shown(added) + "` may be no dict: update() takes pairs, too";
  }
  return {};
}

// The start may be of a class whose `|` is another, or that {**d} would turn into a plain dict.
bool is_another_class(const Facts& facts, Node target) {
  const Binding* binding = facts.binding(target);
  if (binding == nullptr) return !facts.type(target).class_name().empty();
  for (const Definition& definition : binding->definitions) {
    Node value = facts.syntax().node(definition.name);
    if (value.parent().is(Kind::assignment)) value = value.parent().child(Field::right);
    if (!facts.type(value).class_name().empty()) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Step step = read_step(node);
  if (!step || !facts.enclosing_loop(node)) return;
  const Node target = node.child(Field::left);
  const Node value = unparenthesised(node.child(Field::right));
  if (step.form == Form::either && !starts_as(facts, target, TypeKind::dict, is_step)) return;
  if (step.form == Form::call && !facts.is_call_of(value, "dict")) return;
  if (is_another_class(facts, target)) return;
  const Node loop = growing_loop(facts, node, is_step, few);
  if (!loop) return;

  const std::string name = "`" + shown(target) + "`";
  Finding& finding =
      report.add(node, "`" + shown(node) + "` copies all of " + name +
                           " on each round: O(n^2) in the loop; change " + name + " in place, O(1) a key");
  report.remark().evidence_case = step.form == Form::spread   ? "spread"
                                  : step.form == Form::either ? "or"
                                                              : "call";
  Fix fix;
  fix.title = "Change " + name + " in place";
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(facts.syntax(), node.span())) return;
  Node at;
  fix.why = objection(facts, node, loop, step, at);
  if (at) finding.related.push_back({at.span(), "this may look at it later"});
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "nothing else holds the dict";
  fix.edits.push_back({node.span(), in_place(facts, target, step)});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule dict_spread_in_loop;
const Rule dict_spread_in_loop = {"dict-spread-in-loop", Impact::growth, Topic::copy, kinds, check};

}  // namespace perfhint
