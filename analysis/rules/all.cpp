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

// Ratios are time before / time after, as the evidence has them: below 1 the rewrite is slower.
std::span<const RejectedRule> rejected_rules() {
  // clang-format off
  static constexpr std::array rejected{
      RejectedRule{"any-all-from-loop", "loop -> any(genexp)", "0.28-0.55x: slower on every CPython."},
      RejectedRule{"append-loop-to-extend", "append in a loop -> extend(genexp)", "0.75x on 3.11 and later; extend-generator is the reverse."},
      RejectedRule{"builtin-subclass-slots", "class A(str) -> __slots__ = ()", "-9 to -22 % bytes, str on 3.14 and later -32 %; 0.8-1.1x in time."},
      RejectedRule{"collection-literal-concat", "[a] + xs -> [a, *xs]", "0.99-1.05x at n = 1,000; 1.2x at n = 10 from 3.12 on."},
      RejectedRule{"decimal-in-loop", "Decimal, Fraction -> float", "2.7-7.3x and 48-69x, but the float gives another result, and exact arithmetic is what they are there for."},
      RejectedRule{"del-method-cycle", "__del__ in a cycle", "1.0-1.1x up to 3.12, not sure above, no bytes: such cycles are collected since 3.4."},
      RejectedRule{"del-unused-large", "del rows before the next large object", "0.9-1.0x; at a function's or round's end the peak stays the same; it halves where the next large object is made while the old one has a name, and which are large is seldom in the text."},
      RejectedRule{"deque-or-set-per-object", "self.q = deque() -> None", "760 -> 0 B an empty deque, 216 -> 0 a set; but nothing in the text tells which stay empty: in real code 4 of 9 places did not."},
      RejectedRule{"double-lookup", "if k in d: v = d[k] else: v = 0 -> d.get(k, 0)", "from 3.11 on 1.0-1.4x where keys are found, 0.7-1.0x where they are not; 0.8-1.0x and 0.5-0.7x before."},
      RejectedRule{"file-not-closed", "open(p).read() -> with open(p) as f: f.read()", "1.21-1.25x at 1 KB, all of it the ResourceWarning that CPython prepares; it closes the file at the last reference: a matter of style on CPython."},
      RejectedRule{"gc-tuning", "gc.disable(), gc.set_threshold()", "1.0x for 1,000 new containers from 3.13 on, 1.7-2.3x for 100,000; for the whole process no cycle is freed: no advice for a line."},
      RejectedRule{"getsizeof-shallow", "sys.getsizeof(rows) as a total", "the number is wrong, no time or memory is lost; hovers show both sizes."},
      RejectedRule{"hoist-global", "global -> local before the loop", "1.02-1.16x on 3.11 and later (1.2-1.3x before)."},
      RejectedRule{"itertools-memory-only", "pairwise, islice, product", "pairwise for zip 0.67-1.09x, islice for a slice 0.79-1.03x, product for nested loops 0.66-0.89x."},
      RejectedRule{"lambda-in-loop", "sorted(row, key=lambda ...) -> a lambda bound before the loop", "1.10-1.27x beside the sort of three elements."},
      RejectedRule{"len-of-condition", "len([x for x in xs if c]) -> sum(1 for ...)", "0.63-0.89x on 3.8, 3.12 and 3.14."},
      RejectedRule{"listdir-size", "os.path.getsize of each name -> DirEntry.stat()", "1.17-1.59x: entries know kinds, not sizes."},
      RejectedRule{"min-max-from-if", "if x > m: m = x -> m = max(m, x)", "0.08-0.49x: slower on every CPython; manual-minmax sees the whole loop."},
      RejectedRule{"mmap-candidate", "open(p, \"rb\").read() -> mmap", "0.3-0.5x at 4 KB, 0.6-1.3x at 350 KB; for a read here and there seek() and read() are 2.7-4.0x faster than mmap."},
      RejectedRule{"numba-candidate", "nested loops of numbers -> @numba.njit", "whether numba can compile a function, and whether it runs often enough to pay for that, is not in its text."},
      RejectedRule{"numeric-micro", "x ** 2 -> x * x, x ** 0.5 -> math.sqrt(x), bin(x).count(\"1\") -> x.bit_count()", "1.5x on 3.11 and later, 0.62-1.9x, 3.5-9.6x: right for numbers alone, and the types are seldom known."},
      RejectedRule{"str-width", "one wide character makes the whole str wide", "a property of values, not of code; hovers show it."},
      RejectedRule{"task-not-stored", "create_task(...) whose task nobody keeps", "50 of 50 tasks that wait for objects of their own are collected unfinished, 3.8 to 3.14; but no time or bytes are lost: an error, not a cost."},
      RejectedRule{"tee-drained", "tee(it), one branch drained first -> list(it)", "1.0-1.4x, and more bytes at peak: both keep all."},
      RejectedRule{"tensor-item-in-loop", "t.item() each round -> once", "not measured; torch is no package the evidence can install."},
      RejectedRule{"try-in-loop", "try in the loop -> around it", "0.79-1.15x on 3.9 and later, 1.20x at best on 3.8."},
      RejectedRule{"whole-file-read", "f.read() -> chunks", "half the peak or less, but 0.8x on 350 KB and 0.2x with 4 KB chunks, and the code that scans has to be written anew; whole-file-hash, readlines-iterate and read-splitlines are the shapes that gain."},
  };
  // clang-format on
  return rejected;
}

}  // namespace perfhint
