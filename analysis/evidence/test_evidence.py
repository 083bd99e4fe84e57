"""python3 analysis/evidence/test_evidence.py: blocks are read, measured and merged as meant. Runs in a second."""
import contextlib
import io
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bench as pages  # noqa: E402
import evidence  # noqa: E402
import measure  # noqa: E402
import packages  # noqa: E402
import pythons  # noqa: E402
from interval import median_interval  # noqa: E402

PAGE = """# list-scan
````markdown
```python bench n=7 case=shown-not-measured
# before
1
# after
1
```
````
```python
x = 1      # hint: list-scan
```
```python bench n=1000,10
# setup
a = list(range(n)); b = list(range(0, 2 * n, 2))

# before
[x for x in a if x in b]
# after
# a comment of the code
s = set(b); [x for x in a if x in s]
```
~~~python bench n=5 case=slow clock=wall same=no memory=no python=3.10
# before
result = 1
# after
result = 2
~~~
"""


def bench(before, after, setup="", **options):
    made = {"rule": "some-rule", "case": "", "n": [3], "least_python": (3, 8), "clock": "cpu", "same": True,
            "memory": True, "needs": [], "setup": setup, "before": before, "after": after}
    made.update(options)
    made["hash"] = pages.hash_of(made)
    return made


def row(n, python="3.12", case="", time=2.0, hash="aaa", rule="some-rule"):
    return {"rule": rule, "case": case, "python": python, "n": n, "time": time, "hash": hash}


class Blocks(unittest.TestCase):
    def test_reads_options_and_parts(self):
        first, second = pages.benches_of_page("x/list_scan.md", PAGE)
        self.assertEqual(("list-scan", "", [10, 1000], "cpu", True, True),
                         tuple(first[key] for key in ("rule", "case", "n", "clock", "same", "memory")))
        self.assertEqual("a = list(range(n)); b = list(range(0, 2 * n, 2))", first["setup"])
        self.assertEqual("# a comment of the code\ns = set(b); [x for x in a if x in s]", first["after"])
        self.assertEqual(("slow", "wall", False, False, (3, 10), ""),
                         tuple(second[key] for key in ("case", "clock", "same", "memory", "least_python", "setup")))

    def test_hash_follows_the_code_not_n(self):
        one, = pages.benches_of_page("r.md", "```python bench n=1\n# before\na\n# after\nb\n```\n")
        more, = pages.benches_of_page("r.md", "```python bench n=1,2\n# before\na\n# after\nb\n```\n")
        other, = pages.benches_of_page("r.md", "```python bench n=1\n# before\na\n# after\nc\n```\n")
        self.assertEqual(one["hash"], more["hash"])
        self.assertNotEqual(one["hash"], other["hash"])

    def test_hash_follows_the_packages(self):
        plain, one, two = [pages.benches_of_page("r.md", "```python bench%s\n# before\na\n# after\nb\n```" % needs)[0]
                           for needs in ("", " needs=numpy", " needs=pandas,numpy")]
        self.assertEqual(([], ["numpy", "pandas"]), (plain["needs"], two["needs"]))
        self.assertEqual(3, len({plain["hash"], one["hash"], two["hash"]}))

    def test_refuses_what_it_does_not_understand(self):
        for message, page in (
                ("unknown bench option 'm=3'", "```python bench m=3\n# before\n1\n# after\n1\n```"),
                ("whole numbers", "```python bench n=1e3\n# before\n1\n# after\n1\n```"),
                ("needs=no-such,nor-this is not in packages.txt",
                 "```python bench needs=numpy,nor-this,no-such\n# before\n1\n# after\n1\n```"),
                ("needs a part '# after'", "```python bench n=1\n# before\n1\n```"),
                ("needs a part '# before'", "```python bench n=1\n# before\n\n# after\n1\n```"),
                ("two parts '# before'", "```python bench n=1\n# before\n1\n# before\n1\n```"),
                ("starts with", "```python bench n=1\nx = 1\n# before\n1\n# after\n1\n```"),
                ("same case=", "```python bench\n# before\n1\n# after\n1\n```\n" * 2)):
            with self.assertRaises(pages.PageError) as caught:
                pages.benches_of_page("rule.md", page)
            self.assertIn(message, str(caught.exception))


