// Classes of the module's own: what their instances' attributes hold and their methods return. Attributes are
// joined over every `self.NAME = ...` of the class and the class's own statements; an assignment through
// another name than self counts, too.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

using enum TypeKind;

bool is_builtin_value(const Type& type) {
  return type && !type.is(instance) && !type.is(function) && !type.is(class_) && !type.is(module);
}

}  // namespace

// The name that a method gives its first parameter, where the node lies in the method itself; "" elsewhere.
std::string_view Inference::self_of(Node inside) const {
  const Node owner = enclosing_class(inside);
  if (!owner) return {};
  Node function = enclosing_function(inside);
  for (Node outer = function; outer && outer.within(owner); outer = enclosing_function(outer))
    function = outer;
  if (!function.is(Kind::function_definition) || enclosing_class(function) != owner) return {};
  for (Node decorator : read_function(function).decorators) {
    if (decorator.text() == "staticmethod" || decorator.text() == "classmethod") return {};
  }
  const std::vector<Parameter> parameters = read_parameters(function.child(Field::parameters));
  return parameters.empty() || parameters[0].sort != Parameter::Sort::plain ? "" : parameters[0].name.text();
}

// What the class's own statements bind, those in its ifs and tries too; the last one of a name wins, a
// property's setter and deleter aside.
const Inference::OwnClass& Inference::own_class_of(Node definition) const {
  const auto [at, fresh] = classes_.try_emplace(definition.index());
  OwnClass& own = at->second;
  if (!fresh) return own;
  const std::string_view text = definition.text();
  own.sets_any =
      text.find("setattr(") != std::string_view::npos || text.find("__dict__") != std::string_view::npos;
  const Node body = definition.child(Field::body);
  for (std::uint32_t index = body.index(); body && index < body.end_index();) {
    const Node node = syntax_.node(index);
    const bool defines = node.is_any(Kind::function_definition, Kind::class_definition);
    Node name;
    if (defines) name = node.child(Field::name);
    if (node.is(Kind::assignment) && node.child(Field::left).is(Kind::identifier))
      name = node.child(Field::left);
    bool accessor = false;
    for (Node decorator : read_function(node).decorators) {
      const std::string_view last = decorator.child(Field::attribute).text();
      accessor = accessor || last == "setter" || last == "deleter";
    }
    if (name && !accessor) {
      OwnClass::Statement& statement = own.statements[name.text()];
      statement.node = node;
      ++statement.count;
    }
    index = defines || node.is(Kind::lambda_expression) ? node.end_index() : index + 1;
  }
  own.computes_attributes =
      own.statements.contains("__getattribute__") || own.statements.contains("__setattr__");
  return own;
}

Node Inference::class_statement(Node definition, std::string_view name) const {
  const auto& statements = own_class_of(definition).statements;
  const auto at = statements.find(name);
  return at == statements.end() ? Node() : at->second.node;
}

// Every place in the block that stores into an attribute of that name.
const std::vector<std::uint32_t>& Inference::stores_of(std::string_view attribute) const {
  if (!stores_known_) {
    stores_known_ = true;
    for (std::uint32_t at = 0; at < syntax_.size(); ++at) {
      if (syntax_.row(at).kind != Kind::attribute) continue;
      const Node node = syntax_.node(at), parent = node.parent();
      const bool stored =
          (node.field() == Field::left && parent.is_any(Kind::assignment, Kind::augmented_assignment,
                                                        Kind::for_statement, Kind::for_in_clause)) ||
          parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::list_splat_pattern,
                        Kind::as_pattern_target);
      if (stored) stores_[node.child(Field::attribute).text()].push_back(at);
    }
  }
  static const std::vector<std::uint32_t> none_there;
  const auto at = stores_.find(attribute);
  return at == stores_.end() ? none_there : at->second;
}

Type Inference::attribute_type(Node class_definition, std::string_view name, int depth) const {
  if (!class_definition) return {};
  if (depth > deepest) return cut_off();
  const Node stated = class_statement(class_definition, name);
  const auto& stores = stores_of(name);
  std::uint32_t key = stated.index();
  if (!stated) {
    const auto inside = [&](std::uint32_t at) { return syntax_.node(at).within(class_definition); };
    const auto first = std::find_if(stores.begin(), stores.end(), inside);
    if (first == stores.end()) return {};
    key = *first;
  }
  return solve(Question::attribute, key, [&] { return stored_type(class_definition, name, depth + 1); });
}

// What one store gives the attribute; `before`: what others gave it.
Type Inference::store_type(Node attribute, const Type& before, int depth) const {
  const Node parent = attribute.parent();
  if (parent.is(Kind::assignment)) return type(parent.child(Field::right), depth);
  if (!parent.is(Kind::augmented_assignment)) return {};
  const bool grows = parent.child(Field::operator_).is(Kind::plus_equal) &&
                     (before.is(str) || before.is(list) || before.is(bytes));
  return grows ? Type(before.kind) : operator_type(parent, depth);
}

