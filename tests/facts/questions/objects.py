# Objects: what changes them, who else has them.

## uses
def f(xs: list, ys):
    len(xs)                     # use: xs -> reads
    for x in xs: pass           # use: xs -> reads
    ys in xs                    # use: xs -> reads
    xs[0]                       # use: xs -> reads
    xs.index(3)                 # use: xs -> reads
    xs.append(3)                # use: xs -> mutates
    xs.frobnicate()             # use: xs -> mutates
    xs[0] = 1                   # use: xs -> mutates
    del xs[0]                   # use: xs -> mutates
    xs += ys                    # use: xs -> mutates  # use: ys -> reads
    xs.a = 1                    # use: xs -> mutates
    g(xs)                       # use: xs -> escapes
    g(k=xs)                     # use: xs -> escapes
    y = xs                      # use: xs -> escapes
    y = [xs]                    # use: xs -> escapes
    y.append(xs)                # use: xs -> escapes
    y.extend(xs)                # use: xs -> reads
    del xs                      # use: xs -> rebinds

## a method that reads one type changes another
def f():
    i = iter([1])
    with open("f") as h:
        h.index(1)              # use: h -> mutates
    s = {1}
    s.union(s)                  # use: s@1 -> reads
    s.update([2])               # use: s -> mutates
    d = {}
    d.get(1)                    # use: d -> reads
    d.setdefault(1, 2)          # use: d -> mutates
    t = "a"
    t.frobnicate()              # use: t -> reads

## mutation through another name
def f():
    xs = []
    ys = xs
    for i in range(3):          # mutated: xs  # mutated: ys
        ys.append(i)
    return xs

## of two possible objects
def f(c):
    xs, zs = [], []
    ys = xs if c else zs
    ys.append(1)                # mutated: xs  # mutated: zs
    return xs, zs

## not of a copy
def f():
    xs = []
    ys = list(xs)
    ys.append(1)                # not mutated: xs  # mutated: ys
    return xs, ys

## in a function called there
def f():
    xs = []
    def add(x):
        xs.append(x)
    for i in range(3):          # mutated: xs
        add(i)
    for i in range(3):          # not mutated: xs
        print(i)
    return xs

## escapes
def f(g):
    xs = []
    g(len(xs))                  # escape: xs -> none
    g(xs)                       # escape: xs -> 4
    y = [xs]                    # escape: xs -> 5
    return xs                   # escape: xs -> 6

## escape by yield
def f():
    xs = []
    yield xs                    # escape: xs -> 3

## aliases by assignment
def f():
    a = []
    b = a
    c = b or []
    d = []
    e = list(a)
    return a, b, c, d, e        # aliases: a -> b, c  # aliases: d ->  # aliases: e ->

## aliases by unpacking
def f():
    a, b = [], []
    c, d = a, b
    return c, d                 # aliases: a -> c  # aliases: b -> d

## parameters may be the same object
def f(a, b):
    return a                    # aliases: a -> b

## but not those that never change
def f(a: int, b: int, c: list):
    return a                    # aliases: a ->  # aliases: c ->

## elements of containers
def f():
    a, b = [], []
    rows = [a]
    for row in rows:            # aliases: row -> a, b
        row.append(1)
    rows.append(b)
    return rows                 # aliases: b -> a, row

## attributes hold
def f(o):
    a = []
    o.x = a
    b = o.y
    return b                    # aliases: a -> o, b

## a slice is another list of the same elements
def f():
    a = []
    xs = [a]
    ys = xs[:]
    b = ys[0]
    return b                    # aliases: b -> a  # aliases: ys ->

## with gives what it is given
def f():
    a = []
    with g(a) as b:
        pass
    return b                    # aliases: a -> b

## changed by its own name
def f(n):
    xs = [n]
    for i in range(n):          # changed by: xs -> xs.append(i)
        xs.append(i)

## changed by another name
def f(n):
    xs = [n]
    ys = xs
    for i in range(n):          # changed by: xs -> ys[0] = i
        ys[0] = i

## not changed by another list
def f(n):
    xs = [n]
    ys = [n]
    for i in range(n):          # changed by: xs -> none
        ys.append(i)

## nor by a call that can not have it
def f(n, g):
    xs = [n]
    for i in range(n):          # changed by: xs -> none
        g(i)

## but by one that has been given it before
def f(n, g):
    xs = [n]
    g(xs)
    for i in range(n):          # changed by: xs -> g(i)
        g(i)

## or that closes over it
def f(n):
    xs = [n]
    def h():
        xs.append(1)
    for i in range(n):          # changed by: xs -> h()
        h()

## or to whose container it belongs
def f(n, g):
    xs = [n]
    box = [xs]
    g(box)
    for i in range(n):          # changed by: xs -> g(i)
        g(i)

## parameters may be changed by any call
def f(xs: list, n, g):
    for i in range(3):          # changed by: xs -> g(i)
        g(i)

## but not by builtins
def f(xs: list, n: int):
    for i in range(3):          # changed by: xs -> none
        print(len(str(i)), max(i, n), sorted([i]))

## key functions are calls
def f(xs: list, ys: list, k):
    for i in range(3):          # changed by: xs -> sorted(ys, key=k)
        sorted(ys, key=k)

## of which some are known
def f(xs: list, ys: list):
    for i in range(3):          # changed by: xs -> none
        sorted(ys, key=len), sorted(ys, key=lambda y: -y)

## attributes may be changed by any call
def f(self, g):
    for i in range(3):          # changed by: self.x -> g(i)
        self.x, g(i)

## and by a store to that object
def f(self, other):
    for i in range(3):          # changed by: self.x -> other.y = i
        self.x
        other.y = i

