# Flow: which definitions a use may see, what may be unbound, what may still be used.

## straight on
def f(x):
    y = x                       # reaches: x -> 1
    y = y + 1                   # reaches: y@2 -> 2  # live: y  # not live: x
    return y                    # reaches: y -> 3  # not live: y

## a branch joins
def f(c):
    if c:
        x = 1
    else:
        x = 2
    return x                    # reaches: x -> 3, 5  # not unbound: x

## a branch that may be skipped
def f(c):
    if c:
        x = 1
    return x                    # reaches: x -> 3, unbound  # unbound: x

## elif without else
def f(c):
    if c == 1:
        x = 1
    elif c == 2:
        x = 2
    return x                    # reaches: x -> 3, 5, unbound

## elif chains that return
def f(c):
    if c == 1:
        return 1
    elif c == 2:
        x = 2
    else:
        raise ValueError
    return x                    # reaches: x -> 5

## a loop may run no round
def f(xs):
    for x in xs:
        pass
    return x                    # reaches: x -> 2, unbound  # unbound: x

## what is bound before and in a loop
def f(xs):
    s = 0
    for x in xs:                # carried: s  # used after: s  # not carried: x  # not used after: x
        s = s + x               # reaches: s@2 -> 2, 4  # live: s
    return s                    # reaches: s -> 2, 4

## a name that each round binds before it uses it
def f(xs):
    for x in xs:                # not carried: t  # not used after: t
        t = x
        print(t)                # reaches: t -> 3

## a name that a round may use before it binds it
def f(xs):
    t = None
    for x in xs:                # carried: t
        if x:
            print(t)            # reaches: t -> 2, 6
        t = x

## bound on the way out only
def f(xs):
    t = None
    for x in xs:                # not carried: t  # used after: t
        print(t)                # reaches: t -> 2
        if x:
            t = x
            break
    return t                    # reaches: t -> 2, 6

## continue goes round
def f(xs):
    t = None
    for x in xs:                # carried: t
        print(t)                # reaches: t -> 2, 6
        if x:
            t = x
            continue
    return

## while True ends by break only
def f():
    while True:
        x = g()
        if x:
            break
    return x                    # reaches: x -> 3  # not unbound: x

## while with a condition
def f(n):
    while n:                    # carried: n
        n -= 1                  # reaches: n -> 1, 3
    return n                    # reaches: n -> 1, 3

## a walrus in a while condition
def f(g):
    while (x := g()):           # reaches: x -> 2
        print(x)                # reaches: x -> 2
    return x                    # reaches: x -> 2  # not unbound: x

## for else runs when nothing broke
def f(xs):
    for x in xs:                # used after: x
        if x:
            break
    else:
        x = None
    return x                    # reaches: x -> 2, 6  # not unbound: x

## while else
def f(c):
    while c():
        y = 1
        break
    else:
        y = 2
    return y                    # reaches: y -> 3, 6

## a condition's walrus is bound where it is true
def f(a, b):
    if a and (m := b):
        return m                # reaches: m -> 2  # not unbound: m
    return m                    # reaches: m -> 2, unbound

## or: bound on both sides only if evaluated
def f(a, b):
    if a or (m := b):
        return m                # reaches: m -> 2, unbound
    return m                    # reaches: m -> 2

## not turns ways round
def f(a, b):
    if not (a and (m := b)):
        return m                # reaches: m -> 2, unbound
    return m                    # reaches: m -> 2

## a walrus in a value may be skipped
def f(a, b):
    x = a and (m := b)
    return m                    # reaches: m -> 2, unbound

## a conditional expression
def f(a, b):
    x = m if (m := a) else b    # reaches: m -> 2
    return m                    # reaches: m -> 2

## a chain of comparisons may stop early
def f(a, b, c):
    x = a < b < (m := c)
    return m                    # reaches: m -> 2, unbound

## try: any statement may jump to the handler
def f(g):
    x = 1
    try:
        x = g()
        x = g(x)                # reaches: x@2 -> 4
    except ValueError:
        return x                # reaches: x -> 2, 4, 5
    return x                    # reaches: x -> 5

