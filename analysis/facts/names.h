// Names: the scopes of a block, what binds a name in them and where it is used, by Python's rules.
// Built in one pass over the table; module-level names that other blocks bind are joined by ModuleFacts.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/syntax/table.h"

namespace perfhint {

enum class ScopeKind : std::uint8_t {
  module,
  class_,
  function,
  lambda,
  comprehension,
  type_parameters,  // of a generic def, class or type alias: holds its parameters, and encloses it
  annotation,       // a type alias's value, a type parameter's bound: evaluated when asked for
};

enum class DefinitionKind : std::uint8_t {
  parameter,
  assignment,
  annotation_only,
  augmented,
  for_target,
  comprehension_target,
  with_target,
  except_target,
  import,
  import_from,
  function,
  class_,
  walrus,
  match_capture,
  deletion,
  type_parameter,
};

// One place that binds a name.
struct Definition {
  DefinitionKind kind;
  std::uint32_t name;       // node index of the identifier (of the import for `import a.b`)
  std::uint32_t statement;  // node index of the binding construct: assignment, for_statement, parameter, ...
};

constexpr std::uint32_t no_scope = UINT32_MAX;
constexpr std::uint32_t no_binding = UINT32_MAX;

// A name in a scope. `definitions` is empty for a module-level name that this block only uses.
// What methods read by `__class__` and super() is a binding of their class by the name class_cell.
struct Binding {
  std::string_view name;  // as the interpreter has it: `__x` in class C is `_C__x`
  std::uint32_t scope;
  std::vector<Definition> definitions;
  std::vector<std::uint32_t> uses;  // node indices of identifiers that read it, nested scopes included
  bool captured = false;            // used or bound by a nested function, lambda, class or annotation scope
  bool rebound_elsewhere = false;   // global or nonlocal in another scope
};

struct Scope {
  ScopeKind kind;
  std::uint32_t node;    // node index
  std::uint32_t parent;  // scope index, or no_scope
  bool open = false;     // star import, exec, eval, locals(), vars(), globals() changed: names may come
                         // from anywhere
};

constexpr std::string_view class_cell = ".__class__";

// From this node on (preorder) the scope is this one.
struct ScopeChange {
  std::uint32_t node, scope;
};

class Names {
 public:
  explicit Names(const Syntax&);

  const std::vector<Scope>& scopes() const { return scopes_; }  // [0] is the module
  const std::vector<Binding>& bindings() const { return bindings_; }
  // The binding that an identifier reads or binds; no_binding for attribute and keyword names.
  std::uint32_t binding_at(std::uint32_t node) const { return binding_at_[node]; }
  std::uint32_t scope_at(std::uint32_t node) const;  // the scope in which a node is evaluated
  std::uint32_t find(std::uint32_t scope, std::string_view name) const;  // in that scope only

 private:
  friend class NamesBuilder;
  std::vector<Scope> scopes_;
  std::vector<Binding> bindings_;
  std::vector<std::uint32_t> binding_at_;  // by node
  std::vector<ScopeChange> changes_;       // ascending
  std::vector<std::uint32_t> slots_;       // (scope, name) -> binding + 1: open addressing, a power of two
  std::deque<std::string> mangled_;        // private names; bindings view them
};

}  // namespace perfhint
