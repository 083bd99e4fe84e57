// list-comp-to-generator: `ys = [... for ...]` in a function, where the only use of ys is one full iteration
// later in the same block. A generator holds one element at a time, and takes somewhat longer. Laziness moves
// every element's evaluation to its use, so it is never safe, and where evaluation might do something, or
// what it reads changes before the use, this stays silent.
#include <algorithm>
#include <array>
#include <optional>

#include "analysis/rules/iteration.h"
#include "analysis/rules/plenty.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment};

// Below this a generator's own cost is all there is.
constexpr std::int64_t few = 50;

// What takes the elements: `eager` if it has all of them before anything else runs.
struct Consumer {
  Node node;  // none: not one full iteration
  bool eager = false;
};

bool is_one_of(const Facts& facts, Node call, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return facts.is_call_of(call, name); });
}

bool is_iterated(Node expression) {
  return expression.field() == Field::right &&
         expression.parent().is_any(Kind::for_statement, Kind::for_in_clause) &&
         !read_for(expression.parent()).async && !expression.parent().parent().is(Kind::generator_expression);
}

Consumer consumer_of(const Facts& facts, Node use) {
  if (is_iterated(use)) return {use.parent(), false};
  const Node call = use.parent().is(Kind::argument_list) ? use.parent().parent() : Node();
  const Call parts = read_call(call);
  if (!parts || parts.splats || parts.positional.empty()) return {};
  const bool first = parts.positional[0] == use;
  if (first && is_one_of(facts, call, {"sum", "set", "frozenset", "dict"})) return {call, true};
  if (first && parts.positional.size() == 1 && is_one_of(facts, call, {"min", "max"})) return {call, true};
  if (first && is_one_of(facts, call, {"any", "all"})) return {call, false};
  if (is_one_of(facts, call, {"enumerate", "zip"}) && is_iterated(call)) return {call.parent(), false};
  const MethodCall method = read_method_call(call);
  if (!first || parts.positional.size() != 1) return {};
  const Type receiver = facts.type(method.object);
  if (method.method == "extend" && receiver.is(TypeKind::list)) return {call, true};
  if (method.method == "writelines" && receiver.is(TypeKind::text_file)) return {call, false};
  return {};
}

// [...] or list(... for ...): the comprehension; none for anything else.
Node comprehension_in(const Facts& facts, Node value) {
  if (value.is(Kind::list_comprehension)) return value;
  return facts.is_call_of(value, "list") ? read_call(value).generator : Node();
}

// Nothing that comes later than the first iterable may do more than look.
bool is_idle(const Facts& facts, Node comprehension) {
  const Node first = first_iterable(comprehension);
  for (Node node : descendants(comprehension)) {
    if (!node.is(Kind::call) || node.within(first) || facts.is_pure(node)) continue;
    const MethodCall method = read_method_call(node);
    if (!method || !is_reading_method(method.method)) return false;
  }
  return true;
}

// A name that the comprehension reads is bound anew, changed or given away in the region.
bool disturbs(const Facts& facts, Node region, Node comprehension) {
  for (Node node : descendants(comprehension)) {
    const Binding* name = facts.binding(node);
    if (name == nullptr || facts.rebound_within(*name, comprehension)) continue;
    if (facts.rebound_within(*name, region) || facts.mutated_within(*name, region)) return true;
    if (facts.escapes_within(*name, region) && !facts.is_builtin(node, node.text())) return true;
  }
  return false;
}

// `os.environ` of what the comprehension goes through is said in the region, too: a key may go meanwhile.
bool says_attribute_of(Node region, Node iterable) {
  for (Node source : descendants(iterable)) {
    if (!source.is(Kind::attribute) || source.parent().is(Kind::call)) continue;
    for (Node node : descendants(region)) {
      if (node.is(Kind::attribute) && node.text() == source.text()) return true;
    }
  }
  return false;
}

// What runs between the list's making and its last element's use.
struct Stretch {
  std::vector<Node> between;  // statements
  Node during;                // a loop that uses the elements; none for a call
};