## try: the first statement may fail
def f(g):
    try:
        x = g()
    except ValueError:
        pass
    return x                    # reaches: x -> 3, unbound

## try: handlers that leave
def f(g):
    try:
        x = g()
    except ValueError:
        return None
    except TypeError:
        raise
    return x                    # reaches: x -> 3  # not unbound: x

## try else runs when nothing was raised
def f(g):
    try:
        x = g()
    except ValueError:
        y = 1
    else:
        y = x                   # reaches: x -> 3
    return y                    # reaches: y -> 5, 7

## finally sees every way
def f(g):
    x = None
    try:
        x = g()
    finally:
        print(x)                # reaches: x -> 2, 4
    return x                    # reaches: x -> 4

## behind finally what the body bound is bound
def f(g):
    try:
        x = g()
    finally:
        g()
    return x                    # not unbound: x

## in finally it may not be
def f(g):
    try:
        x = g()
    finally:
        g(x)                    # unbound: x

## finally on a return's way out
def f(g):
    x = 1
    try:
        x = 2
        return x
    finally:
        g(x)                    # reaches: x -> 2, 4

## finally that returns overrides
def f(g):
    try:
        x = g()
    finally:
        return 1
    return x                    # reaches: x -> 3

## break through finally
def f(xs, g):
    x = None
    for y in xs:
        try:
            x = y
            break
        finally:
            g(x)                # reaches: x -> 2, 5
    return x                    # reaches: x -> 2, 5

## continue through finally
def f(xs, g):
    x = None
    for y in xs:                # carried: x
        try:
            g(x)                # reaches: x -> 2, 6
            x = y
            continue
        finally:
            g()
    return 1

## nested try
def f(g):
    x = 0
    try:
        x = 1
        try:
            x = g()
        except ValueError:
            x = 3
    except TypeError:
        return x                # reaches: x -> 2, 4, 6, 8
    return x                    # reaches: x -> 6, 8

## an exception's name ends with its handler
def f(g):
    try:
        g()
    except ValueError as e:
        print(e)                # reaches: e -> 4  # not unbound: e
    return e                    # reaches: e -> unbound  # unbound: e

## and so does a name of the same spelling
def f(g):
    e = 1
    try:
        g()
    except ValueError as e:
        pass
    return e                    # reaches: e -> 2, unbound

## on a jump out of the handler, too
def f(xs, g):
    e = 1
    for x in xs:
        try:
            g()
        except ValueError as e:
            break
    return e                    # reaches: e -> 2, unbound

## del
def f():
    x = 1
    del x
    return x                    # reaches: x -> unbound  # unbound: x

## del in a branch
def f(c):
    x = 1
    if c:
        del x
    return x                    # reaches: x -> 2, unbound

## del and bind again
def f():
    x = 1
    del x
    x = 2
    return x                    # reaches: x -> 4  # not unbound: x

## use before any definition
def f():
    print(x)                    # reaches: x -> unbound
    x = 1

## an annotation alone binds nothing
def f():
    x: int
    return x                    # reaches: x -> unbound

## with may swallow
def f(m, g):
    with m:
        x = g()
    return x                    # reaches: x -> 3, unbound

## open does not
def f(g):
    with open("f") as h:        # not unbound: h
        x = g(h)
    return x                    # reaches: x -> 3  # not unbound: x

## but what it opens may be anything when open is another's
from m import open
def f(g):
    with open("f") as h:
        x = g(h)
    return x                    # unbound: x

## with suppress
from contextlib import suppress
def f(g):
    x = 1
    with suppress(ValueError):
        x = g()
    return x                    # reaches: x -> 3, 5

## several items
def f(a, b, g):
    with a as x, b(x) as y:     # reaches: x@2 -> 2
        g(y)                    # reaches: y -> 2
    return y                    # reaches: y -> 2, unbound

## with and return
def f(a):
    with open(a) as h:
        return h
    return h                    # reaches: h -> 2

