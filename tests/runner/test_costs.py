"""What `perfhint profile` tells of programs whose costs are known, on every CPython: times, lines, peak, references."""
import unittest

from measured import PYTHON, PYTHONS, Measured, line_of

HOT = """\
    import math
    numbers = list(range(3000))
    class Reader:
        def load(self):                                     # load
            for _ in range(30):                             # loop
                sorted(numbers, key=self.key)               # library
        def key(self, number):                              # key
            return -number
    def double(numbers):                                    # double
        return [number * 2 for number in numbers]           # comprehension
    def repeat(n):                                          # repeat
        base = [1] * 400                                    # base
        for at in range(n):
            many = base * 400                               # bytes
            one = at + 1                                    # cheap
            few = base * 20                                 # few
    def outer():                                            # outer
        inner()                                             # calls inner
    def inner():
        repeat(100)
    def main():
        Reader().load()
        for _ in range(60):
            double(numbers)
        repeat(500)
        outer()
    main()
    """

THREADS = """\
    import sys, threading
    rounds = int(sys.argv[1])
    def spin(n):
        while n:
            n -= 1
    def before():
        spin(rounds)
    def work():
        spin(20 * rounds)                                   # work
    def wait(threads):
        for thread in threads:
            thread.join()                                   # join
    before()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    wait(threads)
    """

LEAK = """\
    import tracemalloc

    tracemalloc.start()

    # Your code
    data = [x for x in range(10**5)]
    del data

    print(tracemalloc.get_traced_memory())
    tracemalloc.stop()
    """

MEMORY = """\
    import json
    kept = []
    def keep(n):
        kept.append(bytes(n))                               # keep
    def spike(n):
        return len(bytes(n) + bytes(n))                     # spike
    def by_library():
        return json.loads("[" + "1.5," * 20000 + "1]")      # library
    for _ in range(30):
        keep(100000)
    spike(4000000)
    left = by_library()
    """

CYCLES = """\
    class Node:
        def __init__(self, parent=None):
            self.parent, self.children = parent, []
            if parent is not None:
                parent.children.append(self)
    class Session:
        __slots__ = ("user",)
        def __init__(self, user):
            self.user = user
    class User:
        pass
    CACHE = {}
    def fill():
        for number in range(20):
            CACHE[number] = [Session(User())]
    def leave_cycles():
        for _ in range(7):
            root = Node()
            Node(root)
    fill()
    leave_cycles()
    """


