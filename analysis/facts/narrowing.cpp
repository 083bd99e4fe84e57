// Which definitions may reach a use, and what the tests before it tell: isinstance, `is None`, truth. Both
// are read off the syntax: a definition reaches unless one that the use can not avoid comes later; a test
// tells where the use lies in its branch, or behind a branch that never comes back.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

using enum TypeKind;

constexpr int deepest_condition = 8;
constexpr std::size_t most_tests = 24;

// The ancestor of `node` (or itself) that is a statement of a block or module.
Node statement_of(Node node) {
  while (node && !node.parent().is_any(Kind::block, Kind::module)) node = node.parent();
  return node;
}

bool leaves(Node block) {
  Node last;
  for (Node statement : children(block)) last = statement;
  if (last.is(Kind::if_statement)) {
    bool otherwise = false;
    for (Node child : children(last)) {
      if (child.field() == Field::consequence && !leaves(child)) return false;
      if (child.field() != Field::alternative) continue;
      otherwise = otherwise || child.is(Kind::else_clause);
      if (!leaves(child.child(child.is(Kind::else_clause) ? Field::body : Field::consequence))) return false;
    }
    return otherwise;
  }
  return last.is_any(Kind::return_statement, Kind::raise_statement, Kind::continue_statement,
                     Kind::break_statement);
}

// A function's node, for the scope of a name; a comprehension is evaluated where it stands, a generator
// later.
Node function_of(Node node) {
  Node from = node;
  for (Node outer = node.parent(); outer; from = outer, outer = outer.parent()) {
    const bool body = from.field() == Field::body;
    if (body && outer.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition))
      return outer;
    if (outer.is(Kind::generator_expression)) {
      Node clause;
      for (Node child : children(outer)) {
        if (child.is(Kind::for_in_clause) && !clause) clause = child;
      }
      if (!node.within(clause.child(Field::right))) return outer;
    }
  }
  return {};
}

// The definition has happened whenever the use is evaluated, and nothing but later definitions undoes it.
bool dominates(const Syntax& syntax, const Definition& definition, Node use) {
  const Node name = syntax.node(definition.name);
  const Node construct = syntax.node(definition.statement);
  switch (definition.kind) {
    case DefinitionKind::parameter:
      return true;
    case DefinitionKind::for_target:
      return use.within(construct.child(Field::body));
    case DefinitionKind::with_target:
      return use.within(construct.ancestor(Kind::with_statement).child(Field::body));
    case DefinitionKind::except_target:
      return use.within(construct.ancestor(Kind::except_clause)) && use.index() > construct.end_index();
    case DefinitionKind::assignment:
    case DefinitionKind::augmented:
    case DefinitionKind::import:
    case DefinitionKind::import_from:
    case DefinitionKind::function:
    case DefinitionKind::class_:
    case DefinitionKind::deletion:
      break;
    default:
      return false;
  }
  const Node statement = statement_of(name);
  // `x: int = 0`, `import a`: the statement itself binds, not something in it.
  const bool plain =
      statement.is_any(Kind::expression_statement, Kind::import_statement, Kind::import_from_statement,
                       Kind::future_import_statement, Kind::function_definition, Kind::class_definition,
                       Kind::decorated_definition, Kind::delete_statement);
  return plain && use.index() >= statement.end_index() && use.within(statement.parent());
}

// It is executed before the use, on the way through the code from top to bottom.
bool is_before(const Syntax& syntax, const Definition& definition, Node use) {
  if (definition.name >= use.index()) return false;
  const Node construct = syntax.node(definition.statement);
  switch (definition.kind) {
    case DefinitionKind::parameter:
      return true;
    case DefinitionKind::for_target:
      return !use.within(construct.child(Field::right));
    default:
      return use.index() >= construct.end_index();
  }
}

}  // namespace

std::vector<const Definition*> Inference::reaching(const Binding& binding, Node use) const {
  std::vector<const Definition*> all;
  const Node scope = syntax_.node(names_.scopes()[binding.scope].node);
  const Node within = function_of(use);
  if (binding.rebound_elsewhere || within != scope) {
    for (const Definition& one : binding.definitions) all.push_back(&one);
    return all;
  }
  const Definition* last = nullptr;
  for (const Definition& one : binding.definitions) {
    const bool later = !last || one.name > last->name;
    if (later && is_before(syntax_, one, use) && dominates(syntax_, one, use)) last = &one;
  }
  const auto comes_round = [&](const Definition& one) {
    for (Node loop = enclosing_loop(use); loop; loop = enclosing_loop(loop)) {
      const bool passes_last =
          last && syntax_.node(last->name).within(loop) && last->kind != DefinitionKind::parameter;
      if (syntax_.node(one.name).within(loop) && !passes_last) return true;
    }
    return false;
  };
  for (const Definition& one : binding.definitions) {
    const bool between = is_before(syntax_, one, use) && (!last || one.name >= last->name);
    if (&one == last || between || comes_round(one)) all.push_back(&one);
  }
  return all;
}

