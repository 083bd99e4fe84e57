// Annotations: type expressions, as nodes or in quotes, with the module's names looked up by Python's rules.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/type_reader.h"

namespace perfhint {

// What a name that an annotation says stands for: a qualified name, or one of the module's own bindings.
std::string Inference::meaning(std::string_view dotted, std::uint32_t scope, std::uint32_t* binding) const {
  const std::string_view root = dotted.substr(0, dotted.find('.'));
  const std::string_view tail = dotted.substr(root.size());
  *binding = no_binding;
  std::uint32_t found = no_binding;
  for (std::uint32_t at = scope; at != no_scope && found == no_binding; at = names_.scopes()[at].parent) {
    const bool hidden = at != scope && names_.scopes()[at].kind == ScopeKind::class_;
    if (!hidden) found = names_.find(at, root);
  }
  if (found == no_binding) return std::string(dotted);
  const Binding& known = names_.bindings()[found];
  if (!known.definitions.empty()) {
    std::string target;
    for (const Definition& definition : known.definitions) {
      if (definition.kind != DefinitionKind::import && definition.kind != DefinitionKind::import_from) {
        *binding = found;
        return {};
      }
      target = import_target(syntax_, definition);
    }
    return target.append(tail);
  }
  const ModuleEntry* entry = module_ ? module_->find(root) : nullptr;
  if (!entry || entry->definitions == 0) return std::string(dotted);
  if (!entry->target.empty()) return entry->target + std::string(tail);
  *binding = found;
  return {};
}

class AnnotationReader : public TypeReader {
 public:
  AnnotationReader(const Inference& inference, std::uint32_t scope, Node self)
      : inference_(inference), scope_(scope), class_(self) {}

 protected:
  Type named(std::string_view name, const std::vector<Type>& arguments) override {
    std::uint32_t binding = no_binding;
    const std::string qualified = inference_.meaning(name, scope_, &binding);
    if (binding != no_binding) {
      // A class of the module's own, or an alias for a type; T = TypeVar("T") is neither.
      if (name.find('.') != std::string_view::npos) return {};
      const Type object = inference_.binding_type(binding, 1);
      return inference_.instance_of_class(object);
    }
    if (qualified == "typing.Self" || qualified == "typing_extensions.Self") {
      return class_ ? own_instance_of(inference_.own_name(class_)) : Type();
    }
    return type_named(qualified, arguments, true);
  }

 private:
  const Inference& inference_;
  std::uint32_t scope_;
  Node class_;
};

Type Inference::annotation(Node node) const {
  if (!node) return {};
  const Node inner = node.is(Kind::type) && node.named_child_count() == 1 ? node.named_child(0) : node;
  Node owner = inner;
  while (owner && !owner.is(Kind::class_definition)) owner = owner.parent();
  AnnotationReader reader(*this, names_.scope_at(node.index()), owner);
  if (inner.is(Kind::string)) {
    const auto quoted = read_string(inner);
    return quoted.value && !quoted.bytes ? reader.read(*quoted.value) : Type();
  }
  return reader.read(inner.text());
}

// An expression that denotes a type, as a value: list[int], int | None. A class object whose instances are of
// it.
Type Inference::class_expression_type(Node node, int depth) const {
  if (depth > deepest) return {};
  if (node.is(Kind::subscript)) {
    const Type object = type(node.child(Field::value), depth + 1);
    const std::string name = qualified_name(node.child(Field::value));
    if (!object.is(TypeKind::class_) && !name.starts_with("typing.")) return {};
  } else {
    for (Field side : {Field::left, Field::right}) {
      const Node operand = unparenthesised(node.child(side));
      const bool names_type = operand.is(Kind::none_literal) || type(operand, depth + 1).is(TypeKind::class_);
      if (!names_type) return {};
    }
  }
  const Type denoted = annotation(node);
  if (!denoted && denoted.arguments().empty()) return {};
  Type alias = TypeKind::class_;
  TypeDetail detail;
  detail.arguments = {denoted};
  alias.detail = std::make_shared<const TypeDetail>(std::move(detail));
  return alias;
}

}  // namespace perfhint
