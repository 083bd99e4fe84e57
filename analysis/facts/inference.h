// Inference: types of expressions and bindings, from literals, constructors, operators, annotations and a
// table of builtin returns. Flow-insensitive: a binding's type is the join over all its definitions. Depth is
// bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/module_facts.h"
#include "analysis/facts/names.h"
#include "analysis/facts/types.h"
#include "analysis/syntax/python.h"

namespace perfhint {

// "a.b.c" for what one definition of kind import or import_from binds; else "".
std::string import_target(const Syntax&, const Definition&);

class Inference {
 public:
  // `module` null: names that other blocks bind are Unknown.
  Inference(const Syntax&, const Names&, const ModuleFacts* module);

  Type type(Node expression) const { return type(expression, 0); }
  Type type(std::uint32_t binding) const { return binding_type(binding, 0); }
  // What `self.NAME` holds in its class: the join over every `self.NAME = ...` there.
  Type attribute_type(Node class_definition, std::string_view name) const {
    return attribute_type(class_definition, name, 0);
  }
  Type annotation(Node type_node) const;

  bool is_builtin(Node identifier) const;
  // "collections.deque", or the builtin's own name; "" if unknown.
  std::string qualified_name(Node expression) const;

 private:
  static constexpr int deepest = 24;
  Type type(Node, int depth) const;
  Type binding_type(std::uint32_t binding, int depth) const;
  Type definition_type(const Binding&, const Definition&, int depth) const;
  Type attribute_type(Node class_definition, std::string_view name, int depth) const;
  Type call_type(Node, int depth) const;
  Type method_type(Type receiver, const MethodCall&, int depth) const;
  Type constructed_type(std::string_view qualified, const Call&, int depth) const;
  Type operator_type(Node, int depth) const;
  Type subscript_type(Node, int depth) const;
  Type display_type(Node, TypeKind, int depth) const;
  TypeKind element_of_iterable(Node iterable, int depth) const;

  const Syntax& syntax_;
  const Names& names_;
  const ModuleFacts* module_;
  mutable std::vector<Type> known_;           // by binding
  mutable std::vector<std::uint8_t> states_;  // by binding: 0 not asked, 1 being answered, 2 answered
};

}  // namespace perfhint
