"""Measures code before and after a fix, or code alone, on the Python that runs this: one JSON object in, one a size
out. Both sides run interleaved, so that whatever disturbs the machine disturbs both. No best of several is taken: code
as small as a sum() runs at two or three speeds, and changes between them while it runs. Standard library, CPython 3.8
and later."""
import ast
import collections
import gc
import itertools
import json
import math
import os
import sys
import time
import tracemalloc

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SLICE = 0.008  # seconds that one timing takes, where one round does not take longer
MOST_FRESH = 1000  # rounds in a timing that each need values of their own


class Failed(Exception):
    """What a part of the code did wrong, to be told."""

    def __init__(self, part, error):
        super().__init__("%s: %s" % (type(error).__name__, error) if str(error) else type(error).__name__)
        self.part = part


def own_nodes(body):
    """All nodes but what is inside functions and classes defined there."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            waiting.extend(ast.iter_child_nodes(node))


def assign(name, value):
    return ast.Assign(targets=[ast.Name(id=name, ctx=ast.Store())], value=value)


def call(function, names):
    return ast.Call(func=ast.Name(id=function, ctx=ast.Load()),
                    args=[ast.Name(id=name, ctx=ast.Load()) for name in names], keywords=[])


class Code:
    """Statements as they are measured: those that return or yield become a function that is called."""

    def __init__(self, text):
        self.body = ast.parse(text).body
        own = list(own_nodes(self.body))
        self.yields = any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own)
        returns = sum(isinstance(node, ast.Return) for node in own)
        self.ends = returns == 1 and isinstance(self.body[-1], ast.Return)
        self.called = self.yields or (returns > 0 and not self.ends)
        loops = [node.target for node in own if isinstance(node, ast.comprehension)]
        inner = {id(node) for target in loops for node in ast.walk(target)}  # bound inside comprehensions alone
        self.bound = {node.id for node in own if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                      and id(node) not in inner}
        self.bound |= {node.name for node in own if isinstance(node, FUNCTIONS[:2] + (ast.ClassDef,))}
        self.said = {node.id for part in self.body for node in ast.walk(part) if isinstance(node, ast.Name)}

    def statements(self, names, keeps_result):
        """What runs each round, with `_result` bound if it is kept."""
        if self.called:
            value = call("_measured", names)
            if self.yields:
                value = ast.Call(func=ast.Name(id="list", ctx=ast.Load()), args=[value], keywords=[])
            return [assign("_result", value)]
        body = list(self.body)
        last = body[-1] if body else None
        if self.ends:
            body[-1] = assign("_result", last.value or ast.Constant(value=None))
        elif keeps_result and isinstance(last, ast.Expr):
            body[-1] = assign("_result", last.value)
        return body

    def helper(self, names):
        return [function("_measured", names, self.body)] if self.called else []


def function(name, parameters, body):
    made = ast.parse("def %s(%s): pass" % (name, ", ".join(parameters))).body[0]
    made.body = body or [ast.Pass()]
    return made


def run_function(code, names, in_module):
    """run(_values, _timer): one round for each tuple of values, and how long all of them took."""
    targets = "(%s,)" % ", ".join(names) if names else "_nothing"
    made = ast.parse("def run(_values, _timer):\n    _start = _timer()\n    for %s in _values: pass\n"
                     "    return _timer() - _start" % targets).body[0]
    made.body[1].body = code.statements(names, False) or [ast.Pass()]
    shared = sorted(set(names) | code.bound) if in_module and not code.called else []
    if shared:
        made.body.insert(0, ast.Global(names=shared))
    return made


def check_function(code, names):
    """check(*values): one round, and all names that are bound then."""
    body = code.statements(names, True) + ast.parse("def f(): return locals()").body[0].body
    return function("check", names, body)


class Side:
    def __init__(self, task, part, setup_names, flags):
        self.part = part
        self.code = parsed(task[part], part)
        self.names = sorted(setup_names & task["said"])
        self.globals = {"__name__": "measured"}
        for text in (task["module"], task.get("module_" + part) or ""):
            self.execute(parsed(text, "module").body, "module", flags)
        if task["in_module"]:
            self.execute([], part, flags)
        tree = self.code.helper(self.names) + [run_function(self.code, self.names, task["in_module"]),
                                               check_function(self.code, self.names)]
        self.execute(tree, part, flags)
        self.run, self.check = self.globals["run"], self.globals["check"]
        self.make = made_by(task["setup"], self.globals, flags)

    def execute(self, body, part, flags):
        tree = ast.fix_missing_locations(ast.Module(body=body, type_ignores=[]))
        try:
            exec(compile(tree, "<%s>" % part, "exec", flags=flags, dont_inherit=True), self.globals)
        except BaseException as error:
            raise Failed(part, error)

    def values(self, n):
        try:
            made = self.make(n)
            return tuple(made[name] for name in self.names)
        except BaseException as error:
            raise Failed("setup", error)

    def once(self, values):
        try:
            return self.check(*values)
        except BaseException as error:
            raise Failed(self.part, error)


def parsed(text, part):
    try:
        return Code(text)
    except SyntaxError as error:
        raise Failed(part, error)


def made_by(setup, names, flags):
    """make(_n): the values of all names that the setup binds."""
    body = parsed(setup, "setup").body + ast.parse("def f(): return locals()").body[0].body
    tree = ast.fix_missing_locations(ast.Module(body=[function("make", ["_n"], body)], type_ignores=[]))
    exec(compile(tree, "<setup>", "exec", flags=flags, dont_inherit=True), names)
    return names.pop("make")


def is_one_pass(value):
    return hasattr(value, "__next__")


SEQUENCES = (list, tuple, collections.deque)


def same(a, b, depth=0):
    """Whether two results are equal, as far as that can be told."""
    if a is b or depth > 20:
        return True
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9) or (a != a and b != b)
    if isinstance(a, SEQUENCES) and isinstance(b, SEQUENCES):
        return len(a) == len(b) and all(same(x, y, depth + 1) for x, y in zip(a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key], depth + 1) for key in a)
    if is_one_pass(a) and is_one_pass(b):
        return same(list(itertools.islice(a, 10000)), list(itertools.islice(b, 10000)), depth + 1)
    equal = a == b
    if not isinstance(equal, bool) and hasattr(equal, "all"):  # an array's answer, element by element
        equal = bool(equal.all()) if getattr(a, "shape", 0) == getattr(b, "shape", 0) else False
    if equal or type(a).__name__ != type(b).__name__ or type(a).__eq__ is not object.__eq__:
        return bool(equal)
    if callable(a):
        return getattr(a, "__qualname__", 0) == getattr(b, "__qualname__", 0)
    return same(state_of(a), state_of(b), depth + 1)


def state_of(value):
    state = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        for name in getattr(kind, "__slots__", ()) or ():
            if isinstance(name, str) and hasattr(value, name):
                state[name] = getattr(value, name)
    return state


def short(value):
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def differences(before, after, unseen):
    """The names that both sides bind to different values, but for those that nothing reads afterwards."""
    found = []
    for name in sorted(before.keys() & after.keys()):
        if name.startswith("_") and name != "_result" or name in unseen:
            continue
        if not same(before[name], after[name]):
            found.append({"name": "the result" if name == "_result" else name,
                          "before": short(before[name]), "after": short(after[name])})
    return found


class Values:
    """What the rounds of a side get: the same values each time, or fresh ones where they are changed or used up. The
    same, since new ones would be scattered over what the last ones left, as a program's own seldom are."""

    def __init__(self, side, n, fresh):
        self.side, self.n, self.fresh = side, n, fresh
        self.same = None if fresh else side.values(n)
        self.most = min(MOST_FRESH, max(1, 2000000 // max(n, 1))) if fresh else 10 ** 7

    def of(self, rounds):
        if self.fresh:  # what a round is done with is given back: kept, it would fill the caches
            waiting = collections.deque(self.side.values(self.n) for _ in range(rounds))
            waiting.append(None)
            return iter(waiting.popleft, None)
        return itertools.repeat(self.same, rounds)


def needs_fresh(side, n):
    """Whether a round leaves its values other than they were."""
    used, untouched = side.values(n), side.values(n)
    if any(map(is_one_pass, used)):
        return True
    side.once(used)
    return not all(map(same, used, untouched))


def seconds_for(values, rounds):
    made = values.of(rounds)
    gc.collect()
    gc.freeze()  # what waits to be used is not looked at again and again
    try:
        return max(values.side.run(made, time.perf_counter), 1e-9)
    except BaseException as error:
        raise Failed(values.side.part, error)
    finally:
        gc.unfreeze()


def calibrated(values):
    """How many rounds fill a slice, and how long one takes."""
    rounds = 1
    while True:
        spent = seconds_for(values, rounds)
        if spent >= SLICE * 0.6 or rounds >= values.most:
            return rounds, spent / rounds
        rounds = min(values.most, max(rounds + 1, min(rounds * 50, int(rounds * SLICE / spent) + 1)))


def peak_bytes(side, n):
    values = side.values(n)
    gc.collect()
    tracemalloc.start(1)
    try:
        base = tracemalloc.get_traced_memory()[0]
        side.run([values], time.perf_counter)
        return max(0, tracemalloc.get_traced_memory()[1] - base)
    finally:
        tracemalloc.stop()


def measured(sides, n, task, left):
    """One size. `left`: the seconds it may take; the first pair is measured in any case."""
    begin = time.perf_counter()
    cell = {"n": n}
    fresh = any([needs_fresh(side, n) for side in sides])
    if len(sides) == 2:
        cell["differs"] = differences(*[side.once(side.values(n)) for side in sides], task["unseen"])
        if cell["differs"]:
            return cell
    values = [Values(side, n, fresh) for side in sides]
    rounds = [calibrated(one)[0] for one in values]
    times = [[] for _ in sides]
    for pair in range(task["pairs"]):
        if pair and (time.perf_counter() - begin) * (pair + 2) / (pair + 1) > left:
            break
        order = list(range(len(sides)))[::-1 if pair % 2 else 1]
        for at in order:
            times[at].append(seconds_for(values[at], rounds[at]) / rounds[at])
    for side, found in zip(sides, times):
        cell[side.part] = found
        if task["memory"]:
            cell["peak_" + side.part] = peak_bytes(side, n)
    return cell


def making_seconds(side, n):
    begin = time.perf_counter()
    side.values(n)
    return time.perf_counter() - begin


def fitting(n, known, left):
    """The size, or a tenth of it, or None: by how the cost grew, will it be done in the seconds left?"""
    if not known:
        return n
    size, cost = known[-1]
    grows = 1.0
    if len(known) > 1:
        (less, least), (more, most) = known[-2:]
        grows = min(3.0, max(1.0, math.log(most / least) / math.log(more / less)))
    for wanted in (n, n // 10):
        if wanted > size and cost * (wanted / size) ** grows * 12 <= left:
            return wanted
    return None


def run_sizes(task, write):
    task["said"] = set()
    parts = [part for part in ("before", "after") if task.get(part) is not None]
    for part in parts:
        task["said"] |= parsed(task[part], part).said
    flags = 0
    if "from __future__ import annotations" in task["module"]:
        import __future__
        flags = __future__.annotations.compiler_flag
    bound = parsed(task["setup"], "setup").bound
    sides = [Side(task, part, bound, flags) for part in parts]
    end = time.perf_counter() + task["seconds"]
    known = []
    for at, wanted in enumerate(task["sizes"]):
        left = end - time.perf_counter()
        n = fitting(wanted, known, left) if task["may_skip"] else wanted
        if n is None:
            break
        cell = measured(sides, n, task, left / (len(task["sizes"]) - at))
        write(cell)
        if cell.get("differs"):
            break
        known.append((n, sum(min(cell[part]) for part in parts) + sum(making_seconds(side, n) for side in sides)))


def main():
    task = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)  # what the code prints is not ours to read
    os.dup2(nothing, 1)

    def write(cell):
        out.write(json.dumps(cell) + "\n")
        out.flush()

    write({"python": "%d.%d.%d" % sys.version_info[:3]})
    sys.path[0:0] = task["path"]
    gc.collect()
    try:
        run_sizes(task, write)
    except Failed as failed:
        write({"part": failed.part, "error": str(failed)[:300]})
    except MemoryError:
        write({"part": "before", "error": "MemoryError"})
    out.flush()
    os._exit(0)  # whatever threads and exit handlers the code left


main()
