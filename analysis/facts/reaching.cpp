#include "analysis/facts/reaching.h"

#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

// The ancestor of `node` (or itself) that is a statement of a block or module.
Node statement_of(Node node) {
  while (node && !node.parent().is_any(Kind::block, Kind::module)) node = node.parent();
  return node;
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

std::vector<const Definition*> definitions_reaching(const Names& names, const Binding& binding, Node use) {
  const Syntax& syntax = *use.syntax();
  std::vector<const Definition*> all;
  const Node scope = syntax.node(names.scopes()[binding.scope].node);
  const Node within = function_of(use);
  if (binding.rebound_elsewhere || within != scope) {
    for (const Definition& one : binding.definitions) all.push_back(&one);
    return all;
  }
  const Definition* last = nullptr;
  for (const Definition& one : binding.definitions) {
    const bool later = !last || one.name > last->name;
    if (later && is_before(syntax, one, use) && dominates(syntax, one, use)) last = &one;
  }
  const auto comes_round = [&](const Definition& one) {
    for (Node loop = enclosing_loop(use); loop; loop = enclosing_loop(loop)) {
      const bool passes_last =
          last && syntax.node(last->name).within(loop) && last->kind != DefinitionKind::parameter;
      if (syntax.node(one.name).within(loop) && !passes_last) return true;
    }
    return false;
  };
  for (const Definition& one : binding.definitions) {
    const bool between = is_before(syntax, one, use) && (!last || one.name >= last->name);
    if (&one == last || between || comes_round(one)) all.push_back(&one);
  }
  return all;
}

}  // namespace perfhint
