#include "analysis/facts/aliases.h"

#include <algorithm>
#include <array>

#include "analysis/facts/effects.h"
#include "analysis/facts/facts.h"
#include "analysis/facts/loops.h"

namespace perfhint {

Aliases::Aliases(const Facts& facts) : facts_(facts) {
  const Names& names = facts.names();
  for (std::uint32_t i = 0; i <= names.bindings().size(); ++i) fresh();
  held_[0] = 0;
  for (std::uint32_t i = 0; i < names.bindings().size(); ++i) {
    const Binding& binding = names.bindings()[i];
    const ScopeKind kind = names.scopes()[binding.scope].kind;
    bool outside = kind == ScopeKind::module || kind == ScopeKind::class_ || binding.captured ||
                   binding.rebound_elsewhere || names.scopes()[binding.scope].open;
    for (const Definition& definition : binding.definitions)
      outside |= definition.kind == DefinitionKind::parameter;
    if (outside) let_go(i + 1);
  }
  for (Node node : descendants(facts.syntax().root())) look_at(node);
}

std::uint32_t Aliases::root(std::uint32_t of) const {
  while (parents_[of] != of) of = parents_[of] = parents_[parents_[of]];
  return of;
}

std::uint32_t Aliases::fresh() {
  const auto made = static_cast<std::uint32_t>(parents_.size());
  parents_.push_back(made);
  held_.push_back(none);
  return made;
}

std::uint32_t Aliases::held_by(std::uint32_t of) {
  if (of == none) return none;
  of = root(of);
  if (held_[of] == none) {
    const std::uint32_t made = fresh();
    held_[made] = made;
    held_[of] = made;
  }
  return root(held_[of]);
}

std::uint32_t Aliases::join(std::uint32_t a, std::uint32_t b) {
  if (a == none || b == none) return a == none ? b : a;
  a = root(a), b = root(b);
  if (a == b) return a;
  if (b < a) std::swap(a, b);  // the world stays the root of its class
  const std::uint32_t held_a = held_[a], held_b = held_[b];
  parents_[b] = a;
  if (held_a == none) {
    held_[a] = held_b;
  } else if (held_b != none) {
    // What is held holds itself, so this ends one level down.
    const std::uint32_t first = root(held_a), second = root(held_b);
    if (first != second) join(first, second);
  }
  if (a == root(0) && held_[a] != none && root(held_[a]) != a) join(a, held_[a]);
  return root(a);
}

std::uint32_t Aliases::holding(std::uint32_t contents) {
  const std::uint32_t made = fresh();
  if (contents != none) join(held_by(made), contents);
  return made;
}

std::uint32_t Aliases::holding_children(Node display, int depth) {
  std::uint32_t contents = none;
  for (Node child : children(display)) {
    if (child.is_any(Kind::list_splat, Kind::dictionary_splat)) {
      contents = join(contents, held_by(value(child.named_child(0), depth)));
    } else if (child.is(Kind::pair)) {
      contents = join(contents, value(child.child(Field::key), depth));
      contents = join(contents, value(child.child(Field::value), depth));
    } else {
      contents = join(contents, value(child, depth));
    }
  }
  return holding(contents);
}

std::uint32_t Aliases::of(Node expression) {
  const std::uint32_t found = value(expression, 0);
  return found == none ? none : root(found);
}

std::uint32_t Aliases::value(Node node, int depth) {
  if (depth++ > deepest) return 0;
  node = unparenthesised(node);
  if (!node) return none;
  switch (node.kind()) {
    case Kind::identifier: {
      const std::uint32_t binding = facts_.names().binding_at(node.index());
      if (binding == no_binding || is_immutable(facts_.type(node).kind)) return none;
      return root(binding + 1);
    }
    case Kind::attribute: {
      // A bound method has its object.
      const Node object = node.child(Field::object);
      const std::uint32_t holder = value(object, depth);
      const TypeKind type = facts_.type(object).kind;
      const bool method = effect_of_method(type, node.child(Field::attribute).text()) != Effect::unknown;
      return method || type == TypeKind::unknown ? join(held_by(holder), holder) : held_by(holder);
    }
    case Kind::boolean_operator:
      return join(value(node.child(Field::left), depth), value(node.child(Field::right), depth));
    case Kind::conditional_expression:
      return join(value(node.named_child(0), depth), value(node.named_child(2), depth));
    case Kind::named_expression:
      return value(node.child(Field::value), depth);
    case Kind::assignment:  // a = (b = c)
      return value(node.child(Field::right), depth);
    case Kind::await_expression:
    case Kind::yield_expression:
      return 0;
    default: {
      const auto known = made_.find(node.index());
      if (known != made_.end()) return known->second == none ? none : root(known->second);
      return made_[node.index()] = made_by(node, depth);
    }
  }
}

std::uint32_t Aliases::made_by(Node node, int depth) {
  switch (node.kind()) {
    case Kind::subscript: {
      const Subscript subscript = read_subscript(node);
      const std::uint32_t inside = held_by(value(subscript.object, depth));
      return subscript.index.is(Kind::slice) ? holding(inside) : inside;
    }
    case Kind::list:
    case Kind::tuple:
    case Kind::set:
    case Kind::dictionary:
    case Kind::expression_list:
      return holding_children(node, depth);
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
    case Kind::generator_expression: {
      const Node body = node.child(Field::body);
      return body.is(Kind::pair) ? holding_children(node, depth) : holding(value(body, depth));
    }
    case Kind::binary_operator: {
      if (is_immutable(facts_.type(node).kind)) return none;
      const std::uint32_t left = value(node.child(Field::left), depth);
      return holding(join(held_by(left), held_by(value(node.child(Field::right), depth))));
    }
    case Kind::call:
      return call_value(node, depth);
    default:
      return none;
  }
}

// What stands behind the stars of a call's arguments.
std::uint32_t Aliases::splatted(Node call, int depth) {
  std::uint32_t all = none;
  for (Node argument : children(call.child(Field::arguments))) {
    if (argument.is_any(Kind::list_splat, Kind::dictionary_splat))
      all = join(all, value(argument.named_child(0), depth));
  }
  return all;
}

std::uint32_t Aliases::call_value(Node node, int depth) {
  if (is_immutable(facts_.type(node).kind)) return none;
  const MethodCall method = read_method_call(node);
  const Call call = read_call(node);
  std::uint32_t arguments = none;
  for (Node argument : call.positional) arguments = join(arguments, value(argument, depth));
  std::uint32_t named = none;
  for (const Call::Keyword& keyword : call.keywords) named = join(named, value(keyword.value, depth));
  if (call.splats) arguments = join(arguments, held_by(splatted(node, depth)));
  if (call.generator) arguments = join(arguments, value(call.generator, depth));
  const std::string name = facts_.qualified_name(call.function);
  if (method) {
    const TypeKind type = facts_.type(method.object).kind;
    const std::uint32_t object = value(method.object, depth);
    if (effect_of_method(type, method.method) == Effect::unknown)
      return is_reading_function(name) ? holding(held_by(arguments)) : 0;
    if (method.method == "items" || method.method == "keys" || method.method == "values") return object;
    if (method.method == "copy") return holding(held_by(object));
    return join(join(held_by(object), arguments), named);
  }
  if (name == "max" || name == "min" || name == "next" || name == "sum" || name == "iter" ||
      name == "reversed") {
    return join(join(arguments, held_by(arguments)), named);
  }
  // dict(k=x) holds x itself.
  if (call.generator || facts_.is_reading_call(node)) return holding(join(held_by(arguments), named));
  return 0;
}

// --- flows ---

void Aliases::look_at(Node node) {
  switch (node.kind()) {
    case Kind::assignment:
      if (const Node right = node.child(Field::right)) assign(node.child(Field::left), right);
      return;
    case Kind::augmented_assignment: {
      // xs += ys: xs holds what ys holds.
      const std::uint32_t left = value(node.child(Field::left), 0);
      if (left != none) join(held_by(left), held_by(value(node.child(Field::right), 0)));
      return;
    }
    case Kind::named_expression:
      return assign(node.child(Field::name), node.child(Field::value));
    case Kind::for_statement:
    case Kind::for_in_clause:
      return flow_elements(node.child(Field::left), value(read_for(node).iterable, 0));
    case Kind::as_pattern:
      if (const Node target = node.child(Field::alias)) {
        const std::uint32_t manager = value(node.named_child(0), 0);
        flow_into(target.named_child(0), join(manager, held_by(manager)));
        if (facts_.type(target.named_child(0)).is(TypeKind::unknown)) flow_into(target.named_child(0), 0);
      }
      return;
    case Kind::match_statement:
      for (Node inside : descendants(node.child(Field::body))) {
        if (!inside.is(Kind::case_pattern)) continue;
        const std::uint32_t subject = value(node.child(Field::subject), 0);
        for (Node name : descendants(inside)) {
          if (name.is(Kind::identifier)) flow_into(name, join(subject, held_by(subject)));
        }
      }
      return;
    case Kind::raise_statement:
    case Kind::yield_expression:
      for (Node child : children(node)) let_go(value(child, 0));
      return;
    case Kind::call:
      return look_at_call(node);
    default:
      return;
  }
}

void Aliases::look_at_call(Node node) {
  if (facts_.is_reading_call(node)) return;
  const MethodCall method = read_method_call(node);
  const Call call = read_call(node);
  std::uint32_t arguments = none;
  for (Node argument : children(node.child(Field::arguments))) {
    Node passed = argument;
    if (argument.is(Kind::keyword_argument)) passed = argument.child(Field::value);
    const bool splat = argument.is_any(Kind::list_splat, Kind::dictionary_splat);
    const std::uint32_t one = splat ? held_by(value(argument.named_child(0), 0)) : value(passed, 0);
    arguments = join(arguments, one);
  }
  if (!method) return let_go(arguments);
  const std::uint32_t object = value(method.object, 0);
  switch (effect_of_method(facts_.type(method.object).kind, method.method)) {
    case Effect::reads:
      return;
    case Effect::changes:
      if (object == none) return let_go(arguments);
      join(held_by(object),
           method.method == "extend" || method.method == "update" ? held_by(arguments) : arguments);
      return;
    case Effect::unknown:
      let_go(arguments);
      return let_go(object);
  }
}

void Aliases::assign(Node target, Node right) {
  const Node from = unparenthesised(right);
  const bool several = target.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern);
  if (!several) return flow_into(target, value(right, 0));
  const bool paired = from.is_any(Kind::expression_list, Kind::tuple, Kind::list) &&
                      from.named_child_count() == target.named_child_count();
  if (!paired) return flow_elements(target, value(right, 0));
  for (std::uint32_t i = 0; i < target.named_child_count(); ++i) {
    const Node one = target.named_child(i), part = from.named_child(i);
    const bool plain =
        one.is_any(Kind::identifier, Kind::attribute, Kind::subscript) && !part.is(Kind::list_splat);
    if (!plain) return flow_elements(target, value(right, 0));
  }
  for (std::uint32_t i = 0; i < target.named_child_count(); ++i)
    flow_into(target.named_child(i), value(from.named_child(i), 0));
}

void Aliases::flow_elements(Node target, std::uint32_t container) {
  const std::uint32_t inside = held_by(container);
  for (std::uint32_t at = target.index(); target && at < target.end_index();) {
    const Node node = facts_.syntax().node(at);
    const bool place = node.is_any(Kind::attribute, Kind::subscript);
    if (place || node.is(Kind::identifier)) flow_into(node, inside);
    at = place ? node.end_index() : at + 1;
  }
}

void Aliases::flow_into(Node target, std::uint32_t what) {
  target = unparenthesised(target);
  if (what == none) return;
  if (target.is(Kind::identifier)) {
    const std::uint32_t binding = facts_.names().binding_at(target.index());
    if (binding != no_binding) join(binding + 1, what);
  } else if (target.is_any(Kind::attribute, Kind::subscript)) {
    const Node object = target.child(target.is(Kind::attribute) ? Field::object : Field::value);
    const std::uint32_t holder = value(object, 0);
    if (holder == none)
      let_go(what);
    else
      join(held_by(holder), what);
  } else {
    flow_elements(target, what);
  }
}

}  // namespace perfhint
