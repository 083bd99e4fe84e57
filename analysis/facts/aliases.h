// Aliases: which names may stand for the same object, and which objects other code may hold. Classes of
// values are joined whenever one may flow into the other, whatever the order (Steensgaard's analysis), with
// one class for all that an object holds, however deep; the world is the class of what comes from outside or
// has been let go to it. One pass over the block.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/python.h"
#include "analysis/syntax/table.h"

namespace perfhint {

class Facts;

class Aliases {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;  // a value that never changes, or that nothing else has

  explicit Aliases(const Facts&);

  // Classes, as roots: equal classes may be equal objects.
  std::uint32_t of(std::uint32_t binding) const { return root(binding + 1); }
  std::uint32_t of(Node expression);        // none for fresh or immutable values
  std::uint32_t held_by(std::uint32_t of);  // the class of what objects of the class hold
  bool is_world(std::uint32_t of) const { return of != none && root(of) == root(0); }

 private:
  static constexpr int deepest = 32;
  std::uint32_t root(std::uint32_t) const;
  std::uint32_t fresh();
  std::uint32_t join(std::uint32_t, std::uint32_t);  // none is neutral
  std::uint32_t value(Node, int depth);
  std::uint32_t made_by(Node, int depth);  // of an expression that may make a new object
  std::uint32_t call_value(Node, int depth);
  std::uint32_t splatted(Node call, int depth);
  std::uint32_t holding(std::uint32_t contents);  // a new object that holds these
  std::uint32_t holding_children(Node display, int depth);
  void let_go(std::uint32_t what) { join(0, what); }
  void look_at(Node);
  void look_at_call(Node);
  void flow_into(Node target, std::uint32_t what);
  void flow_elements(Node target, std::uint32_t container);
  void assign(Node target, Node value);

  const Facts& facts_;
  mutable std::vector<std::uint32_t> parents_;             // 0 the world, then the bindings, then objects
  std::vector<std::uint32_t> held_;                        // by class: what it holds, or none
  std::unordered_map<std::uint32_t, std::uint32_t> made_;  // by node: an object is made once
};

}  // namespace perfhint