Type Inference::stored_type(Node class_definition, std::string_view name, int depth) const {
  Type joined = never;
  const Node stated = class_statement(class_definition, name);
  if (stated.is_any(Kind::function_definition, Kind::class_definition)) return {};
  if (own_class_of(class_definition).sets_any) return {};  // setattr(self, name, ...)
  if (stated) {
    const Node declared = stated.child(Field::type), value = stated.child(Field::right);
    if (declared) {  // x: int = None
      const bool none_first = unparenthesised(value).is(Kind::none_literal);
      return none_first ? join(annotation(declared), none) : annotation(declared);
    }
    // It may be a descriptor; and what only the class says, its subclasses say otherwise.
    const Type one = type(value, depth);
    if (!is_builtin_value(one) || stores_of(name).empty()) return {};
    joined = one;
  }
  if (base_stores(class_definition, name)) return {};
  bool none_only = true, in_init = false;
  for (std::uint32_t at : stores_of(name)) {
    const Node node = syntax_.node(at), parent = node.parent();
    const Node object = unparenthesised(node.child(Field::object));
    const bool own = node.within(class_definition) && object.text() == self_of(node);
    if (!own && enclosing_class(node) && enclosing_class(node) != class_definition &&
        object.text() == self_of(node))
      continue;  // another class's own
    if (parent.is(Kind::assignment) && node.field() == Field::left) {
      if (const Node declared = parent.child(Field::type)) return annotation(declared);
    }
    in_init = in_init || (own && enclosing_function(node).child(Field::name).text() == "__init__");
    const Type one = store_type(node, joined, depth);
    none_only = none_only && (one.is(none) || one.is(never));
    joined = join(joined, one);
    if (!joined && joined.members().empty()) return {};
  }
  // Always None here: others give it its values. Not set by __init__: a subclass may override what sets it.
  if (!in_init || joined.is(never) || (joined.is(none) && none_only)) return {};
  return with_unknown_contents(joined);
}

// A base class of the module's own assigns the attribute, too.
bool Inference::base_stores(Node class_definition, std::string_view name) const {
  for (Node base : children(class_definition.child(Field::superclasses))) {
    if (!base.is(Kind::identifier)) continue;
    if (const Node here = own_class_node(base.text())) {
      if (here == class_definition) continue;
      for (std::uint32_t at : stores_of(name)) {
        if (syntax_.node(at).within(here)) return true;
      }
      continue;
    }
    const ModuleEntry* entry = module_ ? module_->find(base.text()) : nullptr;
    if (!entry || !entry->shape) continue;
    const auto& attributes = entry->shape->attributes;
    if (std::find(attributes.begin(), attributes.end(), name) != attributes.end()) return true;
  }
  return false;
}

// What reading `self.NAME` gives in this class: a function for a method.
Type Inference::own_member(Node class_definition, std::string_view name, int depth) const {
  if (!class_definition || depth > deepest) return {};
  const OwnClass& own = own_class_of(class_definition);
  if (own.computes_attributes) return {};
  const auto at = own.statements.find(name);
  const Node stated = at == own.statements.end() ? Node() : at->second.node;
  if (stated.is(Kind::class_definition)) return class_type(stated, depth);
  if (stated.is(Kind::function_definition)) {
    const bool replaced = at->second.count != 1 || !stores_of(name).empty();
    return replaced ? Type() : function_type(stated, depth);
  }
  const Type stored = attribute_type(class_definition, name, depth);
  if (stored || !stored.arguments().empty()) return stored;
  return stated || !stores_of(name).empty() ? Type() : base_member(class_definition, name, depth);
}

// The same in the class's bases.
Type Inference::base_member(Node class_definition, std::string_view name, int depth) const {
  for (Node base : children(class_definition.child(Field::superclasses))) {
    if (base.is(Kind::keyword_argument)) continue;
    const Type object = type(base, depth + 1);
    if (!object.is(class_)) return {};
    const Type found = member_type(instance_of_class(object), name, depth + 1);
    if (found || !found.arguments().empty()) return found;
  }
  return {};
}

// The class of that name, where this block defines it at module level, once.
Node Inference::own_class_node(std::string_view name) const {
  const std::uint32_t index = names_.find(0, name);
  if (index == no_binding) return {};
  const Binding& binding = names_.bindings()[index];
  if (binding.definitions.size() != 1 || binding.definitions[0].kind != DefinitionKind::class_) return {};
  return syntax_.node(binding.definitions[0].statement);
}

