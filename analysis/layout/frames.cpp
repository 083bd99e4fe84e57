// Frames of generators and coroutines: their variables, and the evaluation stack that the compiler reserves
// (co_stacksize), reckoned for plain statements. Source: Python/compile.c (stack effects) of each release.
#include <algorithm>

#include "analysis/facts/loops.h"
#include "analysis/layout/count.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

class Stack {
 public:
  explicit Stack(Python python) : python_(python) {}

  bool certain = true;  // nothing was met that is not reckoned here
  std::uint64_t deepest = 0;

  void block(Node body, std::uint64_t below, int depth = 0) {
    if (depth > 20) certain = false;
    if (!certain) return;
    for (Node statement : children(body)) this->statement(statement, below, depth);
  }

  // What evaluating it takes at most.
  std::uint64_t expression(Node node, int depth = 0);

  void reach(std::uint64_t level) { deepest = std::max(deepest, level); }

  std::uint64_t iterator() const { return python_.minor >= 15 ? 2 : 1; }

 private:
  void statement(Node statement, std::uint64_t below, int depth);
  void assignment(Node node, std::uint64_t below);
  std::uint64_t call(Node node, int depth);
  std::uint64_t several(Node node, int depth);

  Python python_;
};

std::uint64_t Stack::several(Node node, int depth) {
  std::uint64_t most = 1, count = 0;
  for (Node child : children(node)) {
    if (child.text().starts_with('*')) certain = false;
    most = std::max(most, count++ + expression(child, depth + 1));
  }
  if (count > 30) certain = false;
  return most;
}

std::uint64_t Stack::call(Node node, int depth) {
  const Call call = read_call(node);
  if (call.splats || !call.keywords.empty() || call.generator) certain = false;
  const bool method = call.function.is(Kind::attribute);
  const Node callee = method ? call.function.child(Field::object) : call.function;
  const std::uint64_t held = method || python_.minor >= 11 ? 2 : 1;
  std::uint64_t most = std::max(held, expression(callee, depth + 1) + (method ? 0 : held - 1)), count = 0;
  for (Node argument : call.positional)
    most = std::max(most, held + count++ + expression(argument, depth + 1));
  return most;
}

std::uint64_t Stack::expression(Node node, int depth) {
  if (depth > 40) certain = false;
  if (!certain) return 1;
  switch (node.kind()) {
    case Kind::parenthesized_expression:
      return expression(node.named_child(0), depth + 1);
    case Kind::identifier:
    case Kind::integer:
    case Kind::float_number:
    case Kind::none_literal:
    case Kind::true_literal:
    case Kind::false_literal:
    case Kind::ellipsis:
      return 1;
    case Kind::string: {
      const StringLiteral literal = read_string(node);
      if (literal.value) return 1;
      std::uint64_t most = 1, count = 0;
      for (Node child : children(node)) {
        if (child.is(Kind::string_content)) most = std::max(most, ++count);
        if (!child.is(Kind::interpolation)) continue;
        if (child.named_child_count() != 1) certain = false;
        most = std::max(most, count++ + expression(child.child(Field::expression), depth + 1));
      }
      return most;
    }
    case Kind::unary_operator:
    case Kind::not_operator:
      return expression(node.child(Field::argument), depth + 1);
    case Kind::binary_operator:
      return std::max(expression(node.child(Field::left), depth + 1),
                      1 + expression(node.child(Field::right), depth + 1));
    case Kind::comparison_operator:
      if (node.named_child_count() != 2) certain = false;
      return std::max(expression(node.named_child(0), depth + 1),
                      1 + expression(node.named_child(1), depth + 1));
    case Kind::attribute:
      return expression(node.child(Field::object), depth + 1);
    case Kind::subscript: {
      const Node index = node.child(Field::subscript);
      if (index.is(Kind::slice)) certain = false;
      return std::max(expression(node.child(Field::value), depth + 1), 1 + expression(index, depth + 1));
    }
    case Kind::tuple:
    case Kind::expression_list: {
      bool constants = true;
      for (Node child : children(node))
        constants &= child.is_any(Kind::integer, Kind::float_number, Kind::none_literal, Kind::true_literal,
                                  Kind::false_literal, Kind::string);
      return constants ? 1 : several(node, depth);
    }
    case Kind::list:
      if (node.named_child_count() > 2) certain = false;
      return several(node, depth);
    case Kind::call:
      return call(node, depth);
    case Kind::yield_expression:
      if (node.text().starts_with("yield from")) certain = false;
      return node.named_child(0) ? expression(node.named_child(0), depth + 1) : 1;
    default:
      certain = false;
      return 1;
  }
}

void Stack::assignment(Node node, std::uint64_t below) {
  std::uint64_t targets = 0, most = 1;
  Node right = node;
  while (right.is(Kind::assignment)) {
    const Node left = right.child(Field::left);
    if (left.is(Kind::pattern_list))
      most = std::max<std::uint64_t>(most, left.named_child_count());
    else if (!left.is(Kind::identifier))
      certain = false;
    ++targets;
    right = right.child(Field::right);
  }
  if (targets > 1) ++most;
  reach(below + std::max(most, expression(right)));
}

