# Values: what evaluating does, hashing, lengths, heat.

## nothing
def f(n: int, s: str, xs: list, o):
    n + 1                       # does: n + 1 -> none
    n * n - 1                   # does: n * n - 1 -> none
    n / 2                       # does: n / 2 -> raises
    n << 2                      # does: n << 2 -> raises
    -n                          # does: -n -> none
    s + "a"                     # does: s + "a" -> none
    s * n                       # does: s * n -> raises
    not o                       # does: not o -> none
    o is None                   # does: o is None -> none
    o == 1                      # does: o == 1 -> raises
    n == 1                      # does: n == 1 -> none
    n < 2 < n                   # does: n < 2 < n -> none
    s < "b"                     # does: s < "b" -> none
    s in xs                     # does: s in xs -> raises
    s in ["a", "b"]             # does: s in ["a", "b"] -> none
    n < 2 < s                   # does: n < 2 < s -> raises
    n == 1 is o                 # does: n == 1 is o -> none
    xs[0]                       # does: xs[0] -> raises
    xs[:]                       # does: xs[:] -> none
    xs[0:n]                     # does: xs[0:n] -> none
    xs[::n]                     # does: xs[::n] -> raises
    xs[o:]                      # does: xs[o:] -> raises
    o.x                         # does: o.x -> raises
    len(xs)                     # does: len(xs) -> none
    len(o)                      # does: len(o) -> raises
    str(n)                      # does: str(n) -> none
    int(s)                      # does: int(s) -> raises
    [n, s]                      # does: [n, s] -> none
    {n: s}                      # does: {n: s} -> raises
    {o}                         # does: {o} -> raises
    (n, o)                      # does: (n, o) -> none
    f"{n}"                      # does: f"{n}" -> none
    f"{o}"                      # does: f"{o}" -> raises
    o()                         # does: o() -> effect, raises, differs
    print(n)                    # does: print(n) -> effect, raises, differs
    (m := n)                    # does: m := n -> effect
    lambda: o()                 # does: lambda: o() -> none
    xs.copy()                   # does: xs.copy() -> raises
    xs.append(n)                # does: xs.append(n) -> effect, raises, differs
    [x for x in xs]             # does: [x for x in xs] -> none
    [x for x in o]              # does: [x for x in o] -> effect, raises, differs
    undefined                   # does: undefined -> raises
    n if s else o               # does: n if s else o -> none

## iterators are used up
def f(xs: list):
    it = iter(xs)
    sum(it)                     # does: sum(it) -> effect, raises, differs
    id(xs)                      # does: id(xs) -> differs

## await, yield
async def f(g):
    await g                     # does: await g -> effect, raises, differs
    yield g                     # does: yield g -> effect, raises, differs

## hashing
def f(n: int, o, xs: list, t: tuple):
    1                           # hashable: 1
    "a"                         # hashable: "a"
    (1, "a")                    # hashable: (1, "a")
    (1, (2, "a"))               # hashable: (1, (2, "a"))
    (1, [2])                    # not hashable: (1, [2])
    (1, o)                      # hashable: (1, o) -> unknown
    (o, [1])                    # not hashable: (o, [1])
    [1]                         # not hashable: [1]
    {1}                         # not hashable: {1}
    {1: 2}                      # not hashable: {1: 2}
    frozenset([1])              # hashable: frozenset([1])
    n                           # hashable: n
    xs                          # not hashable: xs
    o                           # hashable: o -> unknown
    t                           # hashable: t -> unknown
    lambda: 1                   # hashable: lambda: 1
    None                        # hashable: None
    range(3)                    # hashable: range(3)
    bytearray(3)                # not hashable: bytearray(3)

