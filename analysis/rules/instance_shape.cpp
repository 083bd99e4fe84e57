// Told from the statement of the class alone.
#include "analysis/rules/instance_shape.h"

#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

using Name = std::string_view;

bool contains(const std::vector<Name>& names, Name name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool add(std::vector<Name>& names, Name name) {
  if (!contains(names, name)) names.push_back(name);
  return true;
}

bool is_store(Node attribute) {
  const Node parent = attribute.parent();
  if (parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::list_splat_pattern,
                    Kind::as_pattern_target)) {
    return true;
  }
  return attribute.field() == Field::left && parent.is_any(Kind::assignment, Kind::augmented_assignment,
                                                           Kind::for_statement, Kind::for_in_clause);
}

// self.x, self is other, return self, f"{self}", super(C, self), isinstance(self, C): self does not get out.
bool stays(const Facts& facts, Node self) {
  const Node parent = self.parent();
  if (parent.is(Kind::attribute)) return self.field() == Field::object;
  if (parent.is(Kind::argument_list)) {
    for (const Name reader : {"super", "isinstance", "type", "len", "repr", "str", "id", "iter"}) {
      if (facts.is_call_of(parent.parent(), reader)) return true;
    }
    return false;
  }
  return parent.is_any(Kind::comparison_operator, Kind::return_statement, Kind::interpolation,
                       Kind::parameters, Kind::typed_parameter, Kind::subscript, Kind::binary_operator);
}

constexpr std::array<Name, 10> dictionary_words = {"__dict__", "__weakref__", "__class__", "setattr",
                                                   "delattr",  "vars",        "weakref",   "ref",
                                                   "WeakSet",  "proxy"};
constexpr std::array<Name, 9> refused_methods = {"__getattr__", "__getattribute__", "__setattr__",
                                                 "__delattr__", "__new__",          "__init_subclass__",
                                                 "__reduce__",  "__reduce_ex__",    "__set_name__"};

template <class Names>
bool is_among(const Names& names, Name name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Decorators that leave instances as they are; staticmethod and classmethod have no self.
enum class Sort : std::uint8_t { method, selfless, unknown };

Sort sort_of(const Facts& facts, const FunctionHead& function) {
  Sort sort = Sort::method;
  for (Node decorator : function.decorators) {
    const std::string name = facts.qualified_name(decorator);
    if (name == "staticmethod" || name == "classmethod") {
      sort = Sort::selfless;
    } else if (name != "property" && name != "abc.abstractmethod" && name != "typing.override" &&
               name != "typing.overload" && !decorator.text().ends_with(".setter")) {
      return Sort::unknown;
    }
  }
  return sort;
}

void read_method(const Facts& facts, Node definition, InstanceShape& shape) {
  const FunctionHead function = read_function(definition);
  const Sort sort = sort_of(facts, function);
  const std::vector<Parameter> parameters = read_parameters(function.parameters);
  shape.needs_dict |= sort == Sort::unknown || is_among(refused_methods, function.name.text());
  shape.has_init |= function.name.text() == "__init__";
  add(shape.members, function.name.text());
  const Name self = sort == Sort::method && !parameters.empty() ? parameters[0].name.text() : Name();
  for (Node node : descendants(definition)) {
    if (node.is(Kind::identifier) && is_among(dictionary_words, node.text())) shape.needs_dict = true;
    if (node.is(Kind::identifier) && node.text() == self && facts.binding(node) && !stays(facts, node)) {
      shape.needs_dict = true;
    }
    if (!node.is(Kind::attribute) || !is_store(node)) continue;
    const bool own = node.child(Field::object).text() == self && !self.empty();
    add(own ? shape.attributes : shape.stored, node.child(Field::attribute).text());
  }
}

// A statement of the class body other than a method.
void read_statement(Node statement, InstanceShape& shape) {
  if (statement.is(Kind::pass_statement)) return;
  const Node expression = sole_expression(statement);
  if (expression.is_any(Kind::string, Kind::concatenated_string, Kind::ellipsis)) return;
  const Node left = expression.child(Field::left);
  if (!expression.is(Kind::assignment) || !left.is(Kind::identifier) || left.text() == "__slots__") {
    shape.needs_dict = true;
  } else if (expression.child(Field::right)) {
    add(shape.members, left.text());
  }
}

}  // namespace

InstanceShape read_instance_shape(const Facts& facts, Node body) {
  InstanceShape shape;
  for (Node statement : statements(body)) {
    const Node inner =
        statement.is(Kind::decorated_definition) ? statement.child(Field::definition) : statement;
    if (inner.is(Kind::function_definition)) {
      read_method(facts, inner, shape);
    } else {
      read_statement(statement, shape);
    }
  }
  return shape;
}

std::optional<std::vector<std::string>> inherited_slots(const Facts& facts, Node superclasses) {
  if (superclasses.named_child_count() > 1) return std::nullopt;
  const Node base = superclasses.named_child(0);
  if (!base) return std::vector<std::string>();
  const std::string name = facts.qualified_name(base);
  if (name == "object" || name == "abc.ABC") return std::vector<std::string>();
  const auto above = facts.class_facts(base);
  if (!above || above->has_dict || !above->unknown.empty() || !above->native.empty()) return std::nullopt;
  return above->slots;
}

std::optional<Edit> slots_edit(Node definition, const std::string& code) {
  const std::vector<Node> all = statements(definition.child(Field::body));
  if (all.empty()) return std::nullopt;
  const bool documented = sole_expression(all[0]).is(Kind::string);
  if (documented && all.size() == 1) return std::nullopt;
  const Node next = all[documented ? 1 : 0];
  const auto indent = indentation(next);
  if (!indent) return std::nullopt;
  Offset from = definition.span().begin;
  for (Node child : all_children(definition)) {
    if (child.is(Kind::colon)) from = child.span().end;
  }
  if (documented) from = all[0].span().end;
  const Name source = definition.syntax()->source();
  const Offset stop = static_cast<Offset>(std::min(source.find_first_of("\r\n", from), source.size()));
  if (next.span().begin < stop) return std::nullopt;
  const Name end = line_end(*definition.syntax());
  // A method stands apart: by the blank line that is there, or by a new one.
  const std::size_t more = source.find_first_not_of(" \t\f", stop + end.size());
  const bool spaced = more == Name::npos || source[more] == '\n' || source[more] == '\r';
  const bool method = next.is_any(Kind::function_definition, Kind::decorated_definition);
  std::string text(end);
  text += std::string(*indent) + code + (method && !spaced ? std::string(end) : "");
  return Edit{{stop, stop}, text};
}

}  // namespace perfhint