class Costs(Measured):
    def test_functions(self):
        path = self.write("app.py", HOT)
        for python in self.each_python():
            functions = self.profile(python).functions()
            self.assertEqual({"<module>", "Reader", "Reader.load", "Reader.key", "double", "repeat", "outer", "inner", "main"},
                             set(functions))
            for name, mark, calls in [("Reader.load", "load", 1), ("Reader.key", "key", 90000), ("double", "double", 60),
                                      ("repeat", "repeat", 2), ("outer", "outer", 1)]:
                self.assertEqual((functions[name]["line"], functions[name]["calls"]), (line_of(path, mark), calls))
            # sorted() is the library's, and paid for by who calls it; what the comprehension takes is its function's.
            self.assertGreater(functions["Reader.load"]["self"], 0.1 * functions["Reader.load"]["total"])
            self.assertGreater(functions["double"]["self"], 0.95 * functions["double"]["total"])
            self.assertLess(functions["main"]["self"], 0.02 * functions["main"]["total"])
            self.assertLess(functions["outer"]["self"], 0.5 * functions["outer"]["total"])

    def test_the_whole_is_the_sum_of_its_parts(self):
        self.write("app.py", HOT)
        for options in [], ["--lines"]:
            for python in self.each_python():
                measured = self.profile(python, options=options)
                spent = sum(one.get("self", 0) for one in measured.functions().values())
                self.assertAlmostEqual(spent / measured.run["total"], 1, delta=0.1)
                self.assertAlmostEqual(measured.functions()["main"]["total"] / measured.run["total"], 1, delta=0.1)
                if options:
                    by_line = sum(one.get("self", 0) for one in measured.lines().values())
                    self.assertAlmostEqual(by_line / spent, 1, delta=0.001)

    def test_lines(self):
        path = self.write("app.py", HOT)
        for python in self.each_python():
            measured = self.profile(python, options=["--lines"])
            lines, functions = measured.lines(), measured.functions()
            cost = {mark: lines[line_of(path, mark)] for mark in
                    ["bytes", "cheap", "few", "base", "calls inner", "library", "comprehension"]}
            self.assertEqual(cost["bytes"]["calls"], 600)
            self.assertEqual(cost["base"]["calls"], 2)
            in_repeat = functions["repeat"]["self"]
            self.assertGreater(cost["bytes"]["self"], 0.7 * in_repeat)  # 20 times as many as "few"
            self.assertLess(cost["few"]["self"], 0.25 * in_repeat)
            self.assertLess(cost["cheap"]["self"], 0.25 * in_repeat)  # and whatever the machine did in between
            self.assertGreater(cost["library"]["total"], cost["library"]["self"])
            self.assertGreater(cost["calls inner"]["total"], 10 * cost["calls inner"]["self"])
            self.assertGreater(cost["comprehension"]["self"], 0.9 * functions["double"]["self"])

    def test_recursion_is_counted_once(self):
        self.write("app.py", """\
            def count(n):
                total = sum(range(2000))
                return total if n == 0 else count(n - 1)
            count(300)
            """)
        for options in [], ["--lines"]:
            for python in self.each_python():
                measured = self.profile(python, options=options)
                cost = measured.functions()["count"]
                self.assertEqual(cost["calls"], 301)
                self.assertLessEqual(cost["total"], 1.01 * measured.run["total"])
                for line in measured.lines().values():
                    self.assertLessEqual(line["total"], 1.01 * measured.run["total"])

    def test_generators_and_coroutines(self):
        self.write("app.py", """\
            import asyncio
            def numbers(n):
                for number in range(n):
                    yield sum(range(number % 50))
            async def part(n):
                await asyncio.sleep(0)
                return sum(numbers(n))
            async def main():
                await asyncio.gather(part(20000), part(20000))
                try:
                    await broken()
                except ValueError:
                    pass
            async def broken():
                await asyncio.sleep(0)
                raise ValueError
            asyncio.run(main())
            """)
        for options in [], ["--lines"]:
            for python in self.each_python():
                measured = self.profile(python, options=options)
                functions = measured.functions()
                self.assertEqual(measured.code, 0, measured.err)
                del functions["<module>"]  # which imports asyncio
                self.assertEqual(max(functions.values(), key=lambda one: one.get("self", 0))["name"], "numbers")
                self.assertLessEqual(functions["part"]["total"], 1.01 * measured.run["total"])

    def test_threads(self):
        path = self.write("app.py", THREADS)
        for options in [], ["--lines"]:
            for python in self.each_python():
                measured = self.profile(python, ["app.py", "5000" if options else "20000"], options)
                functions = measured.functions()
                # Forty parts of forty-one are the two threads', whoever waits for them meanwhile. Alone, a thread is
                # also charged for what it waits for the processor: on a machine at work that may be many times as long.
                in_threads = functions["work"]["total"]
                self.assertGreater(functions["before"]["total"], 0)
                self.assertGreater(in_threads, functions["before"]["total"])
                self.assertLess(functions["wait"].get("self", 0), 0.5 * in_threads)
                self.assertLessEqual(in_threads, 1.1 * measured.run["total"])
                if options:
                    self.assertIn(measured.hottest_line(), (4, 5))
                    self.assertEqual(measured.lines()[line_of(path, "work")]["calls"], 2)

    def test_only_the_projects_files_are_told(self):
        self.write("lib/site-packages/shapes.py", "def area():\n    return sum(range(300000))\n")
        self.write("app.py", "import sys\nsys.path.append('lib/site-packages')\nimport shapes\nprint(shapes.area())\nexec('def f(): pass\\nf()')\n")
        for options in [], ["--lines"], ["--memory"]:
            for python in self.each_python():
                measured = self.profile(python, options=options)
                self.assertEqual(list(measured.run["files"]), [str(self.folder / "app.py")])
                if options != ["--memory"]:
                    self.assertGreater(measured.functions()["<module>"]["self"], 0.9 * measured.functions()["<module>"]["total"])
                if options == ["--lines"]:
                    self.assertEqual(measured.hottest_line(), 4)

    def test_the_file(self):
        text = "# -*- coding: latin-1 -*-\r\ndef f():\r\n    return 'é'\r\nf()\r\n"
        (self.folder / "app.py").write_bytes(text.encode("latin-1"))
        for python in self.each_python():
            run = self.profile(python, ["app.py", "--size", "3"]).run
            file = run["files"][str(self.folder / "app.py")]
            self.assertEqual((run["perfhint_profile"], run["unit"], run["command"]), (1, "seconds", ["app.py", "--size", "3"]))
            self.assertEqual(file["text"], text)
            self.assertEqual(PYTHONS[".".join(run["python"].split(".")[:2])], python)

    def test_a_source_written_since_is_not_taken_for_what_ran(self):
        self.write("app.py", "import pathlib, os\nos.utime(__file__, (2e9, 2e9))\nprint(sum(range(10000)))\n")
        self.assertNotIn("text", self.profile(PYTHON).run["files"][str(self.folder / "app.py")])


