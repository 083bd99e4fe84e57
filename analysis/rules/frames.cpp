#include "analysis/rules/frames.h"

#include <algorithm>
#include <array>
#include <string>

#include "analysis/rules/accumulation.h"

namespace perfhint {
namespace {

constexpr int deepest = 6;

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_or_none(const Type& type, std::string_view class_name) {
  if (type.is_instance_of(class_name)) return true;
  const Type plain = without_none(type);
  return plain.is_instance_of(class_name);
}

Node keyword(const Call& call, std::string_view name) {
  for (const Call::Keyword& one : call.keywords) {
    if (one.name == name) return one.value;
  }
  return {};
}

// dtype=object: numpy calls the elements' own operators, one by one.
bool holds_objects(const Call& call) {
  const std::string_view type = keyword(call, "dtype").text();
  return type == "object" || type == "\"O\"" || type == "'O'" || type.ends_with(".object_") ||
         type == "\"object\"" || type == "'object'";
}

bool is_count(const Facts& facts, Node shape) {
  if (shape.is(Kind::integer) || facts.type(shape).is(TypeKind::integer)) return true;
  if (shape.is(Kind::attribute)) return shape.child(Field::attribute).text() == "size";
  return facts.is_call_of(shape, "len");
}

bool is_number(const Type& type) {
  return type.is(TypeKind::integer) || type.is(TypeKind::floating) || type.is(TypeKind::boolean);
}

// The values that assignments give a name, where these alone may reach the use.
std::vector<Node> values_reaching(const Facts& facts, Node use) {
  std::vector<Node> values;
  const Reaching reaching = facts.reaching_definitions(use);
  if (reaching.unbound || reaching.elsewhere) return {};
  for (const Definition& definition : reaching.definitions) {
    const Node name = facts.syntax().node(definition.name);
    const Node value = name.parent().child(Field::right);
    if (definition.kind == DefinitionKind::augmented) continue;  // a += 1 keeps an array's shape
    if (definition.kind != DefinitionKind::assignment || !name.parent().is(Kind::assignment) ||
        name.field() != Field::left || !value || value.is_any(Kind::assignment, Kind::expression_list)) {
      return {};
    }
    values.push_back(value);
  }
  return values;
}

std::optional<int> dimensions_within(const Facts&, Node, int depth);

std::optional<int> dimensions_of_call(const Facts& facts, Node node, int depth) {
  const Call call = read_call(node);
  if (call.splats || holds_objects(call)) return std::nullopt;
  const std::string function = numpy_function(facts, node);
  const Node first = call.positional.empty() ? Node() : unparenthesised(call.positional[0]);
  if (function == "arange" || function == "linspace" || function == "logspace" || function == "geomspace")
    return 1;
  if (function == "zeros" || function == "ones" || function == "empty" || function == "full") {
    const Node shape = first ? first : unparenthesised(keyword(call, "shape"));
    if (shape.is(Kind::tuple)) return static_cast<int>(shape.named_child_count());
    return shape && is_count(facts, shape) ? std::optional(1) : std::nullopt;
  }
  if (function == "array" || function == "asarray") {
    const Type given = facts.type(first);
    if ((given.is(TypeKind::list) || given.is(TypeKind::tuple) || given.is(TypeKind::range)) &&
        is_number(given.element_type()))
      return 1;
    return dimensions_within(facts, first, depth + 1);
  }
  const MethodCall method = read_method_call(node);
  if (!method || !function.empty()) return std::nullopt;
  if (method.method == "to_numpy" && is_series(facts, method.object)) return 1;
  if (!facts.type(method.object).is_instance_of("numpy.ndarray") &&
      !dimensions_within(facts, method.object, depth + 1)) {
    return std::nullopt;
  }
  if (method.method == "ravel" || method.method == "flatten") return 1;
  if (method.method == "astype" || method.method == "copy")
    return dimensions_within(facts, method.object, depth + 1);
  return std::nullopt;
}

std::optional<int> dimensions_of_operands(const Facts& facts, Node left, Node right, int depth) {
  const auto a = dimensions_within(facts, left, depth + 1), b = dimensions_within(facts, right, depth + 1);
  if (a && b) return std::max(*a, *b);
  if (a && (is_number(facts.type(right)))) return a;
  return b && is_number(facts.type(left)) ? b : std::nullopt;
}

std::optional<int> dimensions_within(const Facts& facts, Node node, int depth) {
  node = unparenthesised(node);
  if (!node || depth > deepest) return std::nullopt;
  switch (node.kind()) {
    case Kind::call:
      return dimensions_of_call(facts, node, depth);
    case Kind::binary_operator:
      if (node.child(Field::operator_).is(Kind::at)) return std::nullopt;
      return dimensions_of_operands(facts, node.child(Field::left), node.child(Field::right), depth);
    case Kind::comparison_operator: {
      const Comparison test = read_comparison(node);
      if (!test || !is_elementwise_operator(node)) return std::nullopt;
      return dimensions_of_operands(facts, test.left, test.right, depth);
    }
    case Kind::attribute:
      if (node.child(Field::attribute).text() == "values" && is_series(facts, node.child(Field::object)))
        return 1;
      return std::nullopt;
    case Kind::subscript: {
      const Subscript subscript = read_subscript(node);
      const auto of = dimensions_within(facts, subscript.object, depth + 1);
      return of && subscript.index.is_any(Kind::slice, Kind::comparison_operator) ? of : std::nullopt;
    }
    case Kind::identifier: {
      std::optional<int> all;
      for (Node value : values_reaching(facts, node)) {
        const auto one = dimensions_within(facts, value, depth + 1);
        if (!one || (all && *all != *one)) return std::nullopt;
        all = one;
      }
      return all;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

bool is_pandas_call(const Facts& facts, Node call, std::string_view function) {
  if (!call.is(Kind::call)) return false;
  const std::string name = facts.qualified_name(call.child(Field::function));
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || std::string_view(name).substr(dot + 1) != function) return false;
  return name.starts_with("pandas.") || std::string_view(name).substr(0, dot) == "pd";
}

std::string numpy_function(const Facts& facts, Node call) {
  if (!call.is(Kind::call)) return {};
  const std::string name = facts.qualified_name(call.child(Field::function));
  for (std::string_view module : {"numpy.", "np."}) {
    if (name.starts_with(module)) return name.substr(module.size());
  }
  return {};
}

bool is_frame(const Facts& facts, Node expression) {
  const Node at = unparenthesised(expression);
  return is_pandas_call(facts, at, "DataFrame") || is_or_none(facts.type(at), "pandas.DataFrame");
}

bool is_series(const Facts& facts, Node expression) {
  const Node at = unparenthesised(expression);
  if (is_or_none(facts.type(at), "pandas.Series")) return true;
  if (!at.is(Kind::subscript)) return false;
  const Subscript subscript = read_subscript(at);
  return subscript.index.is(Kind::string) && is_frame(facts, subscript.object);
}

bool is_attribute_of_series(std::string_view name) {
  static constexpr std::array<std::string_view, 40> own{
      "T",     "add",   "agg",    "all",   "any",  "apply",  "array", "at",    "attrs", "axes",
      "cat",   "count", "diff",   "div",   "dot",  "dt",     "dtype", "empty", "eq",    "first",
      "flags", "iat",   "iloc",   "index", "last", "loc",    "map",   "max",   "mean",  "min",
      "mode",  "name",  "nbytes", "plot",  "rank", "sample", "shape", "size",  "str",   "values"};
  return is_one_of(name, own) || name.starts_with("_");
}

namespace {

// `a: np.ndarray` where nothing binds np.
bool is_annotated_as_array(const Facts& facts, Node use) {
  const Reaching reaching = facts.reaching_definitions(use);
  if (reaching.definitions.size() != 1 || reaching.definitions[0].kind != DefinitionKind::parameter)
    return false;
  const Node parameter = facts.syntax().node(reaching.definitions[0].name).parent();
  return facts.qualified_name(parameter.child(Field::type).named_child(0)) == "np.ndarray";
}

}  // namespace

bool is_array(const Facts& facts, Node expression) {
  const Node at = unparenthesised(expression);
  if (at.is(Kind::call) && holds_objects(read_call(at))) return false;
  if (at.is(Kind::comparison_operator)) {
    const Comparison test = read_comparison(at);
    return is_elementwise_operator(at) && (is_array(facts, test.left) || is_array(facts, test.right));
  }
  if (at.is(Kind::identifier)) {
    for (Node value : values_reaching(facts, at)) {
      if (value.is(Kind::call) && holds_objects(read_call(value))) return false;
    }
    if (is_annotated_as_array(facts, at)) return true;
  }
  return facts.type(at).is_instance_of("numpy.ndarray") || dimensions(facts, at).value_or(0) > 0;
}

std::optional<int> dimensions(const Facts& facts, Node array) { return dimensions_within(facts, array, 0); }

bool is_small_array(const Facts& facts, Node array, std::int64_t most) {
  const Node at = unparenthesised(array);
  const std::vector<Node> values =
      at.is(Kind::identifier) ? values_reaching(facts, at) : std::vector<Node>{at};
  return std::any_of(values.begin(), values.end(), [&](Node value) {
    const Call call = read_call(unparenthesised(value));
    const std::string function = numpy_function(facts, unparenthesised(value));
    const bool counts = function == "zeros" || function == "ones" || function == "empty" ||
                        function == "full" || (function == "arange" && call.positional.size() == 1);
    if (call.positional.empty() || !(counts || function == "array" || function == "asarray")) return false;
    const Node first = unparenthesised(call.positional[0]);
    const auto number = counts ? facts.constant(first) : std::nullopt;
    if (number) return *number <= most;
    if (counts && first.is(Kind::tuple) && first.named_child_count() > 0) {
      const auto rows = facts.constant(first.named_child(0));
      return rows && *rows <= most;
    }
    const auto length = facts.length(first);
    return length && length->most() && *length->most() <= most;
  });
}

bool is_made_of_list(const Facts& facts, Node array) {
  const Node at = unparenthesised(array);
  const std::vector<Node> values =
      at.is(Kind::identifier) ? values_reaching(facts, at) : std::vector<Node>{at};
  return std::any_of(values.begin(), values.end(), [&](Node value) {
    const Call call = read_call(unparenthesised(value));
    if (call.positional.empty()) return false;
    return unparenthesised(call.positional[0]).is_any(Kind::list, Kind::list_comprehension, Kind::tuple) &&
           numpy_function(facts, unparenthesised(value)).find("array") != std::string::npos;
  });
}

bool is_elementwise_operator(Node node) {
  if (node.is(Kind::binary_operator)) return !node.child(Field::operator_).is(Kind::at);
  if (node.is(Kind::unary_operator)) return true;
  switch (read_comparison(node).op) {
    case Kind::less:
    case Kind::less_equal:
    case Kind::greater:
    case Kind::greater_equal:
    case Kind::equal_equal:
    case Kind::not_equal:
      return true;
    default:
      return false;
  }
}

bool is_same_throughout(const Facts& facts, Node expression, Node region) {
  for (Node node : descendants(expression)) {
    if (node.is_any(Kind::call, Kind::slice)) return false;
    if (!node.is(Kind::identifier) || node.field() == Field::attribute) continue;
    const Binding* binding = facts.binding(node);
    if (binding == nullptr || facts.rebound_within(*binding, region)) return false;
  }
  return true;
}

}  // namespace perfhint
