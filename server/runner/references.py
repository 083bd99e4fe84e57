"""Objects in the manner of objgraph: which types are most common, which grew, which cycles were left for the
collector at the end, and by what chain of references an object of a grown type is kept alive."""
import collections
import gc
import sys
import types

from . import project

MOST_TYPES, MOST_CYCLES, MOST_CHAINS = 10, 5, 3
MUCH = 100  # objects of a type that is not the project's; fewer are any run's own
MOST_VISITED = 2000000  # objects, in the search for a chain
OWN = __package__


class References:
    def __init__(self, picture=None):
        self.picture = picture  # a function that draws why an object is alive
        self.before = collections.Counter()
        self.found = {}

    def start(self):
        gc.collect()  # what was left before the program began
        self.before = collections.Counter(type(one) for one in gc.get_objects())

    def stop(self):
        cycles = cycles_of(garbage())
        counts, sizes = collections.Counter(), collections.Counter()
        for one in gc.get_objects():
            counts[type(one)] += 1
            sizes[type(one)] += size_of(one)
        grown = [(kind, count - self.before[kind]) for kind, count in counts.most_common() if not is_runners(kind)]
        grown = [(kind, more) for kind, more in grown if more >= (1 if is_projects(kind) else MUCH)]
        grown.sort(key=lambda pair: (not is_projects(pair[0]), -pair[1]))
        wanted = [kind for kind, _ in grown if is_projects(kind)][:MOST_CHAINS]
        if self.picture and wanted:
            self.picture(next(one for one in gc.get_objects() if type(one) is wanted[0]))
        self.found = {
            "types": [{"type": name_of(kind), "count": count, "bytes": sizes[kind]}
                      for kind, count in counts.most_common(MOST_TYPES) if not is_runners(kind)],
            "growth": [{"type": name_of(kind), "count": counts[kind], "grown": more} for kind, more in grown[:MOST_TYPES]],
            "cycles": cycles,
            "chains": [{"type": name_of(kind), "chain": chain} for kind, chain in chains_to(wanted).items()],
        }

    def answer(self):
        return self.found


def size_of(one):
    try:
        return sys.getsizeof(one)
    except Exception:  # a __sizeof__ of the program's
        return 0


def is_runners(kind):
    return kind.__dict__.get("__module__") == OWN or str(kind.__module__).startswith(OWN + ".")


def is_runners_own(one):
    """A function or a frame of ours."""
    code = getattr(one, "__code__" if isinstance(one, types.FunctionType) else "f_code", None) if isinstance(
        one, (types.FunctionType, types.FrameType)) else None
    return code is not None and code.co_filename.startswith(project.OWN)


def is_projects(kind):
    """Whether a class was made by code of the project."""
    module = sys.modules.get(kind.__module__) if isinstance(kind.__module__, str) else None
    path = getattr(module, "__file__", None)
    return isinstance(path, str) and bool(kind.__flags__ & 1 << 9) and project.is_project(path)  # a heap type


def name_of(kind):
    module = kind.__module__ if isinstance(kind.__module__, str) else ""
    return kind.__qualname__ if module in ("builtins", "__main__", "") else module + "." + kind.__qualname__


def garbage():
    """What only the collector could free: objects that nothing outside their cycles refers to."""
    flags, kept = gc.get_debug(), len(gc.garbage)
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
    finally:
        gc.set_debug(flags)
    found = gc.garbage[kept:]
    del gc.garbage[kept:]
    return found


def cycles_of(found):
    """[{"chain": [...], "count": how many cycles are like it, "objects": in them}], those of most objects first."""
    inside = {id(one): one for one in found}
    cycles, seen = {}, set()
    # Instances of the project's classes first: they are what its author knows.
    for one in sorted(found, key=lambda one: not is_projects(type(one))):
        if id(one) in seen or is_runners(type(one)):
            continue
        circle = shortest_circle(one, inside)
        if circle is None or any(id(part) in seen or is_runners_own(part) for part in circle):
            continue
        seen.update(map(id, circle))
        chain = described(circle + [one])
        entry = cycles.setdefault(tuple(sorted(chain[:-1])), {"chain": chain, "count": 0, "objects": 0})
        entry["count"] += 1
        entry["objects"] += len(circle)
    return sorted(cycles.values(), key=lambda entry: -entry["objects"])[:MOST_CYCLES]


