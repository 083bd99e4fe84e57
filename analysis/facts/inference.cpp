#include "analysis/facts/inference.h"

#include "analysis/facts/loops.h"

namespace perfhint {

std::string import_target(const Syntax& syntax, const Definition& definition) {
  const Node node = syntax.node(definition.statement);
  const bool aliased = node.is(Kind::aliased_import);
  const Node name = aliased ? node.child(Field::name) : node;
  const Node statement = node.parent();
  if (definition.kind == DefinitionKind::import) {
    return std::string(aliased ? name.text() : name.named_child(0).text());
  }
  if (statement.is(Kind::future_import_statement)) return "__future__." + std::string(name.text());
  std::string target(statement.child(Field::module_name).text());
  if (!target.ends_with('.')) target += '.';
  return target.append(name.text());
}

Inference::Inference(const Syntax& syntax, const Names& names, const ModuleFacts* module)
    : syntax_(syntax),
      names_(names),
      module_(module),
      known_(names.bindings().size()),
      states_(names.bindings().size(), 0) {}

bool Inference::is_builtin(Node identifier) const {
  if (!identifier.is(Kind::identifier)) return false;
  const std::uint32_t binding = names_.binding_at(identifier.index());
  if (binding == no_binding || !names_.bindings()[binding].definitions.empty()) return false;
  if (names_.scopes()[0].open) return false;
  if (!module_) return true;
  const ModuleEntry* entry = module_->find(identifier.text());
  return !module_->star_import() && (!entry || entry->definitions == 0);
}

std::string Inference::qualified_name(Node expression) const {
  std::string tail;
  Node at = unparenthesised(expression);
  while (at.is(Kind::attribute)) {
    tail = "." + std::string(at.child(Field::attribute).text()) + tail;
    at = unparenthesised(at.child(Field::object));
  }
  if (!at.is(Kind::identifier)) return {};
  const std::uint32_t index = names_.binding_at(at.index());
  if (index == no_binding) return {};
  const Binding& binding = names_.bindings()[index];
  if (is_builtin(at)) return std::string(at.text()) + tail;
  std::string target;
  for (const Definition& definition : binding.definitions) {
    if (definition.kind != DefinitionKind::import && definition.kind != DefinitionKind::import_from)
      return {};
    const std::string one = import_target(syntax_, definition);
    if (!target.empty() && target != one) return {};
    target = one;
  }
  if (binding.scope == 0) {
    const ModuleEntry* entry = module_ ? module_->find(binding.name) : nullptr;
    if (entry && !target.empty() && entry->target != target) return {};
    if (target.empty() && entry) target = entry->target;
  }
  return target.empty() ? target : target + tail;
}

// --- expressions ---

Type Inference::type(Node node, int depth) const {
  if (depth > deepest) return {};
  node = unparenthesised(node);
  switch (node.kind()) {
    case Kind::string:
    case Kind::concatenated_string:
      return {read_string(node).bytes ? TypeKind::bytes : TypeKind::str, {}, {}};
    case Kind::integer:
    case Kind::float_number: {
      const char last = node.text().empty() ? '0' : node.text().back();
      if (last == 'j' || last == 'J') return {TypeKind::complex, {}, {}};
      return {node.is(Kind::integer) ? TypeKind::integer : TypeKind::floating, {}, {}};
    }
    case Kind::true_literal:
    case Kind::false_literal:
    case Kind::not_operator:
      return {TypeKind::boolean, {}, {}};
    case Kind::none_literal:
      return {TypeKind::none, {}, {}};
    case Kind::list:
      return display_type(node, TypeKind::list, depth);
    case Kind::tuple:
    case Kind::expression_list:
      return display_type(node, TypeKind::tuple, depth);
    case Kind::set:
      return display_type(node, TypeKind::set, depth);
    case Kind::dictionary:
      return display_type(node, TypeKind::dict, depth);
    case Kind::list_comprehension:
      return {TypeKind::list, type(node.child(Field::body), depth + 1).kind, {}};
    case Kind::set_comprehension:
      return {TypeKind::set, type(node.child(Field::body), depth + 1).kind, {}};
    case Kind::generator_expression:
      return {TypeKind::iterator, type(node.child(Field::body), depth + 1).kind, {}};
    case Kind::dictionary_comprehension: {
      const Node pair = node.child(Field::body);
      return {TypeKind::dict, type(pair.child(Field::key), depth + 1).kind,
              type(pair.child(Field::value), depth + 1).kind};
    }
    case Kind::lambda_expression:
      return {TypeKind::function, {}, {}};
    case Kind::named_expression:
      return type(node.child(Field::value), depth + 1);
    case Kind::conditional_expression:
      return join(type(node.named_child(0), depth + 1), type(node.named_child(2), depth + 1));
    case Kind::boolean_operator:
      return join(type(node.child(Field::left), depth + 1), type(node.child(Field::right), depth + 1));
    case Kind::binary_operator:
    case Kind::unary_operator:
      return operator_type(node, depth);
    case Kind::subscript:
      return subscript_type(node, depth);
    case Kind::call:
      return call_type(node, depth);
    case Kind::identifier: {
      const std::uint32_t binding = names_.binding_at(node.index());
      return binding == no_binding ? Type{} : binding_type(binding, depth + 1);
    }
    case Kind::attribute: {
      const Node object = unparenthesised(node.child(Field::object));
      if (object.text() != "self") return {};
      return attribute_type(enclosing_class(node), node.child(Field::attribute).text(), depth + 1);
    }
    default:
      return {};
  }
}

Type Inference::display_type(Node node, TypeKind kind, int depth) const {
  Type result{kind, {}, {}};
  bool first = true;
  for (Node child : children(node)) {
    const bool pair = child.is(Kind::pair);
    const TypeKind element = type(pair ? child.child(Field::key) : child, depth + 1).kind;
    const TypeKind value = pair ? type(child.child(Field::value), depth + 1).kind : TypeKind::unknown;
    result.element = first || result.element == element ? element : TypeKind::unknown;
    result.value = first || result.value == value ? value : TypeKind::unknown;
    first = false;
    if (result.element == TypeKind::unknown && result.value == TypeKind::unknown) break;
  }
  return result;
}

Type Inference::operator_type(Node node, int depth) const {
  if (node.is(Kind::unary_operator)) {
    const Type operand = type(node.child(Field::argument), depth + 1);
    return operand.is(TypeKind::integer) || operand.is(TypeKind::floating) ? operand : Type{};
  }
  const Kind op = node.child(Field::operator_).kind();
  const Type left = type(node.child(Field::left), depth + 1);
  if (op == Kind::percent && (left.is(TypeKind::str) || left.is(TypeKind::bytes))) return left;
  const Type right = type(node.child(Field::right), depth + 1);
  const auto number = [](Type t) { return t.is(TypeKind::integer) || t.is(TypeKind::floating); };
  if (number(left) && number(right)) {
    const bool floating = op == Kind::slash || left.is(TypeKind::floating) || right.is(TypeKind::floating);
    if (op == Kind::star_star && !floating) return {};  // 2 ** -1 is a float
    return {floating ? TypeKind::floating : TypeKind::integer, {}, {}};
  }
  const auto sequence = [](Type t) {
    return t.is(TypeKind::str) || t.is(TypeKind::bytes) || t.is(TypeKind::list) || t.is(TypeKind::tuple);
  };
  if (op == Kind::plus && sequence(left)) return join(left, right);
  if (op == Kind::star && sequence(left) && right.is(TypeKind::integer)) return left;
  if (op == Kind::star && sequence(right) && left.is(TypeKind::integer)) return right;
  const auto set = [](Type t) { return t.is(TypeKind::set) || t.is(TypeKind::frozenset); };
  if (set(left) && set(right) &&
      (op == Kind::pipe || op == Kind::ampersand || op == Kind::minus || op == Kind::caret)) {
    return {left.kind, join(left, right).element, {}};
  }
  return op == Kind::pipe && left.is(TypeKind::dict) ? join(left, right) : Type{};
}

Type Inference::subscript_type(Node node, int depth) const {
  const Subscript subscript = read_subscript(node);
  if (!subscript.index) return {};
  const Type object = type(subscript.object, depth + 1);
  const bool slice = subscript.index.is(Kind::slice);
  switch (object.kind) {
    case TypeKind::str:
      return object;
    case TypeKind::bytes:
      return slice ? object : Type{TypeKind::integer, {}, {}};
    case TypeKind::list:
    case TypeKind::tuple:
      return slice ? object : Type{object.element, {}, {}};
    case TypeKind::dict:
      return Type{object.value, {}, {}};
    default:
      return {};
  }
}

TypeKind Inference::element_of_iterable(Node iterable, int depth) const {
  const Type iterated = type(iterable, depth + 1);
  switch (iterated.kind) {
    case TypeKind::range:
    case TypeKind::bytes:
      return TypeKind::integer;
    case TypeKind::str:
    case TypeKind::text_file:
      return TypeKind::str;
    case TypeKind::binary_file:
      return TypeKind::bytes;
    default:
      return iterated.element;
  }
}

// --- bindings ---

Type Inference::binding_type(std::uint32_t index, int depth) const {
  if (states_[index] == 2) return known_[index];
  if (states_[index] == 1 || depth > deepest) return {};
  const Binding& binding = names_.bindings()[index];
  if (names_.scopes()[binding.scope].open && binding.scope != 0) return {};
  states_[index] = 1;
  Type joined;
  bool first = true;
  for (const Definition& definition : binding.definitions) {
    if (definition.kind == DefinitionKind::deletion) continue;
    const Type one = definition_type(binding, definition, depth + 1);
    joined = first ? one : join(joined, one);
    first = false;
    if (!joined) break;
  }
  if (binding.scope == 0 && module_) {
    const ModuleEntry* entry = module_->find(binding.name);
    const bool elsewhere = entry && entry->definitions != binding.definitions.size();
    if (module_->star_import()) joined = {};
    if (elsewhere) joined = binding.definitions.empty() ? entry->type : join(joined, entry->type);
  }
  known_[index] = joined;
  states_[index] = 2;
  return joined;
}

namespace {

bool is_sole_target(Node target, const Definition& definition) { return target.index() == definition.name; }

}  // namespace

Type Inference::definition_type(const Binding& binding, const Definition& definition, int depth) const {
  const Node statement = syntax_.node(definition.statement);
  switch (definition.kind) {
    case DefinitionKind::assignment: {
      if (!is_sole_target(statement.child(Field::left), definition)) return {};
      const Node declared = statement.child(Field::type);
      const Type annotated = declared ? annotation(declared) : Type{};
      const Type value = type(statement.child(Field::right), depth);
      if (annotated && annotated.kind == value.kind && annotated.element == TypeKind::unknown) return value;
      return annotated ? annotated : value;
    }
    case DefinitionKind::annotation_only:
      return annotation(statement.child(Field::type));
    case DefinitionKind::walrus:
      return type(statement.child(Field::value), depth);
    case DefinitionKind::augmented: {
      // x += y keeps the type of a str, list, ...: an int may become a float.
      const Type right = type(statement.child(Field::right), depth);
      Type before;
      for (const Definition& other : binding.definitions) {
        if (other.kind == DefinitionKind::augmented || other.kind == DefinitionKind::deletion) continue;
        before = definition_type(binding, other, depth + 1);
        break;
      }
      const bool number = before.is(TypeKind::integer) || before.is(TypeKind::floating);
      if (number && !(right.is(TypeKind::integer) || right.is(TypeKind::floating))) return {};
      if (number) return before.is(right.kind) ? before : Type{};
      return before;
    }
    case DefinitionKind::for_target:
    case DefinitionKind::comprehension_target: {
      const ForHead head = read_for(statement);
      if (!is_sole_target(head.target, definition) || head.async) return {};
      return {element_of_iterable(head.iterable, depth), {}, {}};
    }
    case DefinitionKind::parameter: {
      const Node parameter = syntax_.node(definition.name).parent();
      if (parameter.is_any(Kind::typed_parameter, Kind::typed_default_parameter)) {
        return annotation(parameter.child(Field::type));
      }
      if (parameter.is(Kind::list_splat_pattern) || parameter.is(Kind::dictionary_splat_pattern)) {
        const bool list = parameter.is(Kind::list_splat_pattern);
        return {list ? TypeKind::tuple : TypeKind::dict, list ? TypeKind::unknown : TypeKind::str, {}};
      }
      return {};
    }
    case DefinitionKind::with_target: {
      const Node alias = statement.child(Field::alias);
      if (alias.named_child(0).index() != definition.name) return {};
      const Type value = type(statement.named_child(0), depth);
      return value.is(TypeKind::text_file) || value.is(TypeKind::binary_file) ? value : Type{};
    }
    case DefinitionKind::function:
      return {TypeKind::function, {}, {}};
    case DefinitionKind::class_:
      return {TypeKind::class_, {}, {}};
    case DefinitionKind::import:
      return {TypeKind::module, {}, {}};
    default:
      return {};
  }
}

Type Inference::attribute_type(Node class_definition, std::string_view name, int depth) const {
  if (!class_definition || depth > deepest) return {};
  Type joined;
  bool first = true;
  for (Node node : descendants(class_definition.child(Field::body))) {
    if (!node.is(Kind::attribute) || node.child(Field::attribute).text() != name) continue;
    if (node.child(Field::object).text() != "self") continue;
    const Node parent = node.parent();
    Type one;
    if (parent.is(Kind::assignment) && node.field() == Field::left) {
      const Node declared = parent.child(Field::type);
      one = declared ? annotation(declared) : type(parent.child(Field::right), depth + 1);
    } else if (node.field() == Field::left ||
               parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern)) {
      if (parent.is(Kind::augmented_assignment) &&
          (joined.is(TypeKind::str) || joined.is(TypeKind::list) || joined.is(TypeKind::bytes)))
        continue;
      return {};
    } else {
      continue;
    }
    joined = first ? one : join(joined, one);
    first = false;
    if (!joined) return {};
  }
  return joined;
}

}  // namespace perfhint
