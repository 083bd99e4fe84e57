// Flow: which definitions a use may see, and whether a value may still be used: answered name by name over
// the flow graph of its function, both made when asked for. Where the code is broken, or names may be bound
// from elsewhere (exec, a nested function's nonlocal), every definition may be seen and every value be used.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "analysis/facts/flow_graph.h"
#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// What a use may see.
struct Reaching {
  std::vector<Definition> definitions;  // in the order of the binding's
  bool unbound = false;    // on some way there is none: the name is unbound, or bound by another block
  bool elsewhere = false;  // definitions that this block does not hold, or whose time is not known, may reach
};

class Flow {
 public:
  Flow(const Syntax&, const Names&, MaySwallow);
  ~Flow();

  // Of an identifier that reads a name. A use in a nested function may see every definition. A use that is
  // never reached sees all.
  Reaching reaching(Node use) const;
  // The uses that may see the definition, in the order of the text.
  std::vector<Node> uses_of(const Binding&, const Definition&) const;
  // The value that the name has behind the statement may be used. A module's and a class's names may always
  // be.
  bool live_after(const Binding&, Node statement) const;
  // The same of a loop's (or comprehension's) end, by exhaustion, break or exception: its else counts as
  // behind.
  bool used_after(const Binding&, Node loop) const;
  // A use in some round of the loop may see what an earlier round bound.
  bool is_loop_carried(const Binding&, Node loop) const;

 private:
  struct Unit;
  struct Solved;
  const Unit& unit(std::uint32_t scope) const;
  std::uint32_t unit_at(Node) const;
  bool is_tracked(std::uint32_t binding) const;
  bool is_deferred(Node use, std::uint32_t binding) const;
  bool is_used_later(std::uint32_t binding) const;
  const Solved* solved(std::uint32_t binding) const;  // null if not tracked
  std::uint32_t index_of(const Binding& binding) const {
    return static_cast<std::uint32_t>(&binding - names_.bindings().data());
  }

  const Syntax& syntax_;
  const Names& names_;
  MaySwallow may_swallow_;
  mutable std::vector<std::uint32_t> units_;  // by scope; made with the first unit
  mutable std::unordered_map<std::uint32_t, std::unique_ptr<Unit>> graphs_;    // by unit's scope
  mutable std::unordered_map<std::uint32_t, std::unique_ptr<Solved>> solved_;  // by binding
};

}  // namespace perfhint