## match binds in the case that matches
def f(v):
    match v:
        case [x, y]:
            return x            # reaches: x -> 3
        case {"k": x}:
            return x            # reaches: x -> 5
        case _:
            x = 0
    return x                    # reaches: x -> 8

## match without a last case
def f(v):
    match v:
        case 1:
            x = 1
        case 2:
            x = 2
    return x                    # reaches: x -> 4, 6, unbound

## a guard sees what the pattern bound, and so does what follows
def f(v):
    match v:
        case [x] if x > 1:      # reaches: x@2 -> 3
            return x
    return x                    # reaches: x -> 3, unbound

## a capture always matches
def f(v):
    match v:
        case x:
            pass
    return x                    # reaches: x -> 3

## comprehension variables
def f(xs):
    return [x for x in xs if x] # reaches: x@1 -> 2  # reaches: x@3 -> 2

## a walrus in a comprehension goes round
def f(xs):
    t = 0
    r = [t := t + x for x in xs]   # reaches: t@2 -> 2, 3
    return t                    # reaches: t -> 2, 3

## nested comprehension loops
def f(rows):
    return [c for row in rows for c in row]   # reaches: row@2 -> 2  # reaches: c@1 -> 2

## nested functions see every definition
def f():
    x = 1
    def g():
        return x                # reaches: x -> 2, 5, unbound
    x = 2                       # live: x
    return g

## and so do lambdas
def f():
    x = 1
    g = lambda: x               # reaches: x -> 2, 4, unbound
    x = 2
    return g

## a generator's body runs later
def f(xs):
    n = 1
    g = (x + n for x in xs)     # reaches: n -> 2, 4, unbound  # reaches: xs -> 1
    n = 2
    return g

## unless it is used up at once
def f(xs):
    n = 1
    s = sum(x + n for x in xs)  # reaches: n -> 2
    n = 2
    return s, n

## its first iterable is evaluated at once
def f(xs):
    g = (x for x in xs)         # reaches: xs -> 1
    xs = None
    return g

## nonlocal elsewhere: nothing is certain
def f(g):
    x = 1
    def h():
        nonlocal x
        x = 2
    g(h)
    return x                    # reaches: x -> 2, 5, unbound, elsewhere

## locals(): nothing is certain
def f():
    x = 1
    y = locals()
    return x                    # reaches: x -> 2, unbound, elsewhere

