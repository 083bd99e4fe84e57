// The way to an expression: its function is entered with unknown parameters and run down to it.
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

Node owner_of(Node expression) {
  for (Node node = expression.parent(); node; node = node.parent()) {
    if (!node.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition)) continue;
    const Node body = node.child(Field::body);
    if (expression.within(body)) return node;
  }
  return {};
}

}  // namespace

class Approach {
 public:
  Approach(Machine& machine, Node goal) : machine_(machine), goal_(goal) {}

  void through(Node block) {
    for (Node statement : children(block)) {
      if (machine_.stopped()) return;
      if (goal_.within(statement)) return into(statement);
      machine_.execute(statement);
    }
  }

 private:
  void into(Node statement) {
    switch (statement.kind()) {
      case Kind::if_statement:
        return into_if(statement);
      case Kind::for_statement:
        if (goal_.within(statement.child(Field::right))) return;
        machine_.havoc(statement);
        machine_.assign(statement.child(Field::left), nothing_known);
        return into_part(statement);
      case Kind::while_statement:
        machine_.havoc(statement);
        return into_part(statement);
      case Kind::with_statement: {
        const Node body = statement.child(Field::body);
        if (!goal_.within(body)) return;
        machine_.havoc(statement.named_child(0));
        return through(body);
      }
      case Kind::try_statement:
        if (!goal_.within(statement.child(Field::body))) machine_.havoc(statement.child(Field::body));
        return into_part(statement);
      case Kind::decorated_definition:
      case Kind::expression_statement:
      case Kind::return_statement:
        return;
      case Kind::block:
      case Kind::module:
        return through(statement);
      default:
        return into_part(statement);
    }
  }

  void into_if(Node statement) {
    machine_.evaluate(statement.child(Field::condition));
    into_part(statement);
  }

  // The part of a compound statement in which the goal lies.
  void into_part(Node statement) {
    for (Node child : children(statement)) {
      if (!goal_.within(child)) continue;
      if (child.is(Kind::block)) return through(child);
      if (child.is_any(Kind::elif_clause, Kind::else_clause, Kind::except_clause, Kind::finally_clause,
                       Kind::case_clause))
        return into_part(child);
      return;
    }
  }

  Machine& machine_;
  Node goal_;
};

bool Machine::approach(const Block& block, Node goal) {
  frame_ = std::make_shared<Frame>();
  frame_->block = &block;
  const Node owner = owner_of(goal);
  Approach approach(*this, goal);
  if (!owner) {
    approach.through(block.syntax->root());
    return true;
  }
  enter(block, owner);
  if (!owner.is(Kind::lambda_expression)) approach.through(owner.child(Field::body));
  return true;
}

// A frame of the function (or class body) with parameters of which nothing is known.
void Machine::enter(const Block& block, Node owner) {
  frame_ = std::make_shared<Frame>();
  frame_->block = &block;
  frame_->scope = scope_of(block, owner);
  for (const Parameter& parameter : read_parameters(owner.child(Field::parameters))) {
    const Ref value = make(Sort::unknown);
    edit(value).before = true;
    store(parameter.name, value);
  }
}

Ref Machine::value_at(const Block& block, Node expression) {
  return approach(block, expression) ? evaluate(expression) : nothing_known;
}

Ref Machine::value_at_end(const Block& block, Node identifier) {
  const Node owner = owner_of(identifier);
  if (!owner.is(Kind::function_definition)) return nothing_known;
  enter(block, owner);
  execute_block(owner.child(Field::body));
  return load(identifier);
}

Ref Machine::definition_at(const Block& block, Node definition) {
  return approach(block, definition) ? function_value(definition) : nothing_known;
}

}  // namespace perfhint::layout
