// slice-copy-iterated: `for x in xs[:]` (or xs.copy(), list(xs)) where nothing in the loop seems to need the
// copy. A full slice of an unannotated parameter is itself evidence of a list. Copies that protect a loop
// from what it does to xs, or from what the elements' own code may do to it, are left alone.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

// An expression that copies `object`; without the spans `before` and `behind` it is the object itself.
struct Copy {
  Node object;
  Span before, behind;
  bool proven = false;  // the object's type is known; else a slice is all there is
};

// An unannotated parameter that is never bound anew and is no method's self.
bool is_open_parameter(const Facts& facts, Node name) {
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || binding->definitions.size() != 1 ||
      binding->definitions[0].kind != DefinitionKind::parameter) {
    return false;
  }
  const Node parameter = facts.syntax().node(binding->definitions[0].name);
  if (parameter.parent().is_any(Kind::typed_parameter, Kind::typed_default_parameter)) return false;
  const Node function = facts.syntax().node(binding->definitions[0].name).ancestor(Kind::function_definition);
  const bool method =
      function && facts.enclosing_class(function) && facts.enclosing_function(function) == Node();
  return !method || function.child(Field::parameters).named_child(0) != parameter;
}

Copy read_copy(const Facts& facts, Node iterable) {
  const Offset begin = iterable.span().begin, end = iterable.span().end;
  Copy copy;
  bool known = false;
  if (const Subscript slice = read_subscript(iterable); slice.full_slice) {
    copy = {slice.object, {begin, begin}, {iterable.child(Field::value).span().end, end}};
    known = facts.type(slice.object).is(TypeKind::list);
    if (!known && (facts.type(slice.object) || !is_open_parameter(facts, slice.object))) return {};
  } else if (const MethodCall method = read_method_call(iterable); method.method == "copy") {
    const Node receiver = iterable.child(Field::function).child(Field::object);
    if (iterable.child(Field::arguments).named_child_count() != 0) return {};
    copy = {method.object, {begin, begin}, {receiver.span().end, end}};
    const TypeKind kind = facts.type(method.object).kind;
    known = kind == TypeKind::list || kind == TypeKind::set || kind == TypeKind::dict;
    if (!known) return {};
  } else if (facts.is_call_of(iterable, "list") || facts.is_call_of(iterable, "tuple")) {
    const Node argument = read_call(iterable).sole_argument();
    if (!iterable.child(Field::function).is(Kind::identifier)) return {};
    copy = {argument, {begin, argument.span().begin}, {argument.span().end, end}};
    known = facts.type(argument).is(TypeKind::list);  // of all else list-cast-iterated speaks
    if (!known) return {};
  }
  if (!copy.object.is_any(Kind::identifier, Kind::attribute)) return {};
  copy.proven = known;
  return copy;
}

// A call of an element, or of a method of one: a callback, or a thing that takes itself off the list.
bool is_by_element(Node call, Node target) {
  Node root = call.child(Field::function);
  while (root.is_any(Kind::attribute, Kind::subscript, Kind::call)) {
    root = root.child(root.is(Kind::attribute)   ? Field::object
                      : root.is(Kind::subscript) ? Field::value
                                                 : Field::function);
  }
  for (Node name : descendants(target)) {
    if (root.is(Kind::identifier) && name.is(Kind::identifier) && name.text() == root.text()) return true;
  }
  return false;
}

// The loop changes the list, lets others have it, or lets others run: the copy has its reasons.
bool needs_copy(const Facts& facts, const Binding& list, const Iteration& iteration) {
  return facts.rebound_within(list, iteration.loop) || facts.mutated_within(list, iteration.loop) ||
         facts.escapes_within(list, iteration.loop) || first_pause(iteration.during);
}

// As for a name, by what can be seen of an attribute: its text.
bool needs_copy(const Facts& facts, const Copy& copy, const Iteration& iteration) {
  if (first_pause(iteration.during)) return true;
  const std::string_view name = copy.object.child(Field::attribute).text();
  for (Node node : descendants(iteration.during)) {
    if (node.within(iteration.iterable)) continue;
    if (node.is(Kind::attribute) && node.child(Field::attribute).text() == name) return true;
    if (!node.is(Kind::call) || facts.is_pure(node) || facts.is_call_of(node, "print")) continue;
    const Binding* receiver = facts.binding(read_method_call(node).object);
    if (receiver == nullptr || !is_private(facts, *receiver)) return true;
  }
  return false;
}

// What stands against the rewrite; empty if it is proven. None: stay silent.
std::optional<std::string> objection(const Facts& facts, const Copy& copy, const Iteration& iteration,
                                     Node& changer) {
  const std::string name = shown(copy.object);
  if (copy.object.is(Kind::attribute)) {
    if (needs_copy(facts, copy, iteration)) return std::nullopt;
    return "`" + name + "` is an attribute: other code may change it during the loop";
  }
  const Binding* list = facts.binding(copy.object);
  if (list == nullptr || !facts.is_closed(*list) || needs_copy(facts, *list, iteration)) return std::nullopt;
  changer = what_may_change(facts, *list, iteration.during);
  const bool own = is_own_local(facts, *list, iteration.loop);
  if (changer && (!own || (changer.is(Kind::call) && is_by_element(changer, iteration.target))))
    return std::nullopt;
  if (changer) return "`" + shown(changer) + "` may change `" + name + "` during the loop";
  if (!copy.proven) return "nothing says that `" + name + "` is a list";
  if (!own) return "`" + name + "` is not a local of this function: other code may change it during the loop";
  return "";
}

void check(const Facts& facts, Node node, Report& report) {
  const Iteration iteration = read_iteration(facts, node);
  const Copy copy = iteration ? read_copy(facts, iteration.iterable) : Copy();
  if (!copy.object) return;
  Node changer;
  const auto why = objection(facts, copy, iteration, changer);
  if (!why) return;
  const std::string name = shown(copy.object);
  Finding& finding =
      report.add(iteration.iterable, "`" + shown(iteration.iterable) + "` copies all of `" + name +
                                         "` to iterate the copy: O(n) time, 8 bytes an element; iterate `" +
                                         name + "` itself");
  if (changer) finding.related.push_back({changer.span(), "this may change `" + name + "`"});
  if (has_comment(facts.syntax(), copy.before) || has_comment(facts.syntax(), copy.behind)) {
    finding.no_fix = {"Iterate `" + name + "` itself", "a comment would be lost"};
    return;
  }
  Fix fix;
  fix.title = "Iterate `" + name + "` itself";
  fix.safety = why->empty() ? Safety::safe : Safety::unsafe;
  fix.why = why->empty() ? "nothing in the loop can change `" + name + "`" : *why;
  if (copy.before.end > copy.before.begin) fix.edits.push_back({copy.before, ""});
  fix.edits.push_back({copy.behind, ""});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule slice_copy_iterated;
const Rule slice_copy_iterated = {"slice-copy-iterated", Impact::factor, Topic::copy, kinds, check};

}  // namespace perfhint