// Some use of the name is a test that could narrow its type.
bool Inference::is_tested(const Binding& binding) const {
  for (std::uint32_t index : binding.uses) {
    Node node = syntax_.node(index), parent = node.parent();
    while (parent.is(Kind::parenthesized_expression)) node = parent, parent = parent.parent();
    switch (parent.kind()) {
      case Kind::comparison_operator:
      case Kind::not_operator:
      case Kind::boolean_operator:
      case Kind::assert_statement:
      case Kind::if_clause:
        return true;
      case Kind::if_statement:
      case Kind::elif_clause:
      case Kind::while_statement:
        if (node.field() == Field::condition) return true;
        break;
      case Kind::conditional_expression:
        if (parent.named_child(1) == node) return true;
        break;
      case Kind::argument_list: {
        const std::string_view callee = parent.parent().child(Field::function).text();
        if (callee == "isinstance" || callee == "type") return true;
        break;
      }
      default:
        break;
    }
  }
  for (const Definition& one : binding.definitions) {
    if (one.kind == DefinitionKind::walrus) return true;
  }
  return false;
}

std::vector<Inference::Test> Inference::tests_before(Node use, std::uint32_t binding) const {
  std::vector<Test> tests;
  const auto add = [&](Node condition, bool truth) {
    if (!condition || tests.size() >= most_tests || use.within(condition)) return;
    for (std::uint32_t at = condition.index(); at < condition.end_index(); ++at) {
      if (names_.binding_at(at) == binding) return tests.push_back({condition, truth});
    }
  };
  const auto add_alternatives_before = [&](Node statement, Node alternative) {
    add(statement.child(Field::condition), false);
    for (Node child : children(statement)) {
      if (child == alternative) return;
      if (child.is(Kind::elif_clause)) add(child.child(Field::condition), false);
    }
  };
  Node from = use;
  for (Node outer = use.parent(); outer; from = outer, outer = outer.parent()) {
    switch (outer.kind()) {
      case Kind::if_statement:
        if (from.field() == Field::consequence) add(outer.child(Field::condition), true);
        if (from.field() == Field::alternative) add_alternatives_before(outer, from);
        break;
      case Kind::elif_clause:
        if (from.field() == Field::consequence) add(outer.child(Field::condition), true);
        break;
      case Kind::while_statement:
        if (from.field() == Field::body) add(outer.child(Field::condition), true);
        break;
      case Kind::conditional_expression:
        if (from == outer.named_child(0)) add(outer.named_child(1), true);
        if (from == outer.named_child(2)) add(outer.named_child(1), false);
        break;
      case Kind::boolean_operator:
        if (from.field() == Field::right)
          add(outer.child(Field::left), outer.child(Field::operator_).is(Kind::kw_and));
        break;
      case Kind::list_comprehension:
      case Kind::set_comprehension:
      case Kind::dictionary_comprehension:
      case Kind::generator_expression:
        for (Node child : children(outer)) {
          const bool before = from.field() == Field::body || child.index() < from.index();
          if (child.is(Kind::if_clause) && before) add(child.named_child(0), true);
        }
        break;
      case Kind::block:
      case Kind::module:
        for (Node statement : children(outer)) {
          if (statement.index() >= from.index()) break;
          if (statement.is(Kind::assert_statement)) add(statement.named_child(0), true);
          if (!statement.is(Kind::if_statement)) continue;
          const Node consequence = statement.child(Field::consequence);
          bool rebinds =
              false;  // on that branch the name has another definition, which is looked at by itself
          for (Node inner : children(consequence)) {
            const Node assigned = sole_expression(inner);
            const Node left = assigned.is(Kind::assignment) ? assigned.child(Field::left) : Node();
            rebinds = rebinds || (left.is(Kind::identifier) && names_.binding_at(left.index()) == binding);
          }
          if (leaves(consequence) || rebinds) add(statement.child(Field::condition), false);
        }
        break;
      case Kind::function_definition:
      case Kind::lambda_expression:
      case Kind::class_definition:
        if (from.field() == Field::body) {
          std::reverse(tests.begin(), tests.end());
          return tests;
        }
        break;
      default:
        break;
    }
  }
  std::reverse(tests.begin(), tests.end());
  return tests;
}

bool Inference::names_it(Node node, std::uint32_t binding) const {
  node = unparenthesised(node);
  if (node.is(Kind::named_expression)) node = node.child(Field::name);
  return node.is(Kind::identifier) && names_.binding_at(node.index()) == binding;
}

// The type that isinstance's second argument stands for; a tuple: their union.
Type Inference::tested_class(Node node, int depth) const {
  node = unparenthesised(node);
  if (!node.is(Kind::tuple)) {
    const std::string name = qualified_name(node);
    if (const Type protocol = name.empty() ? Type() : type_of_class_name(name);
        protocol || !protocol.arguments().empty())
      return protocol;
    return instance_of_class(type(node, depth + 1));
  }
  Type joined = never;
  for (Node one : children(node)) joined = join(joined, tested_class(one, depth + 1));
  return joined;
}