## lengths
def f(n: int, xs: list, o):
    [1, 2, 3]                   # length: [1, 2, 3] -> 3
    (1,)                        # length: (1,) -> 1
    [*xs]                       # length: [*xs] -> unknown
    {1, 2}                      # length: {1, 2} -> at most 2
    {1: 2}                      # length: {1: 2} -> 1
    "abc"                       # length: "abc" -> 3
    "é\n"                       # length: "é\n" -> 2
    b"\xff"                     # length: b"\xff" -> 1
    range(10)                   # length: range(10) -> 10
    range(2, 10)                # length: range(2, 10) -> 8
    range(0, 10, 3)             # length: range(0, 10, 3) -> 4
    range(10, 0, -3)            # length: range(10, 0, -3) -> 4
    range(10, 0)                # length: range(10, 0) -> 0
    range(10**6)                # length: range(10**6) -> 1000000
    range(n)                    # length: range(n) -> unknown
    range(len(xs))              # length: range(len(xs)) -> like xs
    [0] * 5                     # length: [0] * 5 -> 5
    5 * [0, 1]                  # length: 5 * [0, 1] -> 10
    [0] * n                     # length: [0] * n -> unknown
    [0] * 10**3                 # length: [0] * 10**3 -> 1000
    [x for x in range(7)]       # length: [x for x in range(7)] -> 7
    [x for x in range(7) if x]  # length: [x for x in range(7) if x] -> at most 7
    {x for x in range(7)}       # length: {x for x in range(7)} -> at most 7
    [x for x in xs]             # length: [x for x in xs] -> like xs
    [x for x in xs if x]        # length: [x for x in xs if x] -> at most like xs
    [x for x in xs for y in xs] # length: [x for x in xs for y in xs] -> unknown
    list(xs)                    # length: list(xs) -> like xs
    sorted(xs)                  # length: sorted(xs) -> like xs
    set(xs)                     # length: set(xs) -> at most like xs
    list(range(4))              # length: list(range(4)) -> 4
    list()                      # length: list() -> 0
    xs[:]                       # length: xs[:] -> like xs
    xs[:3]                      # length: xs[:3] -> at most 3
    [1, 2][:3]                  # length: [1, 2][:3] -> at most 2
    xs[1:]                      # length: xs[1:] -> at most like xs
    xs[::2]                     # length: xs[::2] -> at most like xs
    o()                         # length: o() -> unknown

## names that are bound once and never changed
def f():
    n = 4
    xs = [0] * n                # length: [0] * n -> 4
    ys = [1, 2]
    ys.append(3)
    zs = (1, 2)
    return sum(xs), len(ys), zs # length: xs -> 4  # length: ys -> like ys  # length: zs -> 2

## and those that are
def f(c):
    xs = [1]
    if c:
        xs = [1, 2]
    return len(xs)              # length: xs -> like xs

## constants of a module
N = 1 << 10
def f():
    return [0] * N              # constant: N -> unknown

## constant expressions
x = 2 * 3 + 4 ** 2 - 7 // 2     # constant: 2 * 3 + 4 ** 2 - 7 // 2 -> 19
y = -5                          # constant: -5 -> -5
z = 2 ** 100                    # constant: 2 ** 100 -> unknown
w = 1 << 62                     # constant: 1 << 62 -> unknown
v = 0x10 * 1_000                # constant: 0x10 * 1_000 -> 16000

## heat is loops
def f(xs):
    a                           # heat: a -> 0
    for x in xs:
        b                       # heat: b -> 1
        [c for y in x]          # heat: c -> 2

## and loops around calls of the function
def outer(xs):
    def inner(x):
        return a                # heat: a -> 1
    for x in xs:
        inner(x)

## of methods, too
class A:
    def run(self, xs):
        for x in xs:
            for y in x:
                self.step(y)
    def step(self, y):
        for z in y:
            a                   # heat: a -> 3

## two calls deep
class A:
    def run(self, xs):
        for x in xs:
            self.step(x)
    def step(self, x):
        for y in x:
            self.leaf(y)
    def leaf(self, y):
        return a                # heat: a -> 2

## recursion ends
class A:
    def run(self, xs):
        for x in xs:
            self.run(x)
            a                   # heat: a -> 1

## what a comment says
def f(xs):  # perfhint: hot
    a                           # heat: a -> 0 hot
    for x in xs:  # perfhint: cold
        b                       # heat: b -> 1 cold
    return a                    # heat: a -> 0 hot

## of a class
class A:  # perfhint: cold
    def f(self):
        return a                # heat: a -> 0 cold
