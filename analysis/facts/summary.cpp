// A block's Summary: told from the block alone, so that it can be shared by every snapshot that holds the
// block.
#include <algorithm>
#include <array>
#include <map>

#include "analysis/facts/effects.h"
#include "analysis/facts/inference.h"
#include "analysis/facts/keeping.h"
#include "analysis/facts/loops.h"
#include "analysis/facts/module_facts.h"
#include "analysis/facts/mutation.h"
#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

bool computes_attributes(Node statement, const Inference& inference) {
  const FunctionHead function = read_function(statement);
  const std::string_view name = function.name.text();
  if (name == "__getattr__" || name == "__getattribute__" || name == "__setattr__" || name == "__delattr__")
    return true;
  for (Node decorator : function.decorators) {
    const std::string qualified =
        inference.qualified_name(decorator.is(Kind::call) ? decorator.child(Field::function) : decorator);
    const bool harmless = qualified == "staticmethod" || qualified == "classmethod" ||
                          qualified == "abc.abstractmethod" || qualified == "typing.override" ||
                          qualified == "typing.overload";
    if (!harmless) return true;
  }
  return false;
}

// A string, or a display of strings; a dict's keys. Anything else is computed.
void read_slots(Node value, ClassShape& shape) {
  shape.has_slots = true;
  const Node slots = unparenthesised(value);
  const auto add = [&](Node name) {
    const auto literal =
        name.is_any(Kind::string, Kind::concatenated_string) ? read_string(name).value : std::nullopt;
    if (literal) shape.slots.push_back(*literal);
    shape.computed_slots |= !literal;
  };
  if (!slots.is_any(Kind::tuple, Kind::list, Kind::set, Kind::dictionary, Kind::expression_list))
    return add(slots);
  for (Node element : children(slots)) add(element.is(Kind::pair) ? element.child(Field::key) : element);
}

void read_attributes(Node method, ClassShape& shape) {
  const std::vector<Parameter> parameters = read_parameters(method.child(Field::parameters));
  if (parameters.empty()) return;
  const std::string_view self = parameters[0].name.text();
  for (Node node : descendants(method.child(Field::body))) {
    if (!node.is(Kind::attribute) || node.child(Field::object).text() != self) continue;
    const bool stored =
        node.field() == Field::left || node.parent().is_any(Kind::pattern_list, Kind::tuple_pattern);
    const std::string name(node.child(Field::attribute).text());
    if (stored &&
        std::find(shape.attributes.begin(), shape.attributes.end(), name) == shape.attributes.end()) {
      shape.attributes.push_back(name);
    }
  }
}

bool says(Node region, std::string_view name) {
  for (Node node : descendants(region)) {
    if (node.is(Kind::identifier) && node.text() == name) return true;
  }
  return false;
}

std::string name_or_text(Node expression, const Inference& inference) {
  std::string name = inference.qualified_name(expression);
  return name.empty() ? std::string(expression.text()) : name;
}

std::shared_ptr<const ClassShape> shape_of(Node definition, const Inference& inference) {
  auto shape = std::make_shared<ClassShape>();
  const ClassHead head = read_class(definition);
  for (Node base : children(head.superclasses)) {
    shape->bases.push_back(base.is(Kind::keyword_argument) ? std::string(base.text())
                                                           : name_or_text(base, inference));
  }
  for (Node decorator : head.decorators) {
    const Call call = read_call(decorator);
    ClassShape::Decorator one{name_or_text(call ? call.function : decorator, inference), {}};
    for (const Call::Keyword& keyword : call.keywords) {
      one.keywords.push_back(std::string(keyword.name) + "=" + std::string(keyword.value.text()));
    }
    shape->decorators.push_back(std::move(one));
  }
  for (Node statement : statements(head.body)) {
    const bool decorated = statement.is(Kind::decorated_definition);
    const Node inner = decorated ? statement.child(Field::definition) : statement;
    if (inner.is(Kind::function_definition)) {
      shape->computed_attributes |= computes_attributes(inner, inference);
      read_attributes(inner, *shape);
    }
    if (statement.is_any(Kind::if_statement, Kind::try_statement, Kind::with_statement,
                         Kind::for_statement)) {
      const bool slots = says(statement, "__slots__");
      shape->has_slots |= slots;
      shape->computed_slots |= slots;
    }
    const Node assignment = sole_expression(statement);
    if (!assignment.is(Kind::assignment)) continue;
    const Node name = assignment.child(Field::left), type = assignment.child(Field::type);
    if (name.text() == "__slots__") {
      read_slots(assignment.child(Field::right), *shape);
    } else if (type && name.is(Kind::identifier) && type.text().find("ClassVar") == std::string_view::npos) {
      shape->fields.emplace_back(name.text());
    }
  }
  return shape;
}

