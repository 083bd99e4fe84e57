// Facts: what is known about a block's code, answered when asked. Lazy and total: Unknown (or a none node) is
// an answer, nothing throws, nothing guesses. Rules read this and nothing else (I7). One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/class_facts.h"
#include "analysis/facts/flow.h"
#include "analysis/facts/heat.h"
#include "analysis/facts/inference.h"
#include "analysis/facts/lengths.h"
#include "analysis/facts/module_facts.h"
#include "analysis/facts/mutation.h"
#include "analysis/facts/names.h"
#include "analysis/facts/purity.h"
#include "analysis/facts/python_version.h"
#include "analysis/facts/types.h"
#include "analysis/syntax/python.h"
#include "analysis/syntax/table.h"

namespace perfhint {

class Aliases;

class Facts {
 public:
  // `oldest`: the oldest Python that the code is to run on; none: it is `python`.
  Facts(const Syntax&, const Names&, const ModuleView&, Python python,
        std::optional<Python> oldest = std::nullopt);
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;
  ~Facts();

  const Syntax& syntax() const { return syntax_; }
  const Names& names() const { return names_; }
  Python python() const { return python_; }         // whose costs are told
  Python oldest_python() const { return oldest_; }  // which rewritten code must suit

  // --- names ---
  const Binding* binding(Node identifier) const;  // null for attributes, keywords and none
  // Every definition of this name is in this block: a local, or a module-level name that no other block
  // binds.
  bool is_closed(const Binding&) const;
  bool is_local(const Binding&) const;  // of a function, lambda or comprehension
  // The identifier is the builtin of that name: nothing in the module binds it, no star import may.
  bool is_builtin(Node identifier, std::string_view name) const;
  // "collections.deque" for `deque` after from collections import deque; "len" for the builtin; "" if
  // unknown.
  std::string qualified_name(Node expression) const;
  // A call of the builtin, or of the function of that qualified name.
  bool is_call_of(Node call, std::string_view qualified) const;

  // --- loops ---
  // The innermost for, while or comprehension whose every round evaluates the node, inside the node's own
  // function. A for's iterable, a comprehension's first iterable and an else belong to the loop outside.
  Node enclosing_loop(Node) const;
  int loop_depth(Node) const;           // how many of them
  Node enclosing_function(Node) const;  // function_definition or lambda_expression; none at module level
  Node enclosing_class(Node) const;     // the class whose body holds the node, methods included

  // --- flow (flow.h tells more) ---
  // The definitions that a use may see.
  Reaching reaching_definitions(Node use) const;
  std::vector<Node> uses_of(const Binding& binding, const Definition& definition) const {
    return flow_.uses_of(binding, definition);
  }
  bool may_be_unbound(Node use) const;
  bool may_swallow(Node manager) const;  // a with item's expression: an exception may end there
  // The value may still be used behind the statement; behind the loop, its else included.
  bool live_after(const Binding& binding, Node statement) const {
    return flow_.live_after(binding, statement);
  }
  bool used_after(const Binding& binding, Node loop) const { return flow_.used_after(binding, loop); }
  // Some round of the loop may use what an earlier one bound.
  bool is_loop_carried(const Binding& binding, Node loop) const {
    return flow_.is_loop_carried(binding, loop);
  }

  // --- types ---
  Type type(Node expression) const;
  Type type(const Binding&) const;  // the join over its definitions
  // What `self.NAME` holds in a class: the join over every assignment there.
  Type attribute_type(Node class_definition, std::string_view name) const;

  // --- classes ---
  // Of an expression that names a class: of this module, or of another of the project.
  std::optional<ClassFacts> class_facts(Node expression) const;
  // Every look at another module so far, also at one that is not there.
  const std::vector<ImportLookup>& imports_asked() const { return imports_asked_; }

  // --- mutation and escape ---
  UseKind use(Node identifier) const;
  // Some use there mutates; or one of a name that is bound to the same object, in a function called there
  // too.
  bool mutated_within(const Binding&, Node region) const;
  bool escapes_within(const Binding&, Node region) const;            // some use there escapes
  bool rebound_within(const Binding&, Node region) const;            // some definition lies there
  bool escapes(const Binding&) const;                                // anywhere, captured included
  std::vector<Node> uses_within(const Binding&, Node region) const;  // reads, in order

  Node first_escape_within(const Binding&, Node region) const;  // the use that lets the object go
  // Two names may stand for the same object, at any time.
  bool may_alias(const Binding&, const Binding&) const;
  std::vector<const Binding*> aliases(const Binding&) const;  // functions, classes and modules left out
  // What in the region may change the expression's value (changes.h): "`notify()` may change `xs`"; none.
  Node may_change_within(Node expression, Node region) const;
  // A call that changes none of its arguments, nor its object, and keeps none of them; what it gives may.
  bool is_reading_call(Node call) const;

  // --- purity, hashing, lengths, heat: each in its own header ---
  Purity purity(Node expression) const { return purity_of(*this, expression); }
  Hashability hashability(Node expression) const { return perfhint::hashability(*this, expression); }
  std::optional<Length> length(Node expression) const { return length_of(*this, expression); }
  std::optional<std::int64_t> constant(Node expression) const { return constant_integer(*this, expression); }
  Heat heat(Node place) const { return heat_of(*this, place); }

  // Evaluating it has no effect that could be seen: names, attributes, constants, operators, comparisons,
  // displays and calls of pure builtins on these.
  bool is_pure(Node expression) const;
  // Its value is the same on each round of the loop: pure, and nothing it names is rebound or mutated there.
  bool is_invariant(Node expression, Node loop) const;
  // The first call in the region that could run code of the user's (not a builtin that only looks); none:
  // there is none.
  Node unknown_call_within(Node region) const;

  const ModuleView& module() const { return module_; }

 private:
  std::uint32_t index_of(const Binding& binding) const {
    return static_cast<std::uint32_t>(&binding - names_.bindings().data());
  }
  bool mutates(const std::vector<const Binding*>& names, Node region, int depth) const;
  Aliases& known_aliases() const;

  const Syntax& syntax_;
  const Names& names_;
  const ModuleView module_;
  Python python_, oldest_;
  Inference inference_;
  mutable std::vector<ImportLookup> imports_asked_;
  Flow flow_;
  mutable std::unique_ptr<Aliases> aliases_;  // made when asked for
};

}  // namespace perfhint
