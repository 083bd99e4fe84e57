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

// Rejected:
// any-all-from-loop (loop -> any(genexp)): 0.28-0.55x, slower on every CPython measured.
// min-max-from-if (if x > m: m = x -> max): 0.08-0.49x, slower on every CPython measured.
// double-lookup (if k in d: v = d[k] else: v = 0 -> v = d.get(k, 0)): 1.0-1.4x from 3.11 on where keys are
// found, 0.7-1.0x where they are not, on every CPython measured; 0.8-1.0x and 0.5-0.7x before 3.11.
// extend-generator (append loop -> extend(genexp)): 0.75x on 3.11 and later.
// collection-literal-concat ([a] + xs -> [a, *xs]): 0.99-1.05x at n = 1,000; 1.2x at n = 10 from 3.12 on.
// tee-drained (tee(it), one branch drained first -> list(it)): 1.0-1.4x, and more bytes at peak: both keep all.
// len-of-list of a condition (len([x for x in xs if c]) -> sum(1 for ...)): 0.63-0.89x on 3.8, 3.12 and 3.14.
// decimal-in-loop (Decimal, Fraction -> float): 2.7-7.3x and 48-69x, but the float gives another
//   result, and exact arithmetic is what they are there for: nothing to advise.
// hoist-global (global -> local before the loop): 1.02-1.16x on 3.11 and later (1.2-1.3x before), and it
//   hides what the code means.
// itertools-memory-only: pairwise for zip 0.67-1.09x, islice for a slice 0.79-1.03x, product for nested loops
//   0.66-0.89x; never a gain in time.
// lambda in a loop (sorted(row, key=lambda ...) -> a lambda bound before): 1.10-1.27x beside the sort of
//   three elements, less beside a longer one.
// listdir-size (os.path.getsize of each name -> DirEntry.stat()): 1.17-1.59x: entries know kinds, not sizes.
// numeric-micro: x ** 2 -> x * x 1.5x on 3.11 and later, x ** 0.5 -> math.sqrt(x) 0.62x (3.8) to 1.9x,
//   bin(x).count("1") -> x.bit_count() 3.5-9.6x: right for numbers alone, and the types are seldom known.
// try-in-loop (try in the loop -> around it): 0.79-1.15x on 3.9 and later, 1.20x at best on 3.8.
// tee-drained (tee(it), one branch drained first -> list(it)): 1.0-1.4x, and more bytes at peak: both keep
// all. len-of-list of a condition (len([x for x in xs if c]) -> sum(1 for ...)): 0.63-0.89x on 3.8, 3.12
// and 3.14. gc-tuning (gc.disable(), gc.set_threshold()): 1.0x for 1,000 new containers from 3.13
// on, 1.7-2.3x for 100,000: it gains only where much is made at once, and for the whole process no cycle is
// freed: no advice for a line. builtin-subclass-slots (class A(str) -> __slots__ = ()): bytes -9 to -22 %,
// for str on 3.14 and later -32 %; 0.8-1.1x in time. getsizeof-shallow (sys.getsizeof(rows) as a total): the
// number is wrong, no time or memory is lost: nothing to measure; hovers show both sizes. del-method-cycle
// (__del__ in a cycle): 1.0-1.1x up to 3.12 and not sure above, no bytes: cycles with __del__ are collected
// since 3.4. deque-or-set-per-object (self.q = deque() -> None): 760 -> 0 B an empty deque, 216 -> 0 a
// set, 1.3-3.7x to make; but in real code 4 of 9 places were single visitors or used at once, and nothing in
// the text tells which are empty. str-width (one wide character makes the whole str wide): a property of
// values, not of code; hovers show it.
// tensor-item-in-loop (t.item() on each round -> detach() and one read): not measured, torch is not among the
// packages of the evidence.

}  // namespace perfhint