bool is_computing_call(Node call, const Inference& inference) {
  static constexpr std::array<std::string_view, 24> builtins = {
      "abs",   "bool", "chr",    "dict", "divmod", "enumerate", "float", "int",
      "len",   "list", "max",    "min",  "ord",    "pow",       "range", "reversed",
      "round", "set",  "sorted", "str",  "sum",    "tuple",     "zip",   "isinstance"};
  const Node function = unparenthesised(call.child(Field::function));
  const std::string name = inference.qualified_name(function);
  if (function.is(Kind::identifier) && name == function.text())
    return std::find(builtins.begin(), builtins.end(), name) != builtins.end();
  if (!name.empty()) return name.starts_with("math.");
  const MethodCall method = read_method_call(call);
  return method && effect_of_method(inference.type(method.object).kind, method.method) != Effect::unknown;
}

bool adds_up_in_loop(Node body) {
  for (Node node : descendants(body)) {
    if (node.is_any(Kind::binary_operator, Kind::augmented_assignment) && enclosing_loop(node)) return true;
  }
  return false;
}

bool only_computes(Node function, const Inference& inference) {
  if (!function.is(Kind::function_definition) || function.first_child().is(Kind::kw_async)) return false;
  const Node body = function.child(Field::body);
  if (function.parent().is(Kind::decorated_definition) || !adds_up_in_loop(body)) return false;
  for (Node node : descendants(body)) {
    if (node.is_any(Kind::yield_expression, Kind::await_expression, Kind::with_statement,
                    Kind::import_statement, Kind::import_from_statement, Kind::function_definition,
                    Kind::lambda_expression, Kind::class_definition)) {
      return false;
    }
    if (node.is(Kind::call) && !is_computing_call(node, inference)) return false;
  }
  return true;
}

// range(1000), range(10, 1000, 2): of many numbers as written.
bool is_long_range(Node iterable) {
  constexpr std::int64_t many = 100;
  const Call call = read_call(iterable);
  const auto count = call.positional.size();
  if (call.function.text() != "range" || count == 0 || count > 3) return false;
  const auto first = count == 1 ? std::optional<std::int64_t>(0) : integer_value(call.positional[0]);
  const auto last = integer_value(call.positional[count == 1 ? 0 : 1]);
  const auto step = count == 3 ? integer_value(call.positional[2]) : std::optional<std::int64_t>(1);
  return first && last && step.value_or(0) != 0 && (*last - *first) / *step >= many;
}

// What each clause of a loop goes through.
std::vector<Node> iterables_of(Node loop) {
  if (loop.is(Kind::for_statement)) return {read_for(loop).iterable};
  std::vector<Node> iterables;
  for (Node clause : children(loop)) {
    if (clause.is(Kind::for_in_clause)) iterables.push_back(read_for(clause).iterable);
  }
  return iterables;
}

// points.append(Point(...)), points[name] = Point(...), [Point(...) for ...]: it stays beside the others.
bool is_kept(Node call) {
  const Node parent = call.parent();
  if (parent.is_any(Kind::list_comprehension, Kind::set_comprehension)) return parent.named_child(0) == call;
  if (parent.is(Kind::assignment))
    return call.field() == Field::right && parent.child(Field::left).is(Kind::subscript);
  const std::string_view method = read_method_call(parent.parent()).method;
  return parent.is(Kind::argument_list) && (method == "append" || method == "add");
}

class Summariser {
 public:
  Summariser(const Syntax& syntax, const Names& names)
      : syntax_(syntax), names_(names), inference_(syntax, names, nullptr) {}

  Summary run() {
    Summary summary;
    summary.star_import = names_.scopes()[0].open;
    for (std::uint32_t index = 0; index < names_.bindings().size(); ++index) {
      const Binding& binding = names_.bindings()[index];
      if (binding.scope != 0) {
        add_local_imports(binding, summary);
        continue;
      }
      summary.mentions.push_back(binding.name);
      summary.mentioned.set(shard_of(binding.name));
      NameSummary name = summarise_name(index);
      if (name.definitions > 0 || name.mutated || name.instantiated_in_loop || name.released)
        summary.names.push_back(std::move(name));
    }
    std::sort(summary.names.begin(), summary.names.end(),
              [](const NameSummary& a, const NameSummary& b) { return a.name < b.name; });
    for (const NameSummary& name : summary.names) {
      if (name.name.find(' ') == std::string::npos) continue;
      summary.mentions.push_back(name.name);
      summary.mentioned.set(shard_of(name.name));
    }
    std::sort(summary.mentions.begin(), summary.mentions.end());
    return summary;
  }