std::optional<Stretch> stretch(const Consumer& consumer, Node made, Node use) {
  Stretch found;
  const Node last = statement_of(use);
  if (last.parent() != made.parent() || last.span().begin <= made.span().begin) return std::nullopt;
  for (Node statement : children(made.parent())) {
    if (statement.span().begin > made.span().begin && statement.span().begin < last.span().begin) {
      found.between.push_back(statement);
    }
  }
  if (consumer.node.is(Kind::for_statement)) found.during = consumer.node.child(Field::body);
  if (consumer.node.is(Kind::for_in_clause)) found.during = consumer.node.parent();
  return found;
}

// What stands most against the rewrite, in words; none: it would surely change something.
std::optional<std::string> objection(const Facts& facts, Node comprehension, const Consumer& consumer,
                                     const Stretch& stretch, Node& changer) {
  std::vector<Node> regions = stretch.between;
  if (stretch.during) regions.push_back(stretch.during);
  if (!is_idle(facts, comprehension) && !(consumer.eager && regions.empty())) return std::nullopt;
  const Binding* source = facts.binding(first_iterable(comprehension));
  for (Node region : regions) {
    if (region.is_any(Kind::with_statement, Kind::try_statement) || first_pause(region)) return std::nullopt;
    if (disturbs(facts, region, comprehension)) return std::nullopt;
    if (says_attribute_of(region, first_iterable(comprehension))) return std::nullopt;
    if (source && !changer) changer = what_may_change(facts, *source, region);
  }
  if (changer)
    return "`" + shown(changer) + "` may change what the elements are made of before they are used";
  return "an element is made only when it is used: an error in one would come later than now";
}

void check(const Facts& facts, Node node, Report& report) {
  const Node target = node.child(Field::left), value = node.child(Field::right);
  const Node made = node.parent();
  if (!made.is(Kind::expression_statement) || !target.is(Kind::identifier) || node.child(Field::type)) return;
  const Node comprehension = comprehension_in(facts, value);
  const Binding* list = comprehension ? facts.binding(target) : nullptr;
  if (list == nullptr || list->definitions.size() != 1 || list->uses.size() != 1 || list->captured ||
      !facts.is_closed(*list) || !is_own_local(facts, *list, node)) {
    return;
  }
  // In a loop lists are often short, and then a generator only costs.
  const Node use = facts.syntax().node(list->uses[0]);
  if (facts.enclosing_loop(node) || facts.enclosing_loop(use) || first_pause(comprehension)) return;
  if (is_short(facts, first_iterable(comprehension), few)) return;
  const Consumer consumer = consumer_of(facts, use);
  const auto way = consumer.node ? stretch(consumer, made, use) : std::nullopt;
  if (!way) return;
  // xs.extend(generator over xs) would never end.
  if (read_method_call(consumer.node) && disturbs(facts, consumer.node, comprehension)) return;
  Node changer;
  const auto why = objection(facts, comprehension, consumer, *way, changer);
  if (!why) return;

  const std::string name(list->name);
  Finding& finding = report.add(
      value, "`" + name + "` holds all of its elements at once, O(n) bytes, to be iterated a single time; " +
                 "a generator holds one, for somewhat more time an element");
  // Of a handful a generator costs more time than it saves memory.
  if (!is_plenty(facts, first_iterable(comprehension))) make_micro(report);
  finding.related.push_back({use.span(), "the only use of `" + name + "`"});
  if (changer) finding.related.push_back({changer.span(), "this may run before the elements are used"});
  Fix fix;
  fix.title = "Make `" + name + "` a generator";
  fix.why = *why;
  const Span span = value.span();
  if (value.is(Kind::list_comprehension)) {
    fix.edits = {{{span.begin, span.begin + 1}, "("}, {{span.end - 1, span.end}, ")"}};
  } else {
    fix.edits = {{{span.begin, comprehension.span().begin}, ""}};
  }
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule list_comp_to_generator;
const Rule list_comp_to_generator = {"list-comp-to-generator", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
