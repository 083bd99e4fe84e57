# Names: what the language reference says of binding, one surprise a snippet. The symtable test asks the same of
# CPython for all of its library; here stands what that can not see, and why.

## module level
x = 1                           # scope: x -> module  # closed: x  # definitions: x -> 1

## a parameter is a local
def f(x):                       # scope: x -> function f
    return x                    # scope: x -> function f  # definitions: x -> 1

## defaults, decorators and annotations are evaluated outside
@deco(y)                        # scope: y -> module
def f(a=y, b: y = 2) -> y:      # scope: y@1 -> module  # scope: y@2 -> module  # scope: y@3 -> module
    y = 1                       # scope: y -> function f
    return y                    # definitions: y -> 3

## a lambda's default is evaluated outside
def f():
    x = 1
    return lambda x=x: x        # scope: x@1 -> lambda  # scope: x@2 -> function f  # scope: x@3 -> lambda

## class scopes are skipped from functions
class A:
    x = 1                       # scope: x -> class A
    y = x                       # scope: x -> class A
    def f(self):
        return x                # scope: x -> module

## but seen by the first iterable of a comprehension
class A:
    x = 1
    y = [x for _ in x]          # scope: x@1 -> module  # scope: x@2 -> class A
    z = [w for w in x if w in x]   # scope: x@1 -> class A  # scope: x@2 -> module

## a class body reads what is outside until it binds
def f():
    x = 1
    class A:
        y = x                   # scope: x -> function f
        z = 2
    return A, x                 # definitions: x -> 2

## comprehension variables stay inside
def f(z):
    y = [i for i in z]          # scope: i@1 -> comprehension  # scope: i@2 -> comprehension  # scope: z -> function f
    return i                    # scope: i -> module

## nested comprehensions
def f(rows):
    return [[c for c in row] for row in rows]   # scope: row@1 -> comprehension  # scope: c@1 -> comprehension

## a walrus in a comprehension binds outside
def f(z):
    [y := i for i in z]         # scope: y -> function f
    return y                    # definitions: y -> 2

## a walrus in nested comprehensions binds outside all of them
def f(z):
    [[y := i for i in z] for _ in z]   # scope: y -> function f
    return y

## a walrus in a comprehension at module level
[y := i for i in z]             # scope: y -> module
print(y)                        # scope: y -> module

## a walrus in a comprehension where the name is global
def f(z):
    global y
    return [y := i for i in z]  # scope: y -> module

## a walrus in a lambda binds in the lambda
f = lambda: (y := 1) + y        # scope: y@1 -> lambda  # scope: y@2 -> lambda

## global
def f():
    global x
    x = 1                       # scope: x -> module  # definitions: x -> 3

## global in a class body
x = 1
class A:
    global x
    x = 2                       # scope: x -> module

## global reaches through nested functions
def f():
    global x
    def g():
        return x                # scope: x -> module
    return g

## global hides a function further out
def f():
    x = 1
    def g():
        global x
        def h():
            return x            # scope: x -> module
        return h
    return g, x                 # scope: x -> function f

## a class's global does not reach its methods
def f():
    x = 1
    class A:
        global x
        x = 2                   # scope: x -> module
        def m(self):
            return x            # scope: x -> function f
    return A, x

## nonlocal before the outer binding
def f():
    def g():
        nonlocal x
        x = 2                   # scope: x -> function f
    x = 1                       # definitions: x -> 4, 5
    return g, x

## nonlocal through a function between
def f():
    x = 1                       # definitions: x -> 2, 6
    def g():
        def h():
            nonlocal x
            x = 2               # scope: x -> function f
        return h
    return g, x

## nonlocal in a class body
def f():
    x = 1
    class A:
        nonlocal x
        x = 2                   # scope: x -> function f
    return A, x                 # definitions: x -> 2, 5

## nonlocal skips classes
def f():
    x = 1
    class A:
        x = 2                   # scope: x -> class A
        def m(self):
            nonlocal x
            x = 3               # scope: x -> function f

## a name bound anywhere in a function is local everywhere in it
x = 1
def f():
    print(x)                    # scope: x -> function f  # definitions: x -> 4
    x = 2

## an augmented assignment makes a local
x = 1
def f():
    x += 1                      # scope: x -> function f

## del makes a local
x = 1
def f():
    del x                       # scope: x -> function f

## an annotation alone makes a local
x = 1
def f():
    x: int                      # scope: x -> function f
    return x                    # scope: x -> function f

## an annotation of a name in parentheses does not
x = 1
def f():
    (x): int                    # scope: x -> module

## import binds the first name
def f():
    import a.b                  # definitions: a -> 2
    import a.c as d             # scope: d -> function f
    from . import e             # scope: e -> function f
    return a, d, e              # scope: a -> function f

## future imports bind, too
from __future__ import annotations   # scope: annotations -> module

## star imports leave nothing certain
from os import *
x = 1
def f():
    return len(x)               # not closed: x  # not builtin: len

## conditional and tried imports are two definitions
try:
    import json                 # mark: first
except ImportError:
    json = None                 # definitions: json -> first, 4

## with, for, except, match
def f(v):
    with v as (a, [b, *c]):     # scope: a -> function f  # scope: b -> function f  # scope: c -> function f
        pass
    for d, (e, *g) in v:        # scope: d -> function f  # scope: e -> function f  # scope: g -> function f
        pass
    try:
        pass
    except* (A, B) as h:        # scope: h -> function f  # scope: A -> module
        pass
    match v:
        case [i, *rest]:        # scope: i -> function f  # scope: rest -> function f
            pass
        case {"k": j, **more}:  # scope: j -> function f  # scope: more -> function f
            pass
        case Point(x=px, y=0) as whole:   # scope: px -> function f  # scope: whole -> function f  # scope: Point -> module
            pass
        case Color.RED | Color.BLUE:      # scope: Color -> module
            pass
        case str(text) | bytes(text):     # scope: text -> function f
            pass

