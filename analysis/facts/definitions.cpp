// What one definition binds: assignments, targets of for and with, parameters, handlers, with unpacking by
// position.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

bool is_pattern(Node node) {
  return node.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::tuple, Kind::list,
                     Kind::expression_list);
}

bool has_splat(Node display) {
  for (Node child : children(display)) {
    if (child.is_any(Kind::list_splat, Kind::list_splat_pattern, Kind::yield_expression)) return true;
  }
  return false;
}

// The part of a pattern that holds the name.
struct PatternPart {
  Node node;
  std::size_t position = 0, count = 0;  // of `count` parts
  bool starred = false, after_star = false;
};

PatternPart part_of(Node pattern, std::uint32_t name) {
  PatternPart part;
  for (Node child : children(pattern)) {
    const bool star = child.is_any(Kind::list_splat_pattern, Kind::list_splat);
    if (child.index() <= name && name < child.end_index()) {
      part.node = child;
      part.position = part.count;
      part.starred = star;
    } else if (star && !part.node) {
      part.after_star = true;
    }
    ++part.count;
  }
  return part;
}

// What is annotated, and what is known of the value: the value's own type where the annotation only admits
// it, the annotation where it says more of the contents.
Type refined(const Type& annotated, const Type& value) {
  switch (value.kind) {
    case TypeKind::never:
    case TypeKind::unknown:
      return annotated;
    case TypeKind::list:
    case TypeKind::dict:
    case TypeKind::set:
    case TypeKind::deque:
      break;
    default:
      return value;
  }
  if (annotated.kind == value.kind && annotated.element != TypeKind::unknown) return annotated;
  for (const Type& member : annotated.members()) {
    if (member.kind == value.kind) return member;
  }
  return annotated.kind == value.kind ? value : with_unknown_contents(value);
}

}  // namespace

bool Inference::is_annotated(const Definition& definition) const {
  const Node statement = syntax_.node(definition.statement);
  switch (definition.kind) {
    case DefinitionKind::annotation_only:
    case DefinitionKind::parameter:
      return true;
    case DefinitionKind::assignment:
      return static_cast<bool>(statement.child(Field::type));
    default:
      return false;
  }
}

Type Inference::definition_type(const Binding& binding, const Definition& definition, int depth) const {
  if (depth > deepest) return cut_off();
  const Node statement = syntax_.node(definition.statement);
  switch (definition.kind) {
    case DefinitionKind::assignment:
      return assigned_type(definition, depth);
    case DefinitionKind::annotation_only: {
      // It binds nothing by itself: where others do, they tell.
      const auto binds = [](const Definition& one) { return one.kind != DefinitionKind::annotation_only; };
      const auto& all = binding.definitions;
      if (std::any_of(all.begin(), all.end(), binds)) return TypeKind::never;
      return annotation(statement.child(Field::type));
    }
    case DefinitionKind::walrus:
      return type(statement.child(Field::value), depth);
    case DefinitionKind::augmented:
      return operator_type(statement, depth);
    case DefinitionKind::for_target:
    case DefinitionKind::comprehension_target: {
      const ForHead head = read_for(statement);
      if (head.async) return {};
      return target_type(head.target, definition.name, {}, iterated(type(head.iterable, depth), depth),
                         depth);
    }
    case DefinitionKind::parameter:
      return parameter_type(definition, depth);
    case DefinitionKind::with_target:
      return with_type(definition, depth);
    case DefinitionKind::except_target:
      return except_type(definition, depth);
    case DefinitionKind::function:
      return function_type(statement, depth);
    case DefinitionKind::class_:
      return class_type(statement, depth);
    case DefinitionKind::import:
      return TypeKind::module;
    case DefinitionKind::import_from: {
      const std::string target = import_target(syntax_, definition);
      return find_in_library(target) ? library_value(target, nullptr) : Type();
    }
    default:
      return {};
  }
}

Type Inference::assigned_type(const Definition& definition, int depth) const {
  const Node statement = syntax_.node(definition.statement);
  if (statement.is(Kind::type_alias_statement)) {  // type X = ...
    const Type denoted = annotation(statement.named_child(1));
    if (!denoted) return {};
    Type alias = TypeKind::class_;
    TypeDetail detail;
    detail.arguments = {denoted};
    alias.detail = std::make_shared<const TypeDetail>(std::move(detail));
    return alias;
  }
  const Node target = statement.child(Field::left), right = statement.child(Field::right);
  if (target.index() != definition.name) {
    return target_type(target, definition.name, right, Type(), depth);
  }
  const Type value = type(right, depth);
  const Node declared = statement.child(Field::type);
  return declared ? refined(annotation(declared), value) : value;
}