## broken code: nothing is certain
def f(c):
    x = 1
    y = (c +
    return x                    # unbound: x

## augmented assignment reads and binds
def f(xs):
    n = 0
    for x in xs:                # carried: n
        n += x                  # reaches: n -> 2, 4  # live: n
    return n

## an augmented assignment whose result is dropped
def f(n):
    n += 1                      # not live: n
    return 0

## assert may not be evaluated
def f(a):
    assert (x := a)
    return x                    # reaches: x -> 2, unbound

## code behind return is never reached
def f():
    x = 1
    return x
    return x                    # reaches: x -> 2

## chained and tuple assignment
def f():
    a = b = 1                   # seen at: a -> 3  # seen at: b -> 3, 5
    a, c = b, a                 # reaches: b -> 2  # reaches: a@2 -> 2
    print(c)
    return a, b                 # reaches: a -> 3  # reaches: b -> 2

## swap
def f(a, b):
    a, b = b, a                 # reaches: a@2 -> 1  # reaches: b@2 -> 1
    return a                    # reaches: a -> 2

## subscript and attribute targets read
def f(a, i):
    a[i] = 1                    # reaches: a -> 1  # reaches: i -> 1  # live: a
    a.x = 2                     # reaches: a -> 1  # not live: a

## imports in branches
def f(c):
    if c:
        import json
    else:
        json = None
    return json                 # reaches: json -> 3, 5

## a function's name
def f():
    def g():
        return g                # reaches: g -> 2, unbound
    return g                    # reaches: g -> 2

## a class body runs in place
def f():
    x = 1
    class A:
        y = x                   # reaches: x -> 2
    x = 2
    return A, x                 # reaches: x -> 5

## a class's names
class A:
    x = 1
    x = x + 1                   # reaches: x@2 -> 2  # live: x

## decorators and defaults
def f(d):
    x = 1
    @d(x)                       # reaches: x -> 2
    def g(y=x):                 # reaches: x -> 2  # seen at: g -> 7
        pass
    x = 2
    return g, x

## a module's names may always be used
x = 1                           # live: x

## a module's names in its own statements
if c:
    x = 1
    print(x)                    # reaches: x -> 2
else:
    x = 2
    print(x)                    # reaches: x -> 5

## a parameter of a lambda
f = lambda x: x + 1             # reaches: x@2 -> 1

## seen at
def f(c):
    x = 1                       # seen at: x -> 4, 6
    if c:
        y = x
        x = 2                   # seen at: x -> 6
    return x

## seen by a later round only
def f(xs):
    p = None                    # seen at: p -> 4
    for x in xs:
        print(p)
        p = x                   # seen at: p -> 4

## never seen
def f():
    x = 1                       # seen at: x ->
    x = 2
    return x

## await and yield are steps as others
async def f(g):
    x = await g()
    async with g as y:
        async for z in y:       # carried: x
            x = z + x
        yield x                 # reaches: x -> 2, 5
    return

## loops in try in loops
def f(xs, g):
    n = 0
    while xs:                   # carried: n  # used after: n
        try:
            for x in xs:        # carried: n
                n += g(x)
        except ValueError:
            n = -1
            continue
        n += 1
    return n                    # reaches: n -> 2, 8, 10

## an exception out of a loop
def f(xs, g):
    n = 0
    try:
        for x in xs:            # used after: n  # used after: x
            n = g(x)
    except ValueError:
        print(n, x)             # reaches: n -> 2, 5  # reaches: x -> 4, unbound

## raise goes to the handler
def f():
    try:
        x = 1
        raise ValueError
    except ValueError:
        return x                # reaches: x -> 3, unbound

## a star target
def f(v):
    a, *b = v
    (c, [d, *e]) = v
    return a, b, c, d, e        # reaches: b -> 2  # reaches: e -> 3

## exec makes nothing certain
def f(code):
    x = 1
    exec(code)
    return x                    # reaches: x -> 2, unbound, elsewhere

## type parameters
def f[T](x: T) -> T:            # reaches: T@2 -> 1
    return x                    # reaches: x -> 1

## global names in functions
x = 1
def f():
    return x                    # reaches: x -> unbound, elsewhere

## a global of this block alone
x = 1
for y in z:
    print(x, y)                 # reaches: x -> unbound, elsewhere  # reaches: y -> 2

## a parameter captured is always bound
def f(x):
    return lambda: x            # reaches: x -> 1

## global bound in a function
def f():
    global x
    x = 1
    return x                    # reaches: x -> 3, unbound, elsewhere

## finally in finally
def f(g):
    x = 1
    try:
        g()
    finally:
        try:
            x = g()
        finally:
            g(x)                # reaches: x -> 2, 7
    return x                    # reaches: x -> 7

## except star
def f(g):
    try:
        x = g()
    except* ValueError:
        x = 2
    return x                    # reaches: x -> 3, 5

## bare except catches all
def f(g):
    try:
        x = g()
    except:
        x = 2
    finally:
        g()
    return x                    # reaches: x -> 3, 5

## several handlers of except* may run
def f(g):
    x = 0
    try:
        g()
    except* ValueError:
        x = 1
    except* TypeError:
        print(x)                # reaches: x -> 2, 6
    return x                    # reaches: x -> 2, 6

## a sequence of one is no name
def f(v):
    match v,:
        case y,:
            z = 0
    return z                    # reaches: z -> 4, unbound

## behind a use a name is bound
def f(c):
    if c:
        x = 1
    print(x)                    # unbound: x
    return x                    # not unbound: x

## behind a use that may be skipped it may not be
def f(c):
    if c:
        x = 1
    print(c and x)              # unbound: x
    return x                    # unbound: x
