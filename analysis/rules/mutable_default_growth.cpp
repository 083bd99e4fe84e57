// mutable-default-growth: a list, dict or set as a parameter's default, which the function puts things into:
// there is one for all calls, and it only grows.
#include <algorithm>
#include <array>

#include "analysis/facts/keeping.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::default_parameter, Kind::typed_default_parameter};

// A new, empty container.
bool is_empty_default(const Facts& facts, Node value) {
  if (value.is_any(Kind::list, Kind::dictionary)) return value.named_child_count() == 0;
  if (!value.is(Kind::call) || value.child(Field::arguments).named_child_count() > 0) return false;
  return facts.is_call_of(value, "list") || facts.is_call_of(value, "dict") || facts.is_call_of(value, "set");
}

// xs.append(x), xs[k] = v
bool grows(Node use) {
  const Node parent = use.parent();
  if (parent.is(Kind::subscript)) {
    return use.field() == Field::value && parent.field() == Field::left &&
           parent.parent().is(Kind::assignment) && !read_subscript(parent).index.is(Kind::slice);
  }
  const MethodCall method = read_method_call(parent.parent());
  if (!method || method.object != use) return false;
  constexpr std::array<std::string_view, 7> growing{"append", "extend",     "insert",    "add",
                                                    "update", "setdefault", "appendleft"};
  return std::find(growing.begin(), growing.end(), method.method) != growing.end();
}

// It is asked for what earlier calls put into it: memory across calls is what it is for.
bool is_lookup(Node use) {
  const Node parent = use.parent();
  if (parent.is(Kind::subscript)) return parent.field() != Field::left;
  if (parent.is(Kind::comparison_operator)) return read_comparison(parent).right == use;
  const MethodCall method = read_method_call(parent.parent());
  return method && method.object == use && method.method == "get";
}

bool is_meant_to_last(std::string_view name) {
  return name.starts_with("_") || name.find("cache") != std::string_view::npos ||
         name.find("memo") != std::string_view::npos;
}

// The use that puts something into it; none where it is emptied, looked up in, given away or bound anew.
Node growth_of(const Facts& facts, const Binding& binding) {
  if (binding.definitions.size() != 1 || binding.rebound_elsewhere || is_meant_to_last(binding.name))
    return {};
  Node growth;
  for (const std::uint32_t index : binding.uses) {
    const Node use = facts.syntax().node(index);
    if (releases(use) || is_lookup(use)) return {};
    if (!growth && grows(use) &&
        facts.enclosing_function(use) == facts.enclosing_function(facts.syntax().node(binding.uses.front())))
      growth = use;
  }
  return growth;
}

// A private function that hands it on to itself: it gathers for whoever made the list and calls first.
bool is_handed_on(const Facts& facts, Node function, const Binding& binding) {
  const Node name = function.child(Field::name);
  if (!name.text().starts_with('_')) return false;
  for (const std::uint32_t index : binding.uses) {
    const Node use = facts.syntax().node(index);
    const Node argument = use.parent().is(Kind::keyword_argument) ? use.parent() : use;
    const Node call = argument.parent().is(Kind::argument_list) ? argument.parent().parent() : Node();
    if (call.child(Field::function).text() == name.text()) return true;
  }
  return false;
}

void offer_none(const Facts& facts, Node function, Node value, const std::string& name, Finding& finding) {
  Fix fix;
  fix.title = "Make a new `" + name + "` in each call";
  fix.why = "results that build on what earlier calls left in it change";
  finding.no_fix = {fix.title, "the function's body shares its line with other code"};
  const std::vector<Node> body = statements(function.child(Field::body));
  if (body.empty()) return;
  const bool documented = sole_expression(body[0]).is_any(Kind::string, Kind::concatenated_string);
  const std::string code = name + " = " + std::string(value.text()) + " if " + name + " is None else " + name;
  const auto line = documented ? line_after(body[0], code) : line_before(body[0], code);
  if (!line || has_comment(facts.syntax(), value.span())) return;
  fix.edits = {{value.span(), "None"}, *line};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node value = node.child(Field::value), name = node.child(Field::name);
  if (!name.is(Kind::identifier) || !is_empty_default(facts, value)) return;
  const Node function = node.parent().parent();
  if (!function.is(Kind::function_definition) || facts.enclosing_function(function)) return;
  const Binding* binding = facts.binding(name);
  const Node growth = binding ? growth_of(facts, *binding) : Node();
  if (!growth || is_handed_on(facts, function, *binding)) return;
  const std::string says(name.text());
  Finding& finding = report.add(node, "`" + says + "` is one object for all calls of `" +
                                          std::string(function.child(Field::name).text()) +
                                          "()`, and each call that is not given another puts more into it: "
                                          "O(n) memory in the calls; default to `None`");
  finding.related.push_back({growth.span(), "grows here"});
  offer_none(facts, function, value, says, finding);
}

}  // namespace

extern const Rule mutable_default_growth;
const Rule mutable_default_growth = {"mutable-default-growth", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