// Follows the pattern from its root to the name, taking the value apart: by its nodes while it is a display,
// by its type from there on.
Type Inference::target_type(Node target, std::uint32_t name, Node value_node, Type value, int depth) const {
  if (value_node) value = type(value_node, depth);
  for (int level = 0; level < deepest; ++level) {
    target = unparenthesised(target);
    if (target.index() == name) return value;
    if (target.is(Kind::list_splat_pattern)) {
      return target.named_child(0).index() == name ? value : Type();
    }
    if (!is_pattern(target)) return {};
    const auto [next, position, count, starred, after_star] = part_of(target, name);
    if (!next) return {};
    value_node = unparenthesised(value_node);
    const bool display = is_pattern(value_node) && !has_splat(value_node) && !starred && !after_star;
    if (display && value_node.named_child_count() == count) {
      value_node = value_node.named_child(static_cast<std::uint32_t>(position));
      value = type(value_node, depth);
    } else {
      value_node = Node();
      const auto positions = value.positions();
      const Type element = iterated(value, depth);
      if (starred) {
        value = container_of(TypeKind::list, element);
      } else if (!after_star && position < positions.size()) {
        value = positions[position];
      } else {
        value = element;
      }
    }
    target = next;
  }
  return {};
}

Type Inference::parameter_type(const Definition& definition, int depth) const {
  const Node name = syntax_.node(definition.name);
  Node parameter = name.parent();
  const bool star = parameter.is(Kind::list_splat_pattern);
  const bool double_star = parameter.is(Kind::dictionary_splat_pattern);
  if (star || double_star) parameter = parameter.parent();
  const bool typed = parameter.is_any(Kind::typed_parameter, Kind::typed_default_parameter);
  Type annotated = typed ? annotation(parameter.child(Field::type)) : Type();
  if (star) return container_of(TypeKind::tuple, annotated);
  if (double_star) return dict_of(TypeKind::str, annotated);
  if (typed) {
    const Node value = unparenthesised(parameter.child(Field::value));
    return value.is(Kind::none_literal) ? join(annotated, TypeKind::none) : annotated;
  }
  // self, cls
  const Node function = enclosing_function(name.parent()).is(Kind::lambda_expression)
                            ? Node()
                            : name.ancestor(Kind::function_definition);
  if (!function || parameter.is(Kind::default_parameter)) return {};
  const Node owner = enclosing_class(function);
  const Node around = enclosing_function(function);
  if (!owner || (around && around.within(owner))) return {};
  const std::vector<Parameter> all = read_parameters(function.child(Field::parameters));
  if (all.empty() || all[0].name != name) return {};
  const FunctionHead head = read_function(function);
  for (Node decorator : head.decorators) {
    if (decorator.text() == "staticmethod") return {};
    if (decorator.text() == "classmethod") return class_type(owner, depth);
  }
  const std::string_view own = head.name.text();
  if (name.text() != "self") return {};  // Enum calls _generate_next_value_(name, ...) on no instance
  if (own == "__new__" || own == "__init_subclass__" || own == "__class_getitem__") return {};
  return own_instance_of(own_name(owner));
}

Type Inference::with_type(const Definition& definition, int depth) const {
  const Node statement = syntax_.node(definition.statement);
  const Type value = type(statement.named_child(0), depth);
  const Node target = statement.child(Field::alias).named_child(0);
  const bool async = statement.ancestor(Kind::with_statement).first_child().is(Kind::kw_async);
  return async ? Type() : target_type(target, definition.name, {}, entered(value, depth), depth);
}

Type Inference::except_type(const Definition& definition, int depth) const {
  const Node pattern = syntax_.node(definition.statement);
  const Node clause = pattern.ancestor(Kind::except_clause);
  for (Node child : all_children(clause)) {
    if (child.is(Kind::star)) return {};
  }
  const Node caught = unparenthesised(pattern.named_child(0));
  if (!caught.is(Kind::tuple)) return instance_of_class(type(caught, depth));
  Type joined = TypeKind::never;
  for (Node one : children(caught)) joined = join(joined, instance_of_class(type(one, depth)));
  return joined;
}

}  // namespace perfhint
