// unbounded-module-cache: a module-level dict or set in which functions look up what they were called with
// and put it when it is not there, and out of which nothing in the module ever takes anything. Registries,
// which are given what they hold, are not caches.
#include <algorithm>
#include <array>

#include "analysis/rules/open_values.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::assignment, Kind::call};
constexpr std::array<std::string_view, 2> callees = {"setdefault", "add"};

// CACHE[key] = value, CACHE.setdefault(key, value), SEEN.add(key).
struct Growth {
  Node container, key, value;  // a set has no value
};

Growth read_growth(Node node) {
  if (node.is(Kind::assignment)) {
    const Node target = node.child(Field::left);
    if (!target.is(Kind::subscript) || !target.child(Field::value).is(Kind::identifier)) return {};
    return {target.child(Field::value), read_subscript(target).index, node.child(Field::right)};
  }
  const MethodCall method = read_method_call(node);
  if (!method.object.is(Kind::identifier) || method.call.splats || !method.call.keywords.empty()) return {};
  const auto& arguments = method.call.positional;
  if (method.method == "add" && arguments.size() == 1) return {method.object, arguments[0], {}};
  if (method.method == "setdefault" && arguments.size() == 2)
    return {method.object, arguments[0], arguments[1]};
  return {};
}

// The only value that the name is given, in an assignment to it alone.
Node sole_value(const Facts& facts, const Binding& binding) {
  if (binding.definitions.size() != 1 || binding.definitions[0].kind != DefinitionKind::assignment) return {};
  const Node target = facts.syntax().node(binding.definitions[0].name);
  return target.field() == Field::left ? target.parent().child(Field::right) : Node();
}

bool asks_for_class(const Facts& facts, Node key) {
  for (Node node : descendants(key)) {
    if (facts.is_call_of(node, "type") || facts.is_call_of(node, "id")) return true;
    if (node.is(Kind::attribute) && node.child(Field::attribute).text().starts_with("__")) return true;
  }
  return false;
}

// A parameter of the function that the key is made of; none where there is none, or only such as have few
// values.
Node open_parameter(const Facts& facts, Node key, Node function, int depth) {
  if (depth > 2 || asks_for_class(facts, key)) return {};
  for (Node node : descendants(key)) {
    const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
    if (binding == nullptr || !is_own_local(facts, *binding, node)) continue;
    const bool parameter = std::any_of(binding->definitions.begin(), binding->definitions.end(),
                                       [](const auto& one) { return one.kind == DefinitionKind::parameter; });
    if (parameter && (says_open(binding->name) || is_open(facts, *binding))) return node;
    const Node value = parameter ? Node() : sole_value(facts, *binding);
    const Node found = value ? open_parameter(facts, value, function, depth + 1) : Node();
    if (found) return found;
  }
  return {};
}

// The function looks in the container for the same key: `key in CACHE`, CACHE[key], CACHE.get(key).
Node lookup_of(const Facts& facts, const Growth& growth, const Binding& container, Node function) {
  for (Node use : facts.uses_within(container, function)) {
    const Node parent = use.parent();
    Node key;
    if (parent.is(Kind::subscript) && parent.field() != Field::left) key = read_subscript(parent).index;
    if (parent.is(Kind::comparison_operator)) {
      const Comparison test = read_comparison(parent);
      const bool member = test.op == Kind::kw_in || test.op == Kind::kw_not_in;
      if (member && test.right == use) key = test.left;
    }
    const MethodCall method = read_method_call(parent.parent());
    if (method && method.object == use && method.method == "get" && !method.call.positional.empty())
      key = method.call.positional[0];
    if (key && key.text() == growth.key.text()) return use;
  }
  return {};
}

// What is stored was made here, not handed in.
bool is_made_here(const Facts& facts, Node value, Node function) {
  if (!value) return true;
  const Binding* binding = value.is(Kind::identifier) ? facts.binding(value) : nullptr;
  if (binding == nullptr) return !value.is_any(Kind::true_literal, Kind::false_literal, Kind::none_literal);
  if (!facts.is_local(*binding)) return false;
  for (const Definition& definition : binding->definitions) {
    if (definition.kind == DefinitionKind::parameter) return false;
    if (facts.syntax().node(definition.statement).is_any(Kind::function_definition, Kind::class_definition))
      return false;
  }
  return facts.syntax().node(binding->definitions[0].name).within(function);
}

// Empty at first, bound once, grown by all and emptied by none; nobody else gets hold of it.
bool only_grows(const Facts& facts, std::string_view name) {
  const ModuleEntry* entry = facts.module().find(name);
  return entry && entry->definitions == 1 && entry->starts_empty && !entry->released && !entry->let_go &&
         !facts.module().star_import();
}

bool is_kept_container(const Facts& facts, Node container) {
  const Binding* binding = facts.binding(container);
  return binding && binding->scope == 0 && only_grows(facts, container.text());
}

void check(const Facts& facts, Node node, Report& report) {
  const Growth growth = read_growth(node);
  if (!growth.container || !growth.key || !is_kept_container(facts, growth.container)) return;
  const Node function = facts.enclosing_function(node);
  if (!function.is(Kind::function_definition)) return;
  const Node parameter = open_parameter(facts, growth.key, function, 0);
  if (!parameter || !is_made_here(facts, growth.value, function)) return;
  const Binding& binding = *facts.binding(growth.container);
  const bool looked_up = node.is(Kind::call) && growth.value;  // setdefault does
  const Node lookup = looked_up ? Node() : lookup_of(facts, growth, binding, function);
  if (!looked_up && !lookup) return;

  const std::string name(growth.container.text());
  Finding& finding = report.add(
      growth.container,
      "`" + name + "` keeps an entry for every `" + shown(growth.key) + "` that `" +
          std::string(function.child(Field::name).text()) +
          "()` ever sees, O(n) memory, and nothing here takes any out; bound it, " +
          (growth.value ? "as `functools.lru_cache(maxsize=...)` does" : "or keep it for one run only"));
  if (lookup) finding.related.push_back({lookup.span(), "looked up here"});
  finding.no_fix = {"", "which entries may be dropped, and when, is for the code to say"};
}

}  // namespace

extern const Rule unbounded_module_cache;
const Rule unbounded_module_cache = {
    "unbounded-module-cache", Impact::micro, Topic::memory, kinds, check, callees};

}  // namespace perfhint
