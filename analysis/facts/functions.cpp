// Functions: what a call of one that the module defines gives: as annotated, or as every return says.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

using enum TypeKind;

constexpr std::uint32_t longest_body = 4000;  // nodes; longer functions are not read for their returns
constexpr int deepest_statement = 40;

// Nodes of the function's own body, not of functions, lambdas and classes in it.
template <class Visit>
void visit_own(Node body, Visit visit) {
  const Syntax& syntax = *body.syntax();
  for (std::uint32_t at = body.index(); at < body.end_index();) {
    const Node node = syntax.node(at);
    const bool inner =
        node.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition);
    if (!inner) visit(node);
    at = inner ? node.end_index() : at + 1;
  }
}

bool has_break(Node loop_body) {
  bool found = false;
  visit_own(loop_body, [&](Node node) { found = found || node.is(Kind::break_statement); });
  return found;
}

bool terminates(Node block, int depth);

bool statement_terminates(Node statement, int depth) {
  switch (statement.kind()) {
    case Kind::return_statement:
    case Kind::raise_statement:
      return true;
    case Kind::if_statement: {
      bool otherwise = false;
      if (!terminates(statement.child(Field::consequence), depth)) return false;
      for (Node child : children(statement)) {
        if (child.field() != Field::alternative) continue;
        otherwise = otherwise || child.is(Kind::else_clause);
        const Node body =
            child.is(Kind::else_clause) ? child.child(Field::body) : child.child(Field::consequence);
        if (!terminates(body, depth)) return false;
      }
      return otherwise;
    }
    case Kind::while_statement:
      return unparenthesised(statement.child(Field::condition)).is(Kind::true_literal) &&
             !has_break(statement.child(Field::body));
    case Kind::try_statement: {
      bool all = terminates(statement.child(Field::body), depth);
      for (Node child : children(statement)) {
        Node block;
        for (Node inner : children(child)) {
          if (inner.is(Kind::block)) block = inner;
        }
        if (child.is(Kind::finally_clause) && terminates(block, depth)) return true;
        if (child.is(Kind::except_clause)) all = all && terminates(block, depth);
        if (child.is(Kind::else_clause)) all = all || terminates(child.child(Field::body), depth);
      }
      return all;
    }
    default:
      return false;
  }
}

bool terminates(Node block, int depth) {
  if (!block || depth > deepest_statement) return false;
  Node last;
  for (Node statement : children(block)) last = statement;
  return statement_terminates(last, depth + 1);
}

// Nothing in it but a docstring, pass, ... or raise: a subclass says what it returns.
bool is_placeholder(Node body) {
  for (Node statement : children(body)) {
    const Node sole = sole_expression(statement);
    const bool empty = statement.is_any(Kind::pass_statement, Kind::raise_statement) ||
                       sole.is_any(Kind::string, Kind::ellipsis, Kind::concatenated_string);
    if (!empty) return false;
  }
  return true;
}

enum class Wrapping { transparent, property, context, unknown };

Wrapping wrapping_of(const Inference& inference, Node decorator) {
  const bool called = decorator.is(Kind::call);
  const std::string name = inference.qualified_name(called ? decorator.child(Field::function) : decorator);
  static constexpr std::string_view transparent[] = {
      "staticmethod",           "classmethod",     "abc.abstractmethod", "functools.lru_cache",
      "functools.cache",        "typing.override", "typing.final",       "typing_extensions.override",
      "typing_extensions.final"};
  if (std::find(std::begin(transparent), std::end(transparent), name) != std::end(transparent))
    return Wrapping::transparent;
  if (name == "property" || name == "functools.cached_property") return Wrapping::property;
  return name == "contextlib.contextmanager" ? Wrapping::context : Wrapping::unknown;
}