## names in targets that bind nothing
def f(a, i):
    a.b = 1                     # uses: a -> 2, 3, 4
    a[i] = 2                    # uses: i -> 3, 4
    (a[i], a.c) = 3, 4

## chained assignment
def f():
    a = b = c = []              # scope: a -> function f  # scope: b -> function f  # scope: c -> function f

## starred and nested targets
(a, (b, *c)), d = v             # scope: a -> module  # scope: b -> module  # scope: c -> module  # scope: d -> module

## private names are mangled
class _C:
    __x = 1                     # scope: __x -> class _C
    def f(self):
        __y = 2                 # scope: __y -> function f
        return __y, __x         # scope: __y -> function f  # scope: __x -> module
    __z__ = 3                   # scope: __z__ -> class _C

## mangled names meet their long form
class C:
    __x = 1                     # mark: short
    y = _C__x                   # definitions: _C__x -> short

## a class of underscores mangles nothing
class __:
    __x = 1
    y = __x                     # definitions: __x -> 2

## methods share the cell of their class
class A:
    def f(self):
        return __class__        # scope: __class__ -> class A  # definitions: __class__ -> 1
    def g(self):
        super().g()             # scope: super -> module

## but the class's own body does not
class A:
    x = __class__               # scope: __class__ -> module

## a class's own __class__ is another name
class A:
    __class__ = B               # mark: own
    def f(self):
        return __class__        # definitions: __class__ -> 1

## type parameters of a function
def f[T](x: T = T) -> T:        # scope: T@1 -> type parameters f  # scope: T@2 -> type parameters f
    # scope: T@3 -> module  # scope: T@4 -> type parameters f
    return T                    # scope: T -> type parameters f

## type parameters of a class
class A[T, *Ts, **P](Base[T]):  # scope: Ts -> type parameters A  # scope: P -> type parameters A
    x: T                        # scope: T -> type parameters A
    def f(self) -> T:           # scope: T -> type parameters A
        return T                # scope: T -> type parameters A

## bounds are evaluated later, and see the other parameters
def f[S, T: list[S]](x: T): ... # scope: S@2 -> type parameters f

## type aliases
class A:
    x = int
    type Y[V] = x | V           # scope: x -> class A  # scope: V@2 -> type parameters  # scope: Y -> class A

## an assignment to an attribute of type(x) is no type alias
def f(x):
    type(x).a = 1               # scope: x -> function f
    return x

## an annotated method sees its class
class A:
    x = int
    def f[T](self, y: x): ...   # scope: x -> class A

## locals, vars, exec and eval open their scope
def f():
    x = 1
    y = locals()
    return x                    # not closed: x

## eval in a comprehension
def f():
    x = 1
    [eval("x") for _ in "a"]
    return x                    # not closed: x

## vars of an object does not
def f(o):
    x = 1
    y = vars(o)
    return x                    # closed: x

## globals() that is written to
x = 1
globals()["y"] = 2
print(x)                        # not closed: x  # not builtin: print

## globals() that is only read
x = 1
print(globals()["x"], globals().get("y"), "z" in globals())
y = len(x)                      # builtin: len

## attributes, keywords and imported modules' names are no names
f(key=1).attr                   # scope: key -> none  # scope: attr -> none
from a import b as c            # scope: b -> none  # scope: c -> module

## a string is no name, a field of one is
def f(x):
    return f"{x!r:>{x}} x"      # uses: x -> 2

## an exception group's handler binds as others do
def f():
    try:
        pass
    except* OSError as e:
        print(e)                # scope: e -> function f

## print and exec as names
def f(print, exec):
    print(exec)                 # scope: print -> function f  # scope: exec -> function f

## soft keywords as names
def f(match, case, type, _):
    return match, case, type, _ # scope: match -> function f  # scope: case -> function f  # scope: type -> function f

## captured by a class body
def f(x):
    class A:
        y = x                   # captured: x
    return A

## captured by a lambda, not by a comprehension
def f(x, y):
    a = [x for _ in "ab"]       # not captured: x
    b = lambda: y               # captured: y
    return a, b

## captured by a generator's body only where it is a lambda's
def f(x):
    return ((lambda: x) for _ in "ab")   # captured: x

## bound by a nested function
def f():
    x = 1                       # captured: x
    def g():
        nonlocal x
        x = 2
    return g

## qualified names follow imports
import numpy as np
import os.path
from os import path as p
from . import sibling
np.append                       # qualified: np.append -> numpy.append
os.path.join                    # qualified: os.path.join -> os.path.join
p.join                          # qualified: p.join -> os.path.join
sibling.x                       # qualified: sibling.x -> .sibling.x

## what a module exports
__all__ = ["a", "b"]            # exports -> a, b
__all__ += ("c",)               # exports -> c
__all__.append("d")             # exports -> d
__all__.extend(["e", "f"])      # exports -> e, f
__all__.extend(m.__all__)       # exports -> unknown
x = 1                           # exports ->

## a match that the grammar takes for an annotation leaves nothing certain
def f(a, b):
    match [a, b]:
        case [v, u]:
            x = v
    x = 0
    return x                    # not closed: x  # unbound: x
