"""python3 tests/fixes/test_fixes.py: what broke is found and told, what did not is not."""
import contextlib
import io
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fixes  # noqa: E402
import outcomes  # noqa: E402
import packages  # noqa: E402
import suites  # noqa: E402
import tests_of  # noqa: E402
import trees  # noqa: E402

REGRTEST = """<testsuites><testsuite tests="4"><testcase name="test.test_a.A.test_ok" status="run" result="completed"/>
<testcase name="test.test_a.A.test_skip"><skipped>no</skipped></testcase>
<testcase name="test.test_a.A.test_bad"><failure type="x">no</failure></testcase>
<testcase name="test.test_a.A.test_sub"/><testcase name="test.test_a.A.test_sub"><error/></testcase>
</testsuite></testsuites>"""
PYTEST = """<testsuites><testsuite><testcase classname="tests.test_b.B" name="test_x[1]"><system-out>hi</system-out>
</testcase></testsuite></testsuites>"""


class Outcomes(unittest.TestCase):
    def test_reads_both_dialects(self):
        self.assertEqual({"test.test_a.A.test_ok": "passed", "test.test_a.A.test_skip": "skipped",
                          "test.test_a.A.test_bad": "failed", "test.test_a.A.test_sub": "failed"},
                         outcomes.read_junit(REGRTEST))
        self.assertEqual({"tests.test_b.B::test_x[1]": "passed"}, outcomes.read_junit(PYTEST))

    def test_broken_is_what_passed_and_does_not(self):
        before = {"a": "passed", "b": "passed", "c": "passed", "d": "passed", "e": "failed", "f": "skipped"}
        after = {"a": "passed", "b": "failed", "c": "skipped", "e": "failed", "f": "failed", "g": "failed"}
        self.assertEqual(["b", "c", "d"], outcomes.broken(before, after))
        self.assertEqual(["a", "b", "c", "d"], outcomes.broken(before, {}))


class Choice(unittest.TestCase):
    def test_modules(self):
        for path, module in (("cmd.py", "cmd"), ("json/__init__.py", "json"), ("json/decoder.py", "json.decoder")):
            self.assertEqual(module, tests_of.module_of(path))

    def test_names(self):
        for module, name in (("cmd", "test_cmd"), ("json.decoder", "test_json"), ("_pydecimal", "test_decimal"),
                             ("concurrent.futures.thread", "test_concurrent_futures"),
                             ("xml.dom.minidom", "test_minidom")):
            self.assertIn(name, tests_of.names_of(module))

    def test_imports(self):
        found = tests_of.imports_of("import os, cmd as c\n  from urllib import parse, error\nfrom json import *\n"
                                    "m = import_fresh_module('heapq')\nx = 'import sys'\n")
        self.assertLessEqual({"os", "cmd", "urllib", "urllib.parse", "urllib.error", "json", "heapq"}, found)
        self.assertNotIn("sys", found)

    def test_own_tests_first_then_importers(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("test_cmd.py", ""), ("test_long.py", "import cmd\n" + "#" * 99),
                               ("test_short.py", "from cmd import Cmd\n"), ("test_other.py", "import cmdline\n"),
                               ("support.py", "import cmd")):
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            os.mkdir(os.path.join(folder, "test_json"))
            for name in ("__init__.py", "test_cmd.py"):
                open(os.path.join(folder, "test_json", name), "w").close()
            self.assertEqual({"cmd": ["test_cmd", "test_short", "test_long"], "json.decoder": ["test_json"], "zz": []},
                             tests_of.tests_by_module(["cmd", "json.decoder", "zz"], folder))

    def test_nearest_tests(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "p", "tests"))
            os.makedirs(os.path.join(folder, "p", "q", "r"))
            for path, found in (("p/q/r/a.py", ["p/tests"]), ("p/a.py", ["p/tests"]), ("a.py", [])):
                self.assertEqual(found, suites.nearest_tests(folder, path))