// Of builtin kinds throughout, or of the class itself: which other class's instance a method gives, a
// subclass may well change.
bool is_builtin_throughout(const Type& type, std::string_view own) {
  if (type.is(instance) && type.detail && type.detail->own && type.class_name() == own) return true;
  if (type.is(instance) || type.is(class_) || type.is(function) || type.is(text_file) || type.is(binary_file))
    return false;
  const auto arguments = type.arguments();
  return std::all_of(arguments.begin(), arguments.end(),
                     [&](const Type& one) { return is_builtin_throughout(one, own); });
}

bool is_iterator_annotation(const Type& type) {
  return type.is(iterator) || type.class_name() == "typing.Iterable";
}

}  // namespace

// A function, or for a property what reading it gives.
Type Inference::function_type(Node definition, int depth) const {
  const FunctionHead head = read_function(definition);
  const Node owner = enclosing_class(definition), around = enclosing_function(definition);
  const bool method = owner && !(around && around.within(owner));
  bool property = false, context = false;
  for (Node decorator : head.decorators) {
    if (!method && decorator.is(Kind::identifier)) return {};  // @classmethod outside a class
    switch (wrapping_of(*this, decorator)) {
      case Wrapping::transparent:
        break;
      case Wrapping::property:
        property = true;
        break;
      case Wrapping::context:
        context = true;
        break;
      case Wrapping::unknown:
        return {};
    }
  }
  const Type result = solve(Question::function, definition.index(),
                            [&] { return returned_type(definition, method, depth + 1); });
  if (property) return result;
  if (context)
    return function_returning(instance_of("contextlib._GeneratorContextManager", {result.element_type()}));
  return function_returning(result);
}

Type Inference::yielded_type(const std::vector<Node>& yields, int depth) const {
  Type joined = never;
  for (Node yield : yields) {
    bool from = false;
    for (Node child : all_children(yield)) from = from || child.is(Kind::kw_from);
    const Type value = yield.named_child_count() == 0 ? Type(none) : type(yield.named_child(0), depth + 1);
    joined = join(joined, from ? iterated(value, depth) : value);
    if (joined.says_nothing()) break;
  }
  return joined;
}

Type Inference::returned_type(Node definition, bool method, int depth) const {
  const FunctionHead head = read_function(definition);
  if (depth > deepest) return cut_off();
  if (head.body.broken()) return {};
  const bool annotated = static_cast<bool>(head.return_type);
  const Type declared = annotated ? annotation(head.return_type) : Type();
  const auto wrapped = [&](Type result) {
    return head.async ? instance_of("typing.Coroutine", {std::move(result)}) : result;
  };
  if (annotated && !is_iterator_annotation(declared)) return wrapped(declared);
  if (head.body.end_index() - head.body.index() > longest_body) return {};
  bool generator = false;
  std::vector<Node> returns, yields;
  visit_own(head.body, [&](Node node) {
    if (node.is(Kind::yield_expression)) {
      generator = true;
      yields.push_back(node);
    }
    if (node.is(Kind::return_statement)) returns.push_back(node);
  });
  if (generator) {
    if (head.async) return {};
    if (annotated) return container_of(iterator, declared.element_type());
    return container_of(iterator, yielded_type(yields, depth));
  }
  if (annotated) return wrapped(declared);
  if (method && is_placeholder(head.body)) return wrapped({});
  Type joined = terminates(head.body, 0) ? never : none;
  for (Node statement : returns) {
    const std::uint32_t count = statement.named_child_count();
    const Type one = count == 0 ? Type(none) : type(statement.named_child(0), depth + 1);
    joined = join(joined, one);
    if (joined.says_nothing()) break;
  }
  // A method that only gives None may be overridden by one that gives something.
  if (method) {
    const std::string own = own_name(enclosing_class(definition));
    if (joined.is(none) || !is_builtin_throughout(joined, own)) return wrapped({});
    if (joined.is(floating)) joined = join(joined, integer);  // an override may be less exact
  }
  return wrapped(joined);
}

}  // namespace perfhint