class Measuring(unittest.TestCase):
    def measure(self, made):
        return measure.measure(made, made["n"][0], 20000, 3)

    def test_pairs_and_peaks(self):
        cell = self.measure(bench("list(range(1000, 5000))", "sum(x)", "x = [1]", same=False))
        self.assertEqual(3, len(cell["ratios"]))
        self.assertGreater(min(cell["ratios"]), 1.5)
        self.assertGreater(cell["bytes_before"], 100000)
        self.assertLess(cell["bytes_after"], 1000)

    def test_names_of_setup_are_locals(self):
        self.measure(bench("def f():\n    return x\nassert 'x' in locals()\nf()", "x", "x = n"))

    def test_results_that_differ_are_refused(self):
        for before, after in (("1", "2"), ("result = 1", "result = 2"), ("y = 3; y", "(n +\n 1)"),
                              ("(x for x in 'ab')", "['a', 'c']")):
            with self.assertRaisesRegex(AssertionError, "results differ"):
                self.measure(bench(before, after))
        self.measure(bench("1", "2", same=False))

    def test_results_that_agree_or_are_absent_pass(self):
        for before, after in (("y = [0.1 + 0.2]; y[0]", "0.3"), ("(x for x in 'ab')", "['a', 'b']"), ("pass", "1"),
                              ("result = [\n 1]", "result = [1]"), ("'\\u00e9'; n", "n  # the same")):
            self.measure(bench(before, after))

    def test_memory_can_be_left_out(self):
        self.assertEqual(["ratios"], list(self.measure(bench("1", "1", memory=False))))


def this_python():
    return {"version": "3.%d" % sys.version_info[1], "build": "this", "path": sys.executable}


class Packages(unittest.TestCase):
    TABLE = {"some": [(8, "1.0"), (12, "2.0")], "other": [(9, "3.1"), (11, "-")]}
    QUICK = {"slice_ns": 10000, "repeats": 3, "processes": 1, "tries": 1}

    def test_an_entry_holds_until_the_next(self):
        for package, python, version in (("some", "3.8", "1.0"), ("some", "3.11", "1.0"), ("some", "3.12", "2.0"),
                                         ("some", "3.15", "2.0"), ("other", "3.8", None), ("other", "3.10", "3.1"),
                                         ("other", "3.11", None)):
            self.assertEqual(version, packages.pinned(self.TABLE, package, python))
        self.assertEqual(["other==3.1", "some==1.0"], packages.pins_of(self.TABLE, ["other", "some"], "3.9"))
        with self.assertRaisesRegex(packages.Unavailable, "no wheel of other"):
            packages.pins_of(self.TABLE, ["other", "some"], "3.11")

    def test_the_table_is_read_whole(self):
        table = packages.read_table()
        self.assertIsNotNone(packages.pinned(table, "pip", "3.8"))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "packages.txt")
            for line in ("numpy", "numpy 3.8=1.0", "a 3.8:1\na 3.9:1"):
                with open(path, "w") as file:
                    file.write(line + "\n")
                with self.assertRaises(SystemExit):
                    packages.read_table(path)

    def measured(self, folder_of):
        blocks = [bench("have('only_here_' + 'module')", "True", "from importlib.util import find_spec\n"
                        "have = lambda name: find_spec(name) is not None", needs=needs) for needs in ([], ["numpy"])]
        blocks[0]["after"] = "False"
        given, packages.folder_of = packages.folder_of, folder_of
        try:
            with contextlib.redirect_stderr(io.StringIO()) as said:
                cells = [{"bench": block, "n": 3} for block in blocks]
                rows, errors = evidence.measure_python(this_python(), cells, self.QUICK)
        finally:
            packages.folder_of = given
        self.assertEqual([], errors)
        return [row.get("packages") for row in rows], said.getvalue()

    def test_only_the_blocks_that_need_them_see_them(self):
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "only_here_module.py"), "w").close()
            rows, said = self.measured(lambda python, needs: (folder, ["numpy==9.9"]))
        self.assertEqual(([None, "numpy==9.9"], ""), (rows, said))

    def test_a_python_that_cannot_have_them_is_left_out(self):
        def none(python, needs):
            raise packages.Unavailable("no wheel of numpy")
        rows, said = self.measured(none)
        self.assertEqual([None], rows)
        self.assertEqual("evidence: left out on CPython %s: some-rule (no wheel of numpy)\n" % this_python()["version"],
                         said)


class Pythons(unittest.TestCase):
    def test_more_folders_of_pythons_can_be_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "mine", "python3.13")
            os.mkdir(os.path.dirname(path))
            open(path, "w").close()
            given = os.environ.get("PERFHINT_PYTHONS")
            os.environ["PERFHINT_PYTHONS"] = folder
            try:
                self.assertIn(path, list(pythons.candidates()))
            finally:
                del os.environ["PERFHINT_PYTHONS"]
                if given is not None:
                    os.environ["PERFHINT_PYTHONS"] = given

    def test_optimised_builds_come_first(self):
        def python(optimised, patch, final=True):
            return {"final": final, "optimised": optimised, "patch": [3, 13, patch]}
        for a, b in ((python(True, 1), python(False, 9)), (python(True, 5), python(True, 3)),
                     (python(False, 1), python(True, 9, final=False))):
            self.assertIs(a, pythons.better(a, b))
            self.assertIs(a, pythons.better(b, a))


