// Every rule that all.inc lists, as one table; and the rules that were tried and rejected, with the reason.
#include <array>

#include "analysis/rules/rule.h"

namespace perfhint {

#define PERFHINT_RULE(name) extern const Rule name;
#include "analysis/rules/all.inc"
#undef PERFHINT_RULE

std::span<const Rule* const> all_rules() {
  static constexpr std::array rules{
#define PERFHINT_RULE(name) &name,
#include "analysis/rules/all.inc"
#undef PERFHINT_RULE
  };
  return rules;
}

// clang-format off
// Rejected, or built in part: the name (what -> what): time before / after as measured, and the reason.
//
// any-all-from-loop (loop -> any(genexp)): 0.28-0.55x, slower on every CPython.
// builtin-subclass-slots (class A(str) -> __slots__ = ()): -9 to -22 % bytes, str on 3.14 and later -32 %; 0.8-1.1x in time.
// collection-literal-concat ([a] + xs -> [a, *xs]): 0.99-1.05x at n = 1,000; 1.2x at n = 10 from 3.12 on.
// decimal-in-loop (Decimal, Fraction -> float): 2.7-7.3x and 48-69x, but the float gives another result, and exact arithmetic
//   is what they are there for.
// del-method-cycle (__del__ in a cycle): 1.0-1.1x up to 3.12, not sure above, no bytes: such cycles are collected since 3.4.
// deque-or-set-per-object (self.q = deque() -> None): 760 -> 0 B an empty deque, 216 -> 0 a set; but nothing in the text tells
//   which stay empty: in real code 4 of 9 places did not.
// double-lookup (if k in d: v = d[k] else: v = 0 -> d.get(k, 0)): from 3.11 on 1.0-1.4x where keys are found, 0.7-1.0x where they
//   are not; 0.8-1.0x and 0.5-0.7x before.
// extend-generator as a rewrite of append loops (-> extend(genexp)): 0.75x on 3.11 and later; the rule of that name is the reverse.
// gc-tuning (gc.disable(), gc.set_threshold()): 1.0x for 1,000 new containers from 3.13 on, 1.7-2.3x for 100,000; for the whole
//   process no cycle is freed: no advice for a line.
// file-not-closed (open(p).read() -> with open(p) as f: f.read()): 1.21-1.25x at 1 KB, all of it the ResourceWarning that CPython
//   prepares; it closes the file at the last reference: a matter of style on CPython.
// getsizeof-shallow (sys.getsizeof(rows) as a total): the number is wrong, no time or memory is lost; hovers show both sizes.
// hoist-global (global -> local before the loop): 1.02-1.16x on 3.11 and later (1.2-1.3x before).
// itertools-memory-only: pairwise for zip 0.67-1.09x, islice for a slice 0.79-1.03x, product for nested loops 0.66-0.89x.
// lambda in a loop (sorted(row, key=lambda ...) -> a lambda bound before): 1.10-1.27x beside the sort of three elements.
// len-of-list of a condition (len([x for x in xs if c]) -> sum(1 for ...)): 0.63-0.89x on 3.8, 3.12 and 3.14.
// listdir-size (os.path.getsize of each name -> DirEntry.stat()): 1.17-1.59x: entries know kinds, not sizes.
// min-max-from-if (if x > m: m = x -> max): 0.08-0.49x, slower on every CPython.
// numeric-micro (x ** 2 -> x * x 1.5x on 3.11 and later, x ** 0.5 -> math.sqrt(x) 0.62-1.9x, bin(x).count("1") -> x.bit_count()
//   3.5-9.6x): right for numbers alone, and the types are seldom known.
// str-width (one wide character makes the whole str wide): a property of values, not of code; hovers show it.
// task-not-stored (create_task(...) whose task nobody keeps): 50 of 50 tasks that wait for objects of their own are collected
//   unfinished, 3.8 to 3.14; but no time or bytes are lost: an error, not a cost.
// tee-drained (tee(it), one branch drained first -> list(it)): 1.0-1.4x, and more bytes at peak: both keep all.
// tensor-item-in-loop (t.item() each round -> once): not measured; torch is no package the evidence can install.
// try-in-loop (try in the loop -> around it): 0.79-1.15x on 3.9 and later, 1.20x at best on 3.8.
// clang-format on

}  // namespace perfhint
