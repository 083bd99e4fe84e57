#include "analysis/facts/guards.h"

#include <algorithm>

#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

constexpr std::size_t most_guards = 24;

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

class GuardSearch {
 public:
  GuardSearch(Node use, std::uint32_t binding, const Names& names)
      : use_(use), binding_(binding), names_(names) {}

  std::vector<Guard> run() {
    Node from = use_;
    for (Node outer = use_.parent(); outer; from = outer, outer = outer.parent()) {
      const bool function =
          outer.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition);
      if (function && from.field() == Field::body) break;
      look_at(outer, from);
    }
    std::reverse(guards_.begin(), guards_.end());
    return std::move(guards_);
  }

 private:
  void add(Node condition, bool truth) {
    if (!condition || guards_.size() >= most_guards || use_.within(condition)) return;
    for (std::uint32_t at = condition.index(); at < condition.end_index(); ++at) {
      if (names_.binding_at(at) == binding_) return guards_.push_back({condition, truth});
    }
  }

  void look_at(Node outer, Node from) {
    switch (outer.kind()) {
      case Kind::if_statement:
        if (from.field() == Field::alternative) add_branches_before(outer, from);
        [[fallthrough]];
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
        add_statements_before(outer, from);
        break;
      default:
        break;
    }
  }

  void add_branches_before(Node statement, Node alternative) {
    add(statement.child(Field::condition), false);
    for (Node child : children(statement)) {
      if (child == alternative) return;
      if (child.is(Kind::elif_clause)) add(child.child(Field::condition), false);
    }
  }

  void add_statements_before(Node block, Node from) {
    for (Node statement : children(block)) {
      if (statement.index() >= from.index()) break;
      if (statement.is(Kind::assert_statement)) add(statement.named_child(0), true);
      if (!statement.is(Kind::if_statement)) continue;
      const Node consequence = statement.child(Field::consequence);
      if (leaves(consequence) || rebinds(consequence)) add(statement.child(Field::condition), false);
    }
  }

  // On that branch the name has another definition, which is looked at by itself.
  bool rebinds(Node consequence) const {
    for (Node inner : children(consequence)) {
      const Node assigned = sole_expression(inner);
      const Node left = assigned.is(Kind::assignment) ? assigned.child(Field::left) : Node();
      if (left.is(Kind::identifier) && names_.binding_at(left.index()) == binding_) return true;
    }
    return false;
  }

  Node use_;
  std::uint32_t binding_;
  const Names& names_;
  std::vector<Guard> guards_;
};

}  // namespace

std::vector<Guard> guards_of(Node use, std::uint32_t binding, const Names& names) {
  return GuardSearch(use, binding, names).run();
}

bool is_tested(const Binding& binding, const Syntax& syntax) {
  for (std::uint32_t index : binding.uses) {
    Node node = syntax.node(index), parent = node.parent();
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

}  // namespace perfhint