Type Inference::member_type(const Type& receiver, std::string_view name, int depth) const {
  if (depth > deepest || receiver.is(never)) return {};
  if (!receiver.members().empty()) {
    Type joined = never;
    for (const Type& one : receiver.members()) {
      if (!one.is(none)) joined = join(joined, member_type(one, name, depth + 1));
    }
    return joined.is(never) ? Type() : joined;
  }
  const bool own = receiver.detail && receiver.detail->own;
  if (!own) return library_member(receiver, name, nullptr);
  const Node here = own_class_node(receiver.class_name());
  if (receiver.is(class_)) {
    // Class attributes are read through the class, too; an enum's members are not what they are assigned.
    const Type found = here ? own_member(here, name, depth + 1) : receiver.member(name);
    return found.is(function) ? found : Type();
  }
  if (here) return own_member(here, name, depth + 1);
  // Another block's class: only where this block says its name, which its fingerprint then covers.
  const std::uint32_t index = names_.find(0, receiver.class_name());
  if (index == no_binding || !module_ || !names_.bindings()[index].definitions.empty()) return {};
  const ModuleEntry* entry = module_->find(receiver.class_name());
  return entry && entry->definitions == 1 ? entry->type.member(name) : Type();
}

Type Inference::instance_of_class(const Type& object) const {
  if (object.is(never)) return never;
  if (!object.is(class_) || !object.detail) return {};
  if (!object.members().empty()) {
    Type joined = never;
    for (const Type& one : object.members()) joined = join(joined, instance_of_class(one));
    return joined;
  }
  if (!object.detail->arguments.empty()) return object.detail->arguments[0];
  if (object.class_name().empty()) return {};
  return object.detail->own ? own_instance_of(object.class_name())
                            : library_instance(object.class_name(), {});
}

std::string Inference::own_name(Node class_definition) const {
  std::string name(class_definition.child(Field::name).text());
  for (Node outer = class_definition.parent(); outer; outer = outer.parent()) {
    if (outer.is_any(Kind::class_definition, Kind::function_definition))
      name = std::string(outer.child(Field::name).text()) + "." + name;
  }
  return name;
}

Type Inference::class_type(Node definition, int depth) const {
  const ClassHead head = read_class(definition);
  // A decorator may put another thing in its place; a metaclass may make other things than instances.
  for (Node decorator : head.decorators) {
    const std::string name =
        qualified_name(decorator.is(Kind::call) ? decorator.child(Field::function) : decorator);
    const bool unresolved = !module_ && name == "dataclass";  // another block imports it
    if (!unresolved && name != "dataclasses.dataclass" && name != "functools.total_ordering" &&
        name != "typing.final")
      return {};
  }
  for (Node base : children(head.superclasses)) {
    const std::string name = qualified_name(base);
    if (name == "typing.TypedDict" || name == "typing_extensions.TypedDict" ||
        (!module_ && name == "TypedDict")) {
      Type made = class_;
      TypeDetail detail;
      detail.name = own_name(definition);
      detail.own = true;
      detail.arguments = {dict_of(str, {})};
      made.detail = std::make_shared<const TypeDetail>(std::move(detail));
      return made;
    }
    if (base.is(Kind::keyword_argument) && base.child(Field::name).text() == "metaclass") {
      const std::string metaclass = qualified_name(base.child(Field::value));
      if (metaclass != "abc.ABCMeta") return class_;
    }
  }
  if (class_statement(definition, "__new__")) return class_;
  if (module_ || names_.scope_at(definition.index()) != 0) return own_class(own_name(definition));
  return own_class(own_name(definition), members_of(definition, depth + 1));
}

// What crosses blocks with a class: the types that are known of its methods, properties and attributes.
std::vector<std::pair<std::string, Type>> Inference::members_of(Node definition, int depth) const {
  std::vector<std::pair<std::string, Type>> members;
  if (depth > deepest || definition.broken()) return members;
  const auto add = [&](std::string_view name) {
    if (name.starts_with("__") && name != "__iter__" && name != "__enter__" && name != "__getitem__") return;
    for (const auto& [known, type] : members) {
      if (known == name) return;
    }
    Type member = published(own_member(definition, name, depth + 1));
    const bool empty = !member && member.arguments().empty();
    if (!empty && !(member.is(function) && member.arguments().empty()))
      members.emplace_back(name, std::move(member));
  };
  for (Node statement : children(definition.child(Field::body))) {
    const Node inner =
        statement.is(Kind::decorated_definition) ? statement.child(Field::definition) : statement;
    if (inner.is(Kind::function_definition)) add(inner.child(Field::name).text());
    const Node assignment = sole_expression(statement);
    if (assignment.is(Kind::assignment) && assignment.child(Field::left).is(Kind::identifier))
      add(assignment.child(Field::left).text());
  }
  stores_of("");
  for (const auto& [name, stores] : stores_) {
    if (syntax_.node(stores[0]).within(definition)) add(name);
  }
  return members;
}

}  // namespace perfhint
