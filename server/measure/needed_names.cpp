// A name that the region binds itself is needed where a definition from outside may still be seen.
#include "server/measure/needed_names.h"

#include <algorithm>
#include <array>

#include "analysis/syntax/python.h"

namespace perfhint::server {

namespace {

bool is_annotation(Node node) {
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is(Kind::type)) return true;
    if (outer.is_any(Kind::block, Kind::module)) return false;
  }
  return false;
}

bool lies_in(const Facts& facts, std::uint32_t node, Span region) {
  return region.contains(facts.syntax().node(node).span().begin);
}

bool is_of_inner_scope(const Facts& facts, const Binding& binding, Span region) {
  return binding.scope != 0 && lies_in(facts, facts.names().scopes()[binding.scope].node, region);
}

bool reads(const Binding& binding, Node identifier) {
  const auto is_here = [&](const Definition& one) {
    return one.name == identifier.index() && one.kind == DefinitionKind::augmented;
  };
  return std::ranges::find(binding.uses, identifier.index()) != binding.uses.end() ||
         std::ranges::any_of(binding.definitions, is_here);
}

bool sees_outside(const Facts& facts, const Binding& binding, Node use, Span region) {
  const auto inside = [&](const Definition& one) { return lies_in(facts, one.name, region); };
  const bool all_inside = !binding.definitions.empty() && std::ranges::all_of(binding.definitions, inside);
  if (all_inside) return binding.scope == 0 && facts.reaching_definitions(use).unbound;
  const Reaching reaching = facts.reaching_definitions(use);
  return reaching.definitions.empty() || !std::ranges::all_of(reaching.definitions, inside);
}

bool is_list_times(Node use) {
  const Node product = use.parent();
  if (!product.is(Kind::binary_operator)) return false;
  const Node left = product.child(Field::left), right = product.child(Field::right);
  return left.is_any(Kind::list, Kind::string) || right.is_any(Kind::list, Kind::string);
}

bool is_looked_up(Node use) {
  const Node parent = use.parent();
  const Comparison comparison = read_comparison(parent);
  if (comparison && (comparison.op == Kind::kw_in || comparison.op == Kind::kw_not_in))
    return comparison.left == use;
  if (parent.is(Kind::subscript)) return use.field() == Field::subscript;
  static constexpr std::array<std::string_view, 8> methods = {"get",     "index",      "count", "remove",
                                                              "discard", "setdefault", "add",   "startswith"};
  const MethodCall method = read_method_call(parent.parent());
  return parent.is(Kind::argument_list) && method &&
         std::ranges::find(methods, method.method) != methods.end();
}

}  // namespace

std::vector<NeededName> needed_names(const Facts& facts, Span region) {
  std::vector<NeededName> needed;
  for (Node node : descendants(facts.syntax().root())) {
    if (!node.is(Kind::identifier) || !region.contains(node.span().begin)) continue;
    const Binding* binding = facts.binding(node);
    if (binding == nullptr || is_of_inner_scope(facts, *binding, region) || is_annotation(node)) continue;
    if (!reads(*binding, node) || !sees_outside(facts, *binding, node, region)) continue;
    const auto known = std::ranges::find(needed, binding, &NeededName::binding);
    if (known != needed.end()) {
      known->uses.push_back(node);
    } else {
      needed.push_back({binding, {node}});
    }
  }
  return needed;
}

Role role_of(const Facts& facts, const std::vector<Node>& uses) {
  for (Node use : uses) {
    const Node call = use.parent().parent();
    if (is_list_times(use) || (use.parent().is(Kind::argument_list) && facts.is_call_of(call, "range")))
      return Role::count;
  }
  return std::ranges::any_of(uses, is_looked_up) ? Role::key : Role::any;
}

}  // namespace perfhint::server
