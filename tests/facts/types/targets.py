# for targets, with targets, unpacking, contents told from uses.
import bisect
import collections
import csv
import heapq
import itertools
import os
import re
import sqlite3
import tempfile


def for_targets(unknown, xs: list[int], d: dict[str, float], names: list[str], rows: list[list[str]]):
    for a in xs:
        a  # type: int
    for i, a2 in enumerate(names):
        i  # type: int
        a2  # type: str
    for k in d:
        k  # type: str
    for k2, v2 in d.items():
        k2  # type: str
        v2  # type: int | float
    for v3 in d.values():
        v3  # type: int | float
    for x, y in zip(xs, names):
        x  # type: int
        y  # type: str
    for i2, (x2, y2) in enumerate(zip(xs, names)):
        x2  # type: int
        y2  # type: str
    for row in rows:
        row  # type: list[str]
        for cell in row:
            cell  # type: str
    for c in "abc":
        c  # type: str
    for b in b"abc":
        b  # type: int
    for n in range(3):
        n  # type: int
    for r in reversed(names):
        r  # type: str
    for s in sorted(d):
        s  # type: str
    for u in unknown:
        u  # type: unknown
    for p, q in [(1, "a"), (2, "b")]:
        p  # type: int
        q  # type: str
    for e in (1, "a"):
        e  # type: int | str
    for line in open("f"):
        line  # type: str
    for line2 in open("f", "rb"):
        line2  # type: bytes
    for m in re.finditer("a", "b"):
        m.group(0)  # type: str
    for root, dirs, files in os.walk("."):
        root  # type: str
        files  # type: list[str]
    for key, group in itertools.groupby(names):
        key  # type: str
    for first, *rest in rows:
        first  # type: str
        rest  # type: list[str]
    for pair in itertools.product(xs, names):
        pair  # type: tuple[int, str]
    for w in set(names):
        w  # type: str
    for j in itertools.count():
        j  # type: int
    for o in itertools.chain(xs, [1.5]):
        o  # type: int | float
    for cells in csv.reader(open("f")):
        cells  # type: list[str]
        cells[0]  # type: str


def unpacking(unknown, t: tuple[int, str], xs: list[int]):
    a, b = 1, "a"
    a  # type: int
    b  # type: str
    c, d = t
    c  # type: int
    d  # type: str
    e, f = xs
    f  # type: int
    g, *h = xs
    h  # type: list[int]
    *i, j = t
    i  # type: list[int | str]
    j  # type: int | str
    k, l = unknown
    k  # type: unknown
    (m, n), o = (1, "a"), 2.0
    n  # type: str
    o  # type: float
    p = q = []
    q  # type: list
    r, s = "ab"
    s  # type: str
    u, v, w = "a b c".partition(" ")
    w  # type: str
    x, y = 1, *xs
    y  # type: int
    [z, aa] = 1, 2
    aa  # type: int
    head, tail = os.path.split("a/b")
    tail  # type: str
    base, ext = os.path.splitext("a.b")
    ext  # type: str
    b1, b2 = b2, b1 = 1, "a"
    b1  # type: str


def with_targets():
    with open("f") as f:
        f  # type: text file
        f.read()  # type: str
        f.readlines()  # type: list[str]
    with open("f", "wb") as g:
        g  # type: binary file
    with open("f") as h, open("g", "rb") as i:
        h  # type: text file
        i  # type: binary file
    with (open("f") as j):
        j  # type: text file
    with tempfile.TemporaryDirectory() as folder:
        folder  # type: str | bytes
    with sqlite3.connect("f") as connection:
        connection  # type: sqlite3.Connection
    with open("f") as f1, open("g") as f2:
        for a, b in zip(f1, f2):
            b  # type: str


def contents(unknown, words: list[str]):
    a = []
    a.append(1)
    a  # type: list[int]
    b = []
    b.append(unknown)
    b  # type: list
    c = []
    for w in words:
        c.append((w, len(w)))
    c  # type: list[tuple[str, int]]
    d = {}
    for w in words:
        d[w] = d.get(w, 0) + 1
    d  # type: dict[str, int]
    e = set()
    e.add("a")
    e.add(1)
    e  # type: set[int | str]
    f = [1]
    unknown(f)
    f  # type: list
    g = [1]
    h = g
    g  # type: list
    i = [1]
    print(len(i), sorted(i), sum(i))
    i  # type: list[int]
    j = []
    j.extend(words)
    j += ["a"]
    j  # type: list[str]
    k = {}
    k["a"] = []
    k["a"].append("x")
    k  # type: dict[str, list]
    l = [[0] * 3 for _ in words]
    l[0][0] = "a"
    l  # type: list[list]
    m = [[1], [2]]
    m[0][1] == 3
    m  # type: list[list[int]]
    n = []
    heapq.heappush(n, (1, "a"))
    n  # type: list[tuple[int, str]]
    heapq.heappop(n)  # type: tuple[int, str]
    o = [1]
    o.insert(0, "a")
    o  # type: list[int | str]
    p = collections.deque()
    p.append(1)
    p.appendleft(2)
    p.popleft()  # type: int
    q = [3]
    q[0] = "a"
    q  # type: list[int | str]
    r = {"a": 1}
    r.update({"b": 2.0})
    r  # type: dict[str, int | float]
    s = {"a": 1}
    s.update(unknown)
    s  # type: dict
    add = None
    u = []
    add = u.append
    u  # type: list
    v = collections.defaultdict(list)
    v["a"].append(1)
    v  # type: collections.defaultdict[str, list]
    x = collections.defaultdict(int)
    x["a"] += 1
    x  # type: collections.defaultdict[str, int]
    y = collections.Counter(words)
    y["a"] += 1
    y.most_common(3)  # type: list[tuple[str, int]]
    z = [1, 2]
    z.sort()
    z.reverse()
    z.pop()  # type: int
    return z


def returned():
    a = [1]
    return a  # type: list[int]


def in_try(unknown):
    a = [1]
    try:
        return a
    finally:
        a  # type: list


def augmented(unknown, s: str):
    a = ""
    a += unknown
    a  # type: str
    b = 0
    b += unknown
    b  # type: unknown
    c = 0
    c += 1.5
    c  # type: float
    d = []
    d += unknown
    d  # type: list
    e = 1
    e -= 1
    e  # type: int
    f = {1}
    f |= {2}
    f  # type: set[int]
    g = (1,)
    g += ("a",)
    g  # type: tuple[int, str]


GLOBAL = ["a"]
MAPPING = {"a": 1}
MUTATED = ["a"]
REBOUND = None
CONSTANT = "x"
SET_BY_OTHERS = None


def rebinds():
    global REBOUND
    REBOUND = 3
    MUTATED.append(3)


def globals_():
    GLOBAL  # type: list[str]
    GLOBAL[0]  # type: str
    MAPPING["a"]  # type: int
    MUTATED  # type: list
    REBOUND  # type: None | int
    CONSTANT  # type: str
    SET_BY_OTHERS  # type: unknown
