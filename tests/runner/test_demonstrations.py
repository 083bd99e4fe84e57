"""Runs every demonstration of docs/pages/measuring.md and compares what is printed with the page.

Each line of the page must be printed, with its places, names and small counts; shares may differ by 15 points, bytes
and large counts by a fifth, times by whatever the machine is, ratios of times tenfold. Rows of small costs are
the interpreter's own. --write puts what is printed into the page."""
import os
import re
import subprocess
import sys
import unittest

from measured import BINARY, FOUND, PATIENCE, ROOT, Measured, environment

PAGE = ROOT / "docs/pages/measuring.md"
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.M | re.S)
ROWS = ["tracemalloc", "memory_profiler", "objgraph", "gc", "timeit", "cProfile", "line_profiler"]  # of the guide
UNITS = {"B": 1, "KB": 2 ** 10, "MB": 2 ** 20}
TIMES = {"s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "sec": 1, "msec": 1e-3, "usec": 1e-6, "nsec": 1e-9}
NUMBER = re.compile(r"(\+?\d[\d,]*(?:\.\d+)?)(?: (s|ms|us|ns|sec|msec|usec|nsec|B|KB|MB|%)(?= |$|\.|,))?")
SMALL_SHARE, SMALL_SIZE = 25, 10e3  # percent, bytes; rows of less are not compared
# By `perfhint measure`: of two sides, or of one.
COMPARED = re.compile(r"^(?:([\d.]+)x (faster|slower)|no difference) \(.*n = ([\d,]+)\)")
COST = re.compile(r"^[\d.]+ [mun]?s \(.*n = ([\d,]+)\)")
MUCH = 10  # a gain that is larger than any machine's noise
# What the interpreter and its library have, each in its own way; and how often timeit has tried.
OTHERS = re.compile(r"^ +[\d,]+ +[\d.,]+ [KM]?B +[a-z]|^\d+ loops?,|^note: measuring lines made the run|^The garbage collector did not run"
                    r"|^Garbage collector: .* \d{1,3} objects? freed")


def demonstrations():
    """(files, commands, output) of each pair of a "sh" and a "text" block; files are those of the blocks before."""
    files, commands = {}, None
    for kind, name, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if kind == "python" and name:
            files[name] = text
        elif kind == "sh":
            commands = text
        elif kind == "text":
            yield dict(files), commands, text


def amount(number, unit):
    return float(number.lstrip("+").replace(",", "")) * UNITS.get(unit, 1)


def close(told, ours, unit):
    if unit in TIMES:
        return True
    if unit == "%":
        return abs(told - ours) <= 15
    if unit in UNITS:
        return abs(told - ours) <= max(0.2 * told, 2000)
    return told == ours if told < 200 else abs(told - ours) <= 0.2 * told


def shape(line):
    """A line without its numbers and the width of its columns."""
    return re.sub(r"\s+", " ", NUMBER.sub("#", line)).strip()


def is_small(line):
    """Whether it is a row of a table whose costs are next to nothing."""
    share = re.search(r" ([\d.]+) %  ", line)
    if share is not None:
        return float(share.group(1)) < SMALL_SHARE
    size = re.match(r"^ +([\d.,]+) (B|KB|MB)  ", line)
    return size is not None and amount(*size.groups()) < SMALL_SIZE


def differs_in_gain(told, ours):
    if ours is None or told.group(3) != ours.group(3):
        return True
    if told.group(2) != "faster" or float(told.group(1)) <= MUCH:
        return False
    return ours.group(2) != "faster" or float(ours.group(1)) < float(told.group(1)) / MUCH


def differs_in_size(told, ours):
    return ours is None or told.group(1) != ours.group(1)


def differs(told, ours):
    """Whether a line of the page does not fit one that is printed."""
    if OTHERS.match(told):
        return not OTHERS.match(ours)
    if COMPARED.match(told):
        return differs_in_gain(COMPARED.match(told), COMPARED.match(ours))
    if COST.match(told):
        return differs_in_size(COST.match(told), COST.match(ours))
    if shape(told) != shape(ours):
        return True
    units = zip(NUMBER.findall(told), NUMBER.findall(ours))
    return any((one[1] in TIMES) != (other[1] in TIMES) or not close(amount(*one), amount(*other), one[1])
               for one, other in units)


def missing(told, ours):
    """The lines of the page that are not printed, in the page's order."""
    lines = iter(ours.splitlines())
    return [line for line in told.splitlines() if not is_small(line) and all(differs(line, other) for other in lines)]


def seconds_per_loop(text):
    return [float(number) * TIMES[unit] for number, unit in re.findall(r"best of \d+: ([\d.]+) (\w+) per loop", text)]


class Demonstrations(Measured):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "bin"
        program = FOUND.get("3.13") or list(FOUND.values())[-1]
        for name, target in [("python3", program), ("perfhint", BINARY)]:
            script = self.write("bin/" + name, '#!/bin/sh\nexec "%s" "$@"\n' % os.path.abspath(target))
            script.chmod(0o755)

    def printed(self, files, commands):
        for name, text in files.items():
            (self.folder / name).write_text(text, "utf-8")
        env = dict(environment(), PATH="%s:%s" % (self.path, os.environ["PATH"]))
        env.pop("VIRTUAL_ENV", None)
        done = subprocess.run(["sh", "-e", "-c", commands], cwd=self.folder, env=env, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stdout)
        return re.sub(r"/\S+/python3\b", "python3", done.stdout)

    def test_each(self):
        for files, commands, told in demonstrations():
            with self.subTest(commands=commands):
                ours = self.printed(files, commands)
                self.assertEqual(missing(told, ours), [], ours)
                times, page = seconds_per_loop(ours), seconds_per_loop(told)
                for one, other in zip(zip(times, times[1:]), zip(page, page[1:])):
                    self.assertGreater(one[0] / one[1], other[0] / other[1] / MUCH, (times, page))

    def test_each_row_of_the_guide_has_one(self):
        sections = PAGE.read_text("utf-8").split("\n## ")[1:]
        names = {section.split("\n")[0]: section for section in sections}
        self.assertEqual(sorted(names), sorted(ROWS))
        for section in names.values():
            self.assertRegex(section, r"\n> .+\n")
            self.assertGreater(section.count("```sh\n"), 0)
            self.assertEqual(section.count("```sh\n"), section.count("```text\n"))

    def test_the_comparison_can_fail(self):
        line = "  38.0 ms  92.6 %  40.8 ms  1,000  orders.py:4   known"
        for other, wrong in [(line, False), (line.replace("38.0 ms", "3.80 s"), False), (line.replace("92.6", "72.6"), True),
                             (line.replace("orders.py:4 ", "orders.py:44"), True), (line.replace("known", "total"), True),
                             (line.replace("1,000", "2,000"), True), (line.replace("38.0 ms", "38.0 MB"), True)]:
            self.assertEqual(differs(line, other), wrong, other)
            self.assertEqual(missing(line, "6986\n" + other + "\n"), [line] if wrong else [], other)
        gain = "99.5x faster (4.95 -> 0.049 ms, +-7 %, n = 1,000), +41.1 kB peak"
        for other, wrong in [("60x faster (1 -> 1 ms, +-7 %, n = 1,000)", False), ("2x faster (1 -> 1 ms, +-7 %, n = 1,000)", True),
                             ("99x slower (1 -> 1 ms, +-7 %, n = 1,000)", True), (gain.replace("1,000", "10,000"), True)]:
            self.assertEqual(differs(gain, other), wrong, other)
        little, cost = "1.49x faster (475 -> 321 ns, +-3 %, n = 10)", "492 ns (+-2 %, n = 10)"
        for other, wrong in [("no difference (+-28 %, n = 10)", False), ("1.1x slower (1 -> 2 us, +-9 %, n = 10)", False),
                             ("no difference (+-28 %, n = 100)", True), (cost, True), ("known", True)]:
            self.assertEqual(differs(little, other), wrong, other)
        for other, wrong in [("721 us (+-59 %, n = 10), peak 2,048 B", False), (cost.replace("10)", "100)"), True), (little, True)]:
            self.assertEqual(differs(cost, other), wrong, other)


def write():
    """Each output as it is printed now."""
    test = Demonstrations()
    test.setUp()
    page = PAGE.read_text("utf-8")
    for at, (files, commands, _) in enumerate(list(demonstrations())):
        ours = test.printed(files, commands)
        spans = [match for match in BLOCK.finditer(page) if match.group(1) == "text"]
        page = page[:spans[at].start(3)] + ours + page[spans[at].end(3):]
    PAGE.write_text(page, "utf-8")
    test.doCleanups()


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        unittest.main()