namespace {

// Is a value of type `one` surely an instance of `tested`'s class?
bool is_surely(const Type& one, const Type& tested) {
  if (!tested || one.kind == unknown) return false;
  if (one.is(boolean) && tested.is(integer)) return true;
  if (one.kind != tested.kind) return false;
  if (!one.is(instance) && !one.is(iterator)) return tested.class_name().empty();
  return one.class_name() == tested.class_name() ||
         is_library_subclass(one.class_name(), tested.class_name());
}

bool may_be(const Type& one, const Type& tested) {
  if (is_surely(one, tested) || is_surely(tested, one)) return true;
  const bool open = !one || !tested || one.is(instance) || tested.is(instance);
  return open && !one.is(none);
}

// What is left of `type` where it is an instance of `tested`.
Type intersected(const Type& type, const Type& tested) {
  if (type.is(never)) return never;
  std::vector<Type> candidates(type.members().begin(), type.members().end());
  if (candidates.empty()) candidates.push_back(type);
  std::vector<Type> wanted(tested.members().begin(), tested.members().end());
  if (wanted.empty()) wanted.push_back(tested);
  Type joined = never;
  for (const Type& want : wanted) {
    for (const Type& one : candidates) {
      if (is_surely(one, want)) {
        joined = join(joined, one);
      } else if (may_be(one, want)) {
        joined = join(joined, want);
      }
    }
  }
  return joined.is(never) ? tested : joined;
}

Type subtracted(const Type& type, const Type& tested) {
  if (type.members().empty() || (!tested && tested.members().empty())) return type;
  std::vector<Type> wanted(tested.members().begin(), tested.members().end());
  if (wanted.empty()) wanted.push_back(tested);
  Type joined = never;
  for (const Type& one : type.members()) {
    const bool gone =
        std::any_of(wanted.begin(), wanted.end(), [&](const Type& want) { return is_surely(one, want); });
    if (!gone) joined = join(joined, one);
  }
  return joined.is(never) ? type : joined;
}

}  // namespace

Type Inference::type_of_class_name(std::string_view qualified) const {
  const std::string_view name = qualified;
  // isinstance(x, str) tells nothing of contents.
  const bool plain = name.find('.') == std::string_view::npos;
  if (plain && library_value(name, nullptr).is(class_)) return instance_of_class(class_object(name));
  return {};
}

Type Inference::narrowed_by_comparison(Type type, Node node, bool truth, std::uint32_t binding,
                                       int depth) const {
  const Comparison comparison = read_comparison(node);
  if (!comparison) return type;
  const bool equal = comparison.op == Kind::kw_is || comparison.op == Kind::equal_equal;
  const bool different = comparison.op == Kind::kw_is_not || comparison.op == Kind::not_equal;
  if (!equal && !different) return type;
  const bool same = equal == truth;
  for (const auto& [left, right] :
       {std::pair(comparison.left, comparison.right), std::pair(comparison.right, comparison.left)}) {
    if (names_it(left, binding) && right.is(Kind::none_literal)) {
      if (same) return comparison.op == Kind::kw_is || comparison.op == Kind::kw_is_not ? none : type;
      return without_none(type);
    }
    const Call call = read_call(left);
    const bool asks_type = call && call.sole_argument() && call.function.text() == "type" &&
                           is_builtin(call.function) && names_it(call.sole_argument(), binding);
    if (asks_type && same) {
      const Type tested = tested_class(right, depth + 1);
      return tested || !tested.members().empty() ? intersected(type, tested) : type;
    }
  }
  return type;
}

Type Inference::narrowed(Type type, Node condition, bool truth, std::uint32_t binding, int depth) const {
  condition = unparenthesised(condition);
  if (depth > deepest + deepest_condition || type.is(never)) return type;
  switch (condition.kind()) {
    case Kind::identifier:
    case Kind::named_expression:
      return truth && names_it(condition, binding) ? without_none(type) : type;
    case Kind::not_operator:
      return narrowed(std::move(type), condition.child(Field::argument), !truth, binding, depth + 1);
    case Kind::boolean_operator: {
      const Node left = condition.child(Field::left), right = condition.child(Field::right);
      const bool both = condition.child(Field::operator_).is(Kind::kw_and) == truth;
      const Type first = narrowed(type, left, truth, binding, depth + 1);
      if (both) return narrowed(first, right, truth, binding, depth + 1);
      const Type other = narrowed(std::move(type), left, !truth, binding, depth + 1);
      return join(first, narrowed(other, right, truth, binding, depth + 1));
    }
    case Kind::comparison_operator:
      return narrowed_by_comparison(std::move(type), condition, truth, binding, depth + 1);
    case Kind::call: {
      const Call call = read_call(condition);
      const bool asks = call.function.text() == "isinstance" && is_builtin(call.function) &&
                        call.positional.size() == 2 && names_it(call.positional[0], binding);
      if (!asks) return type;
      const Type tested = tested_class(call.positional[1], depth + 1);
      if (!tested && tested.members().empty()) return truth ? without_none(type) : type;
      return truth ? intersected(type, tested) : subtracted(type, tested);
    }
    default:
      return type;
  }
}

}  // namespace perfhint