void Stack::statement(Node node, std::uint64_t below, int depth) {
  switch (node.kind()) {
    case Kind::comment:
    case Kind::pass_statement:
    case Kind::break_statement:
    case Kind::continue_statement:
      return;
    case Kind::expression_statement: {
      const Node inner = node.named_child(0);
      if (inner.is(Kind::assignment)) return assignment(inner, below);
      if (inner.is(Kind::augmented_assignment)) {
        if (!inner.child(Field::left).is(Kind::identifier)) certain = false;
        return reach(below + 1 + expression(inner.child(Field::right)));
      }
      return reach(below + expression(inner));
    }
    case Kind::return_statement:
      return reach(below + (node.named_child(0) ? expression(node.named_child(0)) : 1));
    case Kind::for_statement:
      if (node.first_child().is(Kind::kw_async) || node.child(Field::alternative) ||
          node.child(Field::right).is(Kind::list))
        certain = false;
      reach(below + expression(node.child(Field::right)));
      reach(below + iterator() + std::max<std::uint64_t>(1, node.child(Field::left).named_child_count()));
      return block(node.child(Field::body), below + iterator(), depth + 1);
    case Kind::while_statement:
      reach(below + expression(node.child(Field::condition)));
      return block(node.child(Field::body), below, depth + 1);
    case Kind::if_statement:
      reach(below + expression(node.child(Field::condition)));
      for (Node child : children(node)) {
        if (child.is(Kind::block)) block(child, below, depth + 1);
        if (child.is(Kind::else_clause)) block(child.child(Field::body), below, depth + 1);
        if (child.is(Kind::elif_clause)) certain = false;
      }
      return;
    default:
      certain = false;
  }
}

// for x in [one], which is an assignment (3.9; its stack is still reserved until 3.13).
bool is_single(Node iterable) {
  return iterable.is_any(Kind::list, Kind::tuple) && iterable.named_child_count() == 1;
}

void generator_expression(Stack& stack, Node code, Python python) {
  std::uint64_t below = 0;
  bool first = true;
  for (Node clause : children(code)) {
    if (clause.is(Kind::if_clause)) {
      stack.reach(below + stack.expression(clause.named_child(0)));
    } else if (clause.is(Kind::for_in_clause)) {
      const Node source = clause.child(Field::right);
      if (!first)
        stack.reach(below + (source.is_any(Kind::list, Kind::tuple) ? 1 : stack.expression(source)));
      if (first || python.minor < 14 || !is_single(source)) below += stack.iterator();
      const Node target = clause.child(Field::left);
      stack.reach(below +
                  std::max<std::uint64_t>(1, target.is(Kind::identifier) ? 1 : target.named_child_count()));
      first = false;
    }
  }
  stack.reach(below + stack.expression(code.child(Field::body)));
}

bool is_parameter(const Binding& binding) {
  return std::any_of(
      binding.definitions.begin(), binding.definitions.end(),
      [](const Definition& definition) { return definition.kind == DefinitionKind::parameter; });
}

std::uint64_t variables_of(const Block& block, Node code, Python python) {
  const auto& names = *block.names;
  const std::uint32_t scope = scope_of(block, code);
  std::uint64_t count = is_comprehension(code.kind()) ? 1 : 0;  // its source
  for (const Binding& binding : names.bindings()) {
    if (binding.scope == scope && !binding.definitions.empty())
      count += python.minor <= 10 && binding.captured && is_parameter(binding) ? 2 : 1;
  }
  std::vector<std::uint32_t> free;
  for (Node node : descendants(code)) {
    if (!node.is(Kind::identifier)) continue;
    const std::uint32_t index = names.binding_at(node.index());
    if (index == no_binding || names.bindings()[index].scope == 0) continue;
    const Scope& owner = names.scopes()[names.bindings()[index].scope];
    const bool outside = !block.syntax->node(owner.node).within(code) && owner.kind != ScopeKind::class_;
    if (outside && std::find(free.begin(), free.end(), index) == free.end()) free.push_back(index);
  }
  return count + free.size();
}

}  // namespace

FrameSlots frame_slots(const Machine& machine, const Block& block, Node code) {
  const Python python = machine.python();
  Stack stack(python);
  const bool expression = is_comprehension(code.kind());
  if (expression)
    generator_expression(stack, code, python);
  else
    stack.block(code.child(Field::body), 0);
  FrameSlots slots;
  slots.variables = variables_of(block, code, python);
  const std::uint64_t least = expression && python.minor >= 15 ? 4 : python.minor >= 12 ? 2 : 1;
  slots.least_stack = std::max(least, stack.certain ? stack.deepest : 1);
  slots.most_stack =
      stack.certain ? slots.least_stack : std::max<std::uint64_t>(slots.least_stack, stack.deepest) + 256;
  return slots;
}

ByteCount generator_instead_of(const Machine& machine, const Block& block, Node comprehension) {
  const Model& model = machine.model();
  const FrameSlots slots = frame_slots(machine, block, comprehension);
  const ByteCount frame = 8 * (slots.variables + slots.least_stack);
  const ByteCount rest = model.python.minor <= 10 ? model.coroutine_frame : model.function;
  return model.generator + frame + rest;
}

}  // namespace perfhint::layout
