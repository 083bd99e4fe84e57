// Inference: types of expressions, names, functions and attributes: from literals, displays, operators,
// constructors, annotations, the library table, and what the module's own functions return. A name's type is
// the join over the definitions that may reach its use, narrowed by the tests it has passed. Cycles (x = x +
// 1) are solved by iterating from `never` to a fixpoint. Depth and work are bounded; beyond: Unknown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/facts/library.h"
#include "analysis/facts/module_facts.h"
#include "analysis/facts/names.h"
#include "analysis/facts/solver.h"
#include "analysis/facts/types.h"
#include "analysis/syntax/python.h"

namespace perfhint {

// "a.b.c" for what one definition of kind import or import_from binds; else "".
std::string import_target(const Syntax&, const Definition&);

class Inference {
 public:
  // `module` null: names that other blocks bind are Unknown, and a class's type carries its members' types.
  Inference(const Syntax&, const Names&, const ModuleView* module);

  Type type(Node expression) const { return published(type(expression, 0)); }
  Type type(std::uint32_t binding) const { return published(binding_type(binding, 0)); }
  // What `self.NAME` holds in its class: the join over every `self.NAME = ...` there.
  Type attribute_type(Node class_definition, std::string_view name) const {
    return published(attribute_type(class_definition, name, 0));
  }
  Type annotation(Node type_node) const;

  bool is_builtin(Node identifier) const;
  // "collections.deque", or the builtin's own name; "" if unknown.
  std::string qualified_name(Node expression) const;

 private:
  static constexpr int deepest = 24;

  enum class Question : std::uint64_t { binding, use, function, attribute, expression };
  template <class Compute>
  Type solve(Question question, std::uint32_t node, Compute compute) const {
    return solver_.solve(static_cast<std::uint64_t>(question) << 32 | node, compute);
  }
  // The answer is Unknown for want of depth only: it is not to be kept for questions that start elsewhere.
  Type cut_off() const { return solver_.cut_off(); }

  // expressions.cpp
  Type type(Node, int depth) const;
  Type untabled_type(Node, int depth) const;
  Type display_type(Node, TypeKind, int depth) const;
  Type dictionary_type(Node, int depth) const;
  Type comprehension_type(Node, int depth) const;
  Type boolean_type(Node, int depth) const;
  Type comparison_type(Node, int depth) const;
  Type operator_type(Node, int depth) const;
  Type subscript_type(Node, int depth) const;
  Type item_type(const Type& container, Node index, int depth) const;
  Type attribute_expression_type(Node, int depth) const;
  Type class_expression_type(Node, int depth) const;  // list[int], int | None, as values
  Type iterated(const Type&, int depth) const;        // what a for over it binds
  Type entered(const Type&, int depth) const;         // what `with` binds
  Type awaited(const Type&) const;

  // inference.cpp
  Type binding_type(std::uint32_t binding, int depth) const;
  Type name_type(Node identifier, int depth) const;
  Type type_at(const Binding&, Node use, int depth) const;
  Type module_name_type(std::uint32_t binding, Type joined) const;

  // definitions.cpp
  Type definition_type(const Binding&, const Definition&, int depth) const;
  Type assigned_type(const Definition&, int depth) const;
  Type parameter_type(const Definition&, int depth) const;
  Type with_type(const Definition&, int depth) const;
  Type except_type(const Definition&, int depth) const;
  Type target_type(Node target, std::uint32_t name, Node value_node, Type value, int depth) const;
  bool is_annotated(const Definition&) const;

  // contents.cpp: what a container that can be changed in place surely holds
  Type settled_contents(const Binding&, Type, int depth) const;
  bool leaves_with_return(Node use) const;
  bool is_bound_to_itself(Node use) const;
  bool is_given_to_reader(Node use, Type& element, int depth) const;
  struct Contents {
    Type element, value;  // what is put in
    bool known = true;
  };
  void change(Node use, bool maps, Contents&, int depth) const;
  void store_item(Node subscript, bool maps, Contents&, int depth) const;
  void call_changing(const MethodCall&, bool maps, Contents&, int depth) const;