class Trees(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.before, self.after = (os.path.join(folder.name, name) for name in ("before", "after"))
        os.makedirs(os.path.join(self.before, "lib"))
        for name, text in (("a.py", "x = 1\n"), ("b.py", "y = 1\n"), ("c.txt", "z\n")):
            with open(os.path.join(self.before, "lib", name), "w") as file:
                file.write(text)
        trees.copy_tree(self.before, self.after)

    def change(self, name, text):
        with open(os.path.join(self.after, "lib", name), "w") as file:
            file.write(text)

    def test_changes_are_found_and_compiled(self):
        self.assertEqual([], trees.changed_files(self.before, self.after, ["lib"]))
        self.change("a.py", "x = 2\n")
        self.change("b.py", "y = = 2\n")
        self.change("c.txt", "changed\n")
        self.assertEqual(["lib/a.py", "lib/b.py"], trees.changed_files(self.before, self.after, ["lib"]))
        bad, = trees.not_compiling(sys.executable, self.after, ["lib/a.py", "lib/b.py"])
        self.assertIn("lib/b.py: SyntaxError", bad)
        self.assertIn("-x = 1\n+x = 2", trees.diff_of(self.before, self.after, "lib/a.py"))

    def suite(self, results):
        """One whose runs give what the list says, in its order."""
        def run(tree, unit):
            kind, outcome = results.pop(0)
            self.assertEqual(kind, os.path.basename(tree))
            return outcome
        return {"name": "s", "before": self.before, "after": self.after, "run": run,
                "tests": lambda changed: {"lib/a.py": ["u"], "lib/b.py": []}}

    def test_a_break_must_happen_twice(self):
        good, bad = {"t": "passed", "u": "passed"}, {"t": "failed", "u": "passed"}
        for results, broken, unsteady in (
                ([("before", good), ("after", good)], [], 0),
                ([("after", bad), ("before", good), ("after", bad)], ["t"], 0),  # before: kept from the first time
                ([("after", bad), ("before", good), ("after", good)], [], 1),
                ([("after", bad), ("before", bad), ("after", bad)], [], 1)):
            verdict = fixes.judge(self.suite(results), "u")
            self.assertEqual((broken, unsteady, []), (verdict["broken"], verdict["unsteady"], results))

    def test_without_a_baseline_nothing_is_run(self):
        results = [("before", {"t": "failed"})]
        self.assertEqual(0, fixes.judge(self.suite(results), "other")["passed"])
        self.assertEqual([], results)

    def test_a_break_is_told_with_the_fixes_it_is_about(self):
        self.change("a.py", "x = 2\n")
        self.change("b.py", "y = 2\n")
        with contextlib.redirect_stdout(io.StringIO()) as out:
            fixes.report_breaks(self.suite([]), {"rules": {"lib/a.py": ["rule-one"], "lib/b.py": ["rule-two"]}},
                                [{"unit": "u", "broken": ["t"]}, {"unit": "v", "broken": []}])
        self.assertIn("s: u: 1 tests passed before the fixes and do not now:\n    t\n", out.getvalue())
        self.assertIn("lib/a.py (rule-one)\n--- before", out.getvalue())
        self.assertNotIn("rule-two", out.getvalue())

    def test_fixable(self):
        findings = [{"fixes": [{"safety": safety} for safety in kinds]} for kinds in ([], ["safe"], ["unsafe"])]
        self.assertEqual((1, 2), (len(trees.fixable(findings, False)), len(trees.fixable(findings, True))))


    def test_a_run_without_a_report_is_told(self):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            command = [sys.executable, "-c", "print('no such thing')", "unit"]
            self.assertEqual({}, suites.run_junit(command, None, 60))
        self.assertEqual("test-fixes: unit: no report: no such thing\n", said.getvalue())
        command = [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write(sys.argv[2])", "{junit}", REGRTEST]
        self.assertEqual(4, len(suites.run_junit(command, None, 60)))


class Packages(unittest.TestCase):
    def test_descriptions_are_whole(self):
        fields = {"name", "version", "kind", "sha256", "fix", "path", "tests", "options", "fast", "requires"}
        described = suites.descriptions()
        self.assertEqual([fields] * len(described), [set(description) for description in described])
        self.assertTrue(any(description["fast"] for description in described))

    def test_a_list_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "packages.txt")
            for text, made in (("# no\na 1.0 wheel 12\n", [("a", "1.0", "wheel", "12")]), ("a 1.0 egg 12", None),
                               ("a", None)):
                with open(path, "w") as file:
                    file.write(text)
                if made:
                    self.assertEqual(made, [tuple(package) for package in packages.read_list(path)])
                else:
                    with self.assertRaises(packages.Trouble):
                        packages.read_list(path)


if __name__ == "__main__":
    unittest.main()
