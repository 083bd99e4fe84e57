"""A program runs under `perfhint profile` as it does under python: what it prints, how it fails, its exit code."""
import subprocess
import unittest

from measured import PATIENCE, PYTHON, PYTHONS, Measured, environment

FILES = {
    "ends.py": "import sys\nsys.exit({code})\n",
    "app.py": """\
        import sys
        if __name__ == "__main__":
            print(sys.argv, sys.path[0], __file__, __package__, __spec__ and __spec__.name, __doc__)
            print(sys.modules["__main__"].__dict__ is globals(), sorted(globals()))
            print(sys.stdin.read())
            print("to stderr", file=sys.stderr)
        """,
    "raises.py": """\
        def inner(n):
            if n == 0:
                raise ValueError("no more")
            inner(n - 1)
        try:
            inner(2)
        except ValueError as error:
            raise KeyError("outer") from error
        """,
    "broken.py": "def f(:\n    pass\n",
    "hook.py": "import sys\nsys.excepthook = lambda kind, error, trace: print('hook', kind, trace.tb_lineno)\n1 / 0\n",
    "bad_hook.py": "import sys\ndef hook(*words):\n    raise OSError('hook')\nsys.excepthook = hook\n1 / 0\n",
    "library.py": "import json\njson.loads('{')\n",
    "exits.py": "import sys\nsys.exit('a message')\n",
    "exits_3.py": "import sys\nsys.exit(3)\n",
    "exits_none.py": "raise SystemExit\n",
    "exits_large.py": "raise SystemExit(259)\n",
    "assertion.py": "assert 1 == 2, 'unequal'\n",
    "at_exit.py": "import atexit, sys\natexit.register(print, 'at exit')\nprint('before')\nsys.exit(4)\n",
    "shadow/types_of.py": "import json_of_mine\nprint(json_of_mine.NAME)\n",
    "shadow/json_of_mine.py": "NAME = 'mine'\n",
    "package/__init__.py": "",
    "package/__main__.py": "import sys\nfrom . import part\nprint(sys.argv[1:], sys.path[0], __name__, __package__, part.__name__)\n",
    "package/part.py": "import sys\nif __name__ == '__main__':\n    print(sys.argv[1:], __spec__.name)\n    1 / 0\n",
    "pickled.py": """\
        import pickle
        class Point:
            pass
        print(type(pickle.loads(pickle.dumps(Point()))))
        """,
    "spawned.py": """\
        import multiprocessing
        def double(n):
            return n * 2
        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.map(double, [1, 2]))
        """,
}
PROGRAMS = [
    ["app.py", "a", "-b", "--", "c d"], ["./app.py"], ["raises.py"], ["broken.py"], ["hook.py"], ["bad_hook.py"],
    ["library.py"], ["exits.py"], ["exits_3.py"], ["exits_none.py"], ["exits_large.py"], ["assertion.py"], ["at_exit.py"],
    ["shadow/types_of.py"], ["-m", "package", "-m", "x"], ["-m", "package.part", "1"], ["package"], ["-m", "app"],
    ["-m", "raises"], ["-m", "none_such"], ["-m", "package.none"], ["none.py"], ["pickled.py"], ["spawned.py"],
]


class AsPythonDoes(Measured):
    def setUp(self):
        super().setUp()
        for name, text in FILES.items():
            self.write(name, text)

    def compare(self, python, words, *options):
        alone = subprocess.run([python, *words], cwd=self.folder, env=environment(), input="typed", capture_output=True,
                               text=True, timeout=PATIENCE)
        measured = self.profile(python, words, options, input="typed")
        self.assertEqual(measured.out, alone.stdout)
        self.assertEqual(measured.code, alone.returncode)
        self.assertTrue(measured.err.startswith(alone.stderr), measured.err + "\n-- alone:\n" + alone.stderr)
        ours = measured.err[len(alone.stderr):]
        self.assertRegex(ours, r"^(\nperfhint: |perfhint profile: nothing )")

    def test_programs(self):
        for version, python in PYTHONS.items():
            for words in PROGRAMS:
                with self.subTest(python=version, words=words):
                    self.compare(python, words)

    def test_in_the_other_modes(self):
        for mode in "--lines", "--memory":
            for words in PROGRAMS:
                with self.subTest(mode=mode, words=words):
                    self.compare(PYTHON, words, mode)

    def test_from_another_folder(self):
        folder = self.folder
        self.folder = folder / "shadow"
        for python in self.each_python():
            self.compare(python, ["../raises.py"])

    def test_modules_of_the_current_folder_do_not_stand_in_for_ours(self):
        for name in "json", "cProfile", "tokenize", "report", "project", "target":
            self.write(name + ".py", "raise SystemExit('taken for another')\n")
        self.write("sub/app.py", "print('ran')\n")
        for python in self.each_python():
            self.assertEqual(self.profile(python, ["sub/app.py"]).out, "ran\n")

    def test_the_program_has_modules_named_like_ours(self):
        self.write("report.py", "NAME = 'its own'\n")
        self.write("own.py", "import report\nprint(report.NAME)\n")
        for python in self.each_python():
            self.assertEqual(self.profile(python, ["own.py"]).out, "its own\n")


if __name__ == "__main__":
    unittest.main()