  // narrowing.cpp
  Type narrowed(Type, Node condition, bool truth, std::uint32_t binding, int depth) const;
  Type narrowed_by_comparison(Type, Node comparison, bool truth, std::uint32_t binding, int depth) const;
  Type tested_class(Node, int depth) const;
  Type type_of_class_name(std::string_view qualified) const;
  bool names_it(Node, std::uint32_t binding) const;

  // calls.cpp, builtins.cpp
  Type call_type(Node, int depth) const;
  Type builtin_call(std::string_view name, const Call&, int depth) const;
  Type container_call(std::string_view name, const Call&, int depth) const;
  Type dict_call(std::string_view class_name, const Call&, int depth) const;
  Type library_call(std::string_view qualified, const Call&, int depth) const;
  Type iterating_call(std::string_view name, const Call&, int depth) const;
  Type itertools_call(std::string_view name, const Call&, int depth) const;
  Type method_call_type(const MethodCall&, int depth) const;
  Type special_method(const Type& receiver, const MethodCall&, int depth) const;
  Type dict_method(const Type& receiver, const MethodCall&, int depth) const;
  Type base_call(Node class_definition, const MethodCall&, int depth) const;
  bool is_enum(const Type& class_object) const;
  CallTypes types_of(const Call&, int depth) const;
  Type element_of_argument(const Call&, std::size_t position, int depth) const;
  Type argument_type(const Call&, std::size_t position, std::string_view keyword, int depth) const;

  // functions.cpp
  Type function_type(Node definition, int depth) const;
  Type returned_type(Node definition, bool method, int depth) const;
  Type yielded_type(const std::vector<Node>& yields, int depth) const;

  // classes.cpp
  Type class_type(Node definition, int depth) const;
  Type attribute_type(Node class_definition, std::string_view name, int depth) const;
  Type store_type(Node attribute, const Type& before, int depth) const;
  Type stored_type(Node class_definition, std::string_view name, int depth) const;
  bool base_stores(Node class_definition, std::string_view name) const;
  Type member_type(const Type& receiver, std::string_view name, int depth) const;
  Type own_member(Node class_definition, std::string_view name, int depth) const;
  Type base_member(Node class_definition, std::string_view name, int depth) const;
  Type instance_of_class(const Type& class_object) const;
  struct OwnClass {
    struct Statement {
      Node node;  // function_definition, class_definition or assignment
      int count = 0;
    };
    std::unordered_map<std::string_view, Statement> statements;
    bool sets_any = false;             // setattr, __dict__: attributes that no assignment shows
    bool computes_attributes = false;  // __getattribute__, __setattr__
  };
  const OwnClass& own_class_of(Node class_definition) const;
  Node class_statement(Node class_definition, std::string_view name) const;
  std::string own_name(Node class_definition) const;  // "Outer.Inner"
  Node own_class_node(std::string_view name) const;
  const std::vector<std::uint32_t>& stores_of(std::string_view attribute) const;
  std::string_view self_of(Node inside_method) const;
  std::vector<std::pair<std::string, Type>> members_of(Node class_definition, int depth) const;

  // annotations.cpp
  friend class AnnotationReader;
  std::string meaning(std::string_view dotted, std::uint32_t scope, std::uint32_t* binding) const;

  const Syntax& syntax_;
  const Names& names_;
  const ModuleView* module_;
  mutable Solver solver_;
  mutable std::unordered_map<std::uint32_t, OwnClass> classes_;  // by node
  mutable bool stores_known_ = false;
  mutable std::unordered_map<std::string_view, std::vector<std::uint32_t>>
      stores_;  // attribute -> its stores
};

}  // namespace perfhint