class Memory(Measured):
    def test_the_leak_example_of_the_guide(self):
        self.write("app.py", LEAK)
        self.write("keeps.py", LEAK.replace("    del data\n", ""))
        for python in self.each_python():
            freed = self.profile(python, options=["--memory"])
            current, peak = map(int, freed.out.strip("()\n").split(","))
            self.assertLess(current, 100000)
            self.assertAlmostEqual(peak / freed.run["peak_bytes"], 1, delta=0.01)
            self.assertGreater(freed.run["peak_bytes"], 3e6)
            self.assertEqual(freed.hottest_line("peak_bytes"), 6)
            self.assertAlmostEqual(freed.lines()[6]["peak_bytes"] / freed.run["peak_bytes"], 1, delta=0.01)
            self.assertLess(sum(one["bytes"] for one in freed.run.get("growth", [])), 100000)
            kept = self.profile(python, ["keeps.py"], ["--memory"]).run["growth"][0]
            self.assertEqual((kept["file"], kept["line"]), (str(self.folder / "keeps.py"), 6))
            self.assertGreater(kept["bytes"], 3e6)
            self.assertGreater(kept["blocks"], 98000)

    def test_peak_and_growth_by_line(self):
        path = self.write("app.py", MEMORY)
        keep, spike, library = (line_of(path, mark) for mark in ["keep", "spike", "library"])
        for python in self.each_python():
            measured = self.profile(python, options=["--memory"])
            lines = {at: one.get("peak_bytes", 0) for at, one in measured.lines().items()}
            # 16 MB for a moment, above the 3 MB that are kept: both are known, to a few KB.
            self.assertAlmostEqual(lines[spike], 16e6, delta=50e3)
            self.assertAlmostEqual(lines[keep], 3e6, delta=50e3)
            self.assertAlmostEqual(measured.run["peak_bytes"], 19e6, delta=500e3)
            self.assertLessEqual(sum(lines.values()), measured.run["peak_bytes"] + 10e3)
            growth = {one["line"]: one["bytes"] for one in measured.run["growth"]}
            self.assertAlmostEqual(growth[keep], 3e6, delta=50e3)
            self.assertGreater(growth[library], 20000 * 24)
            self.assertLess(growth.get(spike, 0), 50e3)

    def test_memory_that_grows_in_small_steps(self):
        self.write("app.py", "kept = []\nfor at in range(3000):\n    kept.append(bytes(1000))\nkept = None\n")
        for python in self.each_python():
            measured = self.profile(python, options=["--memory"])
            self.assertEqual(measured.hottest_line("peak_bytes"), 3)
            self.assertAlmostEqual(measured.lines()[3]["peak_bytes"] / measured.run["peak_bytes"], 1, delta=0.05)
            self.assertAlmostEqual(measured.run["peak_bytes"], 3000 * 1033, delta=200e3)

    def test_the_program_may_reset_its_peak(self):
        self.write("app.py", """\
            import tracemalloc
            print(tracemalloc.is_tracing())
            many = bytes(5000000)
            del many
            tracemalloc.reset_peak()
            few = bytes(300000)
            print(200000 < tracemalloc.get_traced_memory()[1] < 2000000)
            """)
        for version, python in PYTHONS.items():
            if version != "3.8":  # which has no reset_peak
                with self.subTest(python=version):
                    measured = self.profile(python, options=["--memory"])
                    self.assertEqual(measured.out, "True\nTrue\n", measured.err)
                    self.assertGreater(measured.run["peak_bytes"], 5e6)
                    self.assertEqual(measured.hottest_line("peak_bytes"), 3)

    def test_collections(self):
        self.write("app.py", """\
            import gc
            gc.disable()
            for _ in range(50):
                one = []
                one.append(one)
            del one
            gc.collect(0)
            gc.collect()
            """)
        for version, python in PYTHONS.items():
            with self.subTest(python=version):
                about = self.profile(python, options=["--memory"]).run["gc"]
                self.assertGreaterEqual(sum(about["collections"]), 2)
                self.assertGreaterEqual(about["collected"], 50)
                self.assertGreater(about["seconds"], 0)

    def test_references(self):
        self.write("app.py", CYCLES)
        for python in self.each_python():
            measured = self.profile(python, options=["--memory"])
            about = measured.run["references"]
            grown = {one["type"]: one["grown"] for one in about["growth"]}
            self.assertEqual((grown["Session"], grown["User"]), (20, 20))
            chains = {one["type"]: one["chain"] for one in about["chains"]}
            self.assertEqual(chains["Session"], ["module __main__", ".CACHE dict", "[0] list", "[0] Session"])
            self.assertEqual(chains["User"], chains["Session"] + [".user User"])
            cycle = about["cycles"][0]
            self.assertEqual(cycle["count"], 7, about)
            self.assertIn(cycle["chain"], (["Node", ".children list", "[0] Node", ".parent Node"],
                                           ["Node", ".parent Node", ".children list", "[0] Node"]))
            self.assertIn("function", {one["type"] for one in about["types"]})
            self.assertIn("Kept alive, for example: module __main__ -> .CACHE dict -> [0] list -> [0] Session", measured.err)

    def test_finalizers_run_once(self):
        self.write("app.py", """\
            class Loud:
                def __init__(self):
                    self.me = self
                def __del__(self):
                    print("gone")
            Loud()
            """)
        for python in self.each_python():
            self.assertEqual(self.profile(python, options=["--memory"]).out, "gone\n")


if __name__ == "__main__":
    unittest.main()
