"""Random small functions that share, keep and change lists, and whether running their loop changed what `a` holds.

    changes_dump.py COUNT FOLDER

prints for each function "= number", "changed" or "same", and its lines. The functions are the same on every run.
"""
import random
import sys

STATEMENTS = r"""
{x} = {y}
{x} = {y}
{x} = [{n}]
{x} = [{y}]
{x} = {y}[:]
{x} = list({y})
{x} = {y} or [1]
{x} = {y} if {n} > 4 else {z}
{x} = ({y}, {z})[{n} % 2]
{x}, {y} = {y}, {x}
{x}, {y} = ({z}, [1])
[{x}, *{y}] = [{z}, {x}]
{x} = {y} = {z}
{x} = {y} = [{n}]
{x} = (w := {y})
{x} = id_({y})
{x} = p.f
{x} = q
{x} = box[1]
{x} = box.get(2, {y})
{x} = box.setdefault({n}, {y})
{x} = [v for v in [{y}, {z}]][0]
{x} = max([{y}], [{z}])[0]
{x} = sorted([{y}], key=len)[0]
{x} = next(iter([{y}]))
{x} = dict(k={y})["k"]
{x} = {y} + [{z}]
{x} = [{y}] * 2
{x} = {y}.copy()
{x} = [{y}].pop()
{x} = (lambda: {y})()
{x} += [{n}]
{x}.append({n})
{x}.append({n})
{x}.append({y})
{x}.extend({y})
{x}.insert(0, {n})
{x}.clear()
{x}[:] = [{n}]
{x}[0] = {n}
{x}[0].append({n})
{x}[-1] += [{n}]
del {x}[:]
w.append({n})
keep({x})
keep([{x}])
keep(k={x})
keep(*[{x}])
poke()
poke()
p.f = {x}
p.f.append({n})
p.poke()
p.keep({x})
q.append({n})
box = {{1: {x}}}
box[1] = {x}
box[1].append({n})
box.pop(1).append({n})
for {x} in [{y}, {z}]: pass
for v in [{x}, {y}]: v.append({n})
[v.append({n}) for v in [{x}]]
sum(v.append({n}) or 0 for v in [{x}])
for k, v in box.items(): v.append({n})
for v in box.values(): v.append({n})
for k, v in enumerate([{x}]): v.append({n})
for v, u in zip([{x}], [{y}]): u.append({n})
def h(): {x}.append({n})
def h(v={x}): v.append({n})
h = lambda: {x}.append({n})
h = {x}.append
h()
h({n})
with p as t: t.append({n})
p.f = {x}; box = [0, p.f]
if {x}: {y} = {x}
while len({x}) > 3: {x}.pop()
try: {x} = {y}; {x}.foo()\nexcept AttributeError: {x}.append({n})
match {x}, {y}:\n    case [v, u]: v.append({n})
"""
LINES = [line.replace("\\n", "\n") for line in STATEMENTS.strip().split("\n")]
NAMES = "abcd"


class Thing:
    def __init__(self):
        self.kept = []
        self.f = [0]

    def keep(self, *things, **named):
        self.kept += things
        self.kept += named.values()

    def poke(self):
        for thing in self.kept + [self.f]:
            for _ in range(3):
                if not thing or not isinstance(thing[0], list):
                    break
                thing = thing[0]
            thing.append("poked")

    def __enter__(self):
        return self.f

    def __exit__(self, *error):
        return False


def statement(choice):
    names = {key: choice.choice(NAMES) for key in "xyz"}
    return choice.choice(LINES).format(n=choice.randrange(9), **names).split("\n")


def function(choice):
    head = ["a, b, c, d, w = [1], [2], [3], [4], [5]", "box = {1: [0]}", "h = print"]
    before = [line for _ in range(choice.randrange(6)) for line in statement(choice)]
    inside = [line for _ in range(1 + choice.randrange(3)) for line in statement(choice)]
    return head + before, inside


def text_of(before, inside, observed):
    watch = ["watch(a)"] if observed else []
    body = before + watch + ["for i in range(2):"] + ["    " + line for line in inside + watch]
    return "def f(p, q, keep, poke, id_, watch):\n" + "".join("    " + line + "\n" for line in body) + "    return a\n"


def changed(before, inside):
    thing, seen, alive = Thing(), [], []  # alive: so that no id is given twice
    q = [0]
    thing.keep(q)
    space = {"print": lambda *args: None}
    exec(text_of(before, inside, True), space)

    def watch(value):
        if len(seen) < 9:
            alive.append(list(value))
            seen.append(repr([id(one) if isinstance(one, list) else one for one in value]))

    try:
        space["f"](thing, q, thing.keep, thing.poke, lambda value: value, watch)
    except (IndexError, AttributeError, TypeError, KeyError, RuntimeError, ValueError, UnboundLocalError):
        pass
    return len(set(seen)) > 1


def main():
    choice = random.Random(17)
    for number in range(int(sys.argv[1])):
        before, inside = function(choice)
        print("=", number)
        print("changed" if changed(before, inside) else "same")
        print(text_of(before, inside, False), end="")


if __name__ == "__main__":
    main()
