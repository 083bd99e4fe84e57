// module-level-hot-loop: a loop of the module's own code that runs thousands of rounds and binds names: there
// each name is a dictionary entry, in a function a slot.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::while_statement};
constexpr std::int64_t many = 10000;

// How many rounds the source says: range() of constants; files and standard input may have as many.
std::int64_t rounds_of(const Facts& facts, Node loop) {
  if (loop.is(Kind::while_statement)) return 0;
  const Node iterable = unparenthesised(read_for(loop).iterable);
  const TypeKind type = facts.type(iterable).kind;
  if (type == TypeKind::text_file || type == TypeKind::binary_file) return many;
  if (!facts.is_call_of(iterable, "range")) return 0;
  const auto length = facts.length(iterable);
  return length && length->most() ? *length->most() : 0;
}

// What a round does, itself and in the loops inside it.
struct Work {
  int bindings = 0, arithmetic = 0, calls = 0, names = 0;
  std::int64_t inner = 1;  // rounds of the loops inside
};

Work work_of(const Facts& facts, Node body) {
  Work work;
  for (Node node : descendants(body)) {
    switch (node.kind()) {
      case Kind::assignment:
        work.bindings += node.child(Field::left).is_any(Kind::identifier, Kind::pattern_list);
        break;
      case Kind::augmented_assignment:
        work.bindings += node.child(Field::left).is(Kind::identifier);
        ++work.arithmetic;
        break;
      case Kind::binary_operator:
        ++work.arithmetic;
        break;
      case Kind::call:
        ++work.calls;
        break;
      case Kind::identifier:
        work.names += facts.binding(node) != nullptr;
        break;
      case Kind::for_statement:
        work.inner *= std::max<std::int64_t>(1, rounds_of(facts, node));
        break;
      default:
        break;
    }
  }
  return work;
}

void check(const Facts& facts, Node node, Report& report) {
  if (facts.enclosing_function(node) || facts.enclosing_class(node) || facts.enclosing_loop(node)) return;
  const std::int64_t rounds = rounds_of(facts, node);
  if (rounds == 0) return;
  const Work work = work_of(facts, node.child(Field::body));
  if (rounds * work.inner < many || work.bindings == 0 || work.arithmetic == 0) return;
  if (work.calls * 4 > work.names) return;  // what is called outweighs the names
  const Node head = read_for(node).iterable;
  Finding& finding = report.add(
      Span{node.span().begin, head.span().end},
      "this loop of the module's own code looks its names up in a dictionary, O(1) but several times a "
      "local's price, on each round; move it into a function, where they are locals");
  finding.no_fix = {"",
                    "the names that the loop binds would stop being the module's: what else reads them is "
                    "for you to see"};
}

}  // namespace

extern const Rule module_level_hot_loop;
const Rule module_level_hot_loop = {"module-level-hot-loop", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
