#include "analysis/facts/loops.h"

namespace perfhint {

bool is_comprehension(Kind kind) {
  return kind == Kind::list_comprehension || kind == Kind::set_comprehension ||
         kind == Kind::dictionary_comprehension || kind == Kind::generator_expression;
}

bool is_first_clause(Node clause) {
  for (Node child : children(clause.parent())) {
    if (child.is(Kind::for_in_clause)) return child == clause;
  }
  return false;
}

namespace {

// Does every round of `outer` evaluate its child `from` (whose own child `below` we came from)?
bool loops_over(Node outer, Node from, Node below) {
  switch (outer.kind()) {
    case Kind::for_statement:
      return from.field() == Field::body || from.field() == Field::left;
    case Kind::while_statement:
      return from.field() == Field::body || from.field() == Field::condition;
    default:
      break;
  }
  if (!is_comprehension(outer.kind())) return false;
  const bool iterable = from.is(Kind::for_in_clause) && below && below.field() == Field::right;
  return !(iterable && is_first_clause(from));
}

bool ends_function(Node outer, Node from) {
  return outer.is_any(Kind::function_definition, Kind::lambda_expression) && from.field() == Field::body;
}

}  // namespace

Node enclosing_loop(Node node) {
  Node below, from = node;
  for (Node outer = node.parent(); outer; below = from, from = outer, outer = outer.parent()) {
    if (ends_function(outer, from)) return {};
    if (loops_over(outer, from, below)) return outer;
  }
  return {};
}

int loop_depth(Node node) {
  int depth = 0;
  for (Node loop = enclosing_loop(node); loop; loop = enclosing_loop(loop)) ++depth;
  return depth;
}

Node enclosing_function(Node node) {
  Node from = node;
  for (Node outer = node.parent(); outer; from = outer, outer = outer.parent()) {
    if (ends_function(outer, from)) return outer;
  }
  return {};
}

Node enclosing_class(Node node) {
  Node from = node;
  for (Node outer = node.parent(); outer; from = outer, outer = outer.parent()) {
    if (outer.is(Kind::class_definition) && from.field() == Field::body) return outer;
  }
  return {};
}

}  // namespace perfhint