class Rows(unittest.TestCase):
    def test_interval(self):
        self.assertEqual((1, 3), median_interval([3, 1, 2]))
        self.assertEqual((2, 8), median_interval(range(1, 10)))  # k = 1 misses 2 * 10 / 512 < 5 %
        low, high = median_interval(range(101))
        self.assertTrue(39 <= low <= 41 and 59 <= high <= 61)

    def test_row_joins_processes(self):
        cell = {"bench": bench("1", "1"), "n": 3}
        python = {"version": "3.12", "build": "3.12.1 plain"}
        made = evidence.row_of(python, cell, [{"ratios": [2.0, 2.1, 2.2], "bytes_before": 10, "bytes_after": 1},
                                              {"ratios": [2.0, 2.0, 3.0], "bytes_before": 30, "bytes_after": 1}])
        self.assertEqual((2.05, 2.0, 3.0), (made["time"], made["low"], made["high"]))
        self.assertEqual((20, 1), (made["bytes_before"], made["bytes_after"]))

    def test_merge_replaces_what_was_measured_and_drops_what_changed(self):
        block = bench("a", "b", n=[1, 2])
        kept, replaced = row(1, "3.9", hash=block["hash"]), row(1, "3.10", hash=block["hash"])
        old = [kept, replaced, row(2, "3.9", hash="changed"), row(5, hash=block["hash"]), row(1, rule="gone")]
        new = [row(1, "3.10", time=9.0, hash=block["hash"])]
        self.assertEqual([kept, new[0]], evidence.merge(old, new, [block]))

    def test_file_is_sorted_and_has_one_row_a_line(self):
        unsorted = [row(10, "3.10"), row(1, "3.9"), row(2, "3.10"), row(1, case="z"), row(1, rule="a")]
        rows = evidence.merge([], unsorted, [])
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "evidence.json")
            evidence.write_rows(path, rows)
            self.assertEqual(rows, evidence.read_rows(path))
            with open(path) as file:
                lines = file.read().splitlines()
        self.assertEqual(["[", "]"], [lines[0], lines[-1]])
        self.assertNotIn('"rule"', lines[1])
        self.assertEqual(rows, [json.loads(line.rstrip(",")) for line in lines[2:-1]])
        self.assertEqual([("a", 1), ("some-rule", 1), ("some-rule", 2), ("some-rule", 10), ("some-rule", 1)],
                         [(r["rule"], r["n"]) for r in rows])

    def test_check_names_both_directions(self):
        block = bench("a", "b", n=[1, 2])
        problems = evidence.missing_rows([block], [row(1, hash=block["hash"]), row(2, hash="old")])
        self.assertEqual(2, len(problems))
        self.assertIn("n=2", problems[0])
        self.assertIn("changed", problems[1])


def run_check(words):
    with contextlib.redirect_stdout(io.StringIO()):
        return evidence.main(words + ["--check"])


class Whole(unittest.TestCase):
    def test_measures_a_folder_of_pages(self):
        with tempfile.TemporaryDirectory() as folder:
            page = os.path.join(folder, "some_rule.md")
            with open(page, "w") as file:
                file.write("```python bench n=4\n# before\nresult = n\n# after\nresult = n\n```\n")
            output = os.path.join(folder, "evidence.json")
            words = ["--rules", folder, "--output", output]
            self.assertEqual(1, run_check(words))
            benches = pages.benches_of_folder(folder)
            python = this_python()
            plan = {"slice_ns": 10000, "repeats": 3, "processes": 2, "tries": 1}
            rows, errors = evidence.measure_python(python, [{"bench": benches[0], "n": 4}], plan)
            self.assertEqual([], errors)
            evidence.write_rows(output, evidence.merge([], rows, benches))
            self.assertEqual(0, run_check(words))
            with open(page, "a") as file:
                file.write("```python bench n=4 case=new\n# before\n1 / 0\n# after\n1\n```\n")
            broken = pages.benches_of_folder(folder)[1]
            rows, errors = evidence.measure_python(python, [{"bench": broken, "n": 4}], plan)
            self.assertEqual([], rows)
            self.assertIn("ZeroDivisionError", errors[0])
            self.assertEqual(1, run_check(words))


if __name__ == "__main__":
    unittest.main()