## rebinding
def f(n):
    xs = [n]
    for i in range(n):          # changed by: xs -> xs
        xs = [i]

## the loop's own variable
def f(n):
    for i in range(n):          # changed by: i -> i
        print(i)

## augmented assignment of an immutable rebinds only
def f(n):
    a = 1
    b = a
    for i in range(n):          # changed by: a -> none  # changed by: b -> b
        b += 1

## of a list it changes the object
def f(n):
    a = [1]
    b = a
    for i in range(n):          # changed by: a -> b += [i]
        b += [i]

## await and yield let other code run
async def f(xs: list, g):
    for i in range(3):          # changed by: xs -> await g
        await g

## not for what only this function has
async def f(g):
    xs = [1]
    for i in range(3):          # changed by: xs -> none
        await g

## iterating an unknown object runs its code
def f(xs: list, ys):
    for y in ys:                # changed by: xs -> ys
        pass

## iterating a list does not
def f(xs: list, ys: list):
    for y in ys:                # changed by: xs -> none
        pass

## an iterator moves
def f(n):
    it = iter([n])
    for i in it:                # changed by: it -> it
        pass

## functions defined in the region do not run there
def f(n):
    xs = [n]
    for i in range(n):          # changed by: xs -> none
        g = lambda: xs.append(1)

## unless they are called there
def f(n):
    xs = [n]
    for i in range(n):          # changed by: xs -> g()
        g = lambda: xs.append(1)
        g()

## globals may be changed by any call
STOP = ["a"]
def f(g, n):
    for i in range(n):          # changed by: STOP -> g(i)
        STOP, g(i)

## del
def f(n):
    xs = [n]
    d = {1: xs}
    del d[1]                    # changed by: d -> del d[1]  # changed by: xs -> none

## elements of what changes
def f(n):
    rows = [[1], [2]]
    rows[0]
    for row in rows:            # changed by: rows[0] -> row.append(1)
        row.append(1)

## but not the container
def f(n):
    rows = [[1], [2]]
    for row in rows:            # changed by: rows -> none
        row.append(1)

## a defaultdict's reads may add
from collections import defaultdict
def f(ks: list):
    d = defaultdict(list)
    e = {}
    for k in ks:                # changed by: d -> d[k]  # changed by: e -> none
        d[k], e[k]

## decorators and bases are called
def f(xs: list, g, A):
    for i in range(3):          # changed by: xs -> @g
        @g
        def h(): pass
    for i in range(3):          # changed by: xs -> (A)
        class B(A): pass
    for i in range(3):          # changed by: xs -> none
        class C: pass

## what a function returns may be anything
def f(xs: list, g):
    ys = g()
    for i in range(3):          # changed by: xs -> ys.append(i)
        ys.append(i)

## what a builtin returns may not
def f(xs: list):
    ys = sorted(xs)
    for i in range(3):          # changed by: xs -> none
        ys.append(i)

## a view of a dict
def f(n):
    d = {1: 2}
    ks = d.keys()
    for i in range(n):          # changed by: ks -> d[i] = i
        d[i] = i

## unpacked arguments let go what is in them
def f(n, g):
    xs = [n]
    box = [xs]
    g(*box)
    for i in range(n):          # changed by: xs -> g(i)
        g(i)

## a list that was yielded
def f(n, g):
    xs = [n]
    yield xs
    for i in range(n):          # changed by: xs -> g(i)
        g(i)

## or stored in an object
def f(self, n):
    xs = [n]
    self.xs = xs
    for i in range(n):          # changed by: xs -> self.g(i)
        self.g(i)

## chained assignment
def f(n):
    xs = ys = [n]
    for i in range(n):          # changed by: xs -> ys.append(i)
        ys.append(i)

## a walrus
def f(n):
    xs = [n]
    if ys := xs:
        for i in range(n):      # changed by: xs -> ys.clear()
            ys.clear()

## unpacking a pair of containers
def f(n):
    pair = ([1], [2])
    a, b = pair
    for i in range(n):          # changed by: a -> b.append(i)
        b.append(i)

## a tuple assignment keeps them apart
def f(n):
    a, b = [1], [2]
    for i in range(n):          # changed by: a -> none
        b.append(i)

## slicing assignment and del of a slice
def f(n):
    xs = [n]
    for i in range(n):          # changed by: xs -> xs[:] = []
        xs[:] = []
    for i in range(n):          # changed by: xs -> del xs[:]
        del xs[:]

## strings never change
def f(s: str, g):
    for i in range(3):          # changed by: s -> none
        g(s)

## a dict's value
def f(n, g):
    d = {}
    xs = d.setdefault(n, [])
    for i in range(n):          # changed by: xs -> d[n].append(i)
        d[n].append(i)

## nonlocal: any call may rebind
def f(g):
    xs = [1]
    def h():
        nonlocal xs
        xs = []
    for i in range(3):          # changed by: xs -> g(i)
        g(i)

## a bound method has its object
def f(n):
    xs = [n]
    add = xs.append
    for i in range(n):          # changed by: xs -> add(i)
        add(i)

## keyword arguments go where others go
def f(n):
    xs = [n]
    ys = dict(k=xs)["k"]
    for i in range(n):          # changed by: xs -> ys.append(i)
        ys.append(i)

## parsing and matching change nothing
import json
import re
def f(data: dict, text: str):
    for i in range(3):          # changed by: data -> none
        json.dumps(data, sort_keys=True), json.loads(text), re.match("a", text)

## but hooks of json are calls
import json
def f(data: dict, hook):
    for i in range(3):          # changed by: data -> json.dumps(data, default=hook)
        json.dumps(data, default=hook)
