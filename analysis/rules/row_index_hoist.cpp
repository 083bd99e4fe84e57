// row-index-hoist: g[i][j] in a loop over j that changes neither g nor i: the row is the same on each round.
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::subscript};

// The index of the element is a name that this loop binds.
bool goes_along(const Facts& facts, Node index, Node loop) {
  for (Node name : descendants(index)) {
    const Binding* binding = name.is(Kind::identifier) ? facts.binding(name) : nullptr;
    if (binding && facts.rebound_within(*binding, loop)) return true;
  }
  return false;
}

// Every use of the row in the loop takes or sets an element of it.
bool is_only_indexed(const std::vector<Node>& rows) {
  for (Node row : rows) {
    const Node parent = row.parent();
    if (!parent.is(Kind::subscript) || parent.child(Field::value) != row) return false;
    if (read_subscript(parent).index.is(Kind::slice) || parent.parent().is(Kind::delete_statement))
      return false;
  }
  return true;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node row = node.child(Field::value);
  if (!row.is(Kind::subscript) || !row.child(Field::value).is(Kind::identifier)) return;
  const Node loop = facts.enclosing_loop(node);
  if (!loop || !facts.enclosing_loop(loop)) return;
  const Subscript outer = read_subscript(row), inner = read_subscript(node);
  if (!outer.index.is_any(Kind::identifier, Kind::integer) || !inner.index) return;
  const Binding* grid = facts.binding(outer.object);
  if (grid == nullptr || !facts.is_local(*grid) || facts.rebound_within(*grid, loop)) return;
  const Type type = facts.type(outer.object);
  const bool nested = (type.is(TypeKind::list) || type.is(TypeKind::tuple)) &&
                      (type.element == TypeKind::list || type.element == TypeKind::tuple);
  if (!nested || !goes_along(facts, inner.index, loop) || goes_along(facts, outer.index, loop)) return;
  if (is_rare(node, loop) || is_short_loop(facts, loop, 8)) return;
  const std::vector<Node> rows = repeats_within(facts, row, loop);
  if (rows.empty() || rows.front() != row || !is_only_indexed(rows)) return;
  // `g[k] = other` in the loop may put another row in its place.
  for (Node store : descendants(loop)) {
    if (store.is_any(Kind::assignment, Kind::augmented_assignment) &&
        store.child(Field::left).is(Kind::subscript) &&
        store.child(Field::left).child(Field::value).text() == outer.object.text())
      return;
  }
  Finding& finding =
      report.add(row, "`" + shown(row) + "` is the same row on each round of this loop: O(n) " +
                          "lookups for one; bind it to a name before the loop");
  add_hoist(facts, row, rows, loop, "row", "", finding);
}

}  // namespace

extern const Rule row_index_hoist;
const Rule row_index_hoist = {"row-index-hoist", Impact::micro, Topic::cpu, kinds, check};

}  // namespace perfhint