def shortest_circle(start, inside):
    """The objects of the shortest way from `start` to itself within `inside`; None if there is none."""
    before, row = {}, [start]
    while row:
        following = []
        for one in row:
            for other in gc.get_referents(one):
                if other is start:
                    return way_to(one, before)
                if id(other) in inside and id(other) not in before:
                    before[id(other)] = one, other
                    following.append(other)
        row = following
    return None


def way_to(one, before):
    way = [one]
    while id(one) in before:
        one = before[id(one)][0]
        way.append(one)
    return way[::-1]


def chains_to(kinds):
    """{type: the shortest chain of references from a module to an object of it}, for those that have one."""
    wanted, chains = set(kinds), {}
    before, row = {}, []
    for name, module in list(sys.modules.items()):
        if isinstance(module, types.ModuleType) and project.is_project(getattr(module, "__file__", None) or ""):
            row.append(module)
            before[id(module)] = None, module
    while row and wanted and len(before) < MOST_VISITED:
        following = []
        for one in row:
            for other in gc.get_referents(one):
                if id(other) in before or isinstance(other, (types.FrameType, types.CodeType)):
                    continue
                before[id(other)] = one, other
                if type(other) in wanted:
                    wanted.discard(type(other))
                    chains[type(other)] = described(way_from_root(other, before))
                following.append(other)
        row = following
    return {kind: chains[kind] for kind in kinds if kind in chains}


def way_from_root(one, before):
    way = []
    while one is not None:
        way.append(one)
        one = before[id(one)][0]
    return way[::-1]


def described(way):
    """Of objects each of which refers to the next: ["module app", ".CACHE dict", "[3] Node"]. The dict that holds
    an object's attributes is no step of its own."""
    steps, at = [label(way[0])], 0
    while at + 1 < len(way):
        one, other = way[at], way[at + 1]
        if other is getattr_dict(one) and at + 2 < len(way):
            steps.append("." + key_of(other, way[at + 2]) + " " + label(way[at + 2]))
            at += 2
        else:
            steps.append(link(one, other) + label(other))
            at += 1
    return steps


def getattr_dict(one):
    try:
        return object.__getattribute__(one, "__dict__")
    except Exception:
        return None


def key_of(holder, value):
    for key, one in list(holder.items()):
        if one is value:
            return key if isinstance(key, str) else label(key)
    return "?"


def link(one, other):
    """How one object refers to another, as it is written in Python, and a space; only a space if it is not told."""
    if type(one) is dict:
        for key, value in one.items():
            if value is other:
                return "[%s] " % short(key)
        return "key "
    if isinstance(one, (list, tuple)):
        return next(("[%d] " % at for at, value in enumerate(one) if value is other), "")
    # Since 3.11 attributes may be held without a dict; slots are.
    names = list(getattr_dict(one) or ()) + [
        name for kind in type(one).__mro__ for name, slot in vars(kind).items()
        if isinstance(slot, types.MemberDescriptorType)]
    for name in names:
        try:
            if object.__getattribute__(one, name) is other:
                return ".%s " % name
        except Exception:
            pass
    if isinstance(one, types.CellType):
        return "cell "
    return ""


def short(key):
    """A key, where that runs no code of the program's and is short."""
    text = repr(key) if type(key) in (str, int, bytes, float, bool) else label(key)
    return text if len(text) <= 40 else text[:37] + "..."


def label(one):
    if isinstance(one, types.ModuleType):
        return "module %s" % one.__dict__.get("__name__")
    if isinstance(one, types.FunctionType):
        return "function %s" % one.__qualname__
    if isinstance(one, type):
        return "class %s" % type.__dict__["__qualname__"].__get__(one)
    return name_of(type(one))