 private:
  // What a function imports is no name of the module's, but the block rests on it: an entry "import
  // shapes.Point".
  void add_local_imports(const Binding& binding, Summary& summary) const {
    for (const Definition& definition : binding.definitions) {
      if (definition.kind != DefinitionKind::import && definition.kind != DefinitionKind::import_from)
        continue;
      NameSummary name;
      name.target = import_target(syntax_, definition);
      name.name = "import " + name.target;
      const bool known = std::any_of(summary.names.begin(), summary.names.end(),
                                     [&](const NameSummary& one) { return one.name == name.name; });
      if (!known) summary.names.push_back(std::move(name));
    }
  }

  NameSummary summarise_name(std::uint32_t index) {
    const Binding& binding = names_.bindings()[index];
    NameSummary name;
    name.name = binding.name;
    name.definitions =
        static_cast<std::uint16_t>(std::min<std::size_t>(binding.definitions.size(), UINT16_MAX));
    bool first = true;
    for (const Definition& definition : binding.definitions) {
      const bool import =
          definition.kind == DefinitionKind::import || definition.kind == DefinitionKind::import_from;
      const std::string target = import ? import_target(syntax_, definition) : std::string();
      if (first) {
        name.kind = definition.kind;
        name.target = target;
      } else {
        if (name.kind != definition.kind) name.kind = DefinitionKind::assignment;
        if (name.target != target) name.target.clear();
      }
      first = false;
    }
    if (binding.definitions.size() == 1 && name.kind == DefinitionKind::class_) {
      name.shape = shape_of(syntax_.node(binding.definitions[0].statement), inference_);
    }
    name.starts_empty = starts_empty(binding);
    name.written = elements_written(binding);
    if (binding.definitions.size() == 1 && name.kind == DefinitionKind::function)
      name.only_computes = only_computes(syntax_.node(binding.definitions[0].statement), inference_);
    if (!binding.definitions.empty()) name.type = inference_.type(index);
    for (std::uint32_t use : binding.uses) look_at(syntax_.node(use), name);
    return name;
  }

  // What its only definition, an assignment to it alone, gives it; none otherwise.
  Node only_value(const Binding& binding) const {
    if (binding.definitions.size() != 1 || binding.definitions[0].kind != DefinitionKind::assignment)
      return {};
    const Node assignment = syntax_.node(binding.definitions[0].statement);
    return assignment.child(Field::left).is(Kind::identifier) ? assignment.child(Field::right) : Node();
  }

  bool starts_empty(const Binding& binding) const {
    const Node value = only_value(binding);
    return value && is_empty_container(value, inference_);
  }

  std::int32_t elements_written(const Binding& binding) const {
    const Node value = only_value(binding);
    if (!value.is_any(Kind::list, Kind::tuple, Kind::expression_list, Kind::set, Kind::dictionary)) return -1;
    std::int32_t count = 0;
    for (Node element : children(value)) {
      if (element.is_any(Kind::list_splat, Kind::dictionary_splat)) return -1;
      ++count;
    }
    return count;
  }

  void look_at(Node use, NameSummary& name) const {
    const UseKind kind = use_of(use, names_, nullptr);
    name.mutated |= kind == UseKind::mutates || kind == UseKind::escapes;
    name.let_go |= kind == UseKind::escapes;
    name.released |= releases(use);
    const Node parent = use.parent();
    const bool called = parent.is(Kind::call) && use.field() == Field::function;
    const Node loop = called ? enclosing_loop(parent) : Node();
    // map(Point, rows) makes one a row.
    const bool mapped = parent.is(Kind::argument_list) &&
                        parent.parent().child(Field::function).text() == "map" &&
                        parent.named_child(0) == use;
    name.instantiated_in_loop |= loop || mapped;
    name.instantiated_often |= loop && is_made_often(parent, loop);
  }

  // The rows of a file or a query: there may be any number of them.
  bool goes_through_rows(Node iterable) const {
    const Type type = inference_.type(iterable);
    const std::string_view method = read_method_call(iterable).method;
    return type.is(TypeKind::text_file) || type.is(TypeKind::binary_file) || method == "readlines" ||
           method == "splitlines" || method == "fetchall";
  }

  // In a loop of many rounds as written, or one of each row of something, all kept.
  bool is_made_often(Node call, Node loop) const {
    const std::vector<Node> iterables = iterables_of(loop);
    const bool kept = is_kept(call);
    return std::any_of(iterables.begin(), iterables.end(), [&](Node iterable) {
      return is_long_range(iterable) || (kept && goes_through_rows(iterable));
    });
  }

  const Syntax& syntax_;
  const Names& names_;
  Inference inference_;
};

}  // namespace

Summary summarise(const Syntax& syntax, const Names& names) { return Summariser(syntax, names).run(); }

}  // namespace perfhint
